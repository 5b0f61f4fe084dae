"""A corrected table into labelled rows: training data made by people who only said what is printed.

A person corrects cells, but the line classifier learns from rows. So labels are looked for that make of the table's own rows,
as they were read, the record that the person left: first those of the model that read it and those that the record's texts
suggest, whichever come closer; then one row after another is given every other label, and what brings the record closer is
kept. Letters that were misread stay misread in the rows, as they will be the next time, and the record has the right ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Levenshtein

from ..assemble import assemble
from ..errors import TrainingError
from ..lines.classifier import overruled
from ..lines.labels import Label
from ..training.corpus import Sample
from ..training.labels import LabelLine, LabelTable
from ..training.scoring import CELLS, FIELDS, comparable, flatten, pair, row_text
from .desk import Desk
from .places import fold
from .suggest import field_texts, label_of_words, labels_that_hold, suggest, suggest_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ..document import Document
    from ..lines.classifier import LabelledRow
    from ..models import Model
    from .desk import Table

_PASSES = 3
"""How often all rows are gone through at most."""
_MOST = 3000
"""Labellings that are tried at most; a table takes seconds then."""
_EXTRA_TABLE = 2.0
"""What a table too many costs, in fields."""
_ENOUGH = 1e-6
_BARRED = 0.01
"""What a label counts that the classifier would overrule."""
_ANYWHERE = (Label.UP, Label.INDICATOR, Label.OTHER, Label.DOWN)


@dataclass(frozen=True, slots=True)
class Taught:
    """A corrected table with a label for each of its rows."""

    document: Document
    """All rows of the document."""
    number: int
    """Of the table in its document, counted from 1."""
    first: int
    """The first of the table's rows."""
    labels: tuple[Label, ...]
    """Of the table's rows."""
    before: tuple[LabelledRow, ...]
    """The same rows as the model labels them."""
    gold: dict[str, Any]
    """The record as corrected, in the flat form of gold records."""
    likeness: float
    """Of the record that the labels give to the corrected one, 0..1; less than 1 where letters were misread, or where no
    labels give the record."""
    likeness_before: float
    """The same for the model's own labels."""

    @property
    def sample(self) -> Sample:
        """What training takes."""
        rows = self.document.rows[self.first : self.first + len(self.labels)]
        return Sample(replace(self.document, rows=rows), self.labels, (self.gold,), f"taught {self.document.file}")


def taught(desk: Desk, model: Model) -> list[Taught]:
    """The tables of an archive that are marked as training data, by file; `model` is the one that labels rows first.

    Tables whose rows the archive has not kept are left out.
    """
    found = []
    for document, index in desk.marked():
        table = desk.table(document, index)
        if table is not None and table.source is not None:
            first, end = desk.rows_of(document, index)
            found.append(teach(table, table.source, range(first, end), model))
    return found


def label_tables(path: Path, model: Model) -> list[LabelTable]:
    """The documents of an archive of which tables are marked as training data, cut into those tables and what is between.

    Raises:
        TrainingError: no table is marked whose rows the archive has kept.
    """
    from ..batch import open_archive  # noqa: PLC0415

    with open_archive(str(path)) as archive:
        lessons = taught(Desk(archive), model)
    if not lessons:
        raise TrainingError(
            f"{path}: no table is marked for training. Mark corrected tables in `extractor review {path}`."
        )
    found: list[LabelTable] = []
    for _, group in groupby(lessons, key=lambda lesson: lesson.document.sha256):
        found += _cut(list(group), model)
    return found


def _cut(lessons: Sequence[Taught], model: Model) -> Iterator[LabelTable]:
    """One document's rows: the tables that were corrected, with their labels, and the rows between them."""
    document = lessons[0].document
    lines = [LabelLine(row.row, row.label, round(row.probability, 3)) for row in model.lines.label(document.rows)]
    edges = {0, len(lines)}
    for lesson in lessons:
        end = lesson.first + len(lesson.labels)
        edges |= {lesson.first, end}
        own = zip(lines[lesson.first : end], lesson.labels, strict=True)
        lines[lesson.first : end] = [replace(line, correct=label) for line, label in own]
    for number, (start, end) in enumerate(pairwise(sorted(edges)), 1):
        part = tuple(lines[start:end])
        yield LabelTable(document.file, document.sha256, document.kind, document.layout, number, part)


