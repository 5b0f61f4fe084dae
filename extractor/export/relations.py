"""Records as related tables: what the SQLite export and the archive of a batch have in common.

Amounts and target values are exact decimal text; `project.record` is the project in the reference form (JSON).
`project_index` counts from 1, `indicator_index` from 0 as the paths in `field` do (``indicators[0].target``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .rows import INDICATOR, INTEGERS, ISSUE, ORIGIN, PROJECT, REALS, REPAIR, as_json, indicator_row, project_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..records import Project
    from .rows import Cells

SOURCE = ("source_index", "file", "sha256", "kind")
COLUMNS = {
    "project": (
        "project_index",
        *(name for name in (*PROJECT[2:], *ORIGIN) if name not in SOURCE),
        "confidence", "extra", "record",
    ),
    "indicator": ("project_index", "indicator_index", *INDICATOR, "extra"),
    "repair": REPAIR,
    "issue": ISSUE,
}  # fmt: skip
"""Columns of each table, without the key of its source."""
JOINED = tuple(f"s.{name}" if name in SOURCE else f"p.{name}" for name in PROJECT) + tuple(
    f"i.{name}" for name in COLUMNS["indicator"][1:]
)
"""Columns of the view `indicator_with_project`; `s`, `p` and `i` are source, project and indicator."""


def sql_type(column: str) -> Literal["INTEGER", "REAL", "TEXT"]:
    """The type of a column, by its name."""
    if column in INTEGERS or column in {"source_index", "indicator_index"}:
        return "INTEGER"
    return "REAL" if column in REALS else "TEXT"


def project_rows(projects: Sequence[Project]) -> Iterator[Cells]:
    """The columns of `project`."""
    for i, project in enumerate(projects, 1):
        yield project_row(i, project) | {"extra": as_json(project.extra), "record": project.to_json()}


def indicator_rows(projects: Sequence[Project]) -> Iterator[Cells]:
    """The columns of `indicator`."""
    for i, project in enumerate(projects, 1):
        for k, indicator in enumerate(project.indicators):
            place = {"project_index": i, "indicator_index": k, "extra": as_json(indicator.extra)}
            yield indicator_row(indicator) | place
