"""Forms of other provinces, with the row labels given: their headers in two rows, lists of tasks, amounts and labels."""

from __future__ import annotations

import pytest

from extractor.assemble import assemble
from extractor.document import Document
from extractor.lines.labels import Label
from tests.assemble.builders import lines, row

LEVELS = ("一级指标", "二级指标", "三级指标", "指标值")
INDICATOR = ("产出指标", "数量指标", "架设护栏", "≥8公里")
GOAL = (("年度目标", "修好村道。"), Label.GOAL)


def read(model, rows, layout="grid"):
    document = Document("a", "0" * 64, "text", layout, tuple(each.row for each in rows))
    return assemble(document, rows, model.columns, model.confidence)


def form(model, *fields, layout="grid"):
    """The record of a form with these fields and one indicator."""
    rows = [*fields, (LEVELS, Label.HEADER), (INDICATOR, Label.INDICATOR)]
    if layout == "cells":
        return read(model, [line for each in rows for line in lines(*each)], layout)[0]
    return read(model, [row(*each) for each in rows], layout)[0]


def texts(budget):
    return [amount and amount.text for amount in (budget.total, budget.fiscal, budget.other)]


@pytest.mark.parametrize("layout", ["grid", "rows", "cells"])
def test_amounts_below_their_labels(model, layout):
    record = form(
        model,
        (("年度主要任务", "任务名称", "主要内容", "预算金额（万元）"), Label.BUDGET),
        (("", "", "", "总额", "财政拨款", "其他资金"), Label.BUDGET),
        (("", "任务1：修路", "硬化村道", "30.00", "25.00", "5.00"), Label.BUDGET),
        (("", "任务2：植树", "栽植行道树", "12.00", "12.00", "0.00"), Label.BUDGET),
        (("", "金额合计", "42.00", "37.00", "5.00"), Label.BUDGET),
        GOAL,
        layout=layout,
    )
    assert texts(record.budget) == ["42.00", "37.00", "5.00"]
    assert record.project_name is None
    assert record.extra["任务2：植树"] == "栽植行道树；12.00；12.00；0.00"
    assert record.goals == ["修好村道。"]


def test_amounts_of_the_year_beside_those_of_the_whole_project(model):
    record = form(
        model,
        (("项目金额（万元）", "实施期资金总额：", "90", "年度资金总额：", "30"), Label.BUDGET),
        ((None, "其中：财政拨款", "81", "其中：财政拨款", "27"), Label.BUDGET),
        ((None, "其他资金", "9", "其他资金", "3"), Label.BUDGET),
    )
    assert texts(record.budget) == ["30", "27", "3"]


def test_noughts_side_by_side_are_several_amounts(model):
    record = form(
        model,
        (("年度资金总额：", "5", "5", "4", "9.9"), Label.BUDGET),
        (("其他资金", "0", "0", "0", "－"), Label.BUDGET),
        (("上年结转资金", "0", "0", "0", "－"), Label.BUDGET),
    )
    assert texts(record.budget) == ["5", None, "0"]
    assert record.extra["上年结转资金"] == "0；0；0；-"


@pytest.mark.parametrize("layout", ["grid", "rows", "cells"])
def test_a_word_among_labels_is_one(model, layout):
    record = form(
        model,
        (("项目名称", "村道护栏", "项目类别", "新增"), Label.IDENTITY),
        (("主管部门", "瓦窑镇政府", "牵头股室", "基建办"), Label.IDENTITY),
        (("风险提示", "雨季停工。", "实施单位", "村委会"), Label.FIELD),
        GOAL,
        layout=layout,
    )
    assert record.project_name == "村道护栏"
    assert (record.extra["牵头股室"], record.extra["风险提示"]) == ("基建办", "雨季停工。")
    assert record.goals == ["修好村道。"]


def test_goals_of_the_whole_term_where_the_form_has_no_others(model):
    assert form(model, (("实施期绩效目标", "三年修完。"), Label.GOAL)).goals == ["三年修完。"]
    record = form(model, (("实施期目标", "三年修完。"), Label.GOAL), GOAL)
    assert (record.goals, record.extra["实施期目标"]) == (["修好村道。"], "三年修完。")


