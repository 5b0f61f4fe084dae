"""The calibration: how likely an indicator or a record is right, given the evidence, fitted on judged documents of forms held out."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import astuple, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..assemble.confidence import Calibration, Curve, Steps
from ..assemble.evidence import Evidence
from ..assemble.record_evidence import RecordEvidence, with_indicators

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .fold import Fold, Judged

    Pairs = Sequence[tuple[Evidence | RecordEvidence, bool]]
    Forms = Mapping[str, Pairs]
    Scored = list[tuple[float, str, bool]]
    Reliability = list[tuple[float, bool]]

_CEILING = 0.995
"""Never surer than this: misprints that look right leave no evidence."""
_INDICATORS, _RECORDS = 400, 120
"""Judged indicators, and judged records, that a step of their curve rests on."""
_STEP = 0.001
"""Steps of the calibration closer than this are one."""
_STUMPS = 150
_RATE = 0.15
_LEAF = 60
"""Judged indicators on either side of a stump's threshold, at least."""
_DECIMALS = 2
"""Evidence is fitted on in so many decimals: few different values, few thresholds."""


def calibrate(folds: Sequence[Fold]) -> tuple[Calibration, Reliability, Reliability]:
    """The confidence fitted on what was judged, and how reliable it is for indicators and for records (see `fit_curve`)."""
    forms: dict[str, list[Judged]] = {}
    for fold in folds:
        forms.setdefault(fold.form, []).extend(fold.judged)
    rows = {form: [row for one in judged for row in one.indicators] for form, judged in forms.items()}
    indicators, of_indicators = fit_curve(rows, Evidence, _INDICATORS)
    whole = {form: [(_completed(one, indicators), one.right) for one in judged] for form, judged in forms.items()}
    records, of_records = fit_curve(whole, RecordEvidence, _RECORDS)
    return Calibration(indicators, records), of_indicators, of_records


def _completed(judged: Judged, confidence: Curve) -> RecordEvidence:
    """The evidence of a record with that of its indicators."""
    return with_indicators(judged.evidence, [confidence(evidence) for evidence, _ in judged.indicators])


def fit_curve(forms: Forms, kind: type[Evidence | RecordEvidence], support: int) -> tuple[Curve, Reliability]:
    """Weights of the evidence, and the share that is right by what they add up to; `forms`: what was judged, by form.

    The curve is fitted on each form by weights that were fitted without it, and lowered by a standard error that counts
    forms, not indicators: from one form to the next the share that is right differs most. Given beside it: the probability
    that everything judged gets from weights and a curve fitted without its form, and whether it is right.
    """
    width = len(fields(kind))
    weights = _weights([pair for judged in forms.values() for pair in judged], width)
    scored = sorted(one for form in forms for one in _without(form, forms, width))
    reliability = []
    for form in forms:
        chances = _chances([one for one in scored if one[1] != form], support)
        reliability += [(chances(score), right) for score, own, right in scored if own == form]
    return Curve(weights, _chances(scored, support)), reliability


def _without(form: str, forms: Forms, width: int) -> Scored:
    """What was judged of a form, by weights fitted on the others."""
    others = [pair for other, pairs in forms.items() if other != form for pair in pairs]
    fitted = Curve(_weights(others, width), Steps((0.0,), (0.0,)))
    return [(fitted.raw(evidence), form, right) for evidence, right in forms[form]]


def _weights(judged: Pairs, width: int) -> tuple[Steps, ...]:
    """Falling step functions of each part of the evidence: stumps boosted against the logistic loss."""
    import numpy as np  # noqa: PLC0415
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    right = [right for _, right in judged]
    if len(set(right)) < 2:  # nothing to learn from: all right, all wrong, or none
        return (Steps((0.0,), (0.0,)),) * width
    inputs = np.array([astuple(evidence) for evidence, _ in judged]).round(_DECIMALS)
    model = HistGradientBoostingClassifier(
        max_iter=_STUMPS, max_leaf_nodes=2, learning_rate=_RATE, min_samples_leaf=_LEAF, early_stopping=False,
        monotonic_cst=[-1] * width, random_state=0,
    )  # fmt: skip
    with threadpool_limits(1):  # threads wait for each other longer than they work
        fitted = model.fit(inputs, right)
        return tuple(_part(fitted, inputs, k) for k in range(width))


def _part(fitted: Any, inputs: Any, k: int) -> Steps:
    """What one part of the evidence adds, read off at every value it had; the first part carries the intercept."""
    import numpy as np  # noqa: PLC0415

    values = np.unique(inputs[:, k])
    probes = np.zeros((len(values) + 1, inputs.shape[1]))
    probes[1:, k] = values
    logits = fitted.decision_function(probes)
    added = (logits[1:] - (logits[0] if k else 0.0)).round(4).tolist()
    starts, steps = [0.0], [added[0]]
    for (low, high), value in zip(pairwise(values.tolist()), added[1:], strict=True):
        if value != steps[-1]:
            starts.append(round((low + high) / 2, _DECIMALS + 1))
            steps.append(value)
    return Steps(tuple(starts), tuple(steps))


def _chances(scored: Scored, support: int) -> Steps:
    """Rising probability by the sum of log odds."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415

    bins = _bins(scored, support)
    if not bins:
        return Steps((0.0,), (0.0,))
    rising = IsotonicRegression(y_min=0.0, y_max=_CEILING).fit_transform(range(len(bins)), [low for _, low in bins])
    starts, values = [bins[0][0]], [round(float(rising[0]), 4)]
    for (start, _), value in zip(bins, rising.tolist(), strict=True):
        if value > values[-1] + _STEP:
            starts.append(start)
            values.append(round(value, 4))
    return Steps(tuple(starts), tuple(values))


def _bins(scored: Scored, support: int) -> list[tuple[float, float]]:
    """Neighbours in groups of `support`, equal scores in one: their lowest score, and the share right less its error."""
    found: list[tuple[float, float]] = []
    group: Scored = []
    for k, one in enumerate(scored):
        group.append(one)
        whole = k + 1 == len(scored) or scored[k + 1][0] > one[0]
        if whole and (len(group) >= support or k + 1 == len(scored)):
            found.append((group[0][0], max(0.0, _share(group))))
            group = []
    return found


def _share(group: Scored) -> float:
    """Share of a group that is right, less one standard error of forms drawn as a whole (Cochran, cluster sampling)."""
    share = sum(right for _, _, right in group) / len(group)
    totals = Counter(form for _, form, _ in group)
    rights = Counter(form for _, form, right in group if right)
    between = sum((rights[form] - share * count) ** 2 for form, count in totals.items())
    binomial = share * (1 - share) * len(group)
    return share - math.sqrt(max(between, binomial)) / len(group)
