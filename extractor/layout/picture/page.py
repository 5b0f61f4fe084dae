"""One page picture into rows: upright, clean, rulings, grid, lines, letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .content import PictureContent, content_of
from .sheet import lay_out, upside_down

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...ocr.engine import Engine, Picture, Reading
    from .sheet import Sheet
    from .textlines import LinePicture

_PROBE = 8
"""Lines that are read to see which way is up."""
_ILLEGIBLE = 0.4
"""Mean confidence of a probe below which the picture is held to show no text: a photograph, a drawing."""
_MOST_LINES = 2000
"""What seems to have more lines of text is no page of text."""
_READABLE = 0.75
"""Mean confidence of a probe from which the page is held to be the right way up."""


def read_picture(picture: Picture, page: int, engine: Engine, first_table: int = 0) -> PictureContent:
    """Rows and grids of one page picture (grey or BGR); see `read_sheet`."""
    return read_sheet(lay_out(picture), page, engine, first_table)


def read_sheet(sheet: Sheet, page: int, engine: Engine, first_table: int = 0) -> PictureContent:
    """Rows and grids of a page that was laid out; layout ``grid``. A picture without legible text has none.

    `page` is counted from 1; `first_table` is the number that the page's first table gets.
    """
    probe = _probe(sheet)
    readings = engine.recognise([sheet.crop(line) for line in probe])
    if probe and not _reads_best(sheet, probe, readings, engine):
        sheet = upside_down(sheet)
        probe = _probe(sheet)
        readings = engine.recognise([sheet.crop(line) for line in probe])
    if len(sheet.lines) > _MOST_LINES or (probe and _sureness(readings) < _ILLEGIBLE):
        return PictureContent([], [], sheet.back)
    known = dict(zip(probe, readings, strict=True))
    rest = [line for line in sheet.lines if line not in known]
    known |= zip(rest, engine.recognise([sheet.crop(line) for line in rest]), strict=True)
    return content_of(sheet, [known[line] for line in sheet.lines], page, first_table)


def _probe(sheet: Sheet) -> list[LinePicture]:
    """A few lines that tell which way is up: those nearest to eight letters long."""
    long = [line for line in sheet.lines if line.box.x1 - line.box.x0 > 3 * sheet.size]
    return sorted(long, key=lambda line: abs(line.box.x1 - line.box.x0 - 8 * sheet.size))[:_PROBE]


def _reads_best(sheet: Sheet, probe: Sequence[LinePicture], readings: Sequence[Reading], engine: Engine) -> bool:
    """Whether lines read better than when turned upside down."""
    import numpy as np  # noqa: PLC0415

    sure = _sureness(readings)
    if sure >= _READABLE:
        return True
    turned = engine.recognise([np.ascontiguousarray(sheet.crop(line)[::-1, ::-1]) for line in probe])
    return sure >= _sureness(turned)


def _sureness(readings: Sequence[Reading]) -> float:
    """Mean confidence of lines, 0..1."""
    return sum(_mean(reading) for reading in readings) / len(readings)


def _mean(reading: Reading) -> float:
    """Mean confidence of a line's letters."""
    if not reading.letters:
        return reading.confidence if reading.text else 0.0
    return sum(letter.confidence for letter in reading.letters) / len(reading.letters)
