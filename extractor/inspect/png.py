"""The drawing as a PNG: the page between the labels of its rows and a panel with the legend, the tables, repairs and issues."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import OutputError
from .captions import percent
from .fonts import Font, find_font
from .palette import DOUBTFUL, LABELS, NOTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from ..document import Box, Cell
    from .overlay import Note, Seen, Table
    from .picture import Picture
    from .sight import Sight

_GUTTER, _PANEL = 196, 620
"""Pixels at the left and the right of the page."""
_TAG, _LINE, _MARGIN, _INDENT = 26, 28, 16, 34
_BADGE = 12
"""Pixels of a badge's radius."""
_FILL, _LINING = 40, 170
"""How much of 255 the colour inside a cell and that of its edge cover, so that letters show through."""
_PAPER, _INK, _GREY, _RED, _WHITE = "#eef0f3", "#222222", "#667077", "#d50000", "#ffffff"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the panel."""

    text: str = ""
    colour: str = _INK
    mark: str | None = None
    """Colour of what stands before it: a square, or a badge."""
    number: int | None = None
    """Written in the badge."""


def draw(sight: Sight) -> bytes:
    """The PNG file.

    Raises:
        OutputError: there is no page to draw on.
    """
    if sight.picture is None:
        raise OutputError(f"{sight.file} has no page to make a picture of. Choose a name that ends in .html.")
    stream = io.BytesIO()
    _canvas(sight, sight.picture).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _canvas(sight: Sight, picture: Picture) -> Image:
    from PIL import Image, ImageDraw  # noqa: PLC0415

    font = find_font()
    panel = list(_panel(sight, font))
    height = max(picture.image.height, len(panel) * _LINE + 2 * _MARGIN)
    canvas = Image.new("RGB", (_GUTTER + picture.image.width + _PANEL, height), _PAPER)
    canvas.paste(picture.image, (_GUTTER, 0))
    pen = _Pen(ImageDraw.Draw(canvas, "RGBA"), font, picture.scale)
    pen.rows(sight.overlay.rows)
    pen.panel(panel, _GUTTER + picture.image.width + _MARGIN)
    return canvas


def _panel(sight: Sight, font: Font) -> Iterator[_Entry]:
    """The lines at the right of the page."""
    yield from _text(sight.file, font)
    yield _Entry(f"{sight.page} / {sight.pages}", _GREY)
    yield _Entry()
    used = {seen.labelled.label for seen in sight.overlay.rows}
    for label, style in LABELS.items():
        if label in used:
            yield _Entry(style.name if font.chinese else str(label), mark=style.colour)
    for table in sight.overlay.tables:
        yield from _table(table, font)
    for note in sight.overlay.notes:
        yield from _note(note, font)


def _table(table: Table, font: Font) -> Iterator[_Entry]:
    yield _Entry()
    yield from _text(table.title or "—", font)
    told = f"{table.indicators} 项指标，置信度 " if font.chinese else f"{table.indicators} indicators, confidence "
    yield _Entry(told + percent(table.confidence), _GREY)


def _note(note: Note, font: Font) -> Iterator[_Entry]:
    style = NOTES[note.kind]
    lines = list(_text(f"{style.name if font.chinese else note.kind}: {note.text}", font))
    yield _Entry()
    yield _Entry(lines[0].text, mark=style.colour, number=note.number)
    yield from lines[1:]
    about = " · ".join(part for part in (note.table, note.field) if part)
    yield from _text(about, font, _GREY) if about else ()


def _text(text: str, font: Font, colour: str = _INK) -> Iterator[_Entry]:
    return (_Entry(line, colour) for line in font.wrapped(text, _PANEL - _INDENT - 2 * _MARGIN))


class _Pen:
    """Draws on the canvas; boxes are those of the page."""

    def __init__(self, canvas: ImageDraw, font: Font, scale: float) -> None:
        self._draw, self._font, self._scale = canvas, font, scale

    def rows(self, rows: Sequence[Seen]) -> None:
        """Cells, then labels, then what is noted, so that nothing hides a note."""
        for seen in rows:
            for cell in seen.row.cells:
                self._cell(cell, LABELS[seen.labelled.label].colour)
        free = 0.0
        for seen in rows:
            if seen.band is not None:
                free = max(free, seen.band.top * self._scale)
                self._tag(seen, free)
                free += _TAG
        for seen in rows:
            for k, cell in enumerate(seen.row.cells):
                if cell.box is not None and not cell.covered:
                    edges = self._pixels(cell.box)
                    self._marks(seen.notes_of(k), edges, edges[2] - _BADGE, edges[1])
            if seen.band is not None:
                edges = self._pixels(seen.band)
                self._marks(seen.notes_of(None), edges, edges[2] + 1.4 * _BADGE, (edges[1] + edges[3]) / 2)

    def panel(self, entries: Sequence[_Entry], left: float) -> None:
        """The lines at the right."""
        for i, entry in enumerate(entries):
            top = _MARGIN + i * _LINE
            middle = top + _LINE / 2
            if entry.number is not None and entry.mark:
                self._badge(entry.number, entry.mark, left + _BADGE, middle)
            elif entry.mark:
                self._draw.rectangle(
                    (left, middle - 9, left + 22, middle + 9), _clear(entry.mark, _FILL), entry.mark, 3
                )
            self._draw.text((left + _INDENT, middle), entry.text, entry.colour, self._font.face, "lm")

    def _pixels(self, box: Box) -> tuple[float, float, float, float]:
        x0, top, x1, bottom = (edge * self._scale for edge in (box.x0, box.top, box.x1, box.bottom))
        return _GUTTER + min(x0, x1), min(top, bottom), _GUTTER + max(x0, x1), max(top, bottom)

    def _cell(self, cell: Cell, colour: str) -> None:
        if cell.box is not None and not cell.covered:
            self._draw.rectangle(self._pixels(cell.box), _clear(colour, _FILL), _clear(colour, _LINING), 2)

    def _tag(self, seen: Seen, top: float) -> None:
        """Name and probability of a row's label, left of the page."""
        label, probability = seen.labelled.label, seen.labelled.probability
        style, middle = LABELS[label], top + _TAG / 2
        edge = _RED if probability < DOUBTFUL else style.colour
        self._draw.rounded_rectangle((6, top + 1, _GUTTER - 8, top + _TAG - 1), 4, style.colour, edge, 3)
        name = style.name if self._font.chinese else str(label)
        self._draw.text((14, middle), name, _WHITE, self._font.face, "lm")
        if self._font.chinese:
            self._draw.text((_GUTTER - 16, middle), percent(probability), _WHITE, self._font.face, "rm")

    def _marks(self, notes: Sequence[Note], edges: tuple[float, float, float, float], x: float, y: float) -> None:
        """The frame, and the numbers of the notes at a place, each right of the one before."""
        for i, note in enumerate(notes):
            colour = NOTES[note.kind].colour
            if i == 0:
                self._draw.rectangle(edges, None, colour, 3)
            self._badge(note.number, colour, x + 2 * _BADGE * i, y)

    def _badge(self, number: int, colour: str, x: float, y: float) -> None:
        y = max(y, _BADGE)
        self._draw.ellipse((x - _BADGE, y - _BADGE, x + _BADGE, y + _BADGE), colour, _WHITE, 1)
        self._draw.text((x, y), str(number), _WHITE, self._font.small, "mm")


def _clear(colour: str, cover: int) -> str:
    return f"{colour}{cover:02x}"
