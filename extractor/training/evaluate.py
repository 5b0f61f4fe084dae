"""Judging a model: on forms that it was not trained on, and by how honest its confidence is."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..assemble.confidence import Calibration
from ..lines.classifier import CrfClassifier
from ..models import COLUMNS, LINES, Model
from ..pipeline import extract_document
from ..repair.typer import ColumnTyper
from .corpus import Sample, synthetic
from .fit import fit_columns, fit_lines, gold_of
from .scoring import Score, flatten, pair, row_text, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..records import Project

_DAMAGED = 60
"""Damaged synthetic documents on which each fold's confidence is judged."""


@dataclass(frozen=True, slots=True)
class Fold:
    """What a model that never saw a form makes of it."""

    form: str
    rows_right: float
    """Share of row labels that are right, 0..1."""
    score: Score
    judged: tuple[tuple[float, bool], ...]
    """Raw score, and whether the indicator was right in every cell, on damaged documents of the form's records."""


def fit_model(samples: Sequence[Sample], folder: Path, documents: int, seed: int) -> Model:
    """Train on `samples` and on synthetic documents made of their records; confidences stay raw."""
    made = synthetic(gold_of(samples), documents, seed)
    fit_lines([*samples * 3, *made], folder / LINES)
    fit_columns([*gold_of(samples), *gold_of(made)], folder / COLUMNS)
    return Model(folder.name, CrfClassifier(folder / LINES), ColumnTyper(folder / COLUMNS), Calibration())


def leave_one_out(samples: Sequence[Sample], documents: int, seed: int) -> Iterator[Fold]:
    """Each form held out in turn: its documents, and what is made of its records, are not trained on."""
    for form in dict.fromkeys(sample.form for sample in samples):
        rest = [sample for sample in samples if sample.form != form]
        held = [sample for sample in samples if sample.form == form]
        with tempfile.TemporaryDirectory() as folder:
            yield _fold(form, held, fit_model(rest, Path(folder), documents, seed), seed)


def _fold(form: str, held: Sequence[Sample], model: Model, seed: int) -> Fold:
    total = Score()
    right = rows = 0
    for sample in held:
        labelled = model.lines.label(sample.document.rows)
        right += sum(row.label is label for row, label in zip(labelled, sample.labels, strict=True))
        rows += len(labelled)
        total.add(score(sample.gold, extract_document(sample.document, model).projects, partly=True))
    judged = [
        pair_
        for sample in synthetic(gold_of(held), _DAMAGED, seed + 1)
        for pair_ in judge(sample, extract_document(sample.document, model).projects)
    ]
    return Fold(form, right / max(rows, 1), total, tuple(judged))


def judge(sample: Sample, projects: Sequence[Project]) -> list[tuple[float, bool]]:
    """For every indicator found: its confidence, and whether it is right in every cell."""
    gold = [row_text(indicator) for record in sample.gold for indicator in record["indicators"]]
    found = [indicator for project in projects for indicator in flatten(project)["indicators"]]
    texts = [row_text(indicator) for indicator in found]
    right = {j for i, j in pair(gold, texts) if gold[i] == texts[j]}
    return [(indicator["confidence"], j in right) for j, indicator in enumerate(found)]


def calibrate(judged: Sequence[tuple[float, bool]]) -> Calibration:
    """Isotonic regression of being right on the raw score, as a step function with few steps."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415

    if not judged:
        return Calibration()
    scores, right = zip(*sorted(judged), strict=True)
    fitted = IsotonicRegression(y_min=0.0, y_max=0.999, out_of_bounds="clip").fit(scores, right)
    steps: list[tuple[float, float]] = []
    for raw in sorted(set(scores)):
        value = round(float(fitted.predict([raw])[0]), 4)
        if not steps or value > steps[-1][1]:
            steps.append((raw, value))
    return Calibration(tuple(s for s, _ in steps), tuple(v for _, v in steps), identity=False)
