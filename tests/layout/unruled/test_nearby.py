"""Columns of a dump's lines by what stands near them."""

from __future__ import annotations

from extractor.layout.pieces import Piece
from extractor.layout.unruled.nearby import Choice, best_together


def line(number, *placed):
    return [Piece(text, x, number, x + len(text), number + 1) for text, x in placed]


def choices(*lines):
    """Of each line, given as its pieces and the choices of cost and columns."""
    return [
        [Choice(cost, tuple(pieces), columns, (1,) * len(pieces)) for cost, columns in own] for pieces, *own in lines
    ]


def test_pieces_that_begin_at_one_place_stand_in_one_column():
    lines = [line(1, ("工作经", 32)), line(2, ("验", 32))]
    known = choices((lines[0], (0.0, (5,)), (3.0, (4,))), (lines[1], (0.0, (4,)), (0.5, (5,))))
    assert best_together(known, ())[1] == [[5], [5]]


def test_of_two_pieces_side_by_side_the_right_one_stands_further_right():
    lines = [line(1, ("≥1100路", 24)), line(2, ("合同约", 31))]
    known = choices((lines[0], (0.0, (4,))), (lines[1], (0.0, (4,)), (1.0, (5,))))
    assert best_together(known, ())[1] == [[4], [5]]


def test_a_full_line_goes_on_in_its_column():
    lines = [line(1, ("促进民宗侨团结", 16)), line(2, ("和谐稳定", 20))]
    known = choices((lines[0], (0.0, (3,))), (lines[1], (0.0, (4,)), (0.5, (3,))))
    assert best_together(known, (7.0,) * 5)[1] == [[3], [3]]
    assert best_together(known, (12.0,) * 5)[1] == [[3], [4]]


def test_lines_far_from_each_other_tell_nothing():
    lines = [line(1, ("工作经", 32)), line(40, ("验", 32))]
    known = choices((lines[0], (0.0, (5,))), (lines[1], (0.0, (4,)), (0.5, (5,))))
    assert best_together(known, ())[1] == [[5], [4]]


def test_cells_go_on_inside_of_known_rows_alone():
    lines = [line(1, ("促进民宗侨团结", 16), ("完成", 24)), line(2, ("和谐稳定", 20))]
    known = choices((lines[0], (0.0, (3, 4))), (lines[1], (0.0, (4,)), (2.5, (3,))))
    capacity = (7.0,) * 5
    assert best_together(known, capacity, [0, 0])[1] == [[3, 4], [3]]
    assert best_together(known, capacity, [0, 1])[1] == [[3, 4], [4]]


def test_pieces_behind_one_blank_may_stand_left_of_their_places():
    full = line(1, ("成本指标", 4), ("食宿补贴标准", 9), ("来津挂职干部食", 16))
    known = choices((full, (0.0, (1, 2, 3))), (line(2, ("宿补贴费用", 16)), (0.0, (2,)), (2.0, (3,))))
    assert best_together(known, (), [0, 0])[1] == [[1, 2, 3], [3]]
    assert best_together(known, (), [0, 0], pulled=True)[1] == [[1, 2, 3], [2]]
