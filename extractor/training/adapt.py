"""A trained line classifier learns a few more tables without forgetting the rest.

The weights move away from the trained ones only as far as the new tables pay for it: a Gaussian prior around them (MAP
adaptation, Chelba and Acero 2004), and documents of the old forms, of which the chain is to say what it said before (learning
without forgetting, Li and Hoiem 2016). It takes seconds where training anew takes a minute, and needs none of the documents
that the model was trained on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .chain import Batch, Sequenced, loss, make_batch, widened
from .weights import LABELS, Weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..lines.labels import Label
    from .chain import Floats
    from .recipe import Addition

_DECIMALS = 5
_STEP = 0.002
"""Smaller changes of a weight are none, which keeps the model small."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Sequences of the old forms, made ready once for many adaptations."""

    names: tuple[str, ...]
    """Their features."""
    batch: Batch | None
    """None where there are no sequences."""


def remind(old: Sequence[Sequenced]) -> Reminder:
    """Make sequences of the old forms ready."""
    names = _names(old)
    return Reminder(tuple(names), make_batch(old, {name: k for k, name in enumerate(names)}) if old else None)


def sequence(features: Sequence[Sequence[str]], labels: Sequence[Label], count: float = 1.0) -> Sequenced:
    """One sequence of rows for `adapt`."""
    return features, [LABELS.index(label) for label in labels], count


def adapt(base: Weights, added: Sequence[Sequenced], old: Reminder, how: Addition) -> Weights:
    """Weights that fit the `added` sequences, near `base`.

    Only what the sequences have features of is changed. Rounded, so that the same input gives the same bytes.
    """
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import minimize  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    known = {name: k for k, name in enumerate(base.attributes)}
    names = [*old.names, *sorted(set(_names(added)) - set(old.names))]
    start = _rows(base, known, names)
    new = make_batch(added, {name: k for k, name in enumerate(names)})
    kept = widened(old.batch, len(names)) if old.batch else None
    origin = np.concatenate([start.ravel(), base.transitions.ravel()])
    with threadpool_limits(1):
        aim = _Aim(new, kept, origin, how.prior)
        found = minimize(aim.at, origin, method="L-BFGS-B", jac=True, options={"maxiter": how.iterations})
    best = np.where(np.abs(found.x - origin) < _STEP, origin, np.round(found.x, _DECIMALS))
    size = start.size
    return _merged(base, known, names, best[:size].reshape(start.shape), best[size:].reshape(len(LABELS), -1))


def _names(sequences: Sequence[Sequenced]) -> list[str]:
    return sorted({name for features, _, _ in sequences for row in features for name in row})


def _rows(base: Weights, known: Mapping[str, int], names: Sequence[str]) -> Floats:
    """The weights of `names`, 0 for new ones."""
    import numpy as np  # noqa: PLC0415

    state = np.zeros((len(names), len(LABELS)))
    for k, name in enumerate(names):
        if name in known:
            state[k] = base.state[known[name]]
    return state


def _merged(
    base: Weights, known: Mapping[str, int], names: Sequence[str], state: Floats, transitions: Floats
) -> Weights:
    import numpy as np  # noqa: PLC0415

    new = [k for k, name in enumerate(names) if name not in known]
    whole = np.concatenate([base.state, state[new]])
    for k, name in enumerate(names):
        if name in known:
            whole[known[name]] = state[k]
    return Weights((*base.attributes, *(names[k] for k in new)), whole, transitions)


class _Aim:
    """What is made small: the new tables' loss, the distance from the origin, and what changes in the old documents.

    The last is the relative entropy between the old and the new chain over these documents: their loss less its tangent at
    the origin. It is 0 there, so that without new tables nothing moves.
    """

    def __init__(self, new: Batch, old: Batch | None, origin: Floats, prior: float) -> None:
        self._new = new
        self._old = old
        self._origin = origin
        self._prior = prior
        self._tangent = _loss(old, origin)[1] if old else None

    def at(self, point: Floats) -> tuple[float, Floats]:
        """The value at a point, and the gradient."""
        away = point - self._origin
        value, gradient = _loss(self._new, point)
        value += self._prior / 2 * float(away @ away)
        gradient += self._prior * away
        if self._old is not None and self._tangent is not None:
            more, slope = _loss(self._old, point)
            value += more - float(self._tangent @ away)
            gradient += slope - self._tangent
        return value, gradient


def _loss(batch: Batch, point: Floats) -> tuple[float, Floats]:
    import numpy as np  # noqa: PLC0415

    size = len(LABELS) ** 2
    state, transitions = point[:-size].reshape(-1, len(LABELS)), point[-size:].reshape(len(LABELS), -1)
    value, by_state, by_transitions = loss(batch, state, transitions)
    return value, np.concatenate([by_state.ravel(), by_transitions.ravel()])
