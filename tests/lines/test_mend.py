from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.document import Cell, Row
from extractor.lines.labels import Label
from extractor.lines.mend import mend_labels

BLANK = Row((Cell(""), Cell(" ", 1)))
LINE = Row((Cell("项目名称"),))


@pytest.mark.parametrize(
    ("rows", "labels", "heads", "mended"),
    [
        ([BLANK], ["indicator"], [False], ["other"]),
        ([LINE, LINE], ["field.identity", "continuation.up"], [True, True], ["header", "continuation.up"]),
        ([LINE], ["field.identity"], [False], ["field.identity"]),
    ],
)
def test_what_the_print_decides(rows, labels, heads, mended):
    assert mend_labels(rows, [Label(label) for label in labels], heads) == [Label(label) for label in mended]


def cells(*texts: str) -> list[Row]:
    """One cell a line; a text that begins with ``+`` has a blank line above, one with ``-`` no cell mark."""
    return [Row((Cell(text.lstrip("+-")),), gap=text[:1] == "+", indented=text[:1] != "-") for text in texts]


def mended(rows: list[Row], *labels: str) -> list[str]:
    return [label.value for label in mend_labels(rows, [Label(label) for label in labels], [False] * len(rows))]


def test_blank_cells_are_part_of_the_field_or_header_before_them():
    rows = cells("1.完成", "+", "", "一级指标", "")
    assert mended(rows, "field.goal", "continuation.up", "header", "header", "continuation.up") == [
        "field.goal", "field.goal", "field.goal", "header", "header",
    ]  # fmt: skip


def test_a_lone_indicator_among_fields_is_none():
    rows = cells("其他资金", "+成本", "-构成", "支出内容")
    labels = ("field.budget", "indicator", "continuation.up", "field.budget")
    assert mended(rows, *labels)[1] == "field.budget"
    assert mended(rows, "field.budget", "indicator", "indicator", "indicator")[1] == "indicator"


def test_notes_are_nothing_of_a_table():
    note = Row((Cell("注：1.本表按项目填报。"),))
    assert mended([note], "continuation.up") == ["other"]
    assert mended([replace(note, indented=True)], "indicator") == ["indicator"]


def test_lines_above_a_form_are_its_unit_and_title():
    texts = ("2027年项目支出", "绩效目标申报表", "198-永禾镇应急管理局", "单位：万元")
    rows = [*(Row((Cell(text),)) for text in texts), *cells("+项目名称")]
    labels = ("other", "title", "other", "other", "field.identity")
    assert mended(rows, *labels) == ["title", "title", "unit", "unit", "field.identity"]
    assert mended(rows, "other", "other", "other", "other", "other") == ["other"] * 5
    whole = [Row((Cell("1、财政支出绩效目标申报表（2028年度）"),)), *rows[3:]]
    assert mended(whole, "other", "unit", "field.identity")[0] == "title"


def test_the_cells_behind_an_indicator_s_are_its_own():
    rows = cells("+数量指标", "≥3次", "10", "合格", "+质量指标")
    labels = ("indicator", "indicator", "other", "other", "indicator")
    assert mended(rows, *labels) == ["indicator"] * 5
    flat = [replace(row, gap=0) for row in rows]
    assert mended(flat, *labels) == list(labels)


def row(*texts: str) -> Row:
    return Row(tuple(Cell(text, k) for k, text in enumerate(texts)))


def test_words_above_a_header_that_leaves_their_places_are_its_first_row():
    first = row("预算单位", "项目名称", "绩效目标", "绩效指标")
    second = row("", "", "", "一级指标", "指标值")
    assert mended([first, second], "field.identity", "header") == ["header"] * 2
    values = row("预算单位", "某局", "项目名称", "某项目")
    assert mended([values, second], "field.identity", "header") == ["field.identity", "header"]
    flat = cells("+预算单位", "项目名称", "绩效目标", "绩效指标", "+", "", "", "一级指标", "指标值")
    labels = [*["field.identity"] * 3, *["header"] * 6]
    assert mended(flat, *labels) == ["header"] * 9


