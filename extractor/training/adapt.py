"""A trained line classifier learns a few more tables without forgetting the rest.

The weights move away from the trained ones only as far as the new tables pay for it: a Gaussian prior around them (MAP
adaptation, Chelba and Acero 2004), with documents of the old forms beside the new tables as a reminder. It takes seconds where
training anew takes a minute, and needs none of the documents that the model was trained on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chain import Batch, Sequenced, loss, make_batch
from .weights import LABELS, Weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..lines.labels import Label
    from .chain import Floats
    from .recipe import Addition

_DECIMALS = 5
_STEP = 0.002
"""Smaller changes of a weight are none, which keeps the model small."""


def sequence(features: Sequence[Sequence[str]], labels: Sequence[Label], count: float = 1.0) -> Sequenced:
    """One sequence of rows for `adapt`."""
    return features, [LABELS.index(label) for label in labels], count


def adapt(base: Weights, added: Sequence[Sequenced], old: Sequence[Sequenced], how: Addition) -> Weights:
    """Weights that fit the `added` sequences, near `base`; `old` ones count once each.

    Only what the sequences have features of is changed. Rounded, so that the same input gives the same bytes.
    """
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import minimize  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    known = {name: k for k, name in enumerate(base.attributes)}
    names = sorted({name for features, _, _ in [*added, *old] for row in features for name in row})
    start = Weights(tuple(names), _rows(base, known, names), base.transitions)
    counted = [(features, labels, how.emphasis * count) for features, labels, count in added]
    batch = make_batch([*counted, *old], {name: k for k, name in enumerate(names)})
    origin = np.concatenate([start.state.ravel(), start.transitions.ravel()])
    with threadpool_limits(1):
        found = minimize(
            _objective, origin, (batch, origin, how.prior), "L-BFGS-B", jac=True, options={"maxiter": how.iterations}
        )
    best = np.where(np.abs(found.x - origin) < _STEP, origin, np.round(found.x, _DECIMALS))
    size = start.state.size
    return _merged(base, known, names, best[:size].reshape(start.state.shape), best[size:].reshape(len(LABELS), -1))


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


def _objective(point: Floats, batch: Batch, start: Floats, prior: float) -> tuple[float, Floats]:
    import numpy as np  # noqa: PLC0415

    size = len(LABELS) ** 2
    state, transitions = point[:-size].reshape(-1, len(LABELS)), point[-size:].reshape(len(LABELS), -1)
    value, by_state, by_transitions = loss(batch, state, transitions)
    away = point - start
    gradient = np.concatenate([by_state.ravel(), by_transitions.ravel()]) + prior * away
    return value + prior / 2 * float(away @ away), gradient
