"""Pages cut from one long print without regard to its lines, as programs that print web pages do.

A line that a page end cuts is drawn on both pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .letters import Letter

_LEAST = 3
"""Letters of a line that cannot be alike by chance."""
_OFFSET = 1.5
"""Of a letter's height: lines of cells side by side that the same page end cuts, at most apart."""


def drop_repeated(above: Sequence[Letter], below: Sequence[Letter]) -> list[Letter]:
    """The letters of a page without the lines at its top that stand at the end of the page above, in the very same places."""
    kept = list(below)
    printed = _printed(_last(above)) if above else frozenset()
    while kept and (line := _first(kept)) and len(line) >= _LEAST and _printed(line) <= printed:
        kept = [letter for letter in kept if letter not in line]
    return kept


def _first(letters: Sequence[Letter]) -> list[Letter]:
    """The highest line."""
    highest = min(letters, key=lambda letter: letter.top)
    return [letter for letter in letters if letter.top < (highest.top + highest.bottom) / 2]


def _last(letters: Sequence[Letter]) -> list[Letter]:
    """The lowest lines of cells side by side."""
    lowest = max(letters, key=lambda letter: letter.bottom)
    return [letter for letter in letters if letter.bottom > lowest.bottom - _OFFSET * lowest.height]


def _printed(letters: Iterable[Letter]) -> frozenset[tuple[str, int]]:
    """What is printed where across the page, to half a point."""
    return frozenset((letter.text.strip(), round(2 * letter.x0)) for letter in letters)
