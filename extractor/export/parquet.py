"""Parquet: one indicator a row, for pandas, DuckDB and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .frames import indicators_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..records import Issue, Project


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:  # noqa: ARG001  one signature for all
    """Write the indicators, their project's columns beside them; English column names, `extra` as JSON text."""
    indicators_frame(projects).to_parquet(path, engine="pyarrow", index=False)
