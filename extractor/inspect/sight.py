"""From a file to what is drawn of it, and on to the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..choice import choose
from ..errors import OutputError, PageNotFound
from ..export.atomic import replacing
from ..options import Options
from ..pipeline import extract_document
from ..readers import read
from .overlay import Overlay, overlay
from .picture import Picture, render

if TYPE_CHECKING:
    from os import PathLike

    from ..document import Document
    from ..result import Extraction

_DRAWERS = {".html": ".html", ".htm": ".html", ".png": ".png"}
"""The module that draws, by the ending of the file it makes."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A page, or a file without pages, and what was seen on it."""

    file: str
    page: int
    """Counted from 1; a file without pages is one page."""
    pages: int | None
    grid: bool
    """Whether the cells of tables stand in known columns."""
    overlay: Overlay
    picture: Picture | None
    """None where there is no page to draw."""


def inspect(path: str | PathLike[str], page: int | None = None, options: Options | None = None) -> Sight:
    """What is seen on a page, counted from 1; without a number the first one with a table.

    Raises:
        PageNotFound: there is no such page.
        InputError: the file cannot be used.
        ModelError: the model cannot be used.
    """
    options = options or Options()
    document = read(path, options)
    model, _ = choose(document, options.model)
    extraction = extract_document(document, model)
    page = _first_page(document, extraction) if page is None else page
    if not 1 <= page <= (document.pages or 1):
        raise PageNotFound(_no_such_page(document, page))
    rows = model.lines.label(document.rows)
    seen = overlay(rows, extraction, page if document.pages else None)
    picture = render(Path(path).read_bytes(), document.file, page, options) if document.kind == "pdf" else None
    return Sight(document.file, page, document.pages, document.layout == "grid", seen, picture)


def write(sight: Sight, path: Path) -> None:
    """Draw; the name's ending chooses the form (.html, .png).

    Raises:
        OutputError: unknown ending, no page to make a .png of, or it cannot be written; nothing is left half-written.
    """
    check_ending(path)
    module = import_module(_DRAWERS[path.suffix.lower()], __package__)
    with replacing(path) as temporary:
        temporary.write_bytes(module.draw(sight))


def check_ending(path: Path) -> None:
    """Find out before the work is done whether the form is known.

    Raises:
        OutputError: it is not.
    """
    if path.suffix.lower() not in _DRAWERS:
        endings = ", ".join(_DRAWERS)
        raise OutputError(f"{path}: unknown ending {path.suffix or '(none)'!r}. Use one of {endings}.")


def _first_page(document: Document, extraction: Extraction) -> int:
    """The first page with a table that was understood, else with one that was seen, else the first."""
    understood = [project.source.pages[0] for project in extraction.projects if project.source.pages]
    seen = [row.page for row in document.rows if row.table is not None and row.page is not None]
    return min(understood or seen, default=1)


def _no_such_page(document: Document, page: int) -> str:
    if document.pages is None:
        return f"{document.file} has no pages, so there is no page {page}. Leave --page out to see all of its lines."
    count = "1 page" if document.pages == 1 else f"{document.pages} pages"
    return f"{document.file} has {count}, so there is no page {page}."
