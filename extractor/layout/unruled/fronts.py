"""The columns before the levels in one long table for many projects (单位名称, 项目名称, 预算数, 年度目标).

Their cells are merged over the rows of a project, whose first levels begin anew with the next project.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ...lines.vocabulary import FIELD_ROLES, LIKELY, role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .bands import Name
    from .headers import HeaderColumn

FRONT = "front"
"""The role of such a column."""
_FIELDS = FIELD_ROLES - {"note"}
_LEVELS = frozenset(["level1", "level2", "level3"])
_PROJECT = "project_name"


def with_fronts(columns: tuple[HeaderColumn, ...]) -> tuple[HeaderColumn, ...]:
    """A header's columns, those before the first level marked as fronts where all are fields and one names the projects."""
    first = next((k for k, column in enumerate(columns) if column.role in _LEVELS), 0)
    fields = [role_of(column.text, _FIELDS, LIKELY) for column in columns[:first]]
    if _PROJECT not in fields or None in fields:
        return columns
    return tuple(replace(column, role=FRONT) if k < first else column for k, column in enumerate(columns))


def project_rows(names: Sequence[Name], covers: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """First and last row of each project, by the names of the first level and the rows that each covers."""
    starts = [0]
    seen: set[str] = set()
    for name, (first, _) in zip(names, covers, strict=True):
        text = "".join(name.text.split())
        if text in seen:
            starts.append(first)
            seen = set()
        seen.add(text)
    return [(a, b - 1) for a, b in pairwise([*starts, count]) if a < b]
