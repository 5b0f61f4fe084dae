"""CSV for spreadsheets: one indicator a row, UTF-8 with a byte order mark, Chinese headers.

A text that a spreadsheet would take for a formula (``=100%``, ``-——``) gets an apostrophe before it, as OWASP advises; take it
away to have the print again.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from .sheet import indicator_table, looks_like_formula

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..records import Issue, Project


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:  # noqa: ARG001  one signature for all
    """Write the indicators, their project's columns beside them."""
    headers, rows = indicator_table(projects)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([_safe(header) for header in headers])
        writer.writerows([_safe(value) for value in row] for row in rows)


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and looks_like_formula(value) else value
