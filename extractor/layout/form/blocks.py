"""A form without rulings: labels down its left side, and beside each the rows of cells that it heads.

A label stands at the top of its rows or in their middle; the form as a whole decides which. Lines of cells side by side can lie
at any heights: those that overlap make a band, and bands that go on with each other make a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ...lines.vocabulary import is_label
from ..unruled.bands import Name
from ..unruled.names import Printed
from ..wrapping import is_full, width_of
from .cells import below_heads, cells_of, is_amount
from .headed import section_of, spread_labels
from .sides import ALIGNED, Line, Side, is_head, line_height

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..pieces import Piece

_SHARED = 0.25
"""Share of the lower one's height that pieces of one band have in common, line pitches taken for heights."""
_NEAR, _NEAR_FULL = 0.2, 0.8
"""Line heights of space, beyond that inside a cell, over which a cell goes on; the same where its line is full."""
_PUSHED = 8.0
"""Letters between the beginnings of two lines of one text in a dump: behind a label one can stand further left."""
_APART, _TELLING = 0.3, 2
"""Line heights of space, beyond that inside a cell, that part two rows; and how many such spaces tell that rows are parted."""
_RUNS_ON, _COUNTED, _VALUES, _UNPARTED = 1.0, 1.0, 2.0, 0.3
"""Line pitches for a label of which the rows begin with the rest of a cell, with a second goal, with values below their heads,
without space above where others have it."""
_NUMBER = re.compile(r"[（(]?([1-9]|[一二三四五六七八九])[）).、．](?!\d)|目标\s*([1-9])")
_LONGER = 1.1
"""Times that a line of a wrapped value may be longer than the one above."""
_SHARE = re.compile(r"^[\d.]+\s*%?$")
_BLANK = 0.1
"""Line heights of space around the label of a blank field."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form: the line that it begins in, and its cells, None for one that the row above covers."""

    line: int
    cells: tuple[Piece | None, ...]


@dataclass(slots=True)
class Band:
    """Pieces side by side."""

    pieces: list[Piece]
    top: float
    bottom: float
    line: int
    """Where it begins."""
    ruled: bool = False
    new_page: bool = False


def block_rows(lines: Sequence[Line], side: Side, inside: float, *, dump: bool) -> Iterator[FormRow]:
    """The rows of lines with labels at their left. `inside`: line heights between two lines of a cell."""
    form = _Form(lines, side, line_height(lines), inside, dump)
    names, bands = form.names(), form.bands()
    form.add_blank(names, bands)
    heights = [(band.top, band.bottom) for band in bands]
    begins = {k for k, band in enumerate(bands) if band.new_page}
    sections = [section_of(piece.text for piece in band.pieces) for band in bands]
    spans = spread_labels(names, Printed(heights, begins), form.pitch, form.doubts(bands), sections)
    done = spans[0][0]
    yield from (FormRow(band.line, cells_of([band.pieces])) for band in bands[:done] if band.pieces)
    for name, (first, last) in zip(names, spans, strict=True):
        yield from _block(name, bands[max(first, done) : last + 1], form)
        done = last + 1


