"""The columns of an indicator table: what each header means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..lines.vocabulary import COLUMN_ROLES, FIELD_ROLES, lookup, role_of, whole_roles
from .parallel import find_runs, mark_runs

KNOWN = ("level1", "level2", "level3", "description", "target", "basis")
"""Roles that have a field of their own in the record."""

_NEXT = {"level1": "level2", "level2": "level3", "level3": "description"}
_LEVEL = re.compile(r"(?:绩效|指标)*([一二三])级(?:绩效|指标|目标|名称|内容)*$")
_MARKS = re.compile(r"得分|分值|权重|系数")
"""What a column of marks says in its header, whatever that is like otherwise (指标得分 is no 指标分类)."""
_LEVELS = ("level1", "level2", "level3")
_NAMES = ("level1", "level2", "level3", "description")
NAME = "project_name"
FRONTS = FIELD_ROLES - {"note"}
"""Roles of the columns that say, in one long table for many projects, whose the indicators are."""


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column."""

    role: str
    """One of `KNOWN`, ``operator``, ``measure``, ``side`` (a label that spans the table), one of `FRONTS`, or ``extra``."""
    header: str
    """As printed, white space healed."""
    index: int
    """Grid column (layout ``grid``), else position among the header's cells."""
    span: int = 1
    group: str = ""
    """What the header prints above this column and others beside it."""
    run: int = 0
    """Which of several runs of like columns side by side it is in, from 1; 0 where the header repeats none."""

    @property
    def unnamed(self) -> bool:
        """True where the vocabulary does not know the header."""
        return not lookup(self.header)


def column_role(header: str) -> str:
    """What a column under `header` holds, by its words."""
    level = _LEVEL.match(header)
    if level and lookup(header):
        return f"level{'一二三'.index(level.group(1)) + 1}"
    if _MARKS.search(header) and not whole_roles(header):
        return "extra"
    roles = [term.role for term in lookup(header) if term.role in COLUMN_ROLES or term.role == "side"]
    role = roles[0] if roles else "extra"
    return "extra" if role == "column" else role


def settle(columns: list[Column]) -> list[Column]:
    """Each role once: of several columns with one role the first keeps it, the others become ``extra``.

    A second column for the same level (指标类别, 指标维度) is the next level where no other is, a second name the description.
    What stands before the levels is no part of the indicators: a label at their side (指标, where a 三级指标 follows), or in
    one long table for many projects the projects' own columns, which take the roles of the fields that they are. Of runs
    of like columns side by side every one has the roles of the first.
    """
    runs = find_runs([column.role for column in columns])
    if runs:
        first, last = runs[0].stop, runs[-1].stop
        settled = _settle([*columns[:first], *columns[last:]])
        roles = [column.role for column in settled[runs[0].start : first]]
        others = [replace(column, role=roles[k % len(roles)]) for k, column in enumerate(columns[first:last])]
        return mark_runs([*settled[:first], *others, *settled[first:]], runs)
    return _settle(columns)


def _settle(columns: list[Column]) -> list[Column]:
    start = next((k for role in _LEVELS for k, column in enumerate(columns) if column.role == role), 0)
    later = {column.role for column in columns[start:]} - {"extra"}
    fronts = [_front(column, later) for column in columns[:start]]
    columns = _with_names(columns)
    if not any(column.role == NAME for column in fronts):
        fronts = [replace(column, role="extra") if column.role in FRONTS else column for column in fronts]
    seen: set[str] = set()
    settled = []
    for column in [*fronts, *columns[start:]]:
        role = column.role
        while role in seen and role not in ("extra", "side"):
            role = _NEXT.get(role, "extra") if _NEXT.get(role) not in later else "extra"
        seen.add(role)
        settled.append(replace(column, role=role))
    return settled


def _with_names(columns: list[Column]) -> list[Column]:
    """Where no column is a level's, the one headed 绩效指标 holds the indicators' names."""
    roles = [column.role for column in columns]
    if "target" not in roles or "side" not in roles or set(roles) & set(_NAMES):
        return columns
    at = roles.index("side")
    return [*columns[:at], replace(columns[at], role="level3"), *columns[at + 1 :]]


def _front(column: Column, later: set[str]) -> Column:
    """A column before the levels, with the role that it has there."""
    if column.role in later:
        return replace(column, role="side")
    role = role_of(column.header, FRONTS)
    return replace(column, role=role) if role and column.role in ("extra", "side") else column
