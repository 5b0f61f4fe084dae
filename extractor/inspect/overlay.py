"""What is drawn: the rows of a page with their labels, and the repairs and issues that belong to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from .places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ..document import Box, Row
    from ..lines.classifier import LabelledRow
    from ..records import Issue, Project, Repair
    from ..result import Extraction
    from .places import Place

Kind = Literal["repair", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Note:
    """A repair or an issue."""

    kind: Kind
    number: int
    """Counted from 1, on the page."""
    table: str | None
    """Title of the table it belongs to; None for the file as a whole."""
    field: str | None
    text: str
    places: frozenset[Place]
    """Empty where it stands nowhere on the page."""

    @property
    def row(self) -> int | None:
        """The first row it stands in."""
        return min((row for row, _ in self.places), default=None)


@dataclass(frozen=True, slots=True)
class Seen:
    """A row of the page."""

    number: int
    """In the document, counted from 0."""
    labelled: LabelledRow
    notes: tuple[Note, ...]
    band: Box | None
    """What the row takes of the page, without the cells that span further down; None without boxes."""

    @property
    def row(self) -> Row:
        """As it was read."""
        return self.labelled.row

    def notes_of(self, cell: int | None) -> list[Note]:
        """The notes on a cell, by its number in the row; with None those on the whole row."""
        return [note for note in self.notes if (self.number, cell) in note.places]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was found."""

    title: str | None
    indicators: int
    """How many."""
    confidence: float
    """0..1"""
    row: int | None
    """Its first row on the page."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that is drawn of a page, or of a file without pages."""

    rows: tuple[Seen, ...]
    notes: tuple[Note, ...]
    tables: tuple[Table, ...]
    """Those with a part on the page."""


def overlay(rows: Sequence[LabelledRow], extraction: Extraction, page: int | None) -> Overlay:
    """What was made of a page; of all rows if `page` is None."""
    shown = [i for i, row in enumerate(rows) if page is None or row.row.page == page]
    here = frozenset(shown)
    places = Places([row.row for row in rows], extraction.projects)
    notes = _numbered(_notes(places, extraction, page), here, page)
    by_row: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        for row in {row for row, _ in note.places}:
            by_row[row].append(note)
    tall = {cell.box for i in shown for cell in rows[i].row.cells if cell.covered}
    seen = (Seen(i, rows[i], tuple(by_row[i]), _band(rows[i].row, tall)) for i in shown)
    tables = (
        Table(
            _title(project),
            len(project.indicators),
            project.confidence,
            next((i for i in places.rows_of(number) if i in here), None),
        )
        for number, project in enumerate(extraction.projects)
        if _touches(project, page)
    )
    return Overlay(tuple(seen), tuple(notes), tuple(tables))


def _band(row: Row, tall: AbstractSet[Box | None]) -> Box | None:
    """The box around the row's own cells; `tall` are the boxes of cells that span over several rows."""
    own = tuple(cell for cell in row.cells if not cell.covered and cell.box not in tall)
    return replace(row, cells=own).box or row.box


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: Kind
    table: str | None
    field: str | None
    text: str
    page: int | None
    places: frozenset[Place]


def _notes(places: Places, extraction: Extraction, page: int | None) -> Iterator[_Draft]:
    for number, project in enumerate(extraction.projects):
        if not _touches(project, page):
            continue
        title = _title(project)
        for repair in project.repairs:
            found = places.of_repair(number, repair)
            yield _Draft("repair", title, repair.field, _repair_text(repair), None, found)
        for issue in project.issues:
            found = places.of_issue(number, issue)
            yield _Draft(_kind(issue), title, issue.field, _issue_text(issue), issue.page, found)
    for issue in extraction.issues:
        yield _Draft(_kind(issue), None, issue.field, _issue_text(issue), issue.page, frozenset())


def _numbered(drafts: Iterator[_Draft], shown: frozenset[int], page: int | None) -> list[Note]:
    """The notes that stand on the page, or nowhere."""
    found: list[Note] = []
    for draft in drafts:
        here = frozenset(place for place in draft.places if place[0] in shown)
        elsewhere = draft.places and not here
        if elsewhere or (page is not None and draft.page not in (None, page)):
            continue
        found.append(Note(draft.kind, len(found) + 1, draft.table, draft.field, draft.text, here))
    return found


def _title(project: Project) -> str | None:
    return project.title or project.project_name


def _touches(project: Project, page: int | None) -> bool:
    pages = project.source.pages
    return page is None or pages is None or pages[0] <= page <= pages[1]


def _kind(issue: Issue) -> Kind:
    return "info" if issue.severity == "info" else "warning"


def _issue_text(issue: Issue) -> str:
    return f"{issue.message} ({issue.code})"


def _repair_text(repair: Repair) -> str:
    pieces = " + ".join("⏎".join(f"“{piece}”".split("\n")) for piece in repair.pieces)
    return f"{pieces} → “{repair.to}” ({repair.rule}, {repair.score:.2f})"
