"""Labels that the print itself decides, whatever the model says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_COVERED = 2
"""Covered cells of a header's second row, at least: below a side label alone stands an indicator."""


def mend_labels(rows: Sequence[Row], labels: Sequence[Label], heads: Sequence[bool]) -> list[Label]:
    """`labels` with what the print decides put right.

    A row that stands in a printed row that names columns, or goes on with one (`heads`), is a header's. A printed row
    without a word is nothing of a table. A row right below a header's, of which that covers several cells, is its second.
    Lines between the purpose's cell and the form's next cell, with neither a blank line nor a cell mark, go on with it.
    """
    mended: list[Label] = []
    for k, (row, label, head) in enumerate(zip(rows, labels, heads, strict=True)):
        if len(row.cells) > 1 and not row.filled:
            mended.append(Label.OTHER)
        elif (head and (label is not Label.UP or len(row.cells) > 1)) or (
            k and mended[-1] is Label.HEADER and _is_second(row)
        ):
            mended.append(Label.HEADER)
        else:
            mended.append(label)
    return _with_wrapped(rows, mended)


def _with_wrapped(rows: Sequence[Row], labels: list[Label]) -> list[Label]:
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and labels[end] is Label.OTHER and not (rows[end].gap or rows[end].indented):
            end += 1
        goes_on = end < len(rows) and rows[end].indented and labels[end].is_field
        if goes_on and rows[start].indented and labels[start] is Label.PURPOSE:
            labels[start + 1 : end] = [Label.UP] * (end - start - 1)
        start = end
    return labels


def _is_second(row: Row) -> bool:
    return sum(cell.covered for cell in row.cells) >= _COVERED
