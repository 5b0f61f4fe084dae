"""What a reader of a record should know of how it was read: letters that an OCR engine was unsure of, rows over page ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..document import Cell, Row
    from .rows import BodyRow
    from .segment import Table

_DOUBTFUL = 0.9


def row_reading(row: BodyRow) -> float:
    """Confidence of the least certain cell of a row, 0..1; 1 where nothing was read from a picture."""
    return _least(piece.cell for value in row.cells.values() for piece in value.pieces)


def table_reading(table: Table) -> float:
    """Confidence of the least certain cell of a table, 0..1; 1 where nothing was read from a picture."""
    return _least(cell for row in table.rows for cell in row.row.cells)


def _least(cells: Iterable[Cell]) -> float:
    return min((cell.confidence for cell in cells if cell.confidence is not None), default=1.0)


def reading_issues(table: Table) -> list[Issue]:
    """Doubtful cells of a table, and repairs that were proposed and not made."""
    return [issue for row in table.rows for issue in _issues(row.row.cells, row.row.page)]


def page_end_issues(row: BodyRow, number: int) -> list[Issue]:
    """Where the rest of an indicator stands whose row a page end broke: its own page and box are those of the first part."""
    return [
        Issue(
            code="over-page-end", severity="info", field=f"indicators[{number}]", message=_where(rest), page=rest.page
        )
        for labelled in row.rows
        for rest in _rests(labelled.row)
    ]


def _rests(row: Row) -> Iterator[Row]:
    if row.rest:
        yield row.rest
        yield from _rests(row.rest)


def _where(rest: Row) -> str:
    box = rest.box
    place = f" at {box.x0:.0f}, {box.top:.0f}, {box.x1:.0f}, {box.bottom:.0f}" if box else ""
    return f"the row goes over the end of its page; its rest stands on page {rest.page}{place}"


def _issues(cells: Iterable[Cell], page: int | None) -> Iterator[Issue]:
    for cell in cells:
        text = "".join(cell.text.split())
        if text and cell.confidence is not None and cell.confidence < _DOUBTFUL:
            message = f"«{text}» was read with confidence {cell.confidence:.2f}: compare with the print"
            yield Issue(code="ocr-doubtful", severity="warning", message=message, page=page)
        for mend in cell.mends:
            if not mend.done:
                message = f"«{mend.read}» may be «{mend.text}» ({mend.rule}, score {mend.score:.2f})"
                yield Issue(code="ocr-proposal", severity="info", message=message, page=page)