def test_code_and_name_in_one_cell(model):
    record = form(model, (("项目编码及名称", "46900724T0000012-村道护栏"), Label.IDENTITY))
    assert (record.project_code, record.project_name) == ("46900724T0000012", "村道护栏")


def test_a_year_beside_the_unit_is_none_of_its_name(model):
    record = form(model, (("单位名称：瓦窑镇政府年度：2029",), Label.UNIT), (("项目名称", "村道护栏"), Label.IDENTITY))
    assert record.unit_name == "瓦窑镇政府"


FIRST = ("单位编码", "单位名称", "项目名称", "项目资金", "绩效目标", "绩效指标")
SECOND = ("", "", "", "资金总额", "财政拨款", "", *LEVELS)
PROJECTS = (
    ("301", "瓦窑镇政府", "村道护栏", "9", "8", "修好村道。", *INDICATOR),
    ("302", "瓦窑镇中学", "操场", "7", "7", "翻新操场。", "产出指标", "数量指标", "操场面积", "≥900平方米"),
)


@pytest.mark.parametrize("layout", ["rows", "cells"])
def test_a_header_with_groups_of_columns(model, layout):
    rows = [
        (("部门：399_瓦窑镇", "金额单位：万元"), Label.UNIT),
        (FIRST, Label.HEADER),
        (SECOND, Label.HEADER),
        *((project, Label.INDICATOR) for project in PROJECTS),
    ]
    found = read(model, [each for r in rows for each in (lines(*r) if layout == "cells" else [row(*r)])], layout)
    assert [(one.unit_code, one.unit_name) for one in found] == [("301", "瓦窑镇政府"), ("302", "瓦窑镇中学")]
    assert [(one.project_name, *texts(one.budget)[:2]) for one in found] == [
        ("村道护栏", "9", "8"),
        ("操场", "7", "7"),
    ]
    assert [one.indicators[0].target.text for one in found] == ["≥8公里", "≥900平方米"]


def test_the_column_headed_indicators_holds_their_names(model):
    rows = [
        row(("绩效指标", "指标权重", "计量单位", "指标性质", "指标值"), Label.HEADER),
        row(("架设护栏", "20", "公里", "≥", "8"), Label.INDICATOR),
        row(("村民评价", "10", "-", "定性", "好"), Label.INDICATOR),
    ]
    found = read(model, rows)[0].indicators
    assert [(one.level3, one.target.text) for one in found] == [("架设护栏", "≥8公里"), ("村民评价", "好")]


def test_lines_that_number_a_table_or_tell_of_it_are_no_headings(model):
    rows = [
        row(("详见项目支出绩效目标表。",), Label.TITLE),
        row(("预算05-2表",), Label.TITLE),
        row(("附件2：项目支出绩效目标表",), Label.TITLE),
        row(("（2029年度）",), Label.TITLE),
        row(("项目名称", "村道护栏"), Label.IDENTITY),
        row(LEVELS, Label.HEADER),
        row(INDICATOR, Label.INDICATOR),
    ]
    assert read(model, rows)[0].title == "项目支出绩效目标表（2029年度）"


def test_one_heading_above_two_tables(model):
    def table(name):
        return [
            row(("项目名称", name), Label.IDENTITY),
            row(("预算金额", "6"), Label.BUDGET),
            row(LEVELS, Label.HEADER),
            row(INDICATOR, Label.INDICATOR),
        ]

    units = [row(("单位名称：瓦窑镇政府", "单位：万元"), Label.UNIT)]
    found = read(model, [*units, *table("村道护栏"), *table("操场")])
    assert [(one.unit_name, one.budget.total.yuan) for one in found] == [("瓦窑镇政府", "60000")] * 2


