"""How certain each part of a record is, and why: what the queue is ordered by.

Three kinds of parts are looked at: a row of the indicators as a whole (was its shape read rightly?), the fields above them
as a whole, and single cells where something speaks of the cell itself: letters read from a picture, a repair, an issue.
A row's certainty is that of one of its cells, so that rows and cells can stand in one queue: the probability that all its n
cells are right is taken for that of n cells that are right independently.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from ..lines.vocabulary import lookup, whole_roles
from .fields import BUDGET, FORM, SIMPLE, cells, form_texts, parse, part_of, texts
from .places import Spot, cell_at, fold, locate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..document import Document
    from ..records import Indicator, Project
    from .places import Spots

_FORM_CERTAINTY = 0.99
"""Of fields that nothing speaks against."""
_ISSUE_CERTAINTY = {"error": 0.4, "warning": 0.5, "info": 0.9}
_GENERAL = frozenset(["low-confidence", "ocr-doubtful", "ocr-proposal"])
"""Issues that say what rows and letters say anyway."""
_TWINS_DIFFER = 0.3
"""Certainty of a name and its description that nearly say the same, read from a picture."""
_ALIKE = 0.6
_UNKNOWN_WORD = 0.6
"""Most certainty of a level that no form knows, read from a picture."""
_PROPOSED = 0.4
_BLANK = 0.5
"""Certainty of a row without a cell that most rows of its table have, and of a field that other tables of the document have."""
_MOST = 0.6
_PICTURED = ("pdf", "scan", "docx")
"""Kinds of inputs that may hold pictures of text."""
_LOST, _SHORT, _TOLD = 0.5, 2, 20
"""Certainty where text came into no field; most letters of one that may be a mark; letters of it that are told."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part of a record that a person may look at."""

    field: str
    """A cell, a row (``indicators[3]``), or ``form``."""
    certainty: float
    """0..1, of one cell."""
    reason: str
    """``row``, ``form``, ``letters``, ``twins``, ``word``, ``blank``, ``lost:TEXT``, ``proposal``, ``repair:RULE``,
    ``issue:CODE``."""

    @property
    def part(self) -> str:
        """The row that it stands in, or ``form``: who accepts that accepts this."""
        return part_of(self.field)


def all_doubts(document: Document | None, projects: Sequence[Project]) -> list[list[Doubt]]:
    """The doubts of each project of a document, in the order of its fields; without the document by its records alone."""
    pictured = document is not None and document.kind in _PICTURED and _recognised(document)
    found: Sequence[Spots] = locate(document, projects) if document and pictured else [{}] * len(projects)
    named = [texts(project) if pictured else form_texts(project) for project in projects]
    usual = _usual([own.keys() & _SINGLE for own in named])
    judges = (_Judge(*each, document, usual) for each in zip(projects, named, found, strict=True))
    return [list(judge.doubts()) for judge in judges]


def _recognised(document: Document) -> bool:
    """Whether any of its cells was read from a picture."""
    return any(cell.confidence is not None for row in document for cell in row.cells)


def _names(text: str) -> bool:
    """Whether a cell is a printed name of a field or column, or several of them."""
    return all(not part.strip() or lookup(part) for part in re.split("[:：\n]", text)) or bool(lookup(text))


def _usual(filled: Sequence[Collection[str]]) -> set[str]:
    """What most of several have."""
    counts = Counter(name for names in filled for name in names)
    return {name for name, count in counts.items() if len(filled) > 1 and count >= _MOST * len(filled)}


_SINGLE = {*SIMPLE, "purpose", *(f"budget.{part}" for part in BUDGET)} - {"project_code"}


