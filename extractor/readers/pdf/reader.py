"""A PDF document into rows, page after page."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...choice import form_words, has_words
from ...document import Document, Row, Trouble
from ...errors import MissingDependency
from ...layout.breaks import join_broken_rows
from ...layout.furniture import drop_furniture
from ...layout.numbering import number_columns
from ...layout.pieces import TextLine, read_lines
from ...layout.slices import drop_repeated
from ...layout.tables import read_rows
from ...layout.unruled.reader import read_tables
from .characters import page_text
from .clock import Clock, PageTimeout
from .legible import readable
from .opening import open_pdf
from .page import PageContent, read_page
from .scanned import ScannedPage, is_picture, read_scanned
from .triage import is_heading, may_go_on, may_hold_form, may_hold_table

if TYPE_CHECKING:
    from ...layout.grid import Grid
    from ...layout.letters import Letter
    from ...options import Options
    from .frame import Frame

_ALIKE = 3.0
"""Points by which the columns of a table that goes over a page end may differ."""

_HEAD = 3
"""Lines of a heading and what stands between it and its table."""


def read_pdf(data: bytes, name: str, sha256: str, options: Options) -> Document:
    """Read the pages of a PDF that may hold a 绩效目标表.

    Raises:
        InputError: see `extractor.readers.pdf.opening.open_pdf`.
    """
    pdf = open_pdf(data, name, options)
    try:
        pages = _Pages(options, form_words(options.model))
        number = 1
        while number <= len(pdf):
            number += pages.read(pdf, number)
        rows = join_broken_rows(drop_furniture(pages.rows()))
        return Document(name, sha256, "pdf", "grid", tuple(rows), len(pdf), tuple(pages.troubles))
    finally:
        pdf.close()


@dataclass(slots=True)
class _Pages:
    """What was read so far, and what the next page may go on with."""

    options: Options
    forms: list[frozenset[str]] = field(default_factory=list)
    """The words of the forms that the model was taught."""
    parts: list[list[Row] | list[TextLine]] = field(default_factory=list)
    """Rows of ruled pages, and lines of pages without ruled tables, in printed order."""
    troubles: list[Trouble] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    """By the numbers of the tables."""
    rules: dict[int, list[float]] = field(default_factory=dict)
    """Heights of the horizontal rulings of each page without ruled tables."""
    frames: dict[int, tuple[Frame, Frame]] = field(default_factory=dict)
    """For the pages that a viewer shows turned: how they are read, and how they are shown."""
    scanned: dict[int, ScannedPage] = field(default_factory=dict)
    """The pages read as pictures."""
    open: Grid | None = None
    """The last grid of the page before."""
    letters: list[Letter] = field(default_factory=list)
    """Those of the last page that was read."""
    loose: bool = False
    """Whether the page before was read and has no ruled table."""

    def rows(self) -> list[Row]:
        """All rows, with one numbering of columns for a table that goes over page ends."""
        found: list[Row] = []
        tables = len(self.grids)
        ruled = iter(number_columns([row for part in self.parts for row in part if isinstance(row, Row)], self.grids))
        for part in self.parts:
            lines = [line for line in part if isinstance(line, TextLine)]
            made = read_tables(drop_furniture(lines), self.rules, tables) if lines else list(islice(ruled, len(part)))
            tables = max([tables, *(row.table + 1 for row in made if row.table is not None)])
            found += made
        return [self._placed(row) for row in found]

    def _placed(self, row: Row) -> Row:
        """A row with its boxes as a viewer shows the page; one made of a scan's lines with its confidences."""
        if row.page in self.scanned:
            page = self.scanned[row.page]
            return page.placed(page.content.finished(row) if page.content.lines else row)
        return _shown(row, *self.frames[row.page]) if row.page in self.frames else row

    def read(self, pdf: Any, number: int) -> int:
        """Read a page, or pass it over; several scanned ones at once. How many it were."""
        import pypdfium2  # noqa: PLC0415

        try:
            page = pdf[number - 1]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            self.troubles.append(Trouble("page-damaged", f"page {number} cannot be read ({error})", number))
            return 1
        with closing(page), closing(text_page):
            text = page_text(text_page, page.get_rotation())
            if is_picture(page, text_page, text):
                read = self._pictures(pdf, number)
                if read:
                    return read
            if not readable(text):
                return 1
            try:
                self._read(page, text_page, text, number)
            except PageTimeout as error:
                self.troubles.append(Trouble("page-time", f"page {number} is missing: it {error}", number))
        return 1

    def _read(self, page: Any, text_page: Any, text: str, number: int) -> None:
        wanted = self._is_wanted(text)
        if not wanted and self.open is None and not (self.loose and may_go_on(text)):
            self.loose = False
            return
        content = read_page(page, text_page, number, Clock(self.options.max_seconds_per_page))
        if wanted or _goes_on(self.open, content.grids) or (self.loose and not content.grids):
            self._add(content)
        else:
            self.open, self.loose = None, False

    def _is_wanted(self, text: str) -> bool:
        """Whether a page may hold a table of its own."""
        if self.options.all_pages or may_hold_table(text) or has_words(text, self.forms):
            return True
        return self._headed() and may_hold_form(text)

    def _headed(self) -> bool:
        """Whether the page before was read and ends with the heading of a table."""
        last = self.parts[-1][-_HEAD:] if self.parts and (self.loose or self.open) else []
        return any(row.table is None and is_heading(row.text) for row in last)

    def _add(self, content: PageContent) -> None:
        if content.frame != content.shown:
            self.frames[content.number] = content.frame, content.shown
        letters, self.letters = drop_repeated(self.letters, content.letters), content.letters
        self.open = content.grids[-1] if content.grids else None
        self.loose = not content.grids
        if self.loose:
            self.rules[content.number] = content.rules
            self._append(read_lines(letters, content.number))
        else:
            self._append(read_rows(letters, content.grids, content.number, len(self.grids)))
            self.grids += content.grids

    def _append(self, part: list[Row] | list[TextLine]) -> None:
        if part and self.parts and type(part[0]) is type(self.parts[-1][0]):
            self.parts[-1] += part  # type: ignore[operator]
        elif part:
            self.parts.append(part)

    def _pictures(self, pdf: Any, first: int) -> int:
        """A page that is a picture, and those that follow it; how many, none if they cannot be read."""
        number = first
        try:
            for scanned in read_scanned(pdf, first, self.options, len(self.grids)):
                self._add_scanned(scanned, number)
                number += 1
        except MissingDependency as error:
            message = (
                f"page {number} is a picture: nothing is read but the text that may lie below it, unchecked. {error}"
            )
            self.troubles.append(Trouble("page-scanned", message, number))
        return number - first

    def _add_scanned(self, scanned: ScannedPage, number: int) -> None:
        content = scanned.content
        self.scanned[number] = scanned
        self._append(content.lines or content.rows)
        self.grids += content.grids
        self.open, self.loose = content.grids[-1] if content.grids else None, bool(content.lines)
        if content.lines:
            self.rules[number] = content.rules
        if not content.rows and not content.lines:
            self.troubles.append(Trouble("no-text", f"page {number} is a picture in which no text was found", number))


def _goes_on(above: Grid | None, grids: list[Grid]) -> bool:
    """Whether the first table of a page has the columns of the last one on the page before."""
    if above is None or not grids:
        return False
    xs = grids[0].xs
    alike = sum(any(abs(x - other) <= _ALIKE for other in above.xs) for x in xs)
    return alike >= max(2, 0.6 * len(xs))


def _shown(row: Row, frame: Frame, shown: Frame) -> Row:
    """The row with its boxes as a viewer shows the page."""
    cells = (replace(c, box=shown.box(*frame.user(c.box))) if c.box else c for c in row.cells)
    return replace(row, cells=tuple(cells))