@dataclass(slots=True)
class _Form:
    """Lines with labels at their left."""

    lines: Sequence[Line]
    side: Side
    height: float
    inside: float
    dump: bool
    """Whether heights are numbers of lines, which do not tell lines of one cell from others."""
    capacity: dict[int, float] = field(default_factory=dict)
    spaced: bool = False
    """Whether there is space between rows."""
    bare: list[float] = field(default_factory=list)
    """Tops of the lines of a dump that hold nothing but labels at the left."""

    def __post_init__(self) -> None:
        if self.dump:
            self.bare = [line.top for line in self.lines if all(map(self.side.holds, line.pieces))]
        for line in self.lines:
            for piece in line.pieces:
                place = self._place(piece)
                self.capacity[place] = max(self.capacity.get(place, 0.0), width_of(piece.text))

    @property
    def pitch(self) -> float:
        """From one line of a cell to the next."""
        return self.height * (1 + self.inside)

    def _place(self, piece: Piece) -> int:
        return round(piece.x0 / (self.height or 1))

    def is_full(self, above: Piece, below: Piece) -> bool:
        """Whether a cell may go on from one line to the next because the first is full."""
        return is_full(above.text.split("\n")[-1], below.text, self.capacity.get(self._place(above), 0.0))

    def names(self) -> list[Name]:
        """The labels at the left, from the top down; words that are no known label make one where they stand close."""
        found: list[Name] = []
        aside = [(i, p) for i, line in enumerate(self.lines) for p in line.pieces if self.side.holds(p)]
        for i, piece in sorted(aside, key=lambda each: each[1].top):
            last = found[-1] if found else None
            space = piece.top - last.bottom if last else 0.0
            known = is_label(piece.text) or bool(last and is_label(last.text))
            if last and not known and space <= self._least(_NEAR):
                found[-1] = replace(last, text=f"{last.text}\n{piece.text}", last=i, bottom=piece.bottom)
            else:
                found.append(Name(piece.text, i, i, piece.top, piece.bottom))
        return found

    def bands(self) -> list[Band]:
        """The pieces right of the labels."""
        pieces = [(p, i) for i, line in enumerate(self.lines) for p in line.pieces if not self.side.holds(p)]
        found: list[Band] = []
        for piece, i in sorted(pieces, key=lambda each: each[0].top):
            if found and self._shared(found[-1], piece) > _SHARED:
                band = found[-1]
                band.pieces.append(piece)
                band.bottom, band.line = max(band.bottom, piece.bottom), min(band.line, i)
            else:
                found.append(Band([piece], piece.top, piece.bottom, i))
        least = self._least(_APART)
        self.spaced = sum(self._space(above, below) > least for above, below in pairwise(found)) >= _TELLING
        for above, below in pairwise(found):
            between = self.lines[above.line + 1 : below.line + 1]
            below.ruled = any(line.ruled for line in between)
            below.new_page = self.lines[above.line].page != self.lines[below.line].page
        return found

    def _space(self, above: Piece | Band, below: Piece | Band) -> float:
        """From one down to the other; a line of a dump that holds nothing but labels at the left is none."""
        return below.top - above.bottom - self.height * sum(above.bottom <= top < below.top for top in self.bare)

    def _shared(self, band: Band, piece: Piece) -> float:
        pad = self.inside * self.height
        lower = min(band.bottom - band.top, piece.bottom - piece.top) + pad
        return (min(band.bottom, piece.bottom) - max(band.top, piece.top) + pad) / lower

    def add_blank(self, names: Iterable[Name], bands: list[Band]) -> None:
        """Bands without a piece for labels that have nothing beside them."""
        least = self._least(_BLANK)
        for name in names:
            if all(band.top - name.bottom > least or name.top - band.bottom > least for band in bands):
                at = sum(band.top < name.top for band in bands)
                bands.insert(at, Band([], name.top, name.bottom, name.first))

    def goes_on(self, row: Sequence[Band], below: Band) -> bool:
        """Whether a band is the rest of the row above."""
        if below.ruled:
            return False
        above = [piece for band in row for piece in band.pieces]
        if self.dump:
            return self._is_text(row, below) or (
                self._is_wrapped(above, below) and not self._are_values(row[-1], below)
            )
        pairs = [self._above(piece, above) for piece in below.pieces]
        joins = [self._near(a, b, below) for a, b in zip(pairs, below.pieces, strict=True) if a is not None]
        headed, heads = (any(is_head(p.text) for p in pieces) for pieces in (above, below.pieces))
        if headed and heads:
            return False
        return bool(joins) and all(joins) and (len(joins) == len(pairs) or not headed)

    def _is_text(self, row: Sequence[Band], below: Band) -> bool:
        """Whether all bands are lines of text, one below the other: beside a label they are one cell."""
        pieces = [band.pieces for band in (*row, below)]
        if any(len(each) != 1 or is_head(each[0].text) for each in pieces):
            return False
        return all(abs(each[0].x0 - pieces[0][0].x0) < _PUSHED * self.height for each in pieces)

    def _is_wrapped(self, above: Sequence[Piece], below: Band) -> bool:
        """Whether a band goes on with wrapped values, or holds cells of the same row beside those above."""
        if not above:
            return False
        first = min(above, key=lambda piece: piece.x0)
        if is_head(first.text) and any(piece.x0 < first.x0 for piece in below.pieces):
            return False
        crossing = [(a, b) for a in above for b in below.pieces if a.overlap(b) > 0]
        heads = [any(is_head(piece.text) for piece in pieces) for pieces in (above, below.pieces)]
        if not crossing and heads[0]:
            return not heads[1] and all(is_amount(piece.text) for piece in below.pieces)
        return not all(heads) and all(_may_wrap(a, b) for a, b in crossing)

    def doubts(self, bands: Sequence[Band]) -> list[float]:
        """Of each band how unlikely a label's rows begin with it, in line pitches."""
        found, number = [0.0], 0
        for above, below in pairwise(bands):
            before, number = number, _number_of(below) or number
            if number != before:
                found.append(_COUNTED * (number == before + 1 > 1))
            else:
                found.append(_VALUES if self._are_values(above, below) else self._closeness(above, below))
        return found

    def _closeness(self, above: Band, below: Band) -> float:
        if self.runs_on(above, below):
            return _RUNS_ON
        space = self._space(above, below)
        return _UNPARTED * (self.spaced and not (below.ruled or below.new_page) and space <= self._least(_BLANK))

    def _least(self, more: float) -> float:
        """Space that is more than that inside a cell, by so many line heights."""
        return self.height * (self.inside + more)

    def _are_values(self, above: Band, below: Band) -> bool:
        """Whether a band holds nothing but what stands below the heads of the one above, as the shares of a plan do."""
        heads = sum(is_head(piece.text) for piece in above.pieces)
        return heads > 1 and 0 < len(below.pieces) <= heads and all(_SHARE.match(piece.text) for piece in below.pieces)

    def runs_on(self, above: Band, below: Band) -> bool:
        """Whether a cell runs on from one band to the next: they stand as close as lines of a cell.

        Where rows have no space between them it must be a full line.
        """
        least = self._least(_BLANK)
        pairs = ((self._above(piece, above.pieces), piece) for piece in below.pieces)
        close = (self._space(a, b) <= least and (self.spaced or self.is_full(a, b)) for a, b in pairs if a is not None)
        return any(close) and not (below.ruled or below.new_page or any(is_head(piece.text) for piece in below.pieces))

    def _above(self, piece: Piece, above: Iterable[Piece]) -> Piece | None:
        """The lowest piece above that a value goes on with."""
        if is_head(piece.text):
            return None
        aligned = (other for other in above if not is_head(other.text) and self._aligned(other, piece))
        return max(aligned, key=lambda other: other.bottom, default=None)

    def _aligned(self, above: Piece, piece: Piece) -> bool:
        """Whether two pieces begin at the same place, or the lower one, no longer, has the same middle."""
        reach = ALIGNED * self.height
        if abs(above.x0 - piece.x0) < reach:
            return True
        within = above.x0 - reach < piece.x0 and piece.x1 < above.x1 + reach
        return within and abs(above.x0 + above.x1 - piece.x0 - piece.x1) < reach

    def _near(self, above: Piece, piece: Piece, band: Band) -> bool:
        if self.is_full(above, piece):
            return band.new_page or piece.top - above.bottom <= self._least(_NEAR_FULL)
        return not band.new_page and piece.top - above.bottom <= self._least(_NEAR)


