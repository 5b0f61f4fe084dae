"""The likelihood of a linear-chain CRF over many sequences at once, and its gradient (forward-backward)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

Sequenced = tuple["Sequence[Sequence[str]]", "Sequence[int]", float]
"""Features of the rows of a sequence, the places of their labels, and how much the sequence counts."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Sequences, the longest first, their rows in the order of their place in the sequence: all first rows, all second …"""

    rows: Any
    """Sparse, shape (rows, attributes): how often each row has each feature."""
    labels: Places
    """Shape (rows,)."""
    steps: tuple[int, ...]
    """How many sequences have a first row, a second one …"""
    counts: Floats
    """Shape (sequences,): how much each counts."""


def make_batch(sequences: Sequence[Sequenced], attributes: Mapping[str, int]) -> Batch:
    """Put sequences, none of them empty, into one batch; features that `attributes` does not have are left out."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    ordered = sorted(sequences, key=lambda sequence: -len(sequence[1]))
    longest = len(ordered[0][1])
    steps = tuple(sum(len(labels) > t for _, labels, _ in ordered) for t in range(longest))
    places, ends, labels = [], [0], []
    for t, active in enumerate(steps):
        for features, given, _ in ordered[:active]:
            places += [attributes[name] for name in features[t] if name in attributes]
            ends.append(len(places))
            labels.append(given[t])
    rows = csr_matrix((np.ones(len(places)), places, ends), shape=(len(labels), len(attributes)))
    rows.sum_duplicates()
    return Batch(rows, np.asarray(labels), steps, np.asarray([count for _, _, count in ordered]))


def widened(batch: Batch, attributes: int) -> Batch:
    """The same batch among more attributes."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    rows = batch.rows
    wide = csr_matrix((rows.data, rows.indices, rows.indptr), shape=(rows.shape[0], attributes))
    return replace(batch, rows=wide)


def loss(batch: Batch, state: Floats, transitions: Floats) -> tuple[float, Floats, Floats]:
    """The negative log likelihood of a batch, and its gradients by `state` and `transitions`."""
    import numpy as np  # noqa: PLC0415

    scores = batch.rows @ state
    top = scores.max(axis=1, keepdims=True)
    here = np.exp(scores - top)
    moves = np.exp(transitions)
    starts = np.concatenate([[0], np.cumsum(batch.steps)])
    ahead, norms = _forward(here, moves, starts)
    behind = _backward(here, moves, starts, norms)
    given = ahead * behind
    counts = np.concatenate([batch.counts[:active] for active in batch.steps])
    total = float(counts @ (np.log(norms) + top[:, 0]))
    rows = np.arange(len(batch.labels))
    total -= float(counts @ scores[rows, batch.labels])
    given[rows, batch.labels] -= 1.0
    by_moves = np.zeros_like(transitions)
    for t in range(1, len(batch.steps)):
        now, size = slice(starts[t], starts[t + 1]), batch.steps[t]
        before = slice(starts[t - 1], starts[t - 1] + size)
        weight = (batch.counts[:size] / norms[now])[:, None]
        by_moves += moves * ((ahead[before] * weight).T @ (here[now] * behind[now]))
        pair = batch.labels[before], batch.labels[now]
        np.subtract.at(by_moves, pair, batch.counts[:size])
        total -= float(batch.counts[:size] @ transitions[pair])
    return total, batch.rows.T @ (given * counts[:, None]), by_moves


def _forward(here: Floats, moves: Floats, starts: Places) -> tuple[Floats, Floats]:
    """For every row the chance of each label given the rows up to it, and the factor that makes it sum to 1."""
    import numpy as np  # noqa: PLC0415

    ahead, norms = here.copy(), np.empty(len(here))
    for t in range(len(starts) - 1):
        now = slice(starts[t], starts[t + 1])
        if t:
            before = slice(starts[t - 1], starts[t - 1] + (starts[t + 1] - starts[t]))
            ahead[now] *= ahead[before] @ moves
        norms[now] = ahead[now].sum(axis=1)
        ahead[now] /= norms[now, None]
    return ahead, norms


def _backward(here: Floats, moves: Floats, starts: Places, norms: Floats) -> Floats:
    """For every row how likely the rows below are given each label, scaled so that its product with `_forward`'s is a chance."""
    import numpy as np  # noqa: PLC0415

    behind = np.ones_like(here)
    for t in range(len(starts) - 2, 0, -1):
        now = slice(starts[t], starts[t + 1])
        before = slice(starts[t - 1], starts[t - 1] + (starts[t + 1] - starts[t]))
        behind[before] = (here[now] * behind[now] / norms[now, None]) @ moves.T
    return behind
