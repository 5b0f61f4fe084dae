"""Sheets as a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from tests.maker.gold import shown
from tests.maker.grid import WIDTH, Cell, sheets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.maker.form import Form
    from tests.maker.gold import Gold
    from tests.maker.grid import Grid, Sheet

_UNUSED = ("/stylesWithEffects", "/thumbnail", "/customXml", "/numbering", "/theme")
_TWIPS = 56.693
"""Twentieths of a point in a millimetre."""
_KEPT = "<w:keepNext/>"
"""On the page of the next row: LibreOffice loses the rest of a table of which only the first row fits on a page."""
_SIDES = {
    "ruled": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "none": (),
    "horizontal": ("top", "bottom", "insideH"),
}


def make_docx(records: Sequence[Gold], form: Form, path: Path) -> None:
    """Write `records` printed in `form`."""
    document = Document()
    _strip(document)
    _page(document.sections[0], form)
    body = document.element.body
    end = body[-1]
    for number, sheet in enumerate(sheets(shown(records, form), form)):
        for xml in _sheet(sheet, form, first=number == 0):
            end.addprevious(parse_xml(xml))
    document.save(str(path))


def _strip(document: Any) -> None:
    """Leave out of python-docx's template what nothing here uses: it is ten times the text of a small document."""
    styles = document.styles.element
    for style in list(styles)[1:]:
        styles.remove(style)
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED)]:
            del relations[key]


def _page(section: Any, form: Form) -> None:
    section.page_width, section.page_height = (Mm(side) for side in form.page)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(form.margin)
    section.header_distance = section.footer_distance = Mm(form.margin / 2)
    if form.page_header:
        _replace(section.header, _paragraph(form.page_header, form, "center", size=9))
    if form.page_numbers:
        number = f'<w:fldSimple w:instr="PAGE">{_run("1", form.font, 9)}</w:fldSimple>'
        runs = _run("— ", form.font, 9) + number + _run(" —", form.font, 9)
        _replace(section.footer, _wrap(runs, "center"))


def _replace(part: Any, xml: str) -> None:
    part.is_linked_to_previous = False
    part._element.remove(part.paragraphs[0]._element)
    part._element.append(parse_xml(xml))


def _sheet(sheet: Sheet, form: Form, *, first: bool) -> list[str]:
    before = "" if first or not form.break_before else "<w:pageBreakBefore/>"
    parts = [_paragraph(sheet.title, form, "center", size=form.size * 1.3, before=before)] if sheet.title else []
    if sheet.unit:
        width = round((form.page[0] - 2 * form.margin) * _TWIPS)
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
        parts.append(_paragraph("\t".join(sheet.unit), form, "left", tabs=tab))
    for grid in sheet.grids:
        if parts and parts[-1].startswith("<w:tbl") and not grid.touches:
            parts.append(_paragraph("", form, "left"))
        parts.append(_table(grid, form, form.page[0] - 2 * form.margin))
    return [*parts, _paragraph("", form, "left")]


def _table(grid: Grid, form: Form, width: float) -> str:
    """The XML of a table `width` millimetres wide."""
    twips = [round(part * width / WIDTH * _TWIPS) for part in grid.widths]
    line = '<w:{} w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
    borders = "".join(line.format(side) for side in _SIDES[form.borders])
    pad = round(form.padding * _TWIPS)
    margins = "".join(f'<w:{side} w:w="{pad}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )
    columns = "".join(f'<w:gridCol w:w="{twip}"/>' for twip in twips)
    rows = "".join(_row(grid, number, twips, form) for number in range(len(grid.rows)))
    return f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(grid: Grid, number: int, twips: list[int], form: Form) -> str:
    header = form.repeat_header and number < grid.headers
    marks = ("" if form.split_rows else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    cells = sorted([*grid.rows[number], *_covered(grid, number)], key=lambda cell: cell.left)
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(_cell(cell, grid, twips, form) for cell in cells)}</w:tr>"


def _covered(grid: Grid, number: int) -> list[Cell]:
    """The places in a row that cells of the rows above cover, with a height of 0."""
    return [
        Cell("", cell.left, cell.right, 0, cell.role)
        for above, row in enumerate(grid.rows[:number])
        for cell in row
        if above + cell.down > number
    ]


def _cell(cell: Cell, grid: Grid, twips: list[int], form: Form) -> str:
    column, span = grid.columns(cell)
    width = sum(twips[column : column + span])
    merge = '<w:vMerge w:val="restart"/>' if cell.down > 1 else "<w:vMerge/>" if cell.down == 0 else ""
    bare = cell.role == "unit"
    sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "right")) if bare else ""
    properties = (
        f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>{merge}<w:tcBorders>{sides}</w:tcBorders>'
        f'<w:vAlign w:val="{"center" if form.middle else "top"}"/>'
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_content(cell, form, width / _TWIPS)}</w:tc>"


def _content(cell: Cell, form: Form, width: float) -> str:
    if cell.inner:
        return _table(cell.inner, form, width - 2 * form.padding) + _paragraph("", form, "left", size=1)
    middle = cell.role == "label" or (cell.role == "indicator" and form.centred)
    align = "right" if cell.right_aligned else "center" if middle else "left"
    before = _KEPT if cell.role == "unit" else ""
    return "".join(_paragraph(line, form, align, before=before) for line in cell.text.split("\n"))


def _paragraph(
    text: str, form: Form, align: str, *, size: float | None = None, before: str = "", tabs: str = ""
) -> str:
    return _wrap(_run(text, form.font, size or form.size), align, before, tabs)


def _wrap(runs: str, align: str, before: str = "", tabs: str = "") -> str:
    """A paragraph; `before` and `tabs` are properties that stand in this order around the others."""
    properties = (
        f'{before}<w:widowControl w:val="0"/>{tabs}<w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/>'
    )
    return f"<w:p {nsdecls('w')}><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _run(text: str, font: str, size: float) -> str:
    face = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    properties = f'<w:rPr>{face}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    pieces = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")
    )
    return f"<w:r>{properties}{pieces}</w:r>" if text else ""