def _may_wrap(above: Piece, below: Piece) -> bool:
    """Whether a value may go on with a piece below it: an amount with figures or its unit, a text with no longer line."""
    if is_head(above.text) or is_head(below.text):
        return False
    if is_amount(above.text):
        return is_amount(below.text)
    return width_of(below.text) <= _LONGER * width_of(above.text.split("\n")[-1])


def _number_of(band: Band) -> int:
    """The number that a band begins with (``2.``, 目标2); 0 where it has none."""
    match = _NUMBER.match(band.pieces[0].text) if band.pieces else None
    return 1 + "123456789一二三四五六七八九".index(match[1] or match[2]) % 9 if match else 0


def _block(name: Name, bands: Sequence[Band], form: _Form) -> Iterator[FormRow]:
    """The rows that a label heads: the label in the first, covered in the others."""
    rows: list[list[Band]] = []
    for band in bands:
        if rows and form.goes_on(rows[-1], band):
            rows[-1].append(band)
        else:
            rows.append([band])
    above: tuple[Piece, ...] = ()
    if not rows:
        yield FormRow(name.first, (_label(name, form),))
    for k, row in enumerate(rows):
        cells = below_heads(above, cells_of(band.pieces for band in row))
        line = min([row[0].line, name.first]) if not k else row[0].line
        yield FormRow(line, (None if k else _label(name, form), *cells))
        above = cells


def _label(name: Name, form: _Form) -> Piece:
    pieces = [p for line in form.lines[name.first : name.last + 1] for p in line.pieces if form.side.holds(p)]
    inside = [p for p in pieces if name.top <= p.top and p.bottom <= name.bottom]
    left, right = min(p.x0 for p in inside), max(p.x1 for p in inside)
    return replace(inside[0], text=name.text, x0=left, x1=right, top=name.top, bottom=name.bottom)
