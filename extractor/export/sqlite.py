"""SQLite: tables source, project, indicator, repair and issue, and a view that joins indicators with their projects.

What their columns hold is said in `relations`.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from .relations import COLUMNS, JOINED, SOURCE, indicator_rows, project_rows, sql_type
from .rows import issue_rows, repair_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ..records import Issue, Project
    from .rows import Cells

_COLUMNS = {
    **COLUMNS,
    "source": SOURCE,
    "project": (COLUMNS["project"][0], "source_index", *COLUMNS["project"][1:]),
}
_KEYS = {
    "source": "PRIMARY KEY (source_index)",
    "project": "PRIMARY KEY (project_index), FOREIGN KEY (source_index) REFERENCES source",
    "indicator": "PRIMARY KEY (project_index, indicator_index), FOREIGN KEY (project_index) REFERENCES project",
    "repair": "FOREIGN KEY (project_index) REFERENCES project",
    "issue": "FOREIGN KEY (project_index) REFERENCES project",
}


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
    _table(connection, "source", (dict(zip(SOURCE, (i, *key), strict=True)) for key, i in sources.items()))
    rows = zip(projects, project_rows(projects), strict=True)
    _table(connection, "project", (row | {"source_index": sources[_source(project)]} for project, row in rows))
    _table(connection, "indicator", indicator_rows(projects))
    _table(connection, "repair", repair_rows(projects))
    _table(connection, "issue", issue_rows(projects, issues))
    connection.execute(
        f"CREATE VIEW indicator_with_project AS SELECT {', '.join(JOINED)} FROM indicator i"
        " JOIN project p USING (project_index) JOIN source s USING (source_index)"
    )


def _table(connection: sqlite3.Connection, name: str, rows: Iterable[Cells]) -> None:
    columns = _COLUMNS[name]
    typed = ", ".join(f'"{column}" {sql_type(column)}' for column in columns)
    connection.execute(f"CREATE TABLE {name} ({typed}, {_KEYS[name]})")
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", ([row[c] for c in columns] for row in rows))


def _source(project: Project) -> tuple[str, str, str]:
    return project.source.file, project.source.sha256, project.source.kind