def test_the_foot_of_a_form_is_nothing_of_a_table():
    foot = row("填报人：甲", "联系电话：0714", "填报日期：10月")
    assert mended([row("产出指标", "≥3次"), foot], "indicator", "continuation.up") == ["indicator", "other"]
    assert mended([row("项目", "甲"), foot], "field.identity", "field.other")[1] == "field.other"


def test_numbers_of_columns_are_no_row():
    header = row("一级指标", "二级指标", "三级指标", "指标值")
    assert mended([header, row("1", "2", "3", "4")], "header", "indicator") == ["header", "other"]
    assert mended([header, row("1", "2", "4", "3")], "header", "indicator") == ["header", "indicator"]


def test_what_is_spent_on_tasks_stands_between_fields():
    rows = [row("总额", "财政拨款"), row("修路", "30", "25"), row("合计", "30", "25"), row("年度目标", "修好。")]
    labels = ("field.budget", "indicator", "other", "field.goal")
    assert mended(rows, *labels) == ["field.budget"] * 3 + ["field.goal"]
    rows[1] = row("产出指标", "30", "25")
    assert mended(rows, *labels)[1] == "indicator"


def test_amounts_on_one_line_are_cells_of_their_own():
    above, beside = Row((Cell("50.00"),)), Row((Cell("48.00"),), beside=True)
    labels = ("field.budget", "continuation.up", "field.purpose")
    assert mended([above, beside, beside], *labels) == ["field.budget"] * 3
    assert mended([above, replace(beside, beside=False)], *labels[:2]) == list(labels[:2])


def across(*texts: str) -> Row:
    return Row(tuple(Cell(text, at) for at, text in enumerate(texts)))


def marked(*texts: str) -> list[Row]:
    """A printed row of the layout ``cells``."""
    return [Row((Cell(text),), gap=int(not at), indented=True) for at, text in enumerate(texts)]


def test_goals_side_by_side_stand_below_their_labels():
    rows = [
        across("绩效", "长期目标", "年度目标"),
        across("目标", "", ""),
        across("", "修路", "种树"),
        across("", "", "修桥"),
    ]
    labels = [Label.GOAL, Label.UP, Label.UP, Label.UP]
    assert mend_labels(rows, labels, [False] * 4) == [Label.GOAL, Label.UP, Label.GOAL, Label.UP]


def test_a_blank_printed_row_goes_on_with_a_field_only():
    rows = [*marked("绩效目标", "修路"), *marked("", ""), *marked("一级指标", "指标值"), *marked("", "")]
    labels = [Label.GOAL] * 2 + [Label.PURPOSE] * 2 + [Label.HEADER] * 2 + [Label.INDICATOR] * 2
    heads = [False] * 4 + [True] * 2 + [False] * 2
    found = mend_labels(rows, labels, heads)
    assert found == [Label.GOAL] * 4 + [Label.HEADER] * 2 + [Label.OTHER] * 2


@pytest.mark.parametrize("taken_for", [Label.OTHER, Label.TITLE, Label.UNIT])
def test_a_cell_right_before_an_indicators_is_its_own(taken_for):
    rows = [*marked("气象局", "修路", "≥1条"), *marked("目录", "")]
    labels = [taken_for, Label.INDICATOR, Label.INDICATOR, Label.OTHER, Label.OTHER]
    assert mend_labels(rows, labels, [False] * 5) == [Label.INDICATOR] * 3 + [Label.OTHER] * 2


@pytest.mark.parametrize(
    ("first", "second", "mended"),
    [
        ("1.项目申", "报表", "title"),
        ("项目支出", "绩效目标表", "title"),
        ("2.202", "7年项目支出绩效目标表", "title"),
        ("一、2027年", "项目支出绩效目标表", "title"),
        ("（一）2019", "年部门预算项目绩效目标表", "title"),
        ("2027年部门预算项目绩效目标", "表1：修路绩效目标表", "other"),
        ("2027年部门预算项目绩效目标", "项目支出绩效目标表", "other"),
    ],
)
def test_a_title_over_two_lines(first, second, mended):
    rows = [across(first), across(second), across("项目名称", "修路")]
    assert mend_labels(rows, [Label.OTHER, Label.TITLE, Label.IDENTITY], [False] * 3)[0] == mended


