"""Judging a model: on forms that it was not trained on, and by how honest its confidence is."""

from __future__ import annotations

import dataclasses
import random
import tempfile
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..assemble.confidence import Calibration, Evidence
from ..lines.classifier import CrfClassifier
from ..models import COLUMNS, LINES, Model
from ..pipeline import extract_document
from ..repair.typer import ColumnTyper
from .corpus import Sample, synthetic
from .fit import fit_columns, fit_lines, gold_of
from .scoring import Score, flatten, pair, row_text, score
from .wear import worn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_JUDGED = 40
"""Damaged, and as many undamaged synthetic documents on which each fold's confidence is judged."""
_COPIES = 4
"""Worn copies of every labelled document."""
_CEILING = 0.94
"""Between one held-out form and the next the share of right rows differs by more than the rest of the range."""
_SUPPORT = 400
"""Judged indicators that a step of the calibration rests on."""
_STEP = 0.002
"""Steps of the calibration closer than this are one."""

Judged = tuple[Evidence, bool]


@dataclass(frozen=True, slots=True)
class Fold:
    """What a model that never saw a form makes of it."""

    form: str
    rows_right: float
    """Share of row labels that are right, 0..1."""
    score: Score
    judged: tuple[Judged, ...]
    """Evidence, and whether the indicator was right in every cell: of the form and of synthetic documents."""


class _Recorder:
    """Stands in for the confidence and keeps the evidence, in the order of the indicators."""

    def __init__(self) -> None:
        self.seen: list[Evidence] = []

    def __call__(self, evidence: Evidence) -> float:
        self.seen.append(evidence)
        return 1.0


def fit_model(samples: Sequence[Sample], folder: Path, documents: int, seed: int) -> Model:
    """Train on `samples`, worn copies of them and synthetic documents of their records; every confidence is still 1."""
    made = synthetic(gold_of(samples), documents, seed)
    rng = random.Random(seed)
    copies = [worn(sample, rng) for sample in samples for _ in range(_COPIES)]
    fit_lines([*samples, *samples, *copies, *made], folder / LINES)
    fit_columns([*gold_of(samples), *gold_of(made)], folder / COLUMNS)
    return Model(folder.name, CrfClassifier(folder / LINES), ColumnTyper(folder / COLUMNS), _Recorder())


def leave_one_out(samples: Sequence[Sample], documents: int, seed: int) -> Iterator[Fold]:
    """Each form held out in turn: its documents, and what is made of its records, are not trained on."""
    for form in dict.fromkeys(sample.form for sample in samples):
        rest = [sample for sample in samples if sample.form != form]
        held = [sample for sample in samples if sample.form == form]
        with tempfile.TemporaryDirectory() as folder:
            yield _fold(form, held, fit_model(rest, Path(folder), documents, seed), seed)


def _fold(form: str, held: Sequence[Sample], model: Model, seed: int) -> Fold:
    total = Score()
    judged: list[Judged] = []
    right = rows = 0
    for sample in held:
        labelled = model.lines.label(sample.document.rows)
        right += sum(row.label is label for row, label in zip(labelled, sample.labels, strict=True))
        rows += len(labelled)
        total.add(score(sample.gold, extract_document(sample.document, model).projects, partly=True))
    for sample in [
        *synthetic(gold_of(held), _JUDGED, seed + 1),
        *synthetic(gold_of(held), _JUDGED, seed + 2, damage=False),
    ]:
        judged += judge(sample, model)
    return Fold(form, right / max(rows, 1), total, tuple(judged))


def judge(sample: Sample, model: Model) -> list[Judged]:
    """For every indicator found in a document with all its gold: its evidence, and whether it is right in every cell."""
    recorder = _Recorder()
    projects = extract_document(sample.document, dataclasses.replace(model, confidence=recorder)).projects
    gold = [row_text(indicator) for record in sample.gold for indicator in record["indicators"]]
    found = [row_text(indicator) for project in projects for indicator in flatten(project)["indicators"]]
    right = {j for i, j in pair(gold, found) if gold[i] == found[j]}
    return [(evidence, j in right) for j, evidence in enumerate(recorder.seen)]


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