def test_lists_of_marks_and_purchases_are_no_records(model):
    marks = [
        row(("一级指标", "二级指标", "三级指标", "分值", "得分"), Label.HEADER),
        row(("决策", "项目立项", "依据充分性", "4", "3"), Label.INDICATOR),
    ]
    purchases = [
        row(("政府采购预算表",), Label.TITLE),
        row(("序号", "项目名称", "采购品目", "数量", "金额"), Label.INDICATOR),
        row(("1", "割草机", "机械", "2", "68.00"), Label.INDICATOR),
    ]
    assert read(model, [*marks, *purchases]) == []


def test_a_sum_of_marks_is_no_indicator(model):
    rows = [
        row((*LEVELS, "得分"), Label.HEADER),
        row((*INDICATOR, "10"), Label.INDICATOR),
        row(("", "", "合计得分", "", "98"), Label.INDICATOR),
    ]
    assert [one.level3 for one in read(model, rows)[0].indicators] == ["架设护栏"]


def test_the_department_that_a_form_is_about_is_its_unit(model):
    named = (("部门（单位）名称", "甲县水务局"), Label.IDENTITY)
    assert form(model, named, GOAL).unit_name == "甲县水务局"
    carried = (("实施单位", "甲县河道所"), Label.IDENTITY)
    record = form(model, named, carried, GOAL)
    assert (record.unit_name, record.extra) == (None, {"部门（单位）名称": "甲县水务局", "实施单位": "甲县河道所"})


def test_words_behind_an_amount_are_kept_beside_it(model):
    amounts = (("项目资金（万元）", "年度资金总额：", "42.00", "其余栏目（10分）"), Label.BUDGET)
    record = form(model, amounts, GOAL)
    assert (record.budget.total.yuan, record.extra) == ("420000", {"年度资金总额": "其余栏目（10分）"})


def test_a_label_broken_over_lines_before_its_amount(model):
    amounts = (("资金情况（万\n元）", "实施期资金总额：", "90.00", "年度资金\n总额：30.00"), Label.BUDGET)
    record = form(model, amounts, GOAL)
    assert record.budget.total.yuan == "300000"


def test_the_unit_of_money_in_a_label_that_no_vocabulary_knows(model):
    rows = (("某某收支（万元）", "资金来源", "金额"), Label.BUDGET), (("", "合计", "30.00"), Label.BUDGET)
    assert form(model, *rows, GOAL).budget.total.yuan == "300000"


def test_a_wrapped_name_of_a_unit_behind_its_code(model):
    fields = (("预算单位", "118002-甲市徂徕\n山林场", "某某事项", "防\n火"), Label.IDENTITY)
    record = form(model, fields, GOAL)
    assert (record.unit_code, record.unit_name, record.extra) == ("118002", "甲市徂徕山林场", {"某某事项": "防火"})


def test_unknown_labels_among_pairs_and_heads(model):
    pairs = (("预算单位", "甲县水务局", "某某处室", "计财股", "另一事项（分）", "98.5"), Label.IDENTITY)
    heads = (("项目资金（万元）", "资金总额", "财政拨款", "某某资金"), Label.BUDGET)
    sums = (("", "42.00", "37.00", "5.00"), Label.BUDGET)
    record = form(model, pairs, heads, sums, GOAL)
    assert (record.unit_name, texts(record.budget)) == ("甲县水务局", ["42.00", "37.00", None])
    assert record.extra == {"某某处室": "计财股", "另一事项（分）": "98.5", "某某资金": "5.00"}


def test_an_unknown_label_of_money_is_no_other_field(model):
    rows = (("项目资金（万元）", "资金总额", "42.00", "项目支出", "30.00"), Label.BUDGET)
    record = form(model, rows, GOAL)
    assert (record.project_name, record.extra) == (None, {"项目支出": "30.00"})


def test_a_numbered_label_of_another_source(model):
    rows = (("资金总额及构成（万元）", "总额", "40"), Label.BUDGET), (("", "一、财政拨款", "30"), Label.BUDGET)
    record = form(model, *rows, (("", "三、其他", "10"), Label.BUDGET), GOAL)
    assert texts(record.budget) == ["40", "30", "10"]
