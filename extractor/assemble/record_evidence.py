"""What speaks against a whole record: its indicators, the labels of its other rows, what it lacks and what does not add up."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records import Amount, Budget, Project
    from .segment import Table
    from .titles import Title

_FLOOR = 1e-4
_NO_INDICATOR = 4.6
"""Doubt of a record without indicators: that of one indicator in 100 being right."""
_UNLABELLED = "其他内容"


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """What speaks against a record, each part 0 where nothing does."""

    worst: float
    """Negative log confidence of its least certain indicator."""
    mean: float
    """The mean of that over its indicators."""
    label: float
    """Negative log probability of the least certain label of a row above the indicators, title and unit included."""
    untitled: float
    """1 where it has no title."""
    unnamed: float
    """1 where no project is named."""
    nobody: float
    """1 where no unit is named."""
    unpaid: float
    """1 where no total is found; 0.5 where its unit of money is not known."""
    sums: float
    """1 where the parts of the budget do not add up to the total, or a part stands alone."""
    loose: float
    """How many values no label claims, and labelled fields without a value."""


def weigh_record(project: Project, table: Table, title: Title | None, sure: Sequence[float]) -> RecordEvidence:
    """The evidence of a record; `sure`: the confidence of its indicators."""
    rows = [*table.fields, *table.units, *(title.rows if title else ())]
    label = min((row.probability for row in rows), default=1.0)
    evidence = RecordEvidence(
        worst=0.0,
        mean=0.0,
        label=-math.log(max(_FLOOR, label)),
        untitled=float(not project.title),
        unnamed=float(not project.project_name),
        nobody=float(not project.unit_name),
        unpaid=_unpaid(project.budget.total),
        sums=float(not _adds_up(project.budget)),
        loose=float(sum(name == _UNLABELLED or not text for name, text in project.extra.items())),
    )
    return with_indicators(evidence, sure)


def with_indicators(evidence: RecordEvidence, sure: Sequence[float]) -> RecordEvidence:
    """The same evidence with that of indicators of this confidence."""
    doubts = [-math.log(max(_FLOOR, value)) for value in sure] or [_NO_INDICATOR]
    return replace(evidence, worst=max(doubts), mean=sum(doubts) / len(doubts))


def _unpaid(total: Amount | None) -> float:
    if total is None:
        return 1.0
    return 0.0 if total.yuan else 0.5


def _adds_up(budget: Budget) -> bool:
    parts = [Decimal(part.yuan) for part in (budget.fiscal, budget.other) if part and part.yuan]
    if not parts:
        return True
    return budget.total is not None and budget.total.yuan is not None and sum(parts) == Decimal(budget.total.yuan)
