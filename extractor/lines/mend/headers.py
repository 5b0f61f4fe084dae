"""Rows of a header: its first, above words of columns; its second; the numbers below it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ..labels import Label
from ..vocabulary import lookup, whole_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...document import Row

_SIDE = re.compile(r"(?:项目)?(?:年度|总体|长期|实施期|中期)?(?:绩效)?目标\d{1,2}(?:[（(]\d{1,3}分?[）)])?[:：]?")
_SIDE_LINES = 6
"""Lines over which a label at the indicators' side is broken, and one more, at most."""
_MOST_COLUMNS = 30
_COUNTED = 4
"""Columns that a row below a header numbers, at least."""
_FIRST_CELLS = 3
"""Words in the first of a header's two rows, at least."""
_COVERED = 2
"""Cells that a header's first row names and its second leaves blank, at least."""


def begin_headers(rows: Sequence[Row], labels: list[Label]) -> None:
    """Words right above a header, at places that it leaves to them, are its first row (单位名称, 项目名称 … of a long table).

    They are no labels of fields: nothing but words of a form stands beside them. Where a cell is a line, blank ones begin the
    header's second row.
    """
    _begin_headers_of_cells(rows, labels)
    for above, below in pairwise(range(len(rows))):
        if labels[above] is Label.HEADER and labels[below] is Label.OTHER and _is_below(rows[below], rows[above]):
            labels[below] = Label.HEADER
    for k, row in enumerate(rows[:-1]):
        if labels[k + 1] is not Label.HEADER or labels[k] is Label.HEADER or len(row.filled) < _FIRST_CELLS:
            continue
        left = {cell.column for cell in rows[k + 1].cells if not cell.text.strip()}
        names = [cell for cell in row.filled if cell.column in left]
        if len(names) >= _COVERED and all(lookup(cell.text) for cell in names):
            labels[k] = Label.HEADER


def _is_below(row: Row, first: Row) -> bool:
    """Whether a row with more cells than a header's first, the first of them blank, has nothing but words of forms."""
    blank = next((k for k, cell in enumerate(row.cells) if cell.text.strip()), 0)
    return len(row.cells) > len(first.cells) > 1 and blank >= _COVERED and all(lookup(cell.text) for cell in row.filled)


def _begin_headers_of_cells(rows: Sequence[Row], labels: list[Label]) -> None:
    starts = [k for k, row in enumerate(rows) if row.gap and row.indented and len(row.cells) == 1]
    for first, second, end in zip(starts, starts[1:], [*starts[2:], len(rows)], strict=False):
        blank = next((k for k in range(second, end) if rows[k].filled), end) - second
        if not _COVERED <= blank < end - second:
            continue
        words = all(lookup(rows[k].text) for k in range(second, end) if rows[k].filled)
        if words and labels[first] is Label.HEADER and labels[second + blank] in (Label.INDICATOR, Label.OTHER):
            labels[second:end] = [label if label is Label.UP else Label.HEADER for label in labels[second:end]]
        if labels[second + blank] is not Label.HEADER:
            continue
        names = [row.text for row in rows[first:second] if row.indented]
        if len(names) > blank and second - first <= _MOST_COLUMNS and all(lookup(name) for name in names):
            labels[first:second] = [label if label is Label.UP else Label.HEADER for label in labels[first:second]]


def drop_counts(rows: Sequence[Row], labels: list[Label]) -> None:
    """The numbers of a table's columns (1, 2, 3 …) right below its header are none of its rows."""
    for k in range(1, len(rows)):
        if labels[k - 1] is not Label.HEADER or labels[k] is Label.HEADER:
            continue
        end = k + 1 if len(rows[k].cells) > 1 else k + _leading_count([row.text for row in rows[k : k + _MOST_COLUMNS]])
        numbers = [cell.text for row in rows[k:end] for cell in row.filled]
        if len(numbers) >= _COUNTED and _leading_count(numbers) == len(numbers):
            labels[k:end] = [Label.OTHER] * (end - k)


def _leading_count(texts: Sequence[str]) -> int:
    """How many of `texts` count from 1, one by one."""
    return next((k for k, text in enumerate(texts) if text.strip() != str(k + 1)), len(texts))


def _leave_side(rows: Sequence[Row], labels: list[Label], header: int) -> None:
    text = ""
    for k in range(header - 1, max(header - _SIDE_LINES, 0), -1):
        if labels[k] is not Label.UP or len(rows[k].cells) > 1:
            return
        text = rows[k].text.strip() + text
        if "side" in whole_roles(text):
            labels[k:header] = [Label.OTHER] * (header - k)
            return


def leave_sides(rows: Sequence[Row], labels: list[Label]) -> None:
    """What stands at the indicators' side, right above a header on lines of its own, is no part of the goal above it.

    It is a word for indicators, or the number of a goal and its marks (年度绩效目标2（40分）): no goal is told there.
    """
    for k, row in enumerate(rows):
        if labels[k] is Label.HEADER and len(row.cells) == 1:
            _leave_side(rows, labels, k)
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and labels[start] is Label.GOAL and labels[end] in (Label.GOAL, Label.UP):
            end += 1
        if (
            labels[start] is Label.GOAL
            and end < len(rows)
            and labels[end] is Label.HEADER
            and len(rows[start].cells) == 1
        ) and _SIDE.fullmatch("".join("".join(row.text.split()) for row in rows[start:end])):
            labels[start:end] = [Label.OTHER] * (end - start)
        start = end
