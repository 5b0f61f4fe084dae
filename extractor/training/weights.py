"""The weights of a CRFsuite model: read out of its file, and written into a new one.

CRFsuite (Okazaki 2007) can train a model but not change one. Its file holds a table of records (kind, source, target, weight);
a new file is made by letting CRFsuite lay out a model with the wanted features and then putting the weights into their records.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..lines.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

LABELS = tuple(Label)
_PLACE = {label.value: k for k, label in enumerate(LABELS)}
_RECORD = struct.Struct("<IIId")
_TABLE = struct.Struct("<4sII")
_OFFSET = 28
"""Where the header says at which byte the table begins."""
_STATE, _TRANSITION = 0, 1
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear chain over the labels of `LABELS`."""

    attributes: tuple[str, ...]
    state: NDArray[np.float64]
    """Shape (attributes, labels)."""
    transitions: NDArray[np.float64]
    """Shape (labels, labels): from, to."""


def read_weights(path: Path) -> Weights:
    """The weights of a model file, 0 for features that it does not have."""
    import numpy as np  # noqa: PLC0415

    attributes, labels = _names(path)
    state = np.zeros((len(attributes), len(LABELS)))
    transitions = np.zeros((len(LABELS), len(LABELS)))
    for _, kind, source, target, weight in _records(path.read_bytes()):
        if kind == _STATE:
            state[source, labels[target]] = weight
        else:
            transitions[labels[source], labels[target]] = weight
    return Weights(attributes, state, transitions)


def write_weights(weights: Weights, path: Path) -> None:
    """Write a model file with these weights; the same weights give the same bytes."""
    _lay_out(weights, path)
    attributes, labels = _names(path)
    places = {name: k for k, name in enumerate(weights.attributes)}
    rows = [places[name] for name in attributes]
    data = bytearray(path.read_bytes())
    for at, kind, source, target, _ in _records(bytes(data)):
        matrix, place = (weights.state, rows[source]) if kind == _STATE else (weights.transitions, labels[source])
        _RECORD.pack_into(data, at, kind, source, target, float(matrix[place, labels[target]]))
    path.write_bytes(data)


def _names(path: Path) -> tuple[tuple[str, ...], list[int]]:
    """The attributes of a model file in the order of their numbers, and the places of its labels in `LABELS`."""
    import pycrfsuite  # noqa: PLC0415

    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    info: Any = tagger.info()
    attributes = sorted(info.attributes, key=lambda name: int(info.attributes[name]))
    labels = sorted(info.labels, key=lambda name: int(info.labels[name]))
    return tuple(attributes), [_PLACE[label] for label in labels]


def _records(data: bytes) -> Iterator[tuple[int, int, int, int, float]]:
    """Of every feature: where its record stands, its kind, source, target and weight."""
    (start,) = struct.unpack_from("<I", data, _OFFSET)
    _, _, count = _TABLE.unpack_from(data, start)
    for k in range(count):
        at = start + _TABLE.size + k * _RECORD.size
        yield at, *_RECORD.unpack_from(data, at)


def _lay_out(weights: Weights, path: Path) -> None:
    """Let CRFsuite write a model that has every feature with a weight, and every transition.

    It leaves out features whose weight is 0 after training. One item of each label, with values whose roots are
    independent over the rationals, gives each feature a gradient other than 0.
    """
    import pycrfsuite  # noqa: PLC0415

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.0, "c2": 1.0, "max_iterations": 1, "feature.possible_transitions": True})
    items = []
    for k in range(len(LABELS)):
        value = math.sqrt(_PRIMES[k])
        names = zip(weights.attributes, weights.state[:, k], strict=True)
        items.append({name: value for name, weight in names if weight})
    trainer.append(items, [label.value for label in LABELS])
    trainer.train(str(path))
