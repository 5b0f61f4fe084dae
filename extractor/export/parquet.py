"""Parquet: one indicator a row, for pandas, DuckDB and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .frames import indicators_frame
from .rows import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..records import Issue, Project


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:  # noqa: ARG001  one signature for all
    """Write the indicators, their project's columns beside them; English column names.

    `extra`, `repairs` and `issues` are JSON text; the last two are those of the whole project.
    """
    import pandas as pd  # noqa: PLC0415

    frame = indicators_frame(projects)
    for name in ("repairs", "issues"):
        texts = [as_json([x.model_dump(by_alias=True) for x in getattr(project, name)]) for project in projects]
        repeated = [
            text for text, project in zip(texts, projects, strict=True) for _ in range(max(1, len(project.indicators)))
        ]
        frame[name] = pd.array(repeated, dtype="string")
    frame.to_parquet(path, engine="pyarrow", index=False)
