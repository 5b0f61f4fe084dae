"""CSV for spreadsheets: one indicator a row, UTF-8 with a byte order mark, Chinese headers.

A text that a spreadsheet would take for a formula (``=100%``, ``-——``) gets an apostrophe before it, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection); so does such a text that already begins with apostrophes. Numbers
and percentages (``-5``, ``+3.2%``) stay as they are. To have the print again, take one apostrophe away from each text that is
a formula behind its apostrophes.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

from .sheet import indicator_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..records import Issue, Project

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"'*[+-]?\d+(?:\.\d+)?[%％]?")


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:  # noqa: ARG001  one signature for all
    """Write the indicators, their project's columns beside them."""
    table = indicator_table(projects)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([_safe(header) for header in table.headers])
        writer.writerows([_safe(value) for value in row] for row in table.rows)


def _safe(value: Any) -> Any:
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
