"""What an archive holds, read in the order of the inputs' names: for exports and for its status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, overload

from pydantic import TypeAdapter
from sqlalchemy import func, select

from ..records import Issue, Project
from ..review.corrected import correct
from ..review.journal import Subject, all_entries
from .outcome import Status
from .tables import ledger, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from ..review.journal import Entry
    from .store import Archive

_ISSUES = TypeAdapter(list[Issue])
_LOST = (Status.FAILED, Status.QUARANTINED)
_AT_ONCE = 500


class StoredProjects(Sequence[Project]):
    """The projects of an archive, read anew each time they are gone through, so that memory stays flat.

    With what reviewers corrected, or as they were read.
    """

    def __init__(self, archive: Archive, *, corrected: bool = True) -> None:
        self._archive = archive
        self._corrected = corrected

    def __len__(self) -> int:
        with self._archive.transaction() as connection:
            return connection.scalar(select(func.count()).select_from(records["project"])) or 0

    def __iter__(self) -> Iterator[Project]:
        project = records["project"]
        query = select(project.c.record, ledger.c.sha256, project.c.project_index).join(ledger)
        query = query.order_by(ledger.c.file, project.c.row)
        with self._archive.transaction() as connection:
            done = self._done(connection)
            with connection.execution_options(yield_per=_AT_ONCE).execute(query) as result:
                for record, sha256, index in result:
                    found = Project.model_validate_json(record)
                    entries = done.get(Subject(sha256, index))
                    yield correct(found, entries).project if entries else found

    def _done(self, connection: Connection) -> dict[Subject, list[Entry]]:
        """What reviewers did, by table; little beside the records."""
        done: dict[Subject, list[Entry]] = {}
        for entry in all_entries(connection) if self._corrected else ():
            done.setdefault(entry.subject, []).append(entry)
        return done

    @overload
    def __getitem__(self, index: int) -> Project: ...
    @overload
    def __getitem__(self, index: slice) -> list[Project]: ...
    def __getitem__(self, index: int | slice) -> Project | list[Project]:
        chosen = range(len(self))[index]
        if isinstance(chosen, int):
            return next(islice(self, chosen, None))
        return [self[i] for i in chosen]


def stored_issues(archive: Archive) -> list[Issue]:
    """Issues of the inputs as a whole, and an error for each input that could not be read; messages begin with the name."""
    query = select(ledger.c.file, ledger.c.status, ledger.c.code, ledger.c.reason, ledger.c.issues)
    wanted = (ledger.c.issues != "[]") | ledger.c.status.in_(_LOST)
    found: list[Issue] = []
    with archive.transaction() as connection:
        for row in connection.execute(query.where(wanted).order_by(ledger.c.file)):
            issues = _ISSUES.validate_json(row.issues)
            if row.status in _LOST:
                issues.append(Issue(code=row.code, severity="error", message=row.reason))
            found += [issue.model_copy(update={"message": f"{row.file}: {issue.message}"}) for issue in issues]
    return found


@dataclass(frozen=True, slots=True)
class Trouble:
    """An input that did not give all its records."""

    file: str
    status: Status
    code: str
    reason: str


def counts(archive: Archive) -> Counter[Status]:
    """How many inputs are in which state."""
    query = select(ledger.c.status, func.count()).group_by(ledger.c.status)
    with archive.transaction() as connection:
        return Counter({Status(status): count for status, count in connection.execute(query)})


def totals(archive: Archive) -> tuple[int, int]:
    """How many tables and indicators there are."""
    with archive.transaction() as connection:
        tables, indicators = connection.execute(
            select(func.sum(ledger.c.projects), func.sum(ledger.c.indicators))
        ).one()
    return tables or 0, indicators or 0


def troubles(archive: Archive) -> Iterator[Trouble]:
    """Every input that is partial, failed or quarantined, by name."""
    query = select(ledger.c.file, ledger.c.status, ledger.c.code, ledger.c.reason)
    lost = ledger.c.status.in_((Status.PARTIAL, *_LOST))
    with archive.transaction() as connection:
        for file, status, code, reason in connection.execute(query.where(lost).order_by(ledger.c.file)):
            yield Trouble(file, Status(status), code, reason)
