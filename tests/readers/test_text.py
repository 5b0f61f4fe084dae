from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import ExtractorError, LimitExceeded, UnsupportedInput
from extractor.options import Options
from extractor.readers.text import clean, find_layout, read_text

ROWS = (
    "项目名称\t甲经费\t\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t次数\t≥3次\n\t质量指标\t合格率\t100%"
)
CELLS = "甲经费绩效目标表\n\t单位：元\n\n\t项目名称\n\t甲经费\n\n\t\n\t≥3次\n第二行"


def read(data: str | bytes, **limits):
    return read_text(data.encode() if isinstance(data, str) else data, "dump.txt", "", Options(**limits))


def test_tab_rows():
    document = read(ROWS)
    assert document.layout == "rows"
    assert [cell.text for cell in document.rows[3].cells] == ["", "质量指标", "合格率", "100%"]
    assert [row.line for row in document.rows] == [1, 2, 3, 4]


def test_one_cell_a_line():
    document = read(CELLS)
    assert document.layout == "cells"
    assert [(row.text, row.line, row.gap, row.indented) for row in document.rows] == [
        ("甲经费绩效目标表", 1, 0, False),
        ("单位：元", 2, 0, True),
        ("项目名称", 4, 1, True),
        ("甲经费", 5, 0, True),
        ("", 7, 1, True),
        ("≥3次", 8, 0, True),
        ("第二行", 9, 0, False),
    ]


@pytest.mark.parametrize("width", range(2, 9))
def test_spaces_for_tabs_give_the_same_cells(width):
    for text in (ROWS, CELLS):
        spaced = read(text.replace("\t", " " * width))
        assert [row.text.rstrip() for row in spaced.rows] == [row.text.rstrip() for row in read(text).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
def test_encodings(encoding):
    assert read(CELLS.encode(encoding)).rows == read(CELLS).rows


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_line_ends(end):
    assert read(CELLS.replace("\n", end)).rows == read(CELLS).rows


def test_a_few_bad_bytes_are_mended_and_told():
    document = read(CELLS.encode() * 300 + b"\xff\n" + CELLS.encode())
    assert [trouble.code for trouble in document.troubles] == ["encoding"]


def test_form_feeds_count_pages():
    assert [row.page for row in read("一\n\f二\n三\f四").rows] == [1, 2, 3]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[bookmark: _Toc3909]一、总体", "一、总体"),
        ("<p>1.甲</p> <p>2.乙</p>", " 1.甲   2.乙 "),
        ("a&nbsp;b&lt;3", "a\xa0b<3"),
        ("\u200b中\x07文\ufeff", "中文"),
        ("<关于全面加强的通知>", "<关于全面加强的通知>"),
    ],
)
def test_clean(line, expected):
    assert clean(line) == expected


def test_limits_are_named():
    with pytest.raises(LimitExceeded, match="max_line_chars=5"):
        read("一二三四五六", max_line_chars=5)
    with pytest.raises(LimitExceeded, match="max_lines=2"):
        read("一\n二\n三", max_lines=2)


def test_binary_is_refused():
    with pytest.raises(UnsupportedInput, match="binary"):
        read(bytes(range(32)) * 50)


def test_prose_is_no_table_of_rows():
    assert find_layout(["今天  天气很好。", "我们去公园。"]) == "cells"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        document = read(data)
    except ExtractorError:
        return
    assert all(row.line and row.cells for row in document.rows)


@given(st.lists(st.text(alphabet="一二三\t 12.%<>&[]\n\r\f", max_size=30), max_size=8))
def test_no_letter_is_lost(lines):
    text = "\n".join(lines)
    letters = [c for c in text if c in "一二三"]
    found = [c for row in read(text).rows for cell in row.cells for c in cell.text if c in "一二三"]
    assert found == letters
