"""Joining the pieces of a cell that the page, or a poor tool, broke.

Pieces may simply follow one another, may break a number, or may overlap: a cell that crosses a page end is often printed
again from a few letters back (``安全生产责任事故造成环`` / ``任事故造成环境污染``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ..lines.vocabulary import whole_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER_HEAD = re.compile(r"[\d,.]$")
_NUMBER_TAIL = re.compile(r"^[\d,.]")
_LATIN = re.compile(r"[A-Za-z]")
_FUZZY_CHARS = 4
_FUZZY_RATIO = 85.0


@dataclass(frozen=True, slots=True)
class Joined:
    """A joining of two pieces, how it was done, and how sure it is (0..1)."""

    text: str
    rule: str
    score: float


def candidates(upper: str, lower: str) -> list[Joined]:
    """Every way to join two pieces, the likeliest first."""
    if not upper or not lower:
        return [Joined(upper or lower, "plain", 1.0)]
    if _NUMBER_HEAD.search(upper) and _NUMBER_TAIL.match(lower):
        return [Joined(upper + lower, "split-number", 1.0)]
    plain = Joined(upper + _space(upper, lower) + lower, "continuation", 0.95)
    size = _overlap(upper, lower)
    if not size:
        return [plain, *_fuzzy(upper, lower)]
    folded = Joined(upper + lower[size:], "overlap", min(1.0, 0.7 + 0.1 * size))
    return sorted([folded, plain], key=lambda joined: (not _is_word(joined.text), (joined is folded) == (size == 1)))


def _is_word(text: str) -> bool:
    """True for a word of the forms' own vocabulary: what a level's broken name was before."""
    return bool(whole_roles(text))


def join(upper: str, lower: str) -> Joined:
    """The likeliest joining, taken alone."""
    return candidates(upper, lower)[0]


def join_alike(uppers: Sequence[str], lowers: Sequence[str]) -> list[Joined]:
    """Join the pieces of neighbouring cells that usually say the same (三级指标 and 绩效指标描述).

    Of all joinings those are taken under which the joined cells are most alike; alone, each takes its likeliest.
    """
    options = [candidates(upper, lower) for upper, lower in zip(uppers, lowers, strict=True)]
    if len(options) < 2 or not all(u or v for u, v in zip(uppers, lowers, strict=True)):
        return [option[0] for option in options]
    best = max(product(*options), key=lambda choice: _likeness([joined.text for joined in choice]))
    if _likeness([joined.text for joined in best]) < 80:
        return [option[0] for option in options]
    return [Joined(j.text, j.rule, 1.0 if _likeness([k.text for k in best]) == 100 else j.score) for j in best]


def _likeness(texts: list[str]) -> float:
    return min(fuzz.ratio(texts[0], other) for other in texts[1:])


def _overlap(upper: str, lower: str) -> int:
    """Letters at the head of `lower` that repeat the tail of `upper`."""
    return next((size for size in range(min(len(upper), len(lower)), 0, -1) if upper.endswith(lower[:size])), 0)


def _fuzzy(upper: str, lower: str) -> list[Joined]:
    """An overlap in which a letter was misread."""
    for size in range(min(len(upper), len(lower)), _FUZZY_CHARS - 1, -1):
        ratio = fuzz.ratio(upper[-size:], lower[:size])
        if ratio >= _FUZZY_RATIO:
            return [Joined(upper + lower[size:], "fuzzy-overlap", ratio / 100)]
    return []


def _space(upper: str, lower: str) -> str:
    """Latin words broken at a line end had a space between them."""
    return " " if _LATIN.match(upper[-1]) and _LATIN.match(lower[0]) else ""
