"""Dumps that keep the page's geometry by blanks."""

from __future__ import annotations

import unicodedata

import pytest

from extractor.readers.aligned import read_aligned

HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
BODY = (
    ("产出指标", "数量指标", "维修房屋", "≥3次"),
    ("", "质量指标", "验收合格率", "100%"),
    ("效益指标", "社会效益指标", "改善办公环境", "明显"),
)
STARTS = (0, 14, 32, 60)


def padded(texts, wide):
    """A line with each text at its column; `wide` columns for a wide letter."""
    line, at = "", 0
    for text, start in zip(texts, STARTS, strict=True):
        if text:
            line += " " * (start - at) + text
            at = start + sum(wide if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return line


@pytest.mark.parametrize("wide", [1, 2])
def test_columns_are_found_however_wide_letters_are_counted(wide):
    rows = read_aligned([padded(row, wide) for row in (HEAD, *BODY)])
    assert [[cell.text for cell in row.cells] for row in rows] == [list(row) for row in (HEAD, *BODY)]
    assert [row.line for row in rows] == [1, 2, 3, 4]


@pytest.mark.parametrize("lines", [["项目名称\t甲"], ["没有分开的文字"], [], ["甲    乙", "丙    丁"]])
def test_other_dumps_are_not(lines):
    assert read_aligned(lines) is None


def test_form_feeds_count_pages():
    rows = read_aligned([padded(row, 1) for row in (HEAD, BODY[0])] + ["\f" + padded(BODY[2], 1)])
    assert [row.page for row in rows] == [1, 1, 2]
