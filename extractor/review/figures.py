"""The figures of an archive: how far the review is, what it found, and what the records say, corrections counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from ..batch.stored import counts, totals
from ..batch.tables import doubt, ledger, records, verdict
from .journal import CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

    from ..batch.outcome import Status
    from ..records import Project
    from .desk import Desk, Progress

BANDS = (0.0, 0.5, 0.7, 0.9, 0.95, 0.98, 0.99, 1.0)
"""Lower ends of the bands of certainty; the last one holds what is quite certain."""
_MOST = 12


@dataclass(frozen=True, slots=True)
class Band:
    """Items of about the same certainty."""

    low: float
    items: int
    seen: int
    corrected: int

    @property
    def rate(self) -> float | None:
        """Share of those seen that were corrected, 0..1; None where nobody has seen any."""
        return self.corrected / self.seen if self.seen else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the dashboard and the report show."""

    archive: str
    progress: Progress
    inputs: Counter[Status]
    indicators: int
    bands: tuple[Band, ...]
    budgets: tuple[tuple[str | None, Decimal, int], ...]
    """Unit, yuan and tables, largest first."""
    kinds: Counter[str | None]
    """Kinds of targets; None for indicators without a target."""
    levels: Counter[str | None]
    """First levels."""
    issues: Counter[str]
    """Codes of issues."""


def gather(desk: Desk) -> Figures:
    """The figures as they are now."""
    archive = desk.archive
    with archive.transaction() as connection:
        changed = _changed(connection)
        bands = _bands(connection)
        kinds = _count(connection, records["indicator"].c.target_kind)
        levels = _count(connection, records["indicator"].c.level1)
        issues = _count(connection, records["issue"].c.code)
        money = _money(connection)
    tables = [found for place in changed if (found := desk.table(*place))]
    for table in tables:
        for project, sign in ((table.read, -1), (table.corrected.project, 1)):
            for row in project.indicators:
                kinds[row.target.kind if row.target else None] += sign
                levels[row.level1] += sign
        money[table.document, table.subject.index] = _of(table.corrected.project)
    return Figures(
        str(archive), desk.progress(), counts(archive), totals(archive)[1], bands, _by_unit(money.values()), +kinds, +levels,
        Counter({code: number for code, number in issues.items() if code is not None}),
    )  # fmt: skip


def _changed(connection: Connection) -> list[tuple[int, int]]:
    """Tables that were corrected."""
    query = select(ledger.c.document, verdict.c.project_index).join_from(
        verdict, ledger, and_(ledger.c.sha256 == verdict.c.sha256, ledger.c.projects >= verdict.c.project_index)
    )
    rows = connection.execute(query.where(verdict.c.action.in_(CHANGES)).distinct())
    return [(row[0], row[1]) for row in rows]


def _bands(connection: Connection) -> tuple[Band, ...]:
    """Items, those seen and those corrected, by certainty."""
    band = _band(doubt.c.certainty)
    items = {row[0]: row[1] for row in connection.execute(select(band, func.count()).group_by(band))}
    here = and_(doubt.c.document == ledger.c.document, doubt.c.project_index == verdict.c.project_index)
    fits = or_(doubt.c.field == verdict.c.field, doubt.c.part == verdict.c.field)
    change = func.max(case((verdict.c.action.in_(CHANGES), 1), else_=0)).label("changed")
    seen = (
        select(band.label("band"), change)
        .join_from(verdict, ledger, ledger.c.sha256 == verdict.c.sha256)
        .join(doubt, and_(here, fits))
        .group_by(doubt.c.document, doubt.c.row, doubt.c.certainty)
        .subquery()
    )
    rows = connection.execute(select(seen.c.band, func.count(), func.sum(seen.c.changed)).group_by(seen.c.band))
    found = {row[0]: (row[1], row[2] or 0) for row in rows}
    return tuple(Band(low, items.get(k, 0), *found.get(k, (0, 0))) for k, low in enumerate(BANDS))


def _band(certainty: ColumnElement[float]) -> ColumnElement[int]:
    """The number of the band that a certainty falls into."""
    return case(*((certainty >= low, k) for k, low in reversed(list(enumerate(BANDS)))), else_=0)


def _count(connection: Connection, column: ColumnElement[str | None]) -> Counter[str | None]:
    return Counter({row[0]: row[1] for row in connection.execute(select(column, func.count()).group_by(column))})


def _money(connection: Connection) -> dict[tuple[int, int], tuple[str | None, str | None]]:
    """Unit and yuan of each table as it was read."""
    project = records["project"]
    columns = (project.c.document, project.c.project_index, project.c.unit_name, project.c.budget_total_yuan)
    return {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(select(*columns))}


def _of(project: Project) -> tuple[str | None, str | None]:
    return project.unit_name, project.budget.total.yuan if project.budget.total else None


def _by_unit(money: Iterable[tuple[str | None, str | None]]) -> tuple[tuple[str | None, Decimal, int], ...]:
    sums: dict[str | None, Decimal] = {}
    tables = Counter[str | None]()
    for unit, yuan in money:
        tables[unit] += 1
        try:
            sums[unit] = sums.get(unit, Decimal()) + Decimal(yuan or 0)
        except InvalidOperation:  # a text that is no number counts as no money
            sums.setdefault(unit, Decimal())
    largest = sorted(sums, key=lambda unit: (-sums[unit], unit or ""))
    return tuple((unit, sums[unit], tables[unit]) for unit in largest)


def top(counts_of: Counter[str | None], most: int = _MOST) -> list[tuple[str | None, int]]:
    """The most frequent, largest first, then by name."""
    return sorted(counts_of.items(), key=lambda pair: (-pair[1], pair[0] or ""))[:most]
