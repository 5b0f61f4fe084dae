"""Letters of pages without ruling."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.document import Box
from extractor.layout.picture.loose import ReadLine, place_letters, readings_within
from extractor.layout.picture.loose_lines import find_loose_text
from extractor.layout.pieces import read_lines
from extractor.ocr.engine import Letter, Reading

SIZE = 10


def read(text, gaps=None, shift=0.0, ink=None):
    """A line of letters with 8 of 10 columns inked each, after some of them a gap; `shift`: by how much the engine misplaces
    them; `ink`: first and last inked column of some signs."""
    x, middles, spans = 0.0, [], []
    for k, letter in enumerate(text):
        start, end = (ink or {}).get(letter, (1, 9))
        if not letter.isspace():
            spans.append((x + start, x + end))
        middles.append(x + SIZE / 2)
        x += SIZE + (gaps or {}).get(k, 0)
    width = round(x)
    inked = np.zeros((SIZE, width), bool)
    for start, end in spans:
        inked[:, round(start) : round(end)] = True
    letters = tuple(
        Letter(letter, 0.9 + 0.01 * k, (middle + shift) / width)
        for k, (letter, middle) in enumerate(zip(text, middles, strict=True))
    )
    return ReadLine(Box(0, 100, width, 110), Reading(text, 0.9, letters), inked)


def pieces(line):
    return [piece.text for each in read_lines([x.place for x in place_letters([line])], 1) for piece in each.pieces]


def test_a_gap_between_columns_parts_a_line():
    assert pieces(read("质量指标完成率", {3: 20})) == ["质量指标", "完成率"]


@pytest.mark.parametrize("shift", [-3, 3])
def test_a_narrow_gap_parts_a_line_though_the_engine_misplaces_the_letters(shift):
    assert pieces(read("质量指标完成率", {3: 4}, shift)) == ["质量指标", "完成率"]


def test_a_blank_that_was_read_between_columns_joins_nothing():
    assert pieces(read("学奖励 10项", {2: -5, 3: 0})) == ["学奖励", "10项"]


@pytest.mark.parametrize(
    ("sign", "ink"), [("，", (1, 3)), ("，", (4, 6)), ("：", (2, 4)), ("（", (6, 9)), ("“", (5, 9))]
)
def test_the_paper_around_a_sign_parts_nothing(sign, ink):
    assert pieces(read(f"资料{sign}订阅期刊", ink={sign: ink})) == [f"资料{sign}订阅期刊"]


def test_columns_part_behind_a_comma_and_before_a_bracket():
    assert pieces(read("资料，订阅", {2: 5}, ink={"，": (1, 3)})) == ["资料，", "订阅"]
    assert pieces(read("资料（订阅", {1: 5}, ink={"（": (7, 9)})) == ["资料", "（订阅"]


def test_a_cell_gets_the_confidence_of_its_own_letters():
    letters = place_letters([read("质量指标完成率", {3: 20})])
    (found,) = readings_within(letters, Box(55, 90, 120, 120))
    assert found.text == "完成率"
    assert found.confidence == min(letter.confidence for letter in found.letters) > 0.93


def test_a_sign_that_hangs_out_of_a_line_leaves_its_letters_at_their_height():
    line = read("资料，订阅", ink={"，": (1, 3)})
    hanging = np.vstack([line.ink, np.zeros_like(line.ink[:4])])
    hanging[10:14, 21:23] = True
    letters = place_letters([ReadLine(Box(0, 100, line.box.x1, 114), line.reading, hanging)])
    assert {letter.place.middle[1] for letter in letters} == {105}


def boxes(page, size=24):
    return sorted((line.box.x0, line.box.top, line.box.x1, line.box.bottom) for line in find_loose_text(page, size))


def test_words_apart_are_read_apart_and_strokes_of_one_letter_together():
    page = np.full((120, 400), 255, np.uint8)
    for x in (20, 50, 200):
        page[40:64, x : x + 24] = 0
    page[44:48, 300:324] = page[57:61, 300:324] = 0  # 二
    assert boxes(page) == [(20, 40, 74, 64), (200, 40, 224, 64), (300, 44, 324, 61)]


def test_lines_of_neighbouring_cells_half_a_line_apart_are_two():
    page = np.full((160, 400), 255, np.uint8)
    for x in (20, 50, 80):
        page[40:64, x : x + 24] = page[80:104, x : x + 24] = 0
    for x in (116, 146):  # half a letter beside them
        page[60:84, x : x + 24] = 0
    assert boxes(page) == [(20, 40, 104, 64), (20, 80, 104, 104), (116, 60, 170, 84)]


def test_a_title_in_larger_letters_is_one_line():
    page = np.full((160, 400), 255, np.uint8)
    for x in (20, 70, 120):
        page[40:84, x : x + 44] = 0
    page[50:60, 134:140] = 255
    assert boxes(page) == [(20, 40, 164, 84)]


def test_a_part_of_a_title_s_letter_is_no_line():
    page = np.full((160, 400), 255, np.uint8)
    for x in (20, 60, 100):
        page[40:74, x : x + 30] = 0
    page[40:52, 60:66] = page[50:52, 60:90] = 255  # 员: higher than a line of common print
    assert boxes(page) == [(20, 40, 130, 74)]


def test_a_line_goes_on_behind_the_paper_of_a_comma():
    page = np.full((120, 400), 255, np.uint8)
    page[40:64, 20:44] = page[40:64, 79:103] = 0
    page[58:66, 48:56] = 0
    assert boxes(page) == [(20, 40, 103, 66)]


def test_a_sign_belongs_to_the_line_not_to_a_part_of_its_last_letter():
    page = np.full((120, 400), 255, np.uint8)
    page[36:64, 20:80] = page[55:64, 84:114] = page[36:50, 92:112] = 0  # 态
    page[60:68, 122:128] = 0
    assert boxes(page) == [(20, 36, 128, 68)]
