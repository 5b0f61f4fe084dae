"""A document's rows as compact text, and back: what the archive keeps for those who look again."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from ..document import Box, Cell, Document, Mend, Row, Trouble


def pack(document: Document) -> str:
    """The document as text: JSON, deflated, in base 64. The same document gives the same text."""
    content = {
        "file": document.file,
        "sha256": document.sha256,
        "kind": document.kind,
        "layout": document.layout,
        "pages": document.pages,
        "troubles": [[trouble.code, trouble.message, trouble.page] for trouble in document.troubles],
        "rows": [_row(row) for row in document.rows],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 6)).decode("ascii")


def unpack(text: str) -> Document:
    """The document that `pack` made `text` of."""
    content = json.loads(zlib.decompress(base64.b64decode(text)).decode("utf-8", "surrogatepass"))
    content["rows"] = tuple(_unpacked(*row) for row in content["rows"])
    content["troubles"] = tuple(Trouble(*trouble) for trouble in content["troubles"])
    return Document(**content)


def _row(row: Row) -> list[Any]:
    return [row.page, row.line, row.table, row.gap, int(row.indented), [_cell(cell) for cell in row.cells]]


def _cell(cell: Cell) -> list[Any]:
    box = [round(edge, 2) for edge in (cell.box.x0, cell.box.top, cell.box.x1, cell.box.bottom)] if cell.box else None
    mends = [[mend.read, mend.text, mend.rule, mend.score, mend.done] for mend in cell.mends]
    whole = [cell.text, cell.column, cell.span, int(cell.covered), box, cell.confidence, mends]
    defaults: list[Any] = [None, None, 1, 0, None, None, []]
    while len(whole) > 2 and whole[-1] == defaults[len(whole) - 1]:
        whole.pop()
    return whole


def _unpacked(page: int | None, line: int | None, table: int | None, gap: int, indented: int, cells: list[Any]) -> Row:
    return Row(tuple(_unpacked_cell(*cell) for cell in cells), page, line, table, gap, bool(indented))


def _unpacked_cell(
    text: str, column: int, span: int = 1, covered: int = 0, box: list[float] | None = None,
    confidence: float | None = None, mends: list[list[Any]] | None = None,
) -> Cell:  # fmt: skip
    found = tuple(Mend(*mend) for mend in mends or ())
    return Cell(text, column, span, bool(covered), Box(*box) if box else None, confidence, found)
