"""Columns of aligned dumps by where the pieces of a page begin.

Such dumps keep the order of places: of two pieces on a page, the one that begins further left on paper begins no further right
in the dump. So each page has places that part its columns, wherever its rows are. Only pieces behind one blank say little: they
may stand where the text before them pushed them. The places are those that suit best what is known of a page's pieces: headers,
names of levels and values tell their columns, and pieces of one line stand in different ones (dynamic programming).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from ...lines.vocabulary import NAME_ROLES, whole_roles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..pieces import Piece

VALUE = re.compile(r"^(?:[≥≤><=≧≦≈＝＞＜]|\d[\d.,]*%$)")
"""What only a target looks like."""
_BESIDE = 1.2
"""Of a line's height: closer pieces stand behind one blank."""
_RIGHT, _WRONG = 2.0, -3.0
INDICATORS, _SHORT = "指标", 0.2
"""What names of levels end with, and how much those count that don't (服务对象满意度): indicators are named so too."""
_KNOWN, _MISTAKEN = 5.0, -8.0
"""For a header's piece in its own column, in another."""
_CROWDED = -4.0
"""For each piece of a line that finds no column left or right of a run."""
_SKIPPED = -0.15
"""For each column left out between a run and the pieces before it."""
_TOGETHER = -3.0
"""For two pieces of a line in one column though more than one blank parts them."""
_ASIDE, _NEAR = -1.0, 2
"""For two pieces of lines at most so far from each other in one column though neither stands below the other."""
_EMPTY = -0.4
"""For a column in which nothing begins."""
_SPACE, _MOST_SPACE = 0.05, 6.0
"""For each letter of space between the beginnings in two columns, and up to how many letters."""
_NAMES = {"name1": "level1", "name2": "level2"}
_TARGETS = ("target", "operator", None)


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces with one blank between them, where the first begins, and their columns where they are known."""

    x0: float
    pieces: tuple[Piece, ...]
    columns: tuple[int, ...] = ()


def runs(pieces: Sequence[Piece], columns: Sequence[int] = ()) -> Iterator[Run]:
    """The runs of a line; `columns`: of its pieces, where known."""
    start = 0
    for at in range(1, len(pieces) + 1):
        if at == len(pieces) or not is_beside(pieces[at - 1], pieces[at]):
            yield Run(pieces[start].x0, tuple(pieces[start:at]), tuple(columns[start:at]))
            start = at


def is_beside(left: Piece, piece: Piece) -> bool:
    """Whether one blank at most parts two pieces."""
    return piece.x0 - left.x1 <= _BESIDE * (piece.bottom - piece.top)


def boundaries_by_starts(roles: Sequence[str | None], lines: Iterable[Sequence[Run]]) -> list[float]:
    """Places between neighbouring columns, ascending, from the lines of one page."""
    lines = list(lines)
    starts = sorted({run.x0 for line in lines for run in line})
    places = {x: i for i, x in enumerate(starts)}
    worth = [[0.0] * len(roles) for _ in starts]
    pairs = [(places[a.x0], places[b.x0], _TOGETHER) for line in lines for a, b in pairwise(line)]
    pairs += [(places[a], places[b], _ASIDE) for a, b in _asides(lines)]
    for line in lines:
        before = 0
        for run, after in zip(line, _behind(line), strict=True):
            for k in range(len(roles)):
                crowded = max(before - k, 0) + max(k + after - len(roles), 0)
                skipped = max(k - before, 0) if before else 0
                worth[places[run.x0]][k] += _suits(run, k, roles) + _CROWDED * crowded + _SKIPPED * skipped
            before += len(run.pieces)
    blocks = _blocks(starts, worth, pairs, len(roles))
    return _boundaries(starts, blocks, len(roles))


def _asides(lines: Sequence[Sequence[Run]]) -> Iterator[tuple[float, float]]:
    """Where two runs begin of which the first pieces stand in neighbouring lines and side by side, the left one first."""
    for i, line in enumerate(lines):
        for other in lines[i + 1 : i + 1 + _NEAR]:
            for a, b in product(line, other):
                left, right = sorted((a.pieces[0], b.pieces[0]), key=lambda piece: piece.x0)
                if left.x1 <= right.x0 and not (a.columns or b.columns):
                    yield left.x0, right.x0


def _behind(line: Sequence[Run]) -> list[int]:
    """For each run how many pieces stand in it and behind it."""
    sizes = [len(run.pieces) for run in line]
    return [sum(sizes[at:]) for at in range(len(sizes))]


def _suits(run: Run, column: int, roles: Sequence[str | None]) -> float:
    """How well a run suits where it begins in a column: each piece stands in the next one."""
    total = 0.0
    for k, piece in enumerate(run.pieces[: len(roles) - column], column):
        if run.columns:
            total += _KNOWN if run.columns[k - column] == k else _MISTAKEN
        else:
            total += _evidence(piece.text, roles[k])
    return total


def _evidence(text: str, role: str | None) -> float:
    if VALUE.match(text):
        return _RIGHT if role in _TARGETS else _WRONG
    spoken = {_NAMES[name] for name in whole_roles(text) & NAME_ROLES}
    worth = 0.0 if not spoken else _RIGHT if role in spoken else _WRONG
    return worth if text.endswith(INDICATORS) else _SHORT * worth


def _blocks(
    starts: Sequence[float], worth: Sequence[Sequence[float]], pairs: Sequence[tuple[int, int, float]], size: int
) -> list[tuple[int, int]]:
    """First start and column of each run of starts that stand in one column, from left to right."""
    together = [
        [0.0] * len(starts) for _ in starts
    ]  # worth of pairs that end at a start and begin at another or behind it
    for first, last, cost in pairs:
        for i in range(first + 1):
            together[last][i] += cost
    best: list[list[tuple[float, list[tuple[int, int]]] | None]] = [[None] * size for _ in range(len(starts) + 1)]
    for begin in range(len(starts)):
        entries = _entries(starts, best, begin, size)
        total = [0.0] * size
        for end in range(begin, len(starts)):
            for k in range(size):
                total[k] += worth[end][k] + together[end][begin]
                entry, held = entries[k], best[end + 1][k]
                if entry and (held is None or entry[0] + total[k] > held[0]):
                    best[end + 1][k] = entry[0] + total[k], [*entry[1], (begin, k)]
    found = [(held[0] + _EMPTY * (size - 1 - k), held[1]) for k, held in enumerate(best[-1]) if held]
    return max(found, key=lambda each: each[0])[1] if found else []


def _entries(
    starts: Sequence[float],
    best: Sequence[Sequence[tuple[float, list[tuple[int, int]]] | None]],
    begin: int,
    size: int,
) -> list[tuple[float, list[tuple[int, int]]] | None]:
    """For each column the best way to begin it with a start."""
    if not begin:
        return [(_EMPTY * k, []) for k in range(size)]
    space = _SPACE * min(starts[begin] - starts[begin - 1], _MOST_SPACE)
    found: list[tuple[float, list[tuple[int, int]]] | None] = []
    for k in range(size):
        ways = [
            (held[0] + space + _EMPTY * (k - last - 1), held[1]) for last in range(k) if (held := best[begin][last])
        ]
        found.append(max(ways, key=lambda each: each[0], default=None))
    return found


def _boundaries(starts: Sequence[float], blocks: Sequence[tuple[int, int]], size: int) -> list[float]:
    """The places before the first starts of the columns; empty columns are narrow ones before the next."""
    first = {k: starts[begin] for begin, k in blocks}
    edge = (starts[-1] if starts else 0.0) + 1000.0
    places = []
    for k in range(size - 1, 0, -1):
        edge = min(first[k] - 0.5 if k in first else edge, edge) - 0.01
        places.append(edge)
    return places[::-1]
