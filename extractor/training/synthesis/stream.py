"""Printed lines as a stream of pieces: what ``pdftotext -raw`` makes of a page.

Every row is set as a page sets it: cells wrapped at the width of their column, at the top or in the middle of their row,
a merged cell in the middle of all its rows. The pieces come in the order of the cells; those at one height share a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.document import Cell, Row
from extractor.layout.wrapping import units, width_of
from extractor.lines.labels import Label
from extractor.readers.stream import joined, mark_spaced, word_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from extractor.training.synthesis.model import Line

_BETWEEN = re.compile(r"(?<=[一-鿿])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[一-鿿])")
_KEPT = (Label.TITLE, Label.UNIT, Label.OTHER)
"""The rest of a line with one of these labels has its label."""
_COLUMNS = 40
_NARROWEST = 2.0
_TITLE_CUT = 0.1
"""How often a page ends between two lines of a heading."""
_ONE_HEIGHT = 0.3
"""Of a line: pieces whose heights differ by less share a line."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a document is set. Widths are in full-width letters."""

    page: float
    middle: bool
    spaced: bool
    """A space is printed between Chinese letters and others."""
    fresh: bool
    """Every table begins a page."""
    shares: tuple[float, ...]
    """Relative widths of the grid's columns."""


@dataclass(frozen=True, slots=True)
class _Set:
    """One line of a cell where it stands on its page, in lines."""

    height: float
    text: str
    label: Label
    page: int


def render_stream(lines: Sequence[Line], rng: Random) -> list[tuple[Row, Label]]:
    """A row and its label for every piece."""
    setting = _Setting(
        page=rng.choice((rng.uniform(22, 34), rng.uniform(30, 48), rng.uniform(44, 70))),
        middle=rng.random() < 0.5,
        spaced=rng.random() < 0.5,
        fresh=rng.random() < 0.4,
        shares=tuple(rng.uniform(0.6, 1.5) for _ in range(_COLUMNS)),
    )
    rows: list[Row] = []
    labels: list[Label] = []
    number, height, page = 0, -1.0, 1
    for piece in _set_pages(lines, setting, rng):
        same = rows and piece.page == page and abs(piece.height - height) < _ONE_HEIGHT
        number, height, page = number + (not same), piece.height, piece.page
        for at, word in enumerate(piece.text.split()):
            rows.append(Row((Cell(word),), page, number, beside=bool(same or at)))
            labels.append(Label.UP if at and piece.label not in _KEPT else piece.label)
    rows = mark_spaced(rows)
    return [(joined(rows[run.start : run.stop]), labels[run.start]) for run in word_runs(rows)]


def _set_pages(lines: Sequence[Line], setting: _Setting, rng: Random) -> Iterator[_Set]:
    """Every line of every cell. A merged cell takes part in the height of its last row."""
    page, top = 1, 0.0
    heights = [_height(line, setting) for line in lines]
    for at, line in enumerate(lines):
        begins = line.label is Label.TITLE and at > 0 and lines[at - 1].label is not Label.TITLE
        if line.after_break or (begins and setting.fresh):
            page, top = page + 1, 0.0
        beside = line.table is None and line.label is Label.UNIT and at and lines[at - 1].label is Label.UNIT
        if beside and rng.random() < 0.7:
            top -= heights[at - 1]
        for slot, width in zip(line.slots, _widths(line, setting), strict=True):
            texts = _wrapped(slot.text, width, spaced=setting.spaced)
            room = sum(heights[at : at + slot.down])
            start = top + (max(room - len(texts), 0) / 2 if setting.middle else 0)
            for number, text in enumerate(texts):
                rest = number and slot.label not in _KEPT
                if number and slot.label is Label.TITLE and rng.random() < _TITLE_CUT:
                    page, top, start = page + 1, 0.0, -float(number)
                yield _Set(start + number, text, Label.UP if rest else slot.label, page)
        top += heights[at]


def _height(line: Line, setting: _Setting) -> float:
    """Of the cells that stand in this row alone, in lines."""
    widths = _widths(line, setting)
    return max(
        (
            float(len(_wrapped(slot.text, width, spaced=setting.spaced)))
            for slot, width in zip(line.slots, widths, strict=True)
            if slot.down == 1 and slot.text.strip()
        ),
        default=1.0,
    )


def _widths(line: Line, setting: _Setting) -> list[float]:
    if line.table is None:
        return [setting.page]
    total = sum(slot.span for slot in line.slots)
    whole = sum(setting.shares[:total])
    return [
        max(setting.page * sum(setting.shares[start : start + slot.span]) / whole - 0.5, _NARROWEST)
        for slot, start in zip(line.slots, line.starts(), strict=True)
    ]


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: float, *, spaced: bool) -> list[str]:
    """The lines of a cell's text; none for a blank one."""
    lines = []
    for paragraph in filter(str.strip, text.split("\n")):
        line, taken = "", 0.0
        for unit in _units(_BETWEEN.sub(" ", paragraph) if spaced else paragraph, width):
            if line and taken + width_of(unit.rstrip()) > width:
                lines.append(line.strip())
                line, taken = "", 0.0
            line += unit
            taken += width_of(unit)
        lines.append(line.strip())
    return [line for line in lines if line]


def _units(text: str, width: float) -> Iterator[str]:
    """What no line break parts; letters of a word that is wider than the column."""
    for unit in units(text):
        if width_of(unit) > width:
            yield from unit
        else:
            yield unit
