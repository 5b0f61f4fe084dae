"""The characters of a page, and how they make lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..document import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .pieces import Piece

_SAME_LINE = 0.65
"""Share of the lower letter's height that two letters of one line have in common."""
_RECENT = 4
"""Lines that can overlap where letters have boxes of different heights."""
_NEXT = 2
"""Lines above and below in which a letter is looked for another that it stands beside."""
_LEVEL, _LEVEL_RUNS = 0.4, 0.7
"""The same for two letters of one word (a comma hangs below its line), and for two words."""
_BESIDE = 0.3
"""Of the smaller letter's size: the most that parts two letters of one word, or by which their boxes overlap."""
_TWICE = 0.6
"""Share of a letter that is covered by the same letter where a bold face is made by drawing it twice."""
_RAISED = 0.25
_SMALLER = 0.8
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WIDE_GAP = 2.5
"""Of a letter's height: what stands further apart was printed apart."""


class Letter(NamedTuple):
    """One character, with the blanks printed behind it, and its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """Of the box."""
        return self.bottom - self.top

    @property
    def size(self) -> float:
        """The longer side of the box: a dash is flat."""
        return max(self.height, self.x1 - self.x0)

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box, x and y."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


Line = list[Letter]
"""Letters of one line, from left to right."""


def find_lines(letters: Iterable[Letter]) -> list[Line]:
    """Letters into lines, from the top down. Smaller letters that are raised or lowered stay in their line.

    Lines of cells side by side may overlap: a letter goes to the line that it shares most height with.
    """
    lines: list[Line] = []
    bands: list[tuple[float, float]] = []
    for letter in sorted(letters, key=lambda each: each.top + each.bottom):
        recent = range(max(0, len(lines) - _RECENT), len(lines))
        best = max(recent, key=lambda k: (_shared(bands[k], letter), k), default=None)
        if best is not None and _shared(bands[best], letter) >= _SAME_LINE:
            lines[best].append(letter)
            if letter.height > bands[best][1] - bands[best][0]:
                bands[best] = letter.top, letter.bottom
        elif (near := _line_beside(letter, [lines[k] for k in recent])) is not None:
            near.append(letter)  # a low dash, where a cell further along the line stands higher
        else:
            lines.append([letter])
            bands.append((letter.top, letter.bottom))
    _bring_home(lines, bands)
    return [drop_doubles(sorted(line, key=lambda each: each.x0)) for line in lines if line]


def _bring_home(lines: list[Line], bands: Sequence[tuple[float, float]]) -> None:
    """Words of which the letters were put into two lines, because their typefaces have boxes of other heights, made whole."""
    for i, (top, bottom) in enumerate(bands):
        for k in range(i + 1, min(len(lines), i + 1 + _NEXT)):
            shared = min(bottom, bands[k][1]) - max(top, bands[k][0])
            if shared >= _LEVEL * min(bottom - top, bands[k][1] - bands[k][0]) and lines[i] and lines[k]:
                _settle(lines[i], lines[k])


def _settle(line: Line, other: Line) -> None:
    """Runs of letters that touch runs of the other line: all in that of the two lines that holds most of them."""
    for chain in _chains(_runs(line), _runs(other)):
        here, there = chain
        fewer, source, home = (here, line, other) if len(here) < len(there) else (there, other, line)
        for letter in fewer:
            source.remove(letter)
        home.extend(fewer)


def _runs(line: Line) -> list[Line]:
    """Letters that stand right beside each other."""
    runs: list[Line] = []
    for letter in sorted(line, key=lambda each: each.x0):
        if runs and _beside(runs[-1][-1], letter):
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return runs


def _chains(runs: Sequence[Line], others: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Runs of two lines that follow one another without a space: their letters, of each line."""
    chains: list[tuple[Line, Line]] = []
    last: tuple[Line, bool] | None = None
    for run, mine in sorted([(r, True) for r in runs] + [(r, False) for r in others], key=lambda each: each[0][0].x0):
        if last and last[1] is not mine and _follows(last[0], run):
            if not chains or not any(chains[-1][k] and chains[-1][k][-1] is last[0][-1] for k in (0, 1)):
                chains.append((list(last[0]), []) if last[1] else ([], list(last[0])))
            chains[-1][0 if mine else 1].extend(run)
        last = run, mine
    return chains


def _follows(run: Line, below: Line) -> bool:
    """Whether two runs are parts of one word; several letters stand on one line only where they are level."""
    level = _LEVEL if min(len(run), len(below)) == 1 else _LEVEL_RUNS
    return _beside(run[-1], below[0], level)


def _shared(band: tuple[float, float], letter: Letter) -> float:
    """The height that a letter shares with a line, as a part of the lower one. Called for every letter, so without min and max."""
    top, bottom = band
    upper, lower = letter.top, letter.bottom
    least = bottom - top if bottom - top < lower - upper else lower - upper
    if least <= 0:
        return 0.0
    return ((bottom if bottom < lower else lower) - (top if top > upper else upper)) / least


def _line_beside(letter: Letter, lines: Iterable[Line]) -> Line | None:
    """The line in which a letter stands right beside another."""
    return next((line for line in lines if any(_beside(letter, other) for other in line)), None)


def _beside(letter: Letter, other: Letter, least: float = _LEVEL) -> bool:
    """Whether two letters stand side by side."""
    lower = min(letter.height, other.height)
    apart = max(letter.x0, other.x0) - min(letter.x1, other.x1)
    level = min(letter.bottom, other.bottom) - max(letter.top, other.top) >= least * lower
    return level and abs(apart) <= _BESIDE * min(letter.size, other.size)


def drop_doubles(line: Line) -> Line:
    """A line without the letters that were drawn twice, a little aside, to look bold."""
    kept: Line = []
    for letter in line:
        if not any(_doubles(letter, before) for before in kept[-2:]):
            kept.append(letter)
    return kept


def _doubles(letter: Letter, before: Letter) -> bool:
    shared = min(before.x1, letter.x1) - max(before.x0, letter.x0)
    return letter.text.strip() == before.text.strip() and shared >= _TWICE * (letter.x1 - letter.x0) > 0


def line_text(line: Line) -> str:
    """The text of a line; a raised small digit becomes a superscript (``m²``)."""
    height = max(letter.height for letter in line)
    floor = max(letter.bottom for letter in line if letter.height == height)
    return "".join(
        letter.text.translate(SUPERSCRIPTS)
        if letter.height < _SMALLER * height and floor - letter.bottom > _RAISED * height
        else letter.text
        for letter in line
    ).strip()


def pieces(line: Line) -> list[Line]:
    """A line parted where letters stand wide apart."""
    parts: list[Line] = []
    for letter in line:
        if parts and letter.x0 - parts[-1][-1].x1 <= _WIDE_GAP * max(letter.height, parts[-1][-1].height):
            parts[-1].append(letter)
        else:
            parts.append([letter])
    return parts


def bounds(printed: Sequence[Letter | Piece]) -> Box:
    """The box around letters or pieces of text."""
    return Box(
        min(each.x0 for each in printed),
        min(each.top for each in printed),
        max(each.x1 for each in printed),
        max(each.bottom for each in printed),
    )
