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

from .sheet import indicator_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..records import Issue, Project

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"'*[+-]?\d+(?:\.\d+)?[%％]?")


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:  # noqa: ARG001  one signature for all
    """Write the indicators, their project's columns beside them."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([safe(value) for value in line] for line in indicator_lines(projects))


def plain(text: str) -> str:
    """The text that `safe` wrote."""
    return text[1:] if text.startswith("'") and safe(text[1:]) != text[1:] else text


def safe(value: Any) -> Any:
    """The value as no spreadsheet takes it for a formula."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