class _Judge:
    """One project."""

    def __init__(
        self, project: Project, named: dict[str, str], spots: Spots, document: Document | None, usual: set[str]
    ) -> None:
        self._project = project
        self._texts = named
        """Of the form's fields; of the rows' cells only where they were read from a picture."""
        self._rows = [[name for name, _ in cells(indicator)] for indicator in project.indicators]
        """The filled cells of each row."""
        self._letters: dict[str, float] = {}
        """Confidence of the letters of each cell that was read from a picture."""
        self._notes: dict[str, Doubt] = {}
        if document is not None:
            self._read(document, spots)
        self._note_issues()
        self._note_repairs()
        for field in usual - set(self._texts):
            self._note(field, _BLANK, "blank")
        self._note_blanks()

    def doubts(self) -> Iterator[Doubt]:
        """Fields above the indicators, then each row and its cells."""
        parts: dict[str, list[str]] = {}
        told = [field for field in self._texts if field in self._letters or field in self._notes]
        for field in dict.fromkeys([*told, *self._notes]):
            part = part_of(field)
            if part != field:
                parts.setdefault(part, []).append(field)
        yield self._notes.pop(FORM, Doubt(FORM, _FORM_CERTAINTY, "form"))
        yield from self._of(parts.get(FORM, ()))
        for number, indicator in enumerate(self._project.indicators):
            yield self._row(number, indicator)
            yield from self._of(parts.get(f"indicators[{number}]", ()))

    def _of(self, fields: Iterable[str]) -> Iterator[Doubt]:
        for field in fields:
            letters = self._letters.get(field)
            read = Doubt(field, round(letters, 4), "letters") if letters is not None else None
            known = [doubt for doubt in (self._notes.get(field), read) if doubt]
            if known:
                yield min(known, key=lambda doubt: doubt.certainty)

    def _row(self, number: int, indicator: Indicator) -> Doubt:
        """What is left of a row's confidence without that of its letters."""
        filled, field = self._rows[number], f"indicators[{number}]"
        letters = (
            min((self._letters.get(f"{field}.{name}", 1.0) for name in filled), default=1.0) if self._letters else 1.0
        )
        shape = min(1.0, indicator.confidence / max(letters, 0.001))
        row = Doubt(field, round(shape ** (1 / max(1, len(filled))), 4), "row")
        noted = self._notes.get(field, row)
        return noted if noted.certainty < row.certainty else row

    def _note(self, field: str, certainty: float, reason: str) -> None:
        if field not in self._notes or certainty < self._notes[field].certainty:
            self._notes[field] = Doubt(field, certainty, reason)

    def _read(self, document: Document, spots: Spots) -> None:
        """Letters and proposals of cells read from a picture, and what such a form should print."""
        for field, found in spots.items():
            read = [cell_at(document, spot) for spot in found]
            sure = [cell.confidence for cell in read if cell.confidence is not None]
            if sure and field in self._texts:
                self._letters[field] = min(sure)
            if any(not mend.done for cell in read for mend in cell.mends):
                self._note(field, _PROPOSED, "proposal")
        if self._letters:
            self._note_lost(document, spots)
            for number, indicator in enumerate(self._project.indicators):
                self._note_twins(number, indicator)
                self._note_words(number, indicator)

    def _note_lost(self, document: Document, spots: Spots) -> None:
        """Text that stands among the table's rows and has come into no field."""
        claimed = {spot for found in spots.values() for spot in found}
        rows = {spot.row: part_of(field) for field, found in spots.items() for spot in found}
        held = fold("".join(self._texts.values()))
        part = FORM
        for i in range(min(rows), max(rows) + 1):
            part = rows.get(i, part)
            for k, cell in enumerate(document.rows[i].cells):
                plain = fold(cell.text)
                if len(plain) > _SHORT and Spot(i, k) not in claimed and plain not in held and not _names(cell.text):
                    self._note(part, _LOST, f"lost:{plain[:_TOLD]}")

    def _note_twins(self, number: int, indicator: Indicator) -> None:
        """Many forms print the name of an indicator twice; where the two differ by a letter, one was misread."""
        name, told = fold(indicator.level3 or ""), fold(indicator.description or "")
        if name != told and Levenshtein.normalized_similarity(name, told) >= _ALIKE:
            for cell in ("level3", "description"):
                self._note(f"indicators[{number}].{cell}", _TWINS_DIFFER, "twins")

    def _note_words(self, number: int, indicator: Indicator) -> None:
        for cell, role in (("level1", "name1"), ("level2", "name2")):
            field, text = f"indicators[{number}].{cell}", getattr(indicator, cell)
            if text and role not in whole_roles(text):
                self._note(field, min(_UNKNOWN_WORD, self._letters.get(field, 1.0)), "word")

    def _note_blanks(self) -> None:
        """Rows without a cell that most rows of the table have."""
        usual = _usual(self._rows)
        for number, names in enumerate(self._rows):
            if not usual.issubset(names):
                self._note(f"indicators[{number}]", _BLANK, "blank")

    def _note_issues(self) -> None:
        for issue in self._project.issues:
            if issue.field and issue.code not in _GENERAL:
                for field in self._named(issue.field):
                    self._note(field, _ISSUE_CERTAINTY[issue.severity], f"issue:{issue.code}")

    def _note_repairs(self) -> None:
        for repair in self._project.repairs:
            if repair.score < 1:
                for field in self._named(repair.field):
                    self._note(field, round(repair.score, 4), f"repair:{repair.rule}")

    def _named(self, field: str) -> list[str]:
        """The fields that an issue or a repair speaks of."""
        if field.startswith("indicators["):
            return [field] if parse(field) else []
        if field == "budget":
            return [f"budget.{part}" for part in BUDGET if f"budget.{part}" in self._texts]
        parts = [name for name in self._texts if name.startswith((f"{field}[", f"{field}."))]
        return parts or ([field] if parse(field) else [])
