"""A PDF document into rows, page after page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...document import Box, Cell, Document, Row, Trouble
from ...errors import MissingDependency
from ...layout.breaks import drop_furniture, join_broken_rows, number_columns
from ...layout.tables import read_rows
from .characters import page_text, readable
from .opening import open_pdf
from .page import PageContent, read_page
from .scanned import read_page_as_picture
from .triage import may_hold_table

if TYPE_CHECKING:
    from ...layout.grid import Grid
    from ...options import Options
    from .frame import Frame

_ALIKE = 3.0
"""Points by which the columns of a table that goes over a page end may differ."""


def read_pdf(data: bytes, name: str, sha256: str, options: Options) -> Document:
    """Read the pages of a PDF that may hold a 绩效目标表.

    Raises:
        InputError: see `extractor.readers.pdf.opening.open_pdf`.
    """
    pdf = open_pdf(data, name, options)
    try:
        pages = _Pages(options)
        for number in range(1, len(pdf) + 1):
            pages.read(pdf, number)
        rows = join_broken_rows(drop_furniture(number_columns(pages.rows, pages.grids)))
        return Document(name, sha256, "pdf", "grid", tuple(rows), len(pdf), tuple(pages.troubles))
    finally:
        pdf.close()


@dataclass(slots=True)
class _Pages:
    """The rows read so far, and what the next page may go on with."""

    options: Options
    rows: list[Row] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    """By the numbers of the tables."""
    open: Grid | None = None
    """The last grid of the page before."""

    def read(self, pdf: Any, number: int) -> None:
        """Read a page, or pass it over."""
        import pypdfium2  # noqa: PLC0415

        try:
            page = pdf[number - 1]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            self.troubles.append(Trouble("page-damaged", f"page {number} cannot be read ({error})", number))
            return
        try:
            self._read(page, text_page, number)
        finally:
            text_page.close()
            page.close()

    def _read(self, page: Any, text_page: Any, number: int) -> None:
        text = page_text(text_page)
        if not readable(text):
            self._picture(page, number)
            return
        wanted = may_hold_table(text)
        if not wanted and self.open is None:
            return
        content = read_page(page, text_page, number)
        if not wanted and not _goes_on(self.open, content.grids):
            self.open = None
            return
        self._add(content)

    def _add(self, content: PageContent) -> None:
        rows = read_rows(content.letters, content.grids, content.number, len(self.grids))
        self.grids += content.grids
        self.open = content.grids[-1] if content.grids else None
        self.rows += [_shown(row, content) for row in rows]

    def _picture(self, page: Any, number: int) -> None:
        """A page without a text layer: read as a scan where it holds a picture."""
        import pypdfium2.raw as pdfium  # noqa: PLC0415

        if next(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4), None) is None:
            return
        try:
            rows, grids = read_page_as_picture(page, number, self.options, len(self.grids))
        except MissingDependency as error:
            message = f"page {number} is a picture without a text layer and was not read: {error}"
            self.troubles.append(Trouble("page-scanned", message, number))
            return
        self.rows += rows
        self.grids += grids
        self.open = grids[-1] if grids else None
        if not rows:
            self.troubles.append(Trouble("no-text", f"page {number} is a picture in which no text was found", number))


def _goes_on(above: Grid | None, grids: list[Grid]) -> bool:
    """Whether the first table of a page has the columns of the last one on the page before."""
    if above is None or not grids:
        return False
    xs = grids[0].xs
    alike = sum(any(abs(x - other) <= _ALIKE for other in above.xs) for x in xs)
    return alike >= max(2, 0.6 * len(xs))


def _shown(row: Row, content: PageContent) -> Row:
    """The row with its boxes as a viewer shows the page."""
    if content.frame == content.shown:
        return row
    return replace(
        row, cells=tuple(replace(cell, box=_turned(cell, content.frame, content.shown)) for cell in row.cells)
    )


def _turned(cell: Cell, frame: Frame, shown: Frame) -> Box | None:
    return shown.box(*frame.user(cell.box)) if cell.box else None
