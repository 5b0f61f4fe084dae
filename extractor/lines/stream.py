"""What the pieces of a stream tell: which stand side by side, and whether one may be the rest of the piece before.

In the layout ``stream`` a wrapped cell has each of its lines on a line of its own. A line ends where the next word did not
fit any more, so that all lines of a cell but the last are about as wide as its column.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..layout.wrapping import units, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_BEFORE = 8
"""Pieces before one with which it is compared: an indicator's description repeats its name."""
_ALIKE = 3
"""Letters that tell a repetition."""
_MOST = 6
_CLASSES = (
    ("op", re.compile(r"[≥≤><=≧≦≈＞＜＝]")),
    ("dig", re.compile(r"\d")),
    ("lat", re.compile(r"[A-Za-z]")),
    ("%", re.compile(r"[%％‰]")),
    ("end", re.compile(r"[。；;！]")),
    ("com", re.compile(r"[，、,：:．.]")),
    ("open", re.compile(r"[（(《“\[]")),
    ("close", re.compile(r"[）)》”\]]")),
)


def whole_texts(rows: Sequence[Row]) -> list[str]:
    """The text that each row begins, with those behind it on its line that only a space parts from it; blank for a lone one."""
    found = [""] * len(rows)
    for k in range(len(rows) - 1, 0, -1):
        if rows[k].spaced:
            found[k - 1] = rows[k - 1].text + (found[k] or rows[k].text)
            found[k] = ""
    return found


def stream_features(rows: Sequence[Row]) -> list[list[str]]:
    """For every row of a document in the layout ``stream`` its features; none in other layouts."""
    if not any(row.beside for row in rows):
        return [[] for _ in rows]
    texts = [row.text.split("\n") for row in rows]
    counts = _line_counts(rows)
    widths = [[width_of(line) for line in lines] for lines in texts]
    widest = max(max(each) for each in widths)
    found = []
    for k, row in enumerate(rows):
        last = k + 1 == len(rows) or not rows[k + 1].beside
        place = f"{'mid' if row.beside else 'head'}{'end' if last else ''}"
        own = [f"s|{place}", f"s|n{counts[k]}"]
        if k:
            own += [f"s|pn{counts[k - 1]}", *_after(rows, texts, widths, k, place)]
            own.append(f"s|wide{min(int(5 * widths[k - 1][-1] / widest), 4)}|{place}")
        found.append(own)
    return found


def _line_counts(rows: Sequence[Row]) -> list[int]:
    """For every row how many stand on its line, at most `_MOST`."""
    counts: list[int] = []
    for row in rows:
        if row.beside and counts:
            counts[-1] += 1
        else:
            counts.append(1)
    return [min(count, _MOST) for count in counts for _ in range(count)]


def _after(
    rows: Sequence[Row], texts: Sequence[list[str]], widths: Sequence[list[float]], k: int, place: str
) -> list[str]:
    """How a piece compares with those before it."""
    above, own = texts[k - 1][-1], texts[k][0]
    letters = f"{letter_class(above[-1])}{letter_class(own[0])}"
    found = [f"s|{letters}|{place}"]
    if rows[k].spaced:
        found += ["s|spaced", f"s|spaced|{letters}"]
    step = widths[k][0] - widths[k - 1][-1]
    found.append(f"s|step{_step(step)}|{place}")
    word = units(own)
    if not rows[k].beside and word:
        room = widths[k - 1][-1] + width_of(word[0]) - widths[k][0]
        found.append(f"s|fits{_step(room)}")  # the line above was long enough to end there, if this one is no longer
        if k > 1 and not rows[k - 1].beside:
            found.append(f"s|run{_step(widths[k - 2][-1] - widths[k - 1][-1])}|{_step(step)}")
    if _open(above):
        found.append("s|inbracket")
    earlier = [text for each in texts[max(k - _BEFORE, 0) : k] for text in each[:1]]
    if len(own) >= _ALIKE and any(text.startswith(own[:_ALIKE]) for text in earlier):
        found += ["s|again", f"s|again|{place}"]
    return found


@lru_cache(maxsize=4096)
def letter_class(letter: str) -> str:
    """A digit, an operator, a mark …; blank for a Chinese letter and whatever else."""
    return next((name for name, pattern in _CLASSES if pattern.match(letter)), "")


def _open(text: str) -> bool:
    """Whether a bracket is still open at the end."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _step(width: float) -> str:
    for limit in (-6.0, -2.5, -1.2, -0.2, 0.2, 1.2, 2.5, 6.0):
        if width <= limit:
            return f"{limit:g}"
    return "more"
