"""Columns of a dump's lines by what stands near them."""

from __future__ import annotations

from extractor.layout.nearby import Choice, best_together
from extractor.layout.pieces import Piece


def line(number, *placed):
    return [Piece(text, x, number, x + len(text), number + 1) for text, x in placed]


def test_pieces_that_begin_at_one_place_stand_in_one_column():
    lines = [line(1, ("工作经", 32)), line(2, ("验", 32))]
    choices = [[Choice(0.0, (5,)), Choice(3.0, (4,))], [Choice(0.0, (4,)), Choice(0.5, (5,))]]
    assert best_together(lines, choices, ()) == [(5,), (5,)]


def test_of_two_pieces_side_by_side_the_right_one_stands_further_right():
    lines = [line(1, ("≥1100路", 24)), line(2, ("合同约", 31))]
    choices = [[Choice(0.0, (4,))], [Choice(0.0, (4,)), Choice(1.0, (5,))]]
    assert best_together(lines, choices, ()) == [(4,), (5,)]


def test_a_full_line_goes_on_in_its_column():
    lines = [line(1, ("促进民宗侨团结", 16)), line(2, ("和谐稳定", 20))]
    choices = [[Choice(0.0, (3,))], [Choice(0.0, (4,)), Choice(0.5, (3,))]]
    apart = best_together(lines, choices, (7.0,) * 5)
    far = best_together(lines, choices, (12.0,) * 5)
    assert apart == [(3,), (3,)]
    assert far == [(3,), (4,)]


def test_lines_far_from_each_other_tell_nothing():
    lines = [line(1, ("工作经", 32)), line(40, ("验", 32))]
    choices = [[Choice(0.0, (5,))], [Choice(0.0, (4,)), Choice(0.5, (5,))]]
    assert best_together(lines, choices, ()) == [(5,), (4,)]
