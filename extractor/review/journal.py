"""What reviewers did, in the archive: who, what, when, from, to. Entries are added and never changed.

Every action is one transaction that the disk has confirmed before it is answered, so that a crash loses at most the edit
under way. Of two people's edits of a cell the later counts, and the other stays in the journal and is shown. What an undo
takes back counts no more; the undo itself is an entry too.

Entries belong to a document's content (its SHA-256) and the table's number in it, so that a document may be renamed or read
again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from ..batch.tables import doubt, journal, ledger, reviewed, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from ..batch.store import Archive


class Action(StrEnum):
    """What can be done."""

    ACCEPT = "accept"
    """A cell, a row or the fields above the rows is as printed."""
    CORRECT = "correct"
    """A cell gets another text; without one it is blank."""
    ADD = "add"
    """A row or a goal that was not read."""
    REMOVE = "remove"
    """A row or a goal that is not printed."""
    TRAIN = "train"
    """The table is training data."""
    UNTRAIN = "untrain"
    UNDO = "undo"
    """An earlier entry counts no more."""


CHANGES = (Action.CORRECT, Action.ADD, Action.REMOVE)
"""What makes a record another one."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A table: the content of its document, and its number there, counted from 1."""

    sha256: str
    index: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    number: int
    subject: Subject
    field: str
    """A field's name (see `fields`); blank for the table as a whole."""
    action: Action
    before: str | None
    """The text that the reviewer saw."""
    after: str | None
    undoes: int | None
    who: str
    at: str
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a reviewer wants to be written down."""

    subject: Subject
    field: str
    action: Action
    who: str
    before: str | None = None
    after: str | None = None
    undoes: int | None = None


def record(archive: Archive, acts: Sequence[Act]) -> list[int]:
    """Write actions down, all or none; their numbers.

    Raises:
        OutputError: the archive cannot be written; nothing was.
    """
    with archive.transaction(writes=True) as connection:
        _alone(connection)
        numbers = [_write(connection, act) for act in acts]
        for subject in dict.fromkeys(act.subject for act in acts):
            _settle(connection, subject)
    return numbers


def undo(archive: Archive, who: str, subject: Subject | None = None) -> Entry | None:
    """Take back what `who` did last (to one table) and has not taken back; that entry, or None if there is none."""
    with archive.transaction(writes=True) as connection:
        _alone(connection)
        query = select(journal).where(journal.c.who == who).order_by(journal.c.number.desc())
        query = query.where(journal.c.action != Action.UNDO, journal.c.number.not_in(_undone()))
        if subject is not None:
            query = query.where(_of(subject))
        row = connection.execute(query.limit(1)).one_or_none()
        if row is None:
            return None
        last = _entry(row)
        _write(
            connection,
            Act(last.subject, last.field, Action.UNDO, who, last.after, last.before, undoes=last.number),
        )
        _settle(connection, last.subject)
    return last


def entries(connection: Connection, subject: Subject) -> list[Entry]:
    """Everything that was done to a table, in order."""
    rows = connection.execute(select(journal).where(_of(subject)).order_by(journal.c.number))
    return [_entry(row) for row in rows]


def all_entries(connection: Connection) -> list[Entry]:
    """The whole journal, in order."""
    return [_entry(row) for row in connection.execute(select(journal).order_by(journal.c.number))]


def last_number(connection: Connection) -> int:
    """The number of the newest entry; 0 where there is none."""
    return connection.scalar(select(func.max(journal.c.number))) or 0


def live(found: Iterable[Entry]) -> list[Entry]:
    """The entries that no undo has taken back, without the undos."""
    found = list(found)
    undone = {entry.undoes for entry in found if entry.action is Action.UNDO}
    return [entry for entry in found if entry.action is not Action.UNDO and entry.number not in undone]


def counting(found: Iterable[Entry]) -> dict[str, Entry]:
    """Of each field the entry that counts; an accepted text stays one that was corrected before.

    To accept a row is to accept its cells, and to accept ``form`` all other fields.
    """
    last: dict[str, Entry] = {}
    for entry in live(found):
        before = last.get(entry.field)
        if entry.action is Action.ACCEPT and before and before.action is not Action.ACCEPT:
            continue
        last[entry.field] = entry
    return last


def _alone(connection: Connection) -> None:
    """One writer at a time, so that numbers are in the order of their transactions; SQLite has no other way."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE")


def _settle(connection: Connection, subject: Subject) -> None:
    """Bring the verdicts on a table in step with its journal."""
    wanted: list[dict[str, Any]] = [
        {"sha256": subject.sha256, "project_index": subject.index, "field": field, "number": entry.number, "action": entry.action}
        for field, entry in counting(entries(connection, subject)).items()
    ]  # fmt: skip
    connection.execute(
        delete(verdict).where(verdict.c.sha256 == subject.sha256, verdict.c.project_index == subject.index)
    )
    if wanted:
        connection.execute(insert(verdict), wanted)
    _count(connection, subject, {one["field"]: one["action"] for one in wanted})


def _count(connection: Connection, subject: Subject, verdicts: dict[str, Action]) -> None:
    """Write down how far a table is, so that progress is told without going through all doubts."""
    query = select(doubt.c.field, doubt.c.part).join_from(doubt, ledger, doubt.c.document == ledger.c.document)
    query = query.where(ledger.c.sha256 == subject.sha256, doubt.c.project_index == subject.index)
    here = (reviewed.c.sha256 == subject.sha256) & (reviewed.c.project_index == subject.index)
    connection.execute(delete(reviewed).where(here))
    connection.execute(
        insert(reviewed),
        {
            "sha256": subject.sha256,
            "project_index": subject.index,
            "seen": sum(row.field in verdicts or row.part in verdicts for row in connection.execute(query)),
            "corrected": sum(action in CHANGES for action in verdicts.values()),
            "train": int(Action.TRAIN in verdicts.values()),
        },
    )


def _write(connection: Connection, act: Act) -> int:
    values = {
        "sha256": act.subject.sha256,
        "project_index": act.subject.index,
        "field": act.field,
        "action": act.action,
        "before": act.before,
        "after": act.after,
        "undoes": act.undoes,
        "who": act.who,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }
    number = connection.execute(insert(journal), values).inserted_primary_key
    assert number is not None
    return int(number[0])


def _of(subject: Subject) -> ColumnElement[bool]:
    return (journal.c.sha256 == subject.sha256) & (journal.c.project_index == subject.index)


def _undone() -> Select[tuple[int | None]]:
    return select(journal.c.undoes).where(journal.c.undoes.is_not(None))


def _entry(row: Row[object]) -> Entry:
    values = row._mapping
    return Entry(
        values["number"], Subject(values["sha256"], values["project_index"]), values["field"], Action(values["action"]),
        values["before"], values["after"], values["undoes"], values["who"], values["at"],
    )  # fmt: skip
