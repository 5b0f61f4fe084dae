"""Judging a model: on forms that it was not trained on, and by how honest its confidence is."""

from __future__ import annotations

import dataclasses
import random
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from ..assemble.confidence import Evidence
from ..assemble.segment import split_tables
from ..lines.classifier import CrfClassifier, EitherClassifier, LabelledRow
from ..lines.labels import Label
from ..models import COLUMNS, LINES, PIECES, Model
from ..pipeline import extract_document
from ..repair.typer import ColumnTyper
from .corpus import Sample, of_family, synthetic
from .fit import fit_columns, fit_lines, gold_of
from .scoring import Score, flatten, pair, row_text, score
from .wear import worn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

JUDGED = 10
"""Documents of each layout in which a made-up form is printed to judge a model on it."""
_PROCESSES = 2
RAW = "raw"
"""How the documents of a fold are read that are dumps in printed order."""
_PER_STREAM = 2
"""Synthetic documents of other layouts for each stream."""
_COPIES = 4
"""Worn copies of every labelled document."""

Judged = tuple[Evidence, bool]


@dataclass(slots=True)
class Fold:
    """What a model that never saw a form makes of it."""

    form: str
    how: str = ""
    """How its documents were printed and read: well and with their rows or cells, ``damaged``, or as a dump (`RAW`)."""
    labels: Counter[tuple[Label, Label]] = field(default_factory=Counter)
    """Rows by the label they have and the label they were given."""
    tables: int = 0
    tables_right: int = 0
    """Tables of which every row has its label."""
    score: Score = field(default_factory=Score)
    judged: list[Judged] = field(default_factory=list)
    """Evidence, and whether the indicator was right in every cell."""

    @property
    def name(self) -> str:
        """The form, and how its documents were read."""
        return f"{self.form}, {self.how}" if self.how else self.form

    @property
    def rows_right(self) -> float:
        """Share of row labels that are right, 0..1."""
        right = sum(count for (gold, given), count in self.labels.items() if gold is given)
        return right / max(self.labels.total(), 1)


def macro_f1(labels: Counter[tuple[Label, Label]]) -> float:
    """Mean F1, 0..1, of the labels that occur; `labels` counts rows by the label they have and the label given."""
    right, gold, given = Counter[Label](), Counter[Label](), Counter[Label]()
    for (has, was), count in labels.items():
        gold[has] += count
        given[was] += count
        right[has] += count if has is was else 0
    return sum(2 * right[label] / (gold[label] + given[label]) for label in gold) / max(len(gold), 1)


class _Recorder:
    """Stands in for the confidence and keeps the evidence, in the order of the indicators."""

    def __init__(self) -> None:
        self.seen: list[Evidence] = []

    def __call__(self, evidence: Evidence) -> float:
        self.seen.append(evidence)
        return 1.0


def fit_model(
    samples: Sequence[Sample], folder: Path, documents: int, seed: int, *, without: Collection[str] = ()
) -> Model:
    """Train on `samples`, worn copies of them and synthetic documents of their records; every confidence is still 1.

    `without`: families of made-up forms that are held out.
    """
    made = synthetic(gold_of(samples), documents, seed, without=without)
    rng = random.Random(seed)
    copies = [worn(sample, rng) for sample in samples for _ in range(_COPIES)]
    fit_lines([*samples, *samples, *copies, *made], folder / LINES)
    streams = synthetic(gold_of(samples), documents // _PER_STREAM, seed, without=without, layout="stream")
    fit_lines(streams, folder / PIECES)
    fit_columns([*gold_of(samples), *gold_of(made)], folder / COLUMNS)
    lines = EitherClassifier(CrfClassifier(folder / LINES), CrfClassifier(folder / PIECES))
    return Model(folder.name, lines, ColumnTyper(folder / COLUMNS), _Recorder())


def leave_one_out(samples: Sequence[Sample], documents: int, seed: int) -> Iterator[Fold]:
    """Each form held out in turn: the forms of the dumps, and the made-up forms that no dump is printed in.

    One model is trained without one dump and without its share of the made-up forms; these are then printed from the
    held-out dump's records, clean, damaged and as raw dumps, so that neither the form nor a word of the records was trained on. Two
    models are trained at a time; the folds do not depend on that.
    """
    forms = list(dict.fromkeys(sample.form for sample in samples))
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(_leave_out, samples, documents, seed, form, number) for number, form in enumerate(forms)]
        for task in tasks:
            yield from task.result()


def _leave_out(samples: Sequence[Sample], documents: int, seed: int, form: str, number: int) -> list[Fold]:
    """The folds of the model that is trained without the `number`-th form of the dumps."""
    from .synthesis import UNSEEN  # noqa: PLC0415

    families = UNSEEN[number :: len({sample.form for sample in samples})]
    held = [sample for sample in samples if sample.form == form]
    with tempfile.TemporaryDirectory() as folder:
        rest = [sample for sample in samples if sample.form != form]
        model = fit_model(rest, Path(folder), documents, seed, without=families)
        folds = [fold_of(form, held, model, partly=True)]
        for family in families:
            for damage in (False, True):
                made = of_family(family, gold_of(held), JUDGED, seed, damage=damage)
                folds.append(fold_of(family, made, model, how="damaged" if damage else ""))
            made = of_family(family, gold_of(held), JUDGED, seed, damage=False, layouts=("stream",))
            folds.append(fold_of(family, made, model, how=RAW))
    return folds


def fold_of(form: str, held: Iterable[Sample], model: Model, *, how: str = "", partly: bool = False) -> Fold:
    """What `model` makes of the documents `held`. `partly`: their gold holds only some of their tables."""
    fold = Fold(form, how)
    for sample in held:
        labelled = model.lines.label(sample.document.rows)
        fold.labels.update((gold, row.label) for gold, row in zip(sample.labels, labelled, strict=True))
        _count_tables(sample, labelled, fold)
        fold.score.add(score(sample.gold, extract_document(sample.document, model).projects, partly=partly))
        if not partly:
            fold.judged += judge(sample, model)
    return fold


def _count_tables(sample: Sample, labelled: Sequence[LabelledRow], fold: Fold) -> None:
    """Count the tables of which every row, from the first to the last, has its label."""
    gold = [LabelledRow(row, label, 1.0) for row, label in zip(sample.document.rows, sample.labels, strict=True)]
    right = [has.label is given.label for has, given in zip(gold, labelled, strict=True)]
    places = {id(row): place for place, row in enumerate(gold)}
    for table in split_tables(gold):
        own = [places[id(row)] for row in table.rows]
        fold.tables += 1
        fold.tables_right += all(right[min(own) : max(own) + 1])


def judge(sample: Sample, model: Model) -> list[Judged]:
    """For every indicator found in a document with all its gold: its evidence, and whether it is right in every cell."""
    recorder = _Recorder()
    projects = extract_document(sample.document, dataclasses.replace(model, confidence=recorder)).projects
    gold = [row_text(indicator) for record in sample.gold for indicator in record["indicators"]]
    found = [row_text(indicator) for project in projects for indicator in flatten(project)["indicators"]]
    right = {j for i, j in pair(gold, found) if gold[i] == found[j]}
    return [(evidence, j in right) for j, evidence in enumerate(recorder.seen)]
