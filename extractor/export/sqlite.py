"""SQLite: tables source, project, indicator, repair and issue, and a view that joins indicators with their projects.

Amounts and target values are exact decimal text; `project.record` is the project in the reference form (JSON).
`project_index` counts from 1, `indicator_index` from 0 as the paths in `field` do (``indicators[0].target``).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
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
    indicator_row,
    issue_rows,
    project_row,
    repair_rows,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ..records import Issue, Project
    from .rows import Cells

_SOURCE = ("source_index", "file", "sha256", "kind")
_PROJECT = (
    "project_index", "source_index", *(name for name in (*PROJECT[2:], *ORIGIN) if name not in _SOURCE),
    "confidence", "extra", "record",
)  # fmt: skip
_INDICATOR = ("project_index", "indicator_index", *INDICATOR, "extra")
_KEYS = {
    "source": "PRIMARY KEY (source_index)",
    "project": "PRIMARY KEY (project_index), FOREIGN KEY (source_index) REFERENCES source",
    "indicator": "PRIMARY KEY (project_index, indicator_index), FOREIGN KEY (project_index) REFERENCES project",
    "repair": "FOREIGN KEY (project_index) REFERENCES project",
    "issue": "FOREIGN KEY (project_index) REFERENCES project",
}
_INTEGERS = INTEGERS | {"source_index", "indicator_index"}


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:
    """Write a new database. A full disk is an OSError here as in the other forms."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            # The file is thrown away if anything fails: a journal beside it would only be left lying about.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA foreign_keys = ON")
            with connection:
                _fill(connection, projects, issues)
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error


def _fill(connection: sqlite3.Connection, projects: Sequence[Project], issues: Sequence[Issue]) -> None:
    sources = {key: i for i, key in enumerate(dict.fromkeys(map(_source, projects)), 1)}
    _table(connection, "source", _SOURCE, (dict(zip(_SOURCE, (i, *key), strict=True)) for key, i in sources.items()))
    rows = (_project(i, project, sources[_source(project)]) for i, project in enumerate(projects, 1))
    _table(connection, "project", _PROJECT, rows)
    _table(connection, "indicator", _INDICATOR, _indicators(projects))
    _table(connection, "repair", REPAIR, repair_rows(projects))
    _table(connection, "issue", ISSUE, issue_rows(projects, issues))
    heads = ", ".join(f"s.{name}" if name in _SOURCE else f"p.{name}" for name in PROJECT)
    shown = ", ".join(f"i.{name}" for name in _INDICATOR[1:])
    connection.execute(
        f"CREATE VIEW indicator_with_project AS SELECT {heads}, {shown} FROM indicator i"
        " JOIN project p USING (project_index) JOIN source s USING (source_index)"
    )


def _table(connection: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Cells]) -> None:
    typed = ", ".join(f'"{column}" {_type(column)}' for column in columns)
    connection.execute(f"CREATE TABLE {name} ({typed}, {_KEYS[name]})")
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", ([row[c] for c in columns] for row in rows))


def _type(column: str) -> str:
    return "INTEGER" if column in _INTEGERS else "REAL" if column in REALS else "TEXT"


def _source(project: Project) -> tuple[str, str, str]:
    return project.source.file, project.source.sha256, project.source.kind


def _project(index: int, project: Project, source: int) -> Cells:
    own = {"source_index": source, "extra": as_json(project.extra), "record": project.to_json()}
    return project_row(index, project) | own


def _indicators(projects: Sequence[Project]) -> Iterator[Cells]:
    for i, project in enumerate(projects, 1):
        for k, indicator in enumerate(project.indicators):
            place = {"project_index": i, "indicator_index": k, "extra": as_json(indicator.extra)}
            yield indicator_row(indicator) | place
