"""Whether a row may be the rest of the row above: a cell that was wrapped is as wide as its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_FULL = 0.75
"""Least share of its column's widest cell that a wrapped cell fills."""


def wrap_features(rows: Sequence[Row], body: Sequence[bool]) -> list[list[str]]:
    """For the rows of several cells in a table's body (`body` is true there): how full the cells are that they would continue."""
    found: list[list[str]] = [[] for _ in rows]
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and body[end]:
            end += 1
        _mark([k for k in range(start, end) if len(rows[k].cells) > 1], rows, found)
        start = end + 1
    return found


def _mark(places: Sequence[int], rows: Sequence[Row], found: list[list[str]]) -> None:
    widest: dict[int, int] = {}
    for k in places[1:]:
        for cell in rows[k].filled:
            widest[cell.column] = max(widest.get(cell.column, 0), len(cell.text.strip()))
    above: dict[int, int] = {}
    for k in places:
        cells = {cell.column: len(cell.text.strip()) for cell in rows[k].filled}
        shares = [above[column] / max(widest.get(column, 1), 1) for column in cells if column in above]
        if above and cells:
            full = sum(share >= _FULL for share in shares)
            found[k].append(f"wrap|{min(full, 2)}|{min(len(shares) - full, 2)}")
            found[k].append("wrap|none" if not full else "wrap|all" if full == len(shares) else "wrap|some")
        above = cells or above
