"""Tables that a spreadsheet saved as text."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.options import Options
from extractor.readers.separated import read_separated
from extractor.readers.text import read_text

TABLE = [
    ["项目支出绩效目标表", "", "", ""],
    ["项目名称", "救助", "预算金额（万元）", "1,048.00"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "救助\n人员", "≥1,500人次"],
    ["", "质量指标", '"应救尽救"率', "100%"],
]


def saved(table, separator=","):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(table)
    return text.getvalue()


def texts(rows):
    return [[cell.text for cell in row.cells] for row in rows]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_cells_with_separators_quotes_and_breaks_come_back(separator):
    rows = read_separated(saved(TABLE, separator).split("\n"))
    assert texts(rows) == TABLE
    assert [row.line for row in rows] == [1, 2, 3, 4, 6]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_document_of_rows_is_made(encoding):
    document = read_text(saved(TABLE).encode(encoding), "a.csv", "0" * 64, Options())
    assert document.layout == "rows"
    assert texts(document.rows) == TABLE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "产出指标\t数量指标\t人数\n\t质量指标\t合格率\n效益指标\t社会效益\t改善",
        "补助1,500元\n救助2,000,000人\n共3,000户\n无",
        "甲,乙,丙\n丁,戊\n己\n庚,辛,壬,癸",
        '甲,"乙"丙,丁\n戊,己,庚\n辛,壬,癸',
    ],
)
def test_other_dumps_are_left_to_others(text):
    assert read_separated(text.split("\n")) is None


cell = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], include_characters="\n"))


@given(st.integers(3, 6).flatmap(lambda n: st.lists(st.lists(cell, min_size=n, max_size=n), min_size=3)))
def test_whatever_stands_in_cells_comes_back(table):
    filled = [[text.strip() for text in row] for row in table if any(text.strip() for text in row)]
    rows = read_separated(saved(table).split("\n"))
    assert rows is None or texts(rows) == filled
    assert rows is not None or len(filled) < 3