def test_a_bare_unit_line_above_a_label_is_no_cell():
    rows = marked("单位：万元", "项目", "名称", "修路")
    labels = ("indicator", "field.identity", "continuation.up", "field.identity")
    assert mended(rows, *labels) == ["unit", *labels[1:]]


def test_a_row_below_a_title_that_tells_units_is_a_unit_line():
    first = row("项目名称", "修路")
    labels = ("title", "field.identity", "field.identity")
    told = row("申报日期：2023-10-20", "单位：万元")
    assert mended([row("项目申报表"), told, first], *labels)[1] == "unit"
    assert mended([row("项目申报表"), row("申报单位名称：甲市水务局", ""), first], *labels)[1] == "unit"
    assert mended([row("项目申报表"), row("项目名称：修路", "单位：甲局"), first], *labels)[1] == "field.identity"


def test_a_unit_line_in_cells_between_a_title_and_a_header():
    header = row("单位名称", "项目名称", "一级指标")
    told = row("部门：208_甲县水务局", "", "金额单位：万元")
    labels = ("title", "field.identity", "header")
    assert mended([row("项目支出绩效目标表"), told, header], *labels)[1] == "unit"
    assert mended([row("项目支出绩效目标表"), row("", "", "单位：万元"), header], *labels)[1] == "unit"


def test_a_title_without_its_last_word():
    rows = [row("2024年部门预算项目绩效目标"), row("金额单位：万元"), row("项目名称", "修路")]
    labels = ("other", "unit", "field.identity")
    assert mended(rows, *labels)[0] == "title"
    assert mended([row("全面落实绩效目标，加强管理"), *rows[1:]], *labels)[0] == "other"


def test_a_goal_below_its_label():
    above = row("总体目标", "年度目标")
    labels = ("field.goal", "continuation.up")
    assert mended([above, row("", "修好村道。")], *labels)[1] == "field.goal"
    assert mended([row("总体目标", "修好"), row("", "村道。")], *labels)[1] == "continuation.up"


def test_the_year_above_a_label_is_no_part_of_it():
    rows = [row("项目支出绩效目标表"), row("（2024年度）"), row("项目名称"), row("修路")]
    labels = ("title", "title", "field.identity", "field.identity")
    assert mended(rows, *labels) == list(labels)


def test_blank_cells_before_an_indicators_are_its_own():
    rows = cells("+产出指标", "数量指标", "里程", "≥8公里", "+", "", "护栏", "≥2公里")
    labels = (*["indicator"] * 4, "other", "other", "indicator", "indicator")
    assert mended(rows, *labels) == ["indicator"] * 8


def test_the_number_of_a_goal_above_a_header_tells_no_goal():
    rows = [row("≥95%"), row("年度绩效目标"), row("2（40分）"), row("一级指标")]
    assert mended(rows, "indicator", "field.goal", "continuation.up", "header")[1:3] == ["other", "other"]
    rows[2] = row("修好村道")
    assert mended(rows, "indicator", "field.goal", "field.goal", "header")[1] == "field.goal"


def test_a_name_alone_below_a_header_heads_the_rows_below():
    def ruled(*texts):
        return replace(row(*texts), table=0)

    rows = [ruled("项目", "一级指标", "指标值"), ruled("甲镇", "", ""), ruled("修路", "产出指标", "≥8公里")]
    labels = ("header", "continuation.down", "indicator")
    assert mended(rows, *labels)[1] == "indicator"
    assert mended([rows[0], row("甲镇", "", ""), rows[2]], *labels)[1] == "continuation.down"
