"""An archive as a reviewer sees it: the queue, the tables, and what can be done to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, func, or_, select, tuple_

from ..batch.tables import doubt, ledger, reading, records, reviewed, verdict
from ..records import Project
from .corrected import Corrected, correct
from .doubts import Doubt
from .journal import Act, Action, Entry, Subject, all_entries, entries, last_number, record, undo
from .places import Spots, extent, locate
from .reading import unpack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection, Select

    from ..batch.store import Archive
    from ..document import Document


class Key(NamedTuple):
    """Where an item stands in the queue."""

    certainty: float
    document: int
    row: int


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at."""

    key: Key
    doubt: Doubt
    subject: Subject
    file: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review has come, in items of the queue."""

    items: int
    seen: int
    corrected: int
    """Fields that were corrected, and rows added or taken away."""
    tables: int
    training: int
    """Tables marked as training data."""


@dataclass(frozen=True)
class Table:
    """One table with all that is known of it."""

    subject: Subject
    document: int
    file: str
    read: Project
    """As it was read."""
    corrected: Corrected
    doubts: dict[str, Doubt]
    entries: list[Entry]
    """Everything that was done to it, in order."""
    source: Document | None
    """The document's rows; None where the archive has not kept them."""
    spots: Spots

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each field now."""
        return self.corrected.texts()

    def certainty(self, field: str) -> float | None:
        """Of a field, 0..1; 1 once it was seen, None where nothing is said of it."""
        if self.corrected.settled(field):
            return 1.0
        found = self.doubts.get(field)
        return found.certainty if found else None


class Desk:
    """The archive through a reviewer's eyes. Every action is committed before the method returns.

    Raises (every method):
        OutputError: the database fails; what was committed is safe.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._located = lru_cache(maxsize=8)(self._locate)

    def queue(self, after: Key | None = None, limit: int = 50, *, seen: bool = False) -> list[Item]:
        """The least certain items that nobody has seen (with `seen` all), behind one of them."""
        query = _items().order_by(doubt.c.certainty, doubt.c.document, doubt.c.row).limit(limit)
        if after is not None:
            query = query.where(tuple_(doubt.c.certainty, doubt.c.document, doubt.c.row) > after)
        if not seen:
            query = query.where(~_verdicts(doubt.c.field).exists(), ~_verdicts(doubt.c.part).exists())
        with self.archive.transaction() as connection:
            return [_item(row) for row in connection.execute(query)]

    def tables(
        self, after: tuple[str, int] | None = None, limit: int = 50, search: str = ""
    ) -> list[tuple[int, int, str, str]]:
        """Document, index, file and title of the tables, by file; `search` looks into files, titles and units."""
        project = records["project"]
        name = func.coalesce(project.c.title, project.c.project_name, "")
        query = select(ledger.c.document, project.c.project_index, ledger.c.file, name).join_from(project, ledger)
        query = query.order_by(ledger.c.file, project.c.project_index).limit(limit)
        if after is not None:
            query = query.where(tuple_(ledger.c.file, project.c.project_index) > after)
        if search:
            fields = (ledger.c.file, name, func.coalesce(project.c.unit_name, ""))
            query = query.where(or_(*(field.contains(search, autoescape=True) for field in fields)))
        with self.archive.transaction() as connection:
            return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]

    def table(self, document: int, index: int) -> Table | None:
        """A table by its document's number and its own there; None if there is none."""
        with self.archive.transaction() as connection:
            project = records["project"]
            query = select(ledger.c.sha256, ledger.c.file, project.c.record).join_from(project, ledger)
            row = connection.execute(
                query.where(ledger.c.document == document, project.c.project_index == index)
            ).first()
            if row is None:
                return None
            subject = Subject(row.sha256, index)
            done = entries(connection, subject)
            doubts = _doubts(connection, document, index)
        read = Project.model_validate_json(row.record)
        source, spots = self._located(document, row.sha256)
        here = spots[index - 1] if index <= len(spots) else {}
        return Table(subject, document, row.file, read, correct(read, done), doubts, done, source, here)

    def progress(self) -> Progress:
        """How far the review has come."""
        whole = select(func.sum(ledger.c.doubts), func.sum(ledger.c.projects))
        sums = select(func.sum(reviewed.c.seen), func.sum(reviewed.c.corrected), func.sum(reviewed.c.train))
        with self.archive.transaction() as connection:
            items, tables = connection.execute(whole).one()
            seen, corrected, training = connection.execute(sums).one()
        return Progress(items or 0, seen or 0, corrected or 0, tables or 0, training or 0)

    def act(self, acts: Iterable[Act]) -> list[int]:
        """Write actions down, all or none."""
        return record(self.archive, list(acts))

    def undo(self, who: str) -> Entry | None:
        """Take back what `who` did last."""
        return undo(self.archive, who)

    def journal(self) -> list[Entry]:
        """Everything that was done, in order."""
        with self.archive.transaction() as connection:
            return all_entries(connection)

    def version(self) -> int:
        """A number that grows with every action of anybody."""
        with self.archive.transaction() as connection:
            return last_number(connection)

    def marked(self) -> list[tuple[int, int]]:
        """Document and index of the tables that are marked as training data, by file."""
        query = select(ledger.c.document, verdict.c.project_index).join_from(
            verdict, ledger, ledger.c.sha256 == verdict.c.sha256
        )
        query = query.where(verdict.c.action == Action.TRAIN, ledger.c.projects > 0)
        with self.archive.transaction() as connection:
            rows = connection.execute(query.order_by(ledger.c.file, verdict.c.project_index))
            return [(row[0], row[1]) for row in rows]

    def file(self, document: int) -> tuple[str, str] | None:
        """Name and content's SHA-256 of a document; None if the archive has none of that number."""
        query = select(ledger.c.file, ledger.c.sha256).where(ledger.c.document == document, ledger.c.projects > 0)
        with self.archive.transaction() as connection:
            row = connection.execute(query).one_or_none()
            return (row.file, row.sha256) if row else None

    def find(self, subject: Subject) -> int | None:
        """The number of the document that a table stands in; None if the archive has none of that content."""
        query = select(ledger.c.document).where(ledger.c.sha256 == subject.sha256, ledger.c.projects >= subject.index)
        with self.archive.transaction() as connection:
            return connection.scalar(query.limit(1))

    def rows_of(self, document: int, index: int) -> tuple[int, int]:
        """The first row of a table among those that were read of its document, and the end; (0, 0) if none is known."""
        found = self.file(document)
        source, spots = self._located(document, found[1]) if found else (None, [])
        if source is None or index > len(spots):
            return 0, 0
        touched = [sorted({spot.row for cells in one.values() for spot in cells}) for one in spots]
        return extent(source, touched, index - 1)

    def _locate(self, document: int, sha256: str) -> tuple[Document | None, list[Spots]]:  # noqa: ARG002  part of the key
        """What was read of a document, and where the fields of its tables stand."""
        project = records["project"]
        with self.archive.transaction() as connection:
            content = connection.scalar(select(reading.c.content).where(reading.c.document == document))
            rows = connection.execute(
                select(project.c.record).where(project.c.document == document).order_by(project.c.row)
            ).all()
        if content is None:
            return None, []
        source = unpack(content)
        return source, locate(source, [Project.model_validate_json(row.record) for row in rows])


def _items() -> Select[Any]:
    project = records["project"]
    same = and_(project.c.document == doubt.c.document, project.c.row == doubt.c.project_index - 1)
    return (
        select(
            doubt, ledger.c.sha256, ledger.c.file, func.coalesce(project.c.title, project.c.project_name).label("title")
        )
        .join_from(doubt, ledger, ledger.c.document == doubt.c.document)
        .join(project, same)
    )


def _verdicts(field: ColumnElement[str]) -> Select[Any]:
    return select(verdict.c.number).where(
        verdict.c.sha256 == ledger.c.sha256,
        verdict.c.project_index == doubt.c.project_index,
        verdict.c.field == field,
    )


def _item(row: Any) -> Item:
    return Item(
        Key(row.certainty, row.document, row.row),
        Doubt(row.field, row.certainty, row.reason),
        Subject(row.sha256, row.project_index),
        row.file,
        row.title,
    )


def _doubts(connection: Connection, document: int, index: int) -> dict[str, Doubt]:
    query = select(doubt).where(doubt.c.document == document, doubt.c.project_index == index).order_by(doubt.c.row)
    return {row.field: Doubt(row.field, row.certainty, row.reason) for row in connection.execute(query)}
