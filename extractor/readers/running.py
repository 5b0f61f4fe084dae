"""Pages of a dump without form feeds: told by the running head that every page begins with, or by the page numbers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ..layout.furniture import is_content, mask

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(
    r"^\s*(?:[-—─–·]+\s*(\d{1,4})\s*[-—─–·]+|第\s*(\d{1,4})\s*页(?:\s*[/,，]?\s*共\s*\d{1,4}\s*页)?)\s*$"
)
"""A number that says itself that it is a page's."""
_HEADS, _NUMBERS = 3, 2
"""Pages from which a running head, or a row of numbers, tells anything."""
_LINES = 10
"""Lines that are not blank on the shortest page but the last."""
_TOP = 2
"""Lines that are not blank up to a page number at the top of a page."""


def mark_pages(lines: Sequence[str]) -> list[str]:
    """The lines of a dump with a form feed before each page but the first; as they are where nothing tells the pages."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    if not filled or any("\f" in line for line in lines):
        return list(lines)
    starts = set(_under_heads(lines, filled) or _by_numbers(lines, filled)) - {filled[0]}
    return [f"\f{line}" if i in starts else line for i, line in enumerate(lines)]


def _under_heads(lines: Sequence[str], filled: Sequence[int]) -> list[int]:
    """Where pages begin, by a running head: the dump's first line, which comes again and again."""
    head = lines[filled[0]].strip()
    if is_content(head):
        return []
    places = [k for k, i in enumerate(filled) if mask(lines[i]) == mask(head)]
    return [filled[k] for k in places] if len(places) >= _HEADS and _are_pages(places) else []


def _by_numbers(lines: Sequence[str], filled: Sequence[int]) -> list[int]:
    """Where pages begin, by numbers at their top or bottom that count up one by one."""
    found = [(k, match) for k, i in enumerate(filled) if (match := _NUMBER.match(lines[i]))]
    places = [k for k, _ in found]
    numbers = [int(match[1] or match[2]) for _, match in found]
    if len(places) < _NUMBERS or any(b != a + 1 for a, b in pairwise(numbers)) or not _are_pages(places):
        return []
    after = 0 if places[0] < _TOP else 1
    return [filled[k + after] for k in places if k + after < len(filled)]


def _are_pages(places: Sequence[int]) -> bool:
    return all(b - a >= _LINES for a, b in pairwise(places))
