"""Letters of pages without ruling."""

from __future__ import annotations

import numpy as np

from extractor.document import Box
from extractor.layout.loose import place_letters, readings_within
from extractor.layout.loose_lines import find_loose_text
from extractor.layout.pieces import read_lines
from extractor.ocr.engine import Letter, Reading


def reading(text, gap_after=None):
    """A line of letters 10 wide, with a gap of 20 after one of them; and its box."""
    centres = [5 + 10 * k + (20 if gap_after is not None and k > gap_after else 0) for k in range(len(text))]
    width = centres[-1] + 5
    letters = tuple(
        Letter(letter, 0.9 + 0.01 * k, x / width) for k, (letter, x) in enumerate(zip(text, centres, strict=True))
    )
    return Box(0, 100, width, 110), Reading(text, 0.9, letters)


def test_a_gap_between_columns_parts_a_line():
    letters = place_letters([reading("质量指标完成率", 3)])
    assert [piece.text for line in read_lines([x.place for x in letters], 1) for piece in line.pieces] == [
        "质量指标",
        "完成率",
    ]


def test_the_blank_of_a_comma_parts_nothing():
    letters = place_letters([reading("资，订阅期刊")])
    assert [piece.text for line in read_lines([x.place for x in letters], 1) for piece in line.pieces] == [
        "资，订阅期刊"
    ]


def test_a_cell_gets_the_confidence_of_its_own_letters():
    letters = place_letters([reading("质量指标完成率", 3)])
    (found,) = readings_within(letters, Box(55, 90, 120, 120))
    assert found.text == "完成率"
    assert found.confidence == min(letter.confidence for letter in found.letters) > 0.93


def test_words_apart_are_read_apart_and_strokes_of_one_letter_together():
    page = np.full((120, 400), 255, np.uint8)
    for x in (20, 50, 200):
        page[40:64, x : x + 24] = 0
    page[44:48, 300:324] = page[57:61, 300:324] = 0  # 二
    boxes = sorted((line.box.x0, line.box.x1, line.box.bottom - line.box.top) for line in find_loose_text(page, 24))
    assert boxes == [(20, 74, 24), (200, 224, 24), (300, 324, 17)]
