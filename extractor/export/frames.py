"""Records as pandas DataFrames: what the Python API shows and the Parquet export stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .rows import (
    INDICATOR,
    INTEGERS,
    ISSUE,
    ORIGIN,
    PROJECT,
    REALS,
    REPAIR,
    as_json,
    issue_rows,
    joined_rows,
    project_row,
    repair_rows,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from ..records import Issue, Project
    from .rows import Cells


def projects_frame(projects: Sequence[Project]) -> pd.DataFrame:
    """One row for each project; amounts are exact decimal text, `extra` is JSON text."""
    rows = (project_row(i, project) | {"extra": as_json(project.extra)} for i, project in enumerate(projects, 1))
    return _frame(rows, (*PROJECT, *ORIGIN, "confidence", "extra"))


def indicators_frame(projects: Sequence[Project], first: int = 1) -> pd.DataFrame:
    """One row for each indicator, its project's columns first; a project without indicators keeps one row.

    `extra` holds the further printed columns of both as JSON text; `first` is the number of the first project.
    """
    rows = (row | {"extra": as_json(extra)} for row, extra in joined_rows(projects, first))
    return _frame(rows, (*PROJECT, *INDICATOR, "extra"))


def repairs_frame(projects: Sequence[Project]) -> pd.DataFrame:
    """One row for each repair; `pieces` is a JSON list of what was read."""
    return _frame(repair_rows(projects), REPAIR)


def issues_frame(projects: Sequence[Project], issues: Sequence[Issue] = ()) -> pd.DataFrame:
    """One row for each issue; those of the input as a whole first, without a project."""
    return _frame(issue_rows(projects, issues), ISSUE)


def _frame(rows: Iterable[Cells], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    frame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    types = {name: "Int64" if name in INTEGERS else "Float64" if name in REALS else "string" for name in columns}
    return frame.astype(types)
