"""Header rows into columns, whatever the layout prints them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..document import ONE_CELL
from ..lines.labels import Label
from ..values.text import heal
from .columns import KNOWN, Column, column_role, settle
from .join import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Layout
    from ..lines.classifier import LabelledRow

_ROWS = 2
_MIN_KNOWN = 2
"""A header names at least so many columns that records have a field for; else it is not believed."""


def read_header(rows: Sequence[LabelledRow], layout: Layout) -> list[Column]:
    """The columns that header rows print; empty where they name too few known ones.

    `rows` are consecutive rows labelled header, and what continues them. In a grid a second header row fills in below
    the first; where nothing of a table's columns is left of it, it names them anew.
    """
    columns = _from_stream(rows) if layout in ONE_CELL else _from_rows(rows)
    known = sum(column.role in KNOWN for column in columns)
    return columns if known >= _MIN_KNOWN else []


def _from_stream(rows: Sequence[LabelledRow]) -> list[Column]:
    printed: list[list[str]] = [[]]
    marked = any(row.row.indented for row in rows)
    for row in rows:
        text = heal(row.row.text)
        if printed[-1] and (row.label is Label.UP or (marked and not row.row.indented)):
            printed[-1][-1] = join(printed[-1][-1], text).text
            continue
        if printed[-1] and row.row.gap and row.row.indented:
            printed.append([])
        printed[-1].append(text)
    both = _spread(*printed) if len(printed) == _ROWS else []
    headers = both or _ungrouped([text for texts in printed for text in texts])
    headers = _once([text for text in headers if text])
    roles = [column_role(text) for text in headers]
    named = [(role, text) for k, (role, text) in enumerate(zip(roles, headers, strict=True)) if role != "side" or not k]
    return settle([Column(role, text, k) for k, (role, text) in enumerate(named)])


def _ungrouped(headers: list[str]) -> list[str]:
    """Without the word above a group of columns: behind it come the blank cells of the second row, below the columns before it."""
    for k, text in enumerate(headers[1:], 1):
        if text and all(headers[:k]) and headers[k + 1 : 2 * k + 1] == [""] * k and any(headers[2 * k + 1 : 2 * k + 2]):
            return [*headers[:k], *headers[2 * k + 1 :]]
    return headers


def _once(headers: list[str]) -> list[str]:
    """A header that a page end right below it made to be printed twice."""
    half = len(headers) // 2
    return headers[:half] if half >= _MIN_KNOWN and headers[:half] == headers[half:] else headers


def _spread(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """The columns of a header in two rows of which the first has one cell for several columns.

    A blank cell of the second row stands below a column's name, a run of others below a group's. Empty where the rows do
    not fit each other.
    """
    places: list[list[str]] = []
    for k, text in enumerate(second):
        if not text or not k or not second[k - 1]:
            places.append([])
        places[-1] += [text] if text else []
    if not all(first) or len(places) != len(first) or all(second):
        return []
    return [name for above, below in zip(first, places, strict=True) for name in below or [above]]


def _from_rows(rows: Sequence[LabelledRow]) -> list[Column]:
    if len(rows) == _ROWS and not any(cell.covered or cell.span > 1 for row in rows for cell in row.row.cells):
        both = _spread(*([heal(cell.text) for cell in row.row.cells] for row in rows))
        if len(both) > len(rows[0].row.cells):
            return settle([Column(column_role(text), text, index) for index, text in enumerate(both)])
    printed: dict[int, tuple[str, int]] = {}
    for row in rows:
        for cell in row.row.cells:
            text = heal(cell.text)
            if not text:
                continue
            above, span = printed.get(cell.column, ("", cell.span))
            plain = row.label is Label.UP or column_role(above) == "extra"
            printed[cell.column] = (join(above, text).text if above and plain else text, min(span, cell.span))
    return settle([Column(column_role(text), text, index, span) for index, (text, span) in sorted(printed.items())])
