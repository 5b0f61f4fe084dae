"""How a row of several cells compares with the last header above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .groups import HEADER, TAIL, column_word, names_columns
from .texts import kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_HEADER_ROWS = 2
"""Rows below a header's first in which it may go on."""


@dataclass(slots=True)
class _Header:
    """The last header above a row, and what stands in its target's column in the row before."""

    target: int | None = None
    name: int | None = None
    last: int = 0
    """Where its last cell stands."""
    since: int = 9
    """Rows since."""
    above: str = "none"
    pair: str = ""
    """Whether the row before had a name and a target."""


def against_header(rows: Sequence[Row]) -> list[list[str]]:
    """For rows of several cells: a header, or how they compare with the last header above."""
    found: list[list[str]] = []
    header = _Header()
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        if len(row.cells) < 2:
            found.append([])
            continue
        roles = {cell.column: column_word(cell.text.strip()) for cell in row.filled}
        if names_columns(list(roles.values())) or (below and _names_with(row, below)):
            places = {role: column for column, role in reversed(roles.items())}
            header = _Header(places.get("target"), places.get("level3"), row.filled[-1].column, 0, "header")
            found.append([HEADER])
            continue
        header.since += 1
        found.append(_below(row, set(roles.values()), header))
    return found


def _names_with(row: Row, below: Row) -> bool:
    """Whether a row names columns together with the row below, which goes on under its last cell."""
    if len(row.filled) < 2 or len(below.filled) < 2 or below.filled[0].column != row.filled[-1].column:
        return False
    return names_columns([column_word(cell.text.strip()) for cell in (*row.filled[:-1], *below.filled)])


def _below(row: Row, roles: set[str], header: _Header) -> list[str]:
    """What stands in the target's column, and stood above it; whether a level is named; whether a header goes on here."""
    value = next((cell.text.strip() for cell in row.filled if cell.column == header.target), "")
    state = "none" if header.target is None else kind(value) if value else "blank"
    seen = "filled" if value else state
    named = "level" if roles & {"name1", "name2"} else "nolevel"
    found = [f"tgt|{seen}", f"tgt|{seen}|{named}", f"tgt:{state}", f"tgt:{header.above}>{state}"]
    pair = f"{any(cell.column == header.name for cell in row.filled):d}{bool(value):d}"
    found.append(f"pair|{header.pair}>{pair}")
    header.above, header.pair = seen, pair
    if header.since <= _HEADER_ROWS:
        found.append(f"under{header.since}|{min(sum(cell.covered for cell in row.cells), 3)}")
        if len(row.filled) > 1 and row.filled[0].column >= header.last:
            found.append(TAIL)
    return found
