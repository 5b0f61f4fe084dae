from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.letters import Letter, bounds, find_lines, line_text, pieces
from extractor.layout.pieces import join_numbers, read_lines


def letters(text, x=0.0, top=0.0, size=10.0):
    """Letters side by side, Latin ones half as wide."""
    found = []
    for letter in text:
        width = size if letter > "\u2000" else size / 2
        found.append(Letter(letter, x, top, x + width, top + size))
        x += width
    return found


def lines_of(found):
    return [line_text(line) for line in find_lines(found)]


@given(st.lists(st.text("甲乙丙丁1a", min_size=1, max_size=8), min_size=1, max_size=6), st.integers(0, 10**6))
def test_letters_in_any_order_make_their_lines(texts, seed):
    found = [letter for n, text in enumerate(texts) for letter in letters(text, top=n * 12.0)]
    random.Random(seed).shuffle(found)
    assert lines_of(found) == texts


@pytest.mark.parametrize("aside", [0.0, 0.3, 1.5])
def test_letters_drawn_twice_are_one(aside):
    text = "绩效目标100%"
    assert lines_of([*letters(text), *letters(text, x=aside)]) == [text]


def test_the_same_letter_twice_is_two():
    assert lines_of(letters("人人有责11")) == ["人人有责11"]


@pytest.mark.parametrize(("top", "text"), [(-1.0, "850元/m²"), (5.0, "850元/m2")])
def test_small_raised_digits_are_superscripts(top, text):
    base = letters("850元/m")
    small = Letter("2", base[-1].x1, top, base[-1].x1 + 3, top + 5)
    assert lines_of([*base, small]) == [text]


def test_a_low_dash_stays_in_its_line():
    """The line also holds a cell that stands higher, so that the dash shares little height with the whole line."""
    aside = letters("产出指标", top=284.5)
    low = [Letter("月", 495, 289.4, 505.5, 298.8), Letter("-", 505.5, 292.9, 508.6, 298.8)]
    date = [*low, Letter("1", 508.6, 290.2, 514.9, 298.8)]
    assert any(line.endswith("月-1") for line in lines_of([*aside, *date]))


def test_lines_close_below_each_other_are_two():
    assert lines_of([*letters("甲乙"), *letters("丙丁", top=9.0)]) == ["甲乙", "丙丁"]


def test_pieces_part_where_letters_stand_wide_apart():
    (line,) = find_lines([*letters("甲乙"), *letters("丙", x=60.0)])
    assert [line_text(piece) for piece in pieces(line)] == ["甲乙", "丙"]
    assert bounds(line) == bounds([*letters("甲乙"), *letters("丙", x=60.0)])


def test_lines_of_pieces():
    (line,) = read_lines([*letters("指标"), *letters("值100%", x=26.0), Letter("6 ", 90, 0, 95, 10)], 3)
    assert [(piece.text, piece.x0, piece.x1) for piece in line.pieces] == [
        ("指标", 0, 20),
        ("值100%", 26, 56),
        ("6", 90, 95),
    ]
    assert (line.page, line.text) == (3, "指标 值100%  6")


def test_a_number_and_its_unit_that_a_blank_parts_are_one():
    from dataclasses import replace

    (line,) = read_lines([*letters("6"), *letters("月底", x=10.0), *letters("甲", x=35.0)], 1)
    assert [piece.text for piece in join_numbers(replace(line, blank=5.0))] == ["6 月底", "甲"]


def test_the_first_line_of_an_amounts_label_stands_close_to_the_amount():
    (line,) = read_lines([*letters("其中:财政"), *letters("98.00", x=47.5)], 1)
    (text,) = read_lines([*letters("其中有男"), *letters("98", x=42.5)], 1)
    assert [piece.text for piece in line.pieces] == ["其中:财政", "98.00"]
    assert [piece.text for piece in text.pieces] == ["其中有男98"]
