"""Spreadsheets (.xlsx, .xlsb, .xls): values through calamine, shown as their number formats print them, with merged cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..document import Document
from ..errors import DamagedInput, EncryptedInput, LimitExceeded
from .container import Container
from .formats import Formats, extent, sheet_parts, shown
from .spans import Rows, Spanned, Table, release_headings
from .xlsb import binary_extents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..options import Options

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column of a merged range, counted from 0."""

_MOST_CELLS = 5_000_000
_MOST_COLUMNS = 256
"""Columns further right are never those of a form."""


def read_sheet(data: bytes, name: str, sha256: str, options: Options) -> Document:
    """Read the visible sheets of a workbook.

    Raises:
        DamagedInput: it is broken.
        EncryptedInput: it needs a password.
        LimitExceeded: it unpacks to more than the limits allow.
    """
    import io  # noqa: PLC0415

    import python_calamine as calamine  # noqa: PLC0415

    packed = Container(data, name, options) if data.startswith(b"PK") else None
    if packed:
        _check_extents(packed, name)
    rows = Rows()
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        formats = Formats.read(packed, data, name)
        for sheet in _visible(book, calamine):
            _read(book.get_sheet_by_name(sheet), formats.of(sheet), rows, name)
    except calamine.PasswordError:
        raise EncryptedInput(f"{name}: the workbook asks for a password. Save it without one and try again.") from None
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise DamagedInput(f"{name}: the workbook is damaged ({error}). Get it again from its source.") from None
    return Document(name, sha256, "xlsx", "grid", tuple(release_headings(rows.rows)))


def _check_extents(container: Container, name: str) -> None:
    """Refuse sheets that calamine, which holds every place between its first and last cell, has no memory for."""
    for _, part in sheet_parts(container):
        _check(*extent(container.xml(part)), name)
    for rows, columns in binary_extents(container):
        _check(rows, columns, name)


def _check(rows: int, columns: int, name: str) -> None:
    if rows * columns > _MOST_CELLS:
        raise LimitExceeded(
            f"{name}: a sheet of {rows} rows and {columns} columns, more than {_MOST_CELLS} cells. Split the workbook."
        )


def _visible(book: Any, calamine: Any) -> list[str]:
    seen = [each.name for each in book.sheets_metadata if each.visible == calamine.SheetVisibleEnum.Visible]
    return seen or list(book.sheet_names)


def _read(sheet: Any, formats: dict[tuple[int, int], str], rows: Rows, name: str) -> None:
    _check(sheet.height, sheet.width, name)
    values = [row[:_MOST_COLUMNS] for row in sheet.to_python(skip_empty_area=False)]
    texts = [[shown(value, formats.get((i, j), "")) for j, value in enumerate(row)] for i, row in enumerate(values)]
    merges = sheet.merged_cell_ranges or []
    if sum(_area(merge, len(texts)) for merge in merges) > len(texts) * _MOST_COLUMNS:
        raise DamagedInput(
            f"{name}: the workbook is damaged (merged cells lie over each other). Save it again in Excel."
        )
    for block in _blocks(texts, merges):
        if len(block) == 1 and len(block[0]) == 1:
            rows.text(block[0][0].text)
        else:
            rows.table(Table(tuple(tuple(row) for row in block)))


def _area(merge: Merge, rows: int) -> int:
    """How many of the places that are read a merged range covers."""
    (top, left), (bottom, right) = merge
    return max(0, min(bottom, rows - 1) - top + 1) * max(0, min(right, _MOST_COLUMNS - 1) - left + 1)


def _blocks(texts: Sequence[Sequence[str]], merges: Sequence[Merge]) -> Iterator[list[list[Spanned]]]:
    """Tables parted by blank rows; a row with one cell alone, above the first row of several, is a block of its own."""
    starts = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merges}
    hidden = {
        (i, j)
        for (top, left), (bottom, right) in merges
        for i in range(top, min(bottom, len(texts)) + 1)
        for j in range(left, min(right, _MOST_COLUMNS) + 1)
        if (i, j) != (top, left)
    }
    width = max((j + 1 for row in texts for j, text in enumerate(row) if text), default=0)
    block: list[list[Spanned]] = []
    for i, row in enumerate(texts):
        filled = [j for j in range(width) if j < len(row) and row[j]]
        covered = any((i, j) in hidden and (i, j - 1) not in starts for j in range(width))
        if not filled and not covered:
            yield from filter(None, [block])
            block = []
        elif len(filled) == 1 and not block and not covered:
            yield [[Spanned(row[filled[0]])]]
        else:
            block.append(_row(i, row[:width], starts, hidden))
    yield from filter(None, [block])


def _row(
    i: int, row: Sequence[str], starts: dict[tuple[int, int], tuple[int, int]], hidden: set[tuple[int, int]]
) -> list[Spanned]:
    cells = []
    for j, text in enumerate(row):
        if (i, j) not in hidden:
            down, span = starts.get((i, j), (1, 1))
            cells.append(Spanned(text, span, down))
    return cells
