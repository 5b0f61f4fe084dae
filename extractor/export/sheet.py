"""What CSV and XLSX share: the columns that people read, and which texts a spreadsheet would take for a formula."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .frames import CHINESE, INDICATOR, PROJECT, indicator_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records import Project

_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"^[+-]?\d+(?:\.\d+)?$")


def indicator_table(projects: Sequence[Project]) -> tuple[list[str], list[list[Any]]]:
    """Chinese headers and rows of all indicators; printed columns without a field of their own stand behind the others."""
    rows = list(indicator_rows(projects))
    extras = [json.loads(row["extra"]) if row.get("extra") else {} for row in rows]
    names = list(dict.fromkeys(name for extra in extras for name in extra))
    columns = (*PROJECT, *INDICATOR)
    headers = [CHINESE[name] for name in columns] + [unique(name, columns) for name in names]
    values = [
        [row.get(name) for name in columns] + [extra.get(name) for name in names]
        for row, extra in zip(rows, extras, strict=True)
    ]
    return headers, values


def unique(name: str, columns: Sequence[str]) -> str:
    """A printed header that is also a fixed one is told apart."""
    return f"{name}（表中）" if name in {CHINESE[column] for column in columns} else name


def looks_like_formula(text: str) -> bool:
    """True where a spreadsheet that opens a CSV would compute instead of show."""
    return bool(_FORMULA.match(text)) and not _NUMBER.match(text)
