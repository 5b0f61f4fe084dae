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


def aligned(*rows, starts):
    """Lines with each text at its column, two columns for a wide letter."""
    found = []
    for texts in rows:
        line, at = "", 0
        for text, start in zip(texts, starts, strict=True):
            if text:
                line += " " * (start - at) + text
                at = start + sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
        found.append(line)
    return found


LONG = (
    ("预算单位", "项目名称", "项目总额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "", "", "", "", "数量指标", "扫描页数", "≥120万页"),
    ("甲县档案馆", "档案数字化", "125.80", "完成档案扫描", "产出指标", "质量指标", "著录准确率", "≥98%"),
    ("", "", "", "", "满意度指标", "服务对象满意度指标", "群众满意度", "≥95%"),
    ("", "", "", "", "产出指标", "数量指标", "维护次数", "≥12次"),
    ("乙县消防队", "消防维护", "8.64", "设施正常运行", "满意度指标", "服务对象满意度指标", "人员满意度", "≥90%"),
)


def test_a_long_table_is_parted_where_the_first_levels_begin_anew():
    rows = read_aligned(aligned(*LONG, starts=(0, 14, 28, 40, 56, 70, 92, 108)))
    names = [(row.cells[1].text, row.cells[1].covered) for row in rows[1:]]
    assert [cell.text for cell in rows[0].cells] == list(LONG[0])
    assert names == [("档案数字化", False), ("", True), ("", True), ("消防维护", False), ("", True)]
    assert [rows[1].cells[k].text for k in (0, 2, 3)] == ["甲县档案馆", "125.80", "完成档案扫描"]


def test_a_line_that_numbers_the_columns_is_no_row():
    numbered = (LONG[0], tuple("12345678"), *LONG[1:])
    rows = read_aligned(aligned(*numbered, starts=(0, 14, 28, 40, 56, 70, 92, 108)))
    assert [cell.text for cell in rows[1].cells][-2:] == ["扫描页数", "≥120万页"]


def test_a_space_that_print_puts_beside_numbers_parts_no_columns():
    rows = read_aligned(
        aligned(
            HEAD,
            ("产出指标", "数量指标", "为 52 所学校更新图书", "2.6 万册"),
            ("", "质量指标", "图书合格率达到 98 以上", "较上年提高 2 册"),
            ("效益指标", "社会效益指标", "覆盖 12 个县的学校", "明显 5 册"),
            starts=STARTS,
        )
    )
    assert [row.cells[3].text for row in rows[1:]] == ["2.6 万册", "较上年提高 2 册", "明显 5 册"]


def test_notes_and_sums_of_marks_end_a_table():
    lines = [padded(row, 2) for row in (HEAD, *BODY, ("总分", "", "", "100"))]
    rows = read_aligned([*lines, "注：各级指标权重合计为100。"])
    assert [row.text for row in rows[4:] if row.table == 0] == []
    assert [row.cells[-1].text for row in rows[1:4]] == ["≥3次", "100%", "明显"]
