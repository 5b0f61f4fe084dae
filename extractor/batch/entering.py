"""What was found becomes ledger rows: what is settled stays, all else is pending, and the same content is done once."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, literal, select, update

from .outcome import Status
from .tables import ledger, made

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from .keys import Key
    from .plan import Entry

_MANY = 500
"""Rows that are looked up at once."""
_AGAIN = frozenset(["input-not-found", "input-not-allowed", "input-changed", "missing-dependency"])
"""Codes of failures that the machine may have got over by the next run; all others are the content's."""


def enter(connection: Connection, entries: Iterable[Entry], key: Key) -> Counter[Status]:
    """Enter what was found; how many of it are in which state, PENDING being the work."""
    counts: Counter[Status] = Counter()
    number = connection.scalar(select(func.coalesce(func.max(ledger.c.document), 0))) or 0
    entries = iter(entries)
    while some := list(islice(entries, _MANY)):
        number = _enter_some(connection, some, key, number, counts)
    same = _skip_same(connection, key)
    counts[Status.PENDING] -= same
    counts[Status.SKIPPED] += same
    return +counts


def forget(connection: Connection, document: int) -> None:
    """Remove what was made of a document."""
    for table in made.values():
        connection.execute(delete(table).where(table.c.document == document))


def _enter_some(connection: Connection, entries: list[Entry], key: Key, number: int, counts: Counter[Status]) -> int:
    """Enter some of what was found; returns the last document number given."""
    names = [entry.name for entry in entries]
    known = {row.file: row for row in connection.execute(select(ledger).where(ledger.c.file.in_(names)))}
    new: list[dict[str, Any]] = []
    for entry in entries:
        row = known.get(entry.name)
        if row is not None and _settled(row, entry, key):
            counts[Status(row.status)] += 1
            continue
        counts[entry.status] += 1
        values = _values(entry, key)
        if row is None:
            number += 1
            new.append(values | {"document": number})
        else:
            forget(connection, row.document)
            connection.execute(update(ledger).where(ledger.c.document == row.document), values)
    if new:
        connection.execute(insert(ledger), new)
    return number


def _settled(row: Any, entry: Entry, key: Key) -> bool:
    """True if a row needs no more work: same content, options and model, and nothing that may go better now."""
    if entry.status is not Status.PENDING or row.status in (Status.PENDING, Status.SKIPPED):
        return False
    if (row.sha256, row.options, row.model) != (entry.sha256, key.options, key.model):
        return False
    if row.status == Status.QUARANTINED:
        return bool(row.limits == key.limits)
    return row.status != Status.FAILED or row.code not in _AGAIN


def _values(entry: Entry, key: Key) -> dict[str, Any]:
    return {
        "file": entry.name,
        "status": entry.status,
        "code": entry.code,
        "reason": entry.reason,
        "same_as": None,
        "sha256": entry.sha256,
        "bytes": entry.size,
        "kind": None,
        "options": key.options,
        "model": key.model,
        "limits": key.limits,
        "projects": 0,
        "indicators": 0,
        "doubts": 0,
        "issues": "[]",
    }


def _skip_same(connection: Connection, key: Key) -> int:
    """Skip what has the content of a document that is settled, or that comes before it; how many these are."""
    other = ledger.alias("other")
    same = [other.c[name] == ledger.c[name] for name in ("sha256", "options", "model")]
    settled = (
        other.c.status.in_((Status.OK, Status.PARTIAL))
        | ((other.c.status == Status.FAILED) & other.c.code.not_in(_AGAIN))
        | ((other.c.status == Status.QUARANTINED) & (other.c.limits == key.limits))
    )
    earlier = (other.c.status == Status.PENDING) & (other.c.file < ledger.c.file)
    skipped = 0
    for condition in (settled, earlier):
        first = select(func.min(other.c.file)).where(*same, condition).scalar_subquery()
        found = connection.execute(
            update(ledger)
            .where(ledger.c.status == Status.PENDING, first.is_not(None))
            .values(
                status=Status.SKIPPED,
                code="same-content",
                same_as=first,
                reason=literal("the same content as ") + first,
            )
        )
        skipped += found.rowcount
    return skipped