def teach(table: Table, document: Document, rows: range, model: Model) -> Taught:
    """Labels for the rows of a corrected table."""
    labelled = model.lines.label(document.rows)[rows.start : rows.stop]
    gold = flatten(table.corrected.project)
    search = _Search(document, labelled, gold, model)
    own = [row.label for row in labelled]
    before = search.likeness(own)
    labels = search.run(own)
    return Taught(
        document, table.subject.index, rows.start, tuple(labels), tuple(labelled), gold, search.likeness(labels), before
    )


class _Search:
    """Looks for the labels that make a record of rows."""

    def __init__(self, document: Document, rows: Sequence[LabelledRow], gold: dict[str, Any], model: Model) -> None:
        self._document = replace(document, rows=tuple(row.row for row in rows))
        self._rows = rows
        self._gold = gold
        self._model = model
        self._values = field_texts(gold)
        self._known: dict[tuple[Label, ...], float] = {}

    def run(self, labels: Sequence[Label]) -> list[Label]:
        """The best labels found from `labels` or from what the texts suggest."""
        rows, stream = [row.row for row in self._rows], self._document.layout == "cells"
        body = suggest(rows, labels, self._gold, stream=stream)
        whole = suggest_form(rows, body, self._gold, stream=stream)
        best = max((list(labels), body, whole), key=self.likeness)  # the model's own where others are only as good
        for _ in range(_PASSES):
            improved = self._pass(best)
            if improved == best:
                break
            best = improved
        return self._tidied(best, labels)

    def _tidied(self, labels: list[Label], own: Sequence[Label]) -> list[Label]:
        """The model's own label again where that gives the same record and no word says otherwise."""
        best = list(labels)
        for k, label in enumerate(own):
            if best[k] is self._word(k):
                continue
            tried = [*best[:k], label, *best[k + 1 :]]
            if label is not best[k] and self.likeness(tried) >= self.likeness(best):
                best = tried
        return best

    def _pass(self, labels: list[Label]) -> list[Label]:
        """Each row once with every other label that it may have."""
        best, reached = list(labels), self.likeness(labels)
        for k in range(len(best)):
            if reached >= 1 - _ENOUGH or len(self._known) > _MOST:
                break
            tried = [[*best[:k], label, *best[k + 1 :]] for label in self._likely(k, best)]
            found = max(tried, key=self.likeness)
            if self.likeness(found) > reached + _ENOUGH:
                best, reached = found, self.likeness(found)
        return best

    def _likely(self, k: int, labels: Sequence[Label]) -> list[Label]:
        """The labels that a row may have instead: what its words say, its neighbours', those that any row may have.

        The most natural first, as of two that give the same record the first is taken.
        """
        beside = [at for at in (k - 1, k + 1) if 0 <= at < len(labels)]
        near = [label for at in beside for label in (labels[at], self._word(at))]
        named = [self._word(k), *labels_that_hold(self._rows[k].row, self._values), *near, *_ANYWHERE]
        return [label for label in dict.fromkeys(named) if label and label is not labels[k]] or [labels[k]]

    def _word(self, k: int) -> Label | None:
        """What the words of a row say."""
        return label_of_words(self._rows[k].row, stream=self._document.layout == "cells")

    def likeness(self, labels: Sequence[Label]) -> float:
        """How like the record is to the gold one that these labels give, 0..1; less for labels that no classifier can give."""
        key = tuple(labels)
        if key not in self._known:
            rows = [replace(row, label=label, probability=1.0) for row, label in zip(self._rows, labels, strict=True)]
            made = [flatten(one) for one in assemble(self._document, rows, self._model.columns, self._model.confidence)]
            like = max((likeness(self._gold, one, len(made) - 1) for one in made), default=0.0)
            self._known[key] = like - _BARRED * len(overruled(self._document.rows, labels))
        return self._known[key]


def likeness(gold: dict[str, Any], made: dict[str, Any], more: int = 0) -> float:
    """How like two flat records are, 0..1; `more` records beside it count against it."""
    right, whole = 0.0, _EXTRA_TABLE * more
    for name in FIELDS:
        wanted, got = comparable(gold, name), comparable(made, name)
        if wanted or got:
            whole += 1
            right += Levenshtein.normalized_similarity(wanted, got)
    rows = [[row_text(row) for row in record["indicators"]] for record in (gold, made)]
    pairs = pair(*rows)
    for i, j in pairs:
        for name in CELLS:
            wanted, got = (fold(record["indicators"][k].get(name) or "") for record, k in ((gold, i), (made, j)))
            if wanted or got:
                whole += 1
                right += Levenshtein.normalized_similarity(wanted, got)
    alone = len(rows[0]) + len(rows[1]) - 2 * len(pairs)
    return right / max(whole + alone * len(CELLS), 1)
