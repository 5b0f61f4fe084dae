"""Sheets as a web page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tests.maker.gold import shown
from tests.maker.grid import WIDTH, sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.maker.form import Form
    from tests.maker.gold import Gold
    from tests.maker.grid import Cell, Grid, Sheet

_BORDERS = {
    "ruled": "td, th { border: 0.75pt solid #000 }",
    "none": "",
    "horizontal": "td, th { border-top: 0.75pt solid #000; border-bottom: 0.75pt solid #000 }",
}


def make_html(records: Sequence[Gold], form: Form) -> str:
    """`records` printed in `form`, as a whole page with its style."""
    return page(body_of(records, form), style(form))


def body_of(records: Sequence[Gold], form: Form) -> str:
    """`records` printed in `form`, without the page around them."""
    return "\n".join(_sheet(sheet) for sheet in sheets(shown(records, form), form))


def page(body: str, css: str) -> str:
    """A web page."""
    head = f'<meta charset="utf-8"><title>部门预算公开</title><style>{css}</style>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def style(form: Form) -> str:
    """The style sheet of `form`."""
    margins = ""
    if form.page_header:
        margins += f'@top-center {{ content: "{form.page_header}"; font: 9pt "{form.font}" }} '
    if form.page_numbers:
        margins += f'@bottom-center {{ content: "— " counter(page) " —"; font: 9pt "{form.font}" }} '
    width, height = form.page
    split = "auto" if form.split_rows else "avoid"
    header = "table-header-group" if form.repeat_header else "table-row-group"
    before = "page" if form.break_before else "auto"
    return f"""
@page {{ size: {width}mm {height}mm; margin: {form.margin}mm; {margins}}}
body {{ font: {form.size}pt "{form.font}"; margin: 0; orphans: 1; widows: 1; line-height: 1.35 }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 }}
table.touches {{ margin-top: -0.75pt }}
table.apart {{ margin-top: 4mm }}
td, th {{ padding: {form.padding}mm; font-weight: normal; text-align: left; word-break: break-all;
  vertical-align: {"middle" if form.middle else "top"} }}
{_BORDERS[form.borders]}
td.unit {{ border: none; padding: {form.padding}mm 0 }}
td.right {{ text-align: right }}
td.label, th {{ text-align: center }}
td.indicator {{ text-align: {"center" if form.centred else "left"} }}
td.holder {{ padding: 0; border: none }}
tr {{ break-inside: {split} }}
thead {{ display: {header} }}
h2 {{ font-size: {form.size * 1.3}pt; font-weight: normal; text-align: center; margin: 4mm 0 2mm; break-after: avoid }}
h2:not(:first-of-type) {{ break-before: {before} }}
p.unit {{ display: flex; justify-content: space-between; margin: 0 0 1mm; break-after: avoid }}
"""


def _sheet(sheet: Sheet) -> str:
    lines = [f"<h2>{escape(sheet.title)}</h2>"] if sheet.title else []
    if sheet.unit:
        left, right = map(escape, sheet.unit)
        lines.append(f'<p class="unit"><span>{left}</span> <span>{right}</span></p>')
    return "\n".join(lines + [table(grid, first=number == 0) for number, grid in enumerate(sheet.grids)])


def table(grid: Grid, *, first: bool = True) -> str:
    """One table; `first` for one that has no table of the same sheet above it."""
    kind = "" if first else ' class="touches"' if grid.touches else ' class="apart"'
    widths = "".join(f'<col style="width: {100 * width / WIDTH:g}%">' for width in grid.widths)
    head = _rows(grid, grid.rows[: grid.headers])
    body = _rows(grid, grid.rows[grid.headers :])
    top = f"<thead>\n{head}\n</thead>\n" if head else ""
    return f"<table{kind}><colgroup>{widths}</colgroup>\n{top}<tbody>\n{body}\n</tbody></table>"


def _rows(grid: Grid, rows: Sequence[Sequence[Cell]]) -> str:
    return "\n".join("<tr>" + "".join(_cell(cell, grid) for cell in row) + "</tr>" for row in rows)


def _cell(cell: Cell, grid: Grid) -> str:
    span = grid.columns(cell)[1]
    kinds = [cell.role, *(["right"] if cell.right_aligned else []), *(["holder"] if cell.inner else [])]
    marks = f' class="{" ".join(kinds)}"'
    marks += f' colspan="{span}"' if span > 1 else ""
    marks += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    text = table(cell.inner) if cell.inner else escape(cell.text).replace("\n", "<br>")
    return f"<td{marks}>{text}</td>"
