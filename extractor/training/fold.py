"""What a model makes of labelled documents, counted."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..assemble.segment import split_tables
from ..lines.classifier import LabelledRow
from ..lines.labels import Label
from ..pipeline import extract_document
from .scoring import Score, flatten, pair, perfect_records, row_text, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..assemble.evidence import Evidence
    from ..assemble.record_evidence import RecordEvidence
    from ..document import Row
    from ..models import Model
    from ..records import Project
    from .corpus import Sample

RAW = "raw"
"""How the documents of a fold are read that are dumps in printed order."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One record that was found."""

    evidence: RecordEvidence
    """Without that of its indicators."""
    right: bool
    """In every field and every indicator."""
    indicators: list[tuple[Evidence, bool]]
    """Evidence, and whether the indicator is right in every cell."""


@dataclass(slots=True)
class Fold:
    """What a model that never saw a form makes of it."""

    form: str
    how: str = ""
    """How its documents were printed and read: well and with their rows or cells, ``damaged``, or as a dump (`RAW`)."""
    labels: Counter[tuple[Label, Label]] = field(default_factory=Counter)
    """Rows by the label they have and the label they were given."""
    labelled: int | None = None
    """On a learning curve: tables of the form that the model was taught."""
    tables: int = 0
    tables_right: int = 0
    """Tables of which every row has its label."""
    score: Score = field(default_factory=Score)
    judged: list[Judged] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The form, and how its documents were read, or how many tables were learned."""
        more = self.how or (f"{self.labelled} labelled" if self.labelled is not None else "")
        return f"{self.form}, {more}" if more else self.form

    def add(self, sample: Sample, model: Model, *, partly: bool = False) -> None:
        """Count what `model` makes of a document. `partly`: its gold holds only some of its tables."""
        labelled = model.lines.label(sample.document.rows)
        self.labels.update((gold, row.label) for gold, row in zip(sample.labels, labelled, strict=True))
        _count_tables(sample, labelled, self)
        recorder = Recorder()
        told = dataclasses.replace(model, lines=Given(labelled), confidence=recorder)
        projects = extract_document(sample.document, told).projects
        self.score.add(score(sample.gold, projects, partly=partly))
        if not partly:
            self.judged += _judged(sample, projects, recorder)

    def merge(self, other: Fold) -> None:
        """Add the counts of another fold."""
        self.labels.update(other.labels)
        self.tables += other.tables
        self.tables_right += other.tables_right
        self.score.add(other.score)
        self.judged += other.judged

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


class Recorder:
    """Stands in for the confidence and keeps the evidence, in the order of the records."""

    def __init__(self) -> None:
        self.records: list[tuple[RecordEvidence, list[Evidence]]] = []
        self._indicators: list[Evidence] = []

    def indicator(self, evidence: Evidence) -> float:
        """Keep the evidence; certain of everything."""
        self._indicators.append(evidence)
        return 1.0

    def record(self, evidence: RecordEvidence) -> float:
        """Keep the evidence, with that of the record's indicators."""
        self.records.append((evidence, self._indicators))
        self._indicators = []
        return 1.0


class Given:
    """Stands in for the line classifier where the labels are known."""

    def __init__(self, rows: Sequence[LabelledRow]) -> None:
        self._rows = list(rows)

    def label(self, rows: Sequence[Row]) -> list[LabelledRow]:
        """The labels that were given, one for each of `rows`."""
        if len(rows) != len(self._rows):
            raise ValueError("labels were given for other rows")
        return self._rows


def fold_of(form: str, held: Iterable[Sample], model: Model, *, how: str = "", partly: bool = False) -> Fold:
    """What `model` makes of the documents `held`. `partly`: their gold holds only some of their tables."""
    fold = Fold(form, how)
    for sample in held:
        fold.add(sample, model, partly=partly)
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


def _judged(sample: Sample, projects: Sequence[Project], recorder: Recorder) -> list[Judged]:
    """What was found in a document with all its gold: the evidence of each record, and what of it is right."""
    perfect = perfect_records(sample.gold, projects)
    gold = [row_text(indicator) for record in sample.gold for indicator in record["indicators"]]
    found = [row_text(indicator) for project in projects for indicator in flatten(project)["indicators"]]
    right = {j for i, j in pair(gold, found) if gold[i] == found[j]}
    judged, j = [], 0
    for (evidence, indicators), whole in zip(recorder.records, perfect, strict=True):
        rows = [(one, j + k in right) for k, one in enumerate(indicators)]
        judged.append(Judged(evidence, whole, rows))
        j += len(rows)
    return judged
