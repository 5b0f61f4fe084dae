"""Dumps in the order in which pages were printed."""

from __future__ import annotations

import pytest

from extractor.options import Options
from extractor.readers.stream import is_stream, is_typeset
from extractor.readers.text import read_text

HEAD = "一级指标 二级指标 三级指标 指标值"
DUMP = f"""1.办公楼维修经费绩效目标表
预算规模及资
金用途
{HEAD}
产出指标 数量指标 维修办公楼的
面积
≥300平方米
"""


def rows_of(text):
    document = read_text(text.encode(), "a.txt", "", Options())
    assert document.layout == "stream"
    return document.rows


def test_a_row_is_a_piece_and_pieces_of_known_words_are_one():
    rows = rows_of(DUMP)
    assert [row.text for row in rows[1:2]] == ["预算规模及资\n金用途"]
    assert [row.text for row in rows[-5:]] == ["产出指标", "数量指标", "维修办公楼的", "面积", "≥300平方米"]
    assert [row.beside for row in rows[-5:]] == [False, True, True, False, False]
    assert [row.line for row in rows[-5:]] == [5, 5, 5, 6, 7]


def test_headers_may_be_wrapped():
    assert is_stream(["一级指", "标", "二级指", "标", "三级指标 绩效指标描述 指标值"])


@pytest.mark.parametrize("lines", [["项目名称\t甲", HEAD], ["一级指标    二级指标    三级指标"], ["甲 乙 丙"], []])
def test_other_dumps_are_none(lines):
    assert not is_stream(lines)


def test_spaces_that_typesetting_puts_beside_numbers_are_told():
    dump = f"2026 年办公楼维修经费绩效目标表\n{HEAD}\n产出指标 数量指标 维修 3 次 ≥3 次\n"
    spaced = [row.text for row in rows_of(dump) if row.spaced]
    assert spaced == ["年办公楼维修经费绩效目标表", "3", "次", "次"]
    assert not is_typeset(["维修3次 5", "维修4次"])


def test_what_pages_print_around_their_content_is_left_out():
    page = f"部门预算公开\n{HEAD}\n产出指标 数量指标 甲 ≥3次\n"
    pages = "\f".join(f"{page}{number}\n" for number in (1, 2, 3))
    texts = [row.text for row in rows_of(pages)]
    assert "部门预算公开" not in texts
    assert not {"1", "2", "3"} & set(texts)
    assert texts.count("≥3次") == 3


def test_numbers_that_do_not_count_pages_stay():
    pages = "\f".join(f"{HEAD}\n产出指标 数量指标 甲 ≥3次\n{weight}\n" for weight in (6, 6, 10))
    assert [row.text for row in rows_of(pages) if row.text.isdecimal()] == ["6", "6", "10"]


def test_a_word_of_the_vocabulary_is_a_cell_of_its_own():
    dump = f"2026 年办公楼维修经费绩效目标表\n绩效目标 1.维修 3 次\n{HEAD}\n产出指标 数量指标 维修 3 次 ≥3 次\n"
    rows = rows_of(dump)
    (goal,) = [row for row in rows if row.text == "1.维修"]
    assert goal.beside
    assert not goal.spaced
