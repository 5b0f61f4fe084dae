"""How far the cells of a page picture can be trusted, and what a form knows of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...document import Mend, Row
from ...ocr.sure import calibrated
from ...repair.ocr import Known, is_short_of_a_term, mend_row
from ...repair.reads import join_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...document import Box, Cell
    from ...ocr.engine import Reading
    from .parting import Parted

_SHORT = 0.6
"""Most confidence of a word of the vocabulary but for one letter."""


def mended(row: Row, readings: Sequence[Sequence[Reading]], known: Known, grid: float = 1.0) -> Row:
    """A row whose cells have the confidence of their least certain letter, mended with what a form knows.

    `readings`: of each cell's lines; `known`: of the page; `grid`: how sure the cells themselves are.
    """
    reads = mend_row([join_lines(found) for found in readings], known)
    cells = []
    for cell, found, read in zip(row.cells, readings, reads, strict=True):
        if not cell.text:
            cells.append(cell)
            continue
        sure = min((reading.confidence for reading in found), default=1.0)
        second = tuple(Mend(r.text, r.other, "second-engine", 0.5, done=False) for r in found if r.other is not None)
        whole = bool(read.mends) and cell.text == read.mends[0].read
        text = read.text if whole else cell.text
        sure = read.confidence if whole and text != cell.text else min(sure, read.confidence)
        if is_short_of_a_term("".join(text.split())):
            sure = min(sure, _SHORT)
        cells.append(
            replace(cell, text=text, confidence=grid * calibrated(sure), mends=second + (read.mends if whole else ()))
        )
    return replace(row, cells=tuple(cells))


def with_parts(row: Row, parted: Mapping[Box, Parted]) -> Row:
    """A row in which the cells that were parted tell of it."""
    return replace(row, cells=tuple(_with_part(cell, parted.get(cell.box) if cell.box else None) for cell in row.cells))


def _with_part(cell: Cell, part: Parted | None) -> Cell:
    if part is None or not cell.text or cell.confidence is None:
        return cell
    mend = Mend(part.read, cell.text, "cell-parted", part.score)
    return replace(cell, confidence=part.score * cell.confidence, mends=(*cell.mends, mend))
