from __future__ import annotations

import pytest

from extractor.assemble.segment import Table
from extractor.assemble.titles import assign_titles, read_titles
from extractor.document import Box, Cell, Row
from extractor.lines.classifier import LabelledRow
from extractor.lines.labels import Label


def rows(*texts):
    return [LabelledRow(Row((Cell(text),)), Label.TITLE, 1.0) for text in texts]


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (["1.甲经费绩效目标表"], [("甲经费绩效目标表", 1)]),
        (["2.*2026年甲经费*绩效目标表"], [("2026年甲经费绩效目标表", 2)]),
        (["9村村民补贴", "项目绩效目标表"], [("9村村民补贴项目绩效目标表", None)]),
        (["（三）甲绩效目标表"], [("甲绩效目标表", 3)]),
        (["甲绩效目标表", "乙项目", "绩效目标表"], [("甲绩效目标表", None), ("乙项目绩效目标表", None)]),
        (["项目支出绩效目标申报表", "（2024年度）"], [("项目支出绩效目标申报表（2024年度）", None)]),
        (["项目支出绩效目标表", "（2024", "年度）"], [("项目支出绩效目标表（2024年度）", None)]),
        (["（2024年度）"], []),
        (["某某街道办事处", "1.甲经费绩效目标表"], [("某某街道办事处", None), ("甲经费绩效目标表", 1)]),
    ],
)
def test_read_titles(lines, titles):
    assert [(title.text, title.ordinal) for title in read_titles(rows(*lines))] == titles


def placed(text, top, bottom, page=1):
    return LabelledRow(Row((Cell(text, box=Box(50, top, 200, bottom)),), page=page), Label.TITLE, 1.0)


def test_lines_of_one_heading_stand_close_together():
    head, low, far = (
        placed("2023年部门预算公开", 10, 20),
        placed("甲绩效目标表", 24, 34),
        placed("甲绩效目标表", 50, 60),
    )
    assert [title.text for title in read_titles([head, low])] == ["2023年部门预算公开甲绩效目标表"]
    assert [title.text for title in read_titles([head, far])] == ["2023年部门预算公开", "甲绩效目标表"]
    assert len(read_titles([head, placed("甲绩效目标表", 24, 34, page=2)])) == 1


def table(*titles):
    """A table with headings before it, and a row."""
    return Table(titles=rows(*titles), body=[LabelledRow(Row((Cell("数量指标"),)), Label.INDICATOR, 1.0)])


def texts(tables, names):
    return [title and title.text for title in assign_titles(tables, names)]


def test_a_title_printed_behind_its_table():
    tables = [Table(titles=rows("甲绩效目标表")), Table(), Table(titles=rows("乙补助绩效目标表", "丙绩效目标表"))]
    assert texts(tables, ["甲", "乙补助", "丙"]) == ["甲绩效目标表", "乙补助绩效目标表", "丙绩效目标表"]


def test_all_titles_behind_their_tables():
    tables = [Table(), Table(titles=rows("甲工程绩效目标表")), Table(titles=rows("乙补助绩效目标表"))]
    assert texts(tables, ["甲工程", "乙补助", None]) == ["甲工程绩效目标表", "乙补助绩效目标表", None]


def test_a_title_above_wins_where_names_say_nothing():
    tables = [table("甲绩效目标表"), table("乙绩效目标表")]
    assert texts(tables, [None, None]) == ["甲绩效目标表", "乙绩效目标表"]


@pytest.mark.parametrize("count", [2, 3, 9])
def test_titles_that_say_nothing_stand_below_where_the_first_table_has_none_above_and_the_last_one_below(count):
    titles = [f"{k}.项目支出绩效目标表" for k in range(1, count + 1)]
    tables = [table(), *(table(title) for title in titles[:-1]), Table(titles=rows(titles[-1]))]
    found = assign_titles(tables, [None] * len(tables))
    assert [title and title.ordinal for title in found] == [*range(1, count + 1), None]


def test_a_first_table_without_a_title_leaves_the_others_theirs():
    tables = [table(), table("2.项目支出绩效目标表"), table("3.项目支出绩效目标表")]
    found = assign_titles(tables, [None] * 3)
    assert [title and title.ordinal for title in found] == [None, 2, 3]
