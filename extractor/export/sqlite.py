"""SQLite: tables project, indicator, repair and issue, and a view that joins indicators with their projects."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from .frames import INDICATOR, PROJECT, indicators_frame, issues_frame, projects_frame, repairs_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from ..records import Issue, Project

_INTEGERS = frozenset(["project_index", "ordinal", "page", "first_line", "last_line"])
_REALS = frozenset(["confidence", "score"])


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:
    """Write a new database."""
    tables = {
        "project": projects_frame(projects),
        "indicator": indicators_frame([p for p in projects if p.indicators])[["project_index", *INDICATOR, "extra"]],
        "repair": repairs_frame(projects),
        "issue": issues_frame(projects, issues),
    }
    if projects:
        tables["project"]["record"] = [project.to_json() for project in projects]
        tables["indicator"]["project_index"] = [i for i, p in enumerate(projects, 1) for _ in p.indicators]
        tables["indicator"]["extra"] = [
            json.dumps(x.extra, ensure_ascii=False) if x.extra else None for p in projects for x in p.indicators
        ]
    with closing(sqlite3.connect(path)) as connection, connection:
        for name, frame in tables.items():
            _table(connection, name, frame)
        shown = ", ".join(f'i."{name}"' for name in INDICATOR)
        heads = ", ".join(f'p."{name}"' for name in PROJECT)
        connection.execute(
            f"CREATE VIEW indicator_with_project AS SELECT {heads}, {shown} FROM indicator i JOIN project p"
            " USING (project_index)"
        )


def _table(connection: sqlite3.Connection, name: str, frame: pd.DataFrame) -> None:
    columns = [f'"{column}" {_type(column)}{_key(name, column)}' for column in map(str, frame)]
    connection.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')
    marks = ", ".join("?" * len(frame.columns))
    rows: list[tuple[Any, ...]] = [
        tuple(None if _missing(v) else v for v in row) for row in frame.to_numpy(dtype=object)
    ]
    connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)


def _type(column: str) -> str:
    return "INTEGER" if column in _INTEGERS else "REAL" if column in _REALS else "TEXT"


def _key(name: str, column: str) -> str:
    if column != "project_index":
        return ""
    return " PRIMARY KEY" if name == "project" else " REFERENCES project (project_index)"


def _missing(value: Any) -> bool:
    return value is None or str(value) in ("<NA>", "nan")
