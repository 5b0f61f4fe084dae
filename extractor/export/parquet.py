"""Parquet: one indicator a row, for pandas, DuckDB and the like."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from .frames import indicators_frame
from .rows import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from ..records import Issue, Project


_AT_ONCE = 1000
"""Projects of a row group: what is in memory at once."""


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:  # noqa: ARG001  one signature for all
    """Write the indicators, their project's columns beside them; English column names.

    `extra`, `repairs` and `issues` are JSON text; the last two are those of the whole project.
    """
    from pyarrow import Table  # noqa: PLC0415
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415

    left, first = iter(projects), 1
    table = Table.from_pandas(_frame(list(islice(left, _AT_ONCE)), first), preserve_index=False)
    with ParquetWriter(path, table.schema) as writer:
        writer.write_table(table)
        while some := list(islice(left, _AT_ONCE)):
            first += _AT_ONCE
            writer.write_table(Table.from_pandas(_frame(some, first), table.schema, preserve_index=False))


def _frame(projects: Sequence[Project], first: int) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    frame = indicators_frame(projects, first)
    for name in ("repairs", "issues"):
        texts = [as_json([x.model_dump(by_alias=True) for x in getattr(project, name)]) for project in projects]
        repeated = [
            text for text, project in zip(texts, projects, strict=True) for _ in range(max(1, len(project.indicators)))
        ]
        frame[name] = pd.array(repeated, dtype="string")
    return frame
