from __future__ import annotations

import pytest

from extractor.assemble.segment import Table
from extractor.assemble.titles import assign_titles, read_titles
from extractor.document import Cell, Row
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
        (["（2024年度）"], []),
        (["某某街道办事处", "1.甲经费绩效目标表"], [("某某街道办事处", None), ("甲经费绩效目标表", 1)]),
    ],
)
def test_read_titles(lines, titles):
    assert [(title.text, title.ordinal) for title in read_titles(rows(*lines))] == titles


def texts(tables, names):
    return [title and title.text for title in assign_titles(tables, names)]


def test_a_title_printed_behind_its_table():
    tables = [Table(titles=rows("甲绩效目标表")), Table(), Table(titles=rows("乙补助绩效目标表", "丙绩效目标表"))]
    assert texts(tables, ["甲", "乙补助", "丙"]) == ["甲绩效目标表", "乙补助绩效目标表", "丙绩效目标表"]


def test_all_titles_behind_their_tables():
    tables = [Table(), Table(titles=rows("甲工程绩效目标表")), Table(titles=rows("乙补助绩效目标表"))]
    assert texts(tables, ["甲工程", "乙补助", None]) == ["甲工程绩效目标表", "乙补助绩效目标表", None]


def test_a_title_above_wins_where_names_say_nothing():
    tables = [Table(titles=rows("甲绩效目标表")), Table(titles=rows("乙绩效目标表"))]
    assert texts(tables, [None, None]) == ["甲绩效目标表", "乙绩效目标表"]
