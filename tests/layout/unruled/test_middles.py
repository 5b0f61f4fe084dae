"""Heights of a dump's lines, from the rows that they make."""

from __future__ import annotations

from extractor.layout.pieces import Piece
from extractor.layout.unruled.bands import BodyLine, Name
from extractor.layout.unruled.middles import move, settle


def line(top, *columns):
    return BodyLine({column: Piece("甲", 10.0 * column, top, 10.0 * column + 1, top + 1) for column in columns}, 0.0)


def test_cells_stand_around_the_middle_of_their_rows():
    lines = [line(0, 1), line(1, 0, 2), line(2, 1), line(3, 1, 2)]
    heights, middles = settle(lines, [(0, 2), (3, 3)], {0}, wide=False)
    assert heights == [(0.0, 2.5), (2.5, 4.0)]
    assert middles == [0.75, 1.25, 1.75, 3.25]


def test_a_line_with_a_name_alone_stands_between_its_neighbours():
    lines = [line(0, 1, 2), line(1, 0), line(2, 1, 2)]
    heights, middles = settle(lines, [(0, 1), (2, 2)], {0}, wide=True)
    assert heights == [(0.0, 2.0), (2.0, 4.0)]
    assert middles == [1.0, 2.0, 3.0]
    moved = move(Name("产出指标", 1, 1, 1.0, 2.0), middles)
    assert (moved.top, moved.bottom) == (1.5, 2.5)
