"""The calibration: how likely an indicator is right, given the evidence, fitted on judged documents."""

from __future__ import annotations

import dataclasses
from dataclasses import astuple
from typing import TYPE_CHECKING

from ..assemble.confidence import Calibration, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .fold import Judged

_CEILING = 0.94
"""Between one held-out form and the next the share of right rows differs by more than the rest of the range."""
_SUPPORT = 400
"""Judged indicators that a step of the calibration rests on."""
_STEP = 0.002
"""Steps of the calibration closer than this are one."""


def calibrate(judged: Sequence[Judged]) -> Calibration:
    """A logistic regression of being right on the evidence, and isotonic regression on groups of its results."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415

    inputs, right = [astuple(evidence) for evidence, _ in judged], [right for _, right in judged]
    if len(set(right)) < 2:  # nothing to learn from: all right, or all wrong
        return Calibration((0.0,) * len(dataclasses.fields(Evidence)), 0.0, (0.0,), (float(all(right)) * _CEILING,))
    weights, bias = _fit_against(inputs, right)
    plain = Calibration(weights, bias, (0.0,), (1.0,))
    bins = _bins(sorted((plain.raw(evidence), right) for evidence, right in judged))
    rising = IsotonicRegression(y_min=0.0, y_max=_CEILING).fit_transform(range(len(bins)), [low for _, low in bins])
    steps = [(0.0, round(float(rising[0]), 4))]
    for (start, _), value in zip(bins, rising, strict=True):
        if value > steps[-1][1] + _STEP:
            steps.append((start, round(float(value), 4)))
    return dataclasses.replace(plain, thresholds=tuple(s for s, _ in steps), values=tuple(v for _, v in steps))


def _fit_against(inputs: Sequence[tuple[float, ...]], right: Sequence[bool]) -> tuple[tuple[float, ...], float]:
    """Weights and bias of a logistic regression in which every part of the evidence speaks against a row or not at all."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    used = list(range(len(inputs[0])))
    while True:
        fitted = LogisticRegression(max_iter=1000).fit([[row[k] for k in used] for row in inputs], right)
        found = dict(zip(used, map(float, fitted.coef_[0]), strict=True))
        if all(weight <= 0 for weight in found.values()) or len(used) == 1:
            weights = tuple(round(min(0.0, found.get(k, 0.0)), 5) for k in range(len(inputs[0])))
            return weights, round(float(fitted.intercept_[0]), 5)
        used = [k for k in used if found[k] <= 0] or used[:1]


def _bins(judged: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Neighbours in groups of `_SUPPORT`: their lowest score, and the share that is right less one standard error."""
    found = []
    for start in range(0, max(1, len(judged) - _SUPPORT // 2), _SUPPORT):
        group = judged[start : start + _SUPPORT]
        share = sum(right for _, right in group) / len(group)
        found.append((group[0][0], max(0.0, share - (share * (1 - share) / len(group)) ** 0.5)))
    return found
