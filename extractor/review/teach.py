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
from ..assemble.fields import field_role
from ..errors import TrainingError
from ..lines.classifier import overruled
from ..lines.labels import Label
from ..lines.vocabulary import COLUMN_ROLES, HEADER_COLUMNS, lookup, whole_roles
from ..training.corpus import Sample
from ..training.labels import LabelLine, LabelTable
from ..training.scoring import CELLS, FIELDS, comparable, flatten, pair, row_text
from .desk import Desk
from .places import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ..document import Document, Row
    from ..lines.classifier import LabelledRow
    from ..models import Model
    from .desk import Table

_PASSES = 3
"""How often all rows are gone through at most."""
_MOST = 3000
"""Labellings that are tried at most; a table takes seconds then."""
_OWN = 0.5
"""Least share of a row's text that is an indicator's."""
_EXTRA_TABLE = 2.0
"""What a table too many costs, in fields."""
_ENOUGH = 1e-6
_BARRED = 0.01
"""What a label counts that the classifier would overrule."""
_ANYWHERE = (Label.UP, Label.INDICATOR, Label.OTHER, Label.DOWN)
_IDENTITY = ("project_code", "project_name", "unit_name", "department", "identity")
_BUDGET = ("budget", "total", "whole_total", "fiscal", "other_money", "money")
_SECTIONS = {
    **dict.fromkeys(_IDENTITY, Label.IDENTITY),
    **dict.fromkeys(_BUDGET, Label.BUDGET),
    "purpose": Label.PURPOSE,
    "plan": Label.PLAN,
    "goal": Label.GOAL,
    "long_goal": Label.GOAL,
}
"""The label of a row by the role of its first word; see `extractor.lines.vocabulary`."""


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
        self._values = _field_texts(gold)
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
            if best[k] is _word(self._rows[k].row, stream=self._document.layout == "cells"):
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
        row = self._rows[k].row
        word = _word(row, stream=self._document.layout == "cells")
        near = [label for at in (k - 1, k + 1) if 0 <= at < len(labels) for label in (labels[at],)]
        named = [*([word] if word else []), *_held(row, self._values), *near, *_ANYWHERE]
        return [label for label in dict.fromkeys(named) if label is not labels[k]] or [labels[k]]

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


def suggest(rows: Sequence[Row], labels: Sequence[Label], gold: dict[str, Any], *, stream: bool) -> list[Label]:
    """Labels that the texts of the record's indicators suggest; other rows keep theirs. `stream`: each row is one cell."""
    wanted = [[fold(row.get(name) or "") for name in CELLS] for row in gold["indicators"]]
    owners = _owners(rows, wanted)
    found = list(labels)
    for k in range(len(wanted)):
        own = [i for i, owner in enumerate(owners) if owner == k]
        if not own:
            continue
        main = max(own, key=lambda i: (len(rows[i].filled), -i))
        for i in own:
            found[i] = Label.INDICATOR
            if stream and not any(text.startswith(fold(rows[i].text)) for text in wanted[k] if text):
                found[i] = Label.UP
            elif not stream and i != main:
                found[i] = Label.DOWN if i < main else Label.UP
    for i, owner in enumerate(owners):
        if owner is None and found[i] is Label.INDICATOR and rows[i].text.strip():
            found[i] = Label.OTHER
    return found


def suggest_form(rows: Sequence[Row], labels: Sequence[Label], gold: dict[str, Any], *, stream: bool) -> list[Label]:
    """Labels that the words of a form and the record's fields suggest for the rows above the first indicator."""
    first = next((i for i, label in enumerate(labels) if label is Label.INDICATOR and rows[i].text.strip()), 0)
    values = _field_texts(gold)
    found = list(labels)
    for i, row in enumerate(rows):
        word = _word(row, stream=stream)
        held = _held(row, values)
        if word and (i < first or (word is Label.HEADER and found[i] is not Label.INDICATOR)):
            found[i] = word
        elif i < first and held and found[i] not in (*held, Label.UP, Label.DOWN):
            found[i] = held[0]
        elif 0 < i < first and not held and found[i] in (Label.TITLE, Label.UNIT, Label.INDICATOR, Label.HEADER):
            found[i] = found[i - 1]
    return found


def _held(row: Row, values: dict[Label, str]) -> list[Label]:
    """The kinds of fields that hold a row's text; a title may have its number before it."""
    plain, title = fold(row.text), values[Label.TITLE]
    held = [label for label, text in values.items() if plain and plain in text]
    return [Label.TITLE, *held] if title and Label.TITLE not in held and plain.endswith(title) else held


def _word(row: Row, *, stream: bool) -> Label | None:
    """The label of a row that names columns, or begins with the name of a field."""
    texts = [cell.text for cell in row.filled]
    if not texts:
        return None
    columns = sum(bool(whole_roles(text) & COLUMN_ROLES) for text in texts)
    if columns >= (1 if stream else HEADER_COLUMNS):
        return Label.HEADER
    if any(term.role == "goal_mark" for term in lookup(texts[0])):
        return Label.GOAL
    role = field_role(texts[0], Label.OTHER)
    return _SECTIONS.get(role, Label.FIELD) if role else None


def _field_texts(gold: dict[str, Any]) -> dict[Label, str]:
    """What the record holds of each kind of field, folded."""
    plan = gold["spending_plan"] or {}
    texts = {
        Label.TITLE: [gold["title"]],
        Label.UNIT: [gold["unit_code"], gold["unit_name"], f"单位：{gold['money_unit']}"],
        Label.IDENTITY: [gold["project_code"], gold["project_name"]],
        Label.BUDGET: [gold[f"budget_{part}"] for part in ("total", "fiscal", "other")],
        Label.PURPOSE: [gold["purpose"]],
        Label.PLAN: [text for step in plan.items() for text in step],
        Label.GOAL: gold["goals"],
    }
    return {label: fold("".join(filter(None, some))) for label, some in texts.items()}


def _owners(rows: Sequence[Row], wanted: Sequence[Sequence[str]]) -> list[int | None]:
    """For each row the indicator that it is a part of; indicators come in order."""
    count = len(wanted)
    best = [[0.0] * (count + 1) for _ in range(len(rows) + 1)]
    shares = [[_share(row, texts) for texts in wanted] for row in rows]
    for i in reversed(range(len(rows))):
        best[i][count] = 0.0
        for k in reversed(range(count)):
            own = shares[i][k] - _OWN
            best[i][k] = max(best[i + 1][k], best[i][k + 1], own + best[i + 1][k] if own > 0 else 0.0)
    owners: list[int | None] = [None] * len(rows)
    i = k = 0
    while i < len(rows) and k < count:
        own = shares[i][k] - _OWN
        if own > 0 and abs(best[i][k] - own - best[i + 1][k]) < _ENOUGH:
            owners[i] = k
            i += 1
        elif best[i][k] == best[i][k + 1]:
            k += 1
        else:
            i += 1
    return owners


def _share(row: Row, texts: Sequence[str]) -> float:
    """The share of a row's letters that stand in one of the texts, 0..1."""
    plain = [fold(cell.text) for cell in row.filled]
    held = sum(len(cell) for cell in plain if any(cell in text for text in texts if text))
    return held / max(sum(map(len, plain)), 1)
