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


def levels(body):
    """The first two cells of each row of a dump's table; those covered by the name above as ``"``."""
    rows = read_aligned([padded(row, 1) for row in (HEAD, *body)])[1:]
    return [tuple('"' if cell.covered else cell.text for cell in row.cells[:2]) for row in rows]


def test_names_in_the_middle_cover_the_rows_of_their_scheme():
    body = [
        ("", "数量指标", "慰问困难家庭", "≥18户"),
        ("产出指标", "质量指标", "发放准确率", "100%"),
        ("", "时效指标", "发放及时率", "≥95%"),
        ("", "成本指标", "户均标准", "≤800元"),
        ("效益指标", "社会效益指标", "困难家庭生活", "改善"),
        ("", "可持续影响指标", "救助水平", "提升"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
    ]
    found = levels(body)
    assert [first for first, _ in found] == ["产出指标", '"', '"', '"', "效益指标", '"', "满意度指标"]
    assert [second for _, second in found] == [row[1] for row in body]


def test_a_name_between_two_lines_stands_on_the_upper():
    body = [
        ("", "数量指标", "慰问困难家庭", "≥18户"),
        ("产出指标", "", "走访老人", "≥30人"),
        ("", "质量指标", "发放准确率", "100%"),
        ("长效管理", "制度", "救助制度", "健全"),
    ]
    assert levels(body) == [("产出指标", "数量指标"), ('"', '"'), ('"', "质量指标"), ("长效管理", "制度")]


def test_names_without_the_word_for_indicators_are_whole():
    body = [
        ("产出", "数量", "慰问困难家庭", "≥18户"),
        ("", "时效", "发放及时率", "≥95%"),
        ("成本", "经济成本", "户均标准", "≤800元"),
        ("效益", "社会效益", "困难家庭生活", "改善"),
    ]
    assert [first for first, _ in levels(body)] == ["产出", '"', "成本", "效益"]
