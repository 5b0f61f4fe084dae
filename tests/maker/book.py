"""Sheets as a workbook."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from tests.maker.gold import shown
from tests.maker.grid import WIDTH, Cell, sheets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.maker.form import Form
    from tests.maker.gold import Gold
    from tests.maker.grid import Sheet

_LINE = Side(style="thin")
_BORDERS = {
    "ruled": Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE),
    "none": Border(),
    "horizontal": Border(top=_LINE, bottom=_LINE),
}
_NUMBER = re.compile(r"(?P<number>(?:0|[1-9]\d{0,11})(?:\.(?P<decimals>\d{1,4}))?)(?P<percent>%?)")
_UNIT_EDGE = 720
"""Where the left part of the 单位 line ends, in thousandths of the table's width."""
_CHARACTERS = 95
"""Width of a printed page in characters of the standard font."""


def make_xlsx(records: Sequence[Gold], form: Form, path: Path) -> None:
    """Write `records` printed in `form`: a sheet for each project where it begins a page, else one sheet for all.

    Percentages and amounts that a cell holds alone become numbers with a format that shows the same text.
    """
    flat = replace(form, parts="flush") if form.parts == "nested" else form
    printed = sheets(shown(records, form), flat)
    edges = sorted({edge for sheet in printed for grid in sheet.grids for edge in grid.edges} | {_UNIT_EDGE})
    writer = _Writer(Workbook(), form, edges)
    for number, sheet in enumerate(printed, start=1):
        if number == 1 or form.break_before:
            writer.new_page(f"绩效目标表{number}")
        writer.sheet(sheet)
    writer.book.save(path)


@dataclass(slots=True)
class _Writer:
    """Writes sheets below one another; `top` is the next free row of `page`."""

    book: Workbook
    form: Form
    edges: list[int]
    page: Worksheet = field(init=False)
    top: int = 1

    def __post_init__(self) -> None:
        self.page = cast("Worksheet", self.book.active)
        self.book.remove(self.page)

    def new_page(self, name: str) -> None:
        self.page, self.top = self.book.create_sheet(name), 1
        for number, (left, right) in enumerate(zip(self.edges, self.edges[1:], strict=False), start=1):
            width = _CHARACTERS * (right - left) / WIDTH
            self.page.column_dimensions[get_column_letter(number)].width = width

    def sheet(self, sheet: Sheet) -> None:
        if sheet.title:
            self._line([Cell(sheet.title, 0, WIDTH, role="title")])
        if sheet.unit:
            self._line(
                [
                    Cell(sheet.unit[0], 0, _UNIT_EDGE, role="unit"),
                    Cell(sheet.unit[1], _UNIT_EDGE, WIDTH, role="unit", right_aligned=True),
                ]
            )
        for number, grid in enumerate(sheet.grids):
            self.top += 0 if grid.touches or number == 0 else 1
            for row in grid.rows:
                self._line(row)
        self.top += 2

    def _line(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            self._cell(cell)
        self.top += 1

    def _cell(self, cell: Cell) -> None:
        first, last = bisect_right(self.edges, cell.left), bisect_left(self.edges, cell.right)
        bottom = self.top + cell.down - 1
        value, number_format = _value(cell.text)
        target = self.page.cell(self.top, first)
        target.value, target.number_format = value, number_format
        if isinstance(value, str):
            target.data_type = "s"  # "=100%" is no formula
        target.font = Font(name=self.form.font, size=self.form.size)
        middle = cell.role in ("label", "title") or (cell.role == "indicator" and self.form.centred)
        target.alignment = Alignment(
            horizontal="center" if middle else "right" if cell.right_aligned else "left",
            vertical="center" if self.form.middle else "top",
            wrap_text=True,
        )
        if cell.role not in ("unit", "title"):
            for row in range(self.top, bottom + 1):
                for column in range(first, last + 1):
                    self.page.cell(row, column).border = _BORDERS[self.form.borders]
        if bottom > self.top or last > first:
            self.page.merge_cells(start_row=self.top, end_row=bottom, start_column=first, end_column=last)


def _value(text: str) -> tuple[str | float | None, str]:
    """What a spreadsheet holds for a printed text, and the number format that shows it as printed."""
    found = _NUMBER.fullmatch(text)
    if not found or sum(letter.isdigit() for letter in text) > 15:  # a spreadsheet keeps no more digits of a number
        return text or None, "General"
    decimals = len(found["decimals"] or "")
    shape = "0." + "0" * decimals if decimals else "0"
    if found["percent"]:
        return round(float(found["number"]) / 100, decimals + 2), shape + "%"
    return float(found["number"]), shape
