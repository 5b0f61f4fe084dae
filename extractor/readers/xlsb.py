"""How far the cells of a binary workbook's sheets reach ([MS-XLSB]): read from the records' heads alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .container import Container

_SHEET = re.compile(r"xl/worksheets/[^/]+\.bin")
_ROW = 0
_CELLS = range(2, 12)
"""Records of a cell with a value."""


def binary_extents(container: Container) -> Iterator[tuple[int, int]]:
    """Rows and columns of each sheet of an .xlsb workbook; nothing for other kinds."""
    for part in container.parts:
        if _SHEET.fullmatch(part):
            yield binary_extent(container.part(part))


def binary_extent(data: bytes) -> tuple[int, int]:
    """How far down and right the cells with a value reach, in rows and columns. What is cut off counts for nothing."""
    down = right = row = 0
    for kind, body in _records(data):
        if kind == _ROW:
            row = int.from_bytes(body[:4], "little") + 1
        elif kind in _CELLS:
            down = max(down, row)
            right = max(right, int.from_bytes(body[:4], "little") + 1)
    return down, right


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of at most `most` bytes with seven bits each, and where the next one begins."""
    value = 0
    for k, byte in enumerate(data[at : at + most]):
        value |= (byte & 0x7F) << 7 * k
        if byte < 0x80:
            return value, at + k + 1
    return value, at + most
