"""Tables saved from spreadsheets as text: cells parted by commas (RFC 4180), or by tabs with quotes around some.

A cell in quotes may hold the separator, line breaks and doubled quotes. All records of such a file have as many cells.
"""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

from ..document import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST = 3
"""Cells of a record, and records, at least."""
_EVEN = 0.9
"""Share of the records that have as many cells as most."""
_SEPARATORS = (",", "\t", ";")

_Record = tuple[int, list[str]]
"""The number of its first line, and its cells."""


def read_separated(lines: Sequence[str]) -> list[Row] | None:
    """The rows of a spreadsheet's text; None for other dumps."""
    for separator in _SEPARATORS:
        quoted = any(f'{separator}"' in line or line.startswith('"') for line in lines)
        if (quoted or separator != "\t") and any(separator in line for line in lines):
            records = _records(lines, separator)
            if _are_even([cells for _, cells in records]):
                return list(_rows(records))
    return None


def _records(lines: Sequence[str], separator: str) -> list[_Record]:
    """The records; none where quotes are not as they must be."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True)
    records: list[_Record] = []
    first = 1
    try:
        for cells in reader:
            records.append((first, cells))
            first = reader.line_num + 1
    except csv.Error:  # not such a file: other readers take its lines
        return []
    return records


def _are_even(records: Sequence[list[str]]) -> bool:
    """Whether nearly all records have the same number of cells."""
    counts = Counter(len(cells) for cells in records if any(cell.strip() for cell in cells))
    if counts.total() < _LEAST:
        return False
    size, often = counts.most_common(1)[0]
    return size >= _LEAST and often >= _EVEN * counts.total()


def _rows(records: Sequence[_Record]) -> Iterator[Row]:
    gap = 0
    for line, texts in records:
        if any(text.strip() for text in texts):
            yield Row(tuple(Cell(text.strip(), column) for column, text in enumerate(texts)), None, line, None, gap)
            gap = 0
        else:
            gap += 1
