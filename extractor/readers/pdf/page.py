"""One page of a PDF into rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...layout.grid import Grid, find_grids
from .characters import read_letters, turns_of
from .frame import Frame
from .strokes import read_rulings

if TYPE_CHECKING:
    from ...layout.letters import Letter
    from .clock import Clock

TOLERANCE = 2.0
"""Points between rulings that are meant to touch."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page, turned so that its text is upright."""

    number: int
    """Counted from 1."""
    frame: Frame
    shown: Frame
    """The page as a viewer shows it: boxes of records are given in it."""
    letters: list[Letter]
    grids: list[Grid]
    """Of two columns or more."""
    rules: list[float]
    """Heights of the horizontal rulings."""


def read_page(page: Any, text_page: Any, number: int, clock: Clock) -> PageContent:
    """Characters and grids of a page.

    Raises:
        PageTimeout: it takes longer than `clock` allows.
    """
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, bottom, right, top, turns_of(text_page))
    shown = Frame(left, bottom, right, top, (page.get_rotation() // 90) % 4)
    letters = read_letters(text_page, frame, clock)
    rulings = read_rulings(page, frame, clock)
    clock.check()
    grids = [grid for grid in find_grids(rulings, TOLERANCE) if len(grid.xs) > 2]
    clock.check()
    return PageContent(number, frame, shown, letters, grids, sorted(ruling.at for ruling in rulings.horizontal))
