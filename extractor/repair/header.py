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
    headers: list[str] = []
    marked = any(row.row.indented for row in rows)
    for row in rows:
        text = heal(row.row.text)
        if headers and (row.label is Label.UP or (marked and not row.row.indented)):
            headers[-1] = join(headers[-1], text).text
        else:
            headers.append(text)
    headers = _once([text for text in _ungrouped(headers) if text])
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


def _from_rows(rows: Sequence[LabelledRow]) -> list[Column]:
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
