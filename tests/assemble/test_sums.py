"""Which of a form's sums are the year's, and what becomes of the others."""

from __future__ import annotations

import pytest

from extractor.lines.labels import Label
from tests.assemble.builders import row
from tests.assemble.test_foreign_forms import GOAL, LEVELS, form, read, texts


def test_the_years_sum_is_the_total_wherever_it_stands(model):
    record = form(model, (("项目总额（元）", "900", "本年度预算金额（元）", "300"), Label.BUDGET), GOAL)
    assert (texts(record.budget)[0], record.extra["项目总额（元）"]) == ("300", "900")


@pytest.mark.parametrize("layout", ["grid", "rows", "cells"])
def test_sums_below_their_labels_beside_the_years_budget(model, layout):
    heads = (("年度预算（万元）", "总额", "其中：财政拨款", "其中：其他资金"), Label.BUDGET)
    record = form(model, heads, ((None, "9", "7", "2"), Label.BUDGET), GOAL, layout=layout)
    assert texts(record.budget) == ["9", "7", "2"]


def test_sums_of_several_years_are_not_one(model):
    heads = (("项目资金（万元）", "合计", "2031年", "2032年"), Label.BUDGET)
    record = form(model, heads, ((None, "9", "4", "5"), Label.BUDGET), GOAL)
    assert (texts(record.budget)[0], record.extra["2031年"], record.extra["2032年"]) == ("9", "4", "5")


def test_the_one_plain_sum_is_the_total(model):
    assert texts(form(model, (("金额（万元）", "9"), Label.BUDGET), GOAL).budget)[0] == "9"
    two = form(model, (("金额", "9"), Label.BUDGET), (("金额", "7"), Label.BUDGET), GOAL)
    assert two.budget.total is None
    rows = [
        row(("项目名称", "金额", "绩效目标", *LEVELS), Label.HEADER),
        row(("修路", "9", "通车。", "产出指标", "数量指标", "护栏", "8公里"), Label.INDICATOR),
    ]
    assert read(model, rows)[0].budget.total.text == "9"


def test_the_unit_with_its_code(model):
    record = form(model, (("预算单位及代码", "127001-临夏州公安局"), Label.IDENTITY), GOAL)
    assert (record.unit_code, record.unit_name) == ("127001", "临夏州公安局")


def test_the_longer_code_under_a_label_for_both_is_the_projects(model):
    label = "单位编码（项目编码）"
    assert form(model, ((label, "411002250000000035"), Label.IDENTITY), GOAL).project_code == "411002250000000035"
    record = form(model, ((label, "023001"), Label.IDENTITY), GOAL)
    assert (record.project_code, record.unit_code) == (None, "023001")


def test_words_before_the_labels_of_sums(model):
    heads = (("整体支出预算（万元）", "支出类型", "合计", "财政拨款", "其他资金"), Label.BUDGET)
    sums = ((None, "合计", "9", "7", "2"), Label.BUDGET)
    record = form(model, heads, sums, ((None, "项目支出", "5", "4", "1"), Label.BUDGET), GOAL)
    assert (texts(record.budget), record.extra["项目支出"]) == (["9", "7", "2"], "5；4；1")


def test_goals_and_what_was_reached_below_labels_that_no_vocabulary_knows(model):
    labels = (("年度总体目标", "年初预期目标", "目标实际完成情况综述"), Label.GOAL)
    record = form(model, labels, (("", "修好村道。", "已修好。"), Label.GOAL))
    assert (record.goals, record.extra["目标实际完成情况综述"]) == (["修好村道。"], "已修好。")


def test_the_nearest_of_several_headings(model):
    rows = [
        row(("第二部分 2031年部门预算表",), Label.TITLE),
        row(("二、绩效情况：已编制目标。\n项目支出绩效目标表",), Label.TITLE),
        row(("项目名称", "护栏架设"), Label.IDENTITY),
        row(LEVELS, Label.HEADER),
        row(("产出指标", "数量指标", "护栏", "8公里"), Label.INDICATOR),
    ]
    assert read(model, rows)[0].title == "项目支出绩效目标表"


def test_steps_of_a_plan_before_the_ends_of_months(model):
    steps = (("资金支出计划（%）", "3月底前", "6月底前"), Label.PLAN)
    record = form(model, steps, ((None, "20%", "45%"), Label.PLAN), GOAL)
    assert [(step.by, step.percent) for step in record.spending_plan] == [("3月底前", 20), ("6月底前", 45)]


def test_the_goal_and_targets_of_the_year_that_is_named(model):
    rows = [
        row(("总体目标", "三年修完。"), Label.GOAL),
        row(("2031年目标", "修8公里。"), Label.GOAL),
        row(("一级指标", "二级指标", "三级指标", "总指标值", "2031年指标值", "2032年指标值"), Label.HEADER),
        row(("产出指标", "数量指标", "护栏", "20公里", "8公里", "12公里"), Label.INDICATOR),
    ]
    record = read(model, rows)[0]
    indicator = record.indicators[0]
    assert (record.goals, indicator.target.text) == (["修8公里。"], "8公里")
    assert indicator.extra == {"总指标值": "20公里", "2032年指标值": "12公里"}


def test_fields_of_one_line(model):
    record = form(model, (("项目名称：修路  项目编码：ZX-31    预算金额：9万元",), Label.IDENTITY), GOAL)
    assert (record.project_name, record.project_code, record.budget.total.yuan) == ("修路", "ZX-31", "90000")


@pytest.mark.parametrize("layout", ["grid", "rows"])
def test_columns_below_a_banner_are_what_their_own_words_say(model, layout):
    own = ("二级指标", "三级指标", "指标值")
    first = ("绩效指标", "一级指标", ("实施期绩效指标", 3), ("年度绩效指标", 3))
    plain = [word[0] if isinstance(word, tuple) else word for word in first]
    rows = [
        row(first if layout == "grid" else plain, Label.HEADER),
        row((None if layout == "grid" else "", None if layout == "grid" else "", *own, *own), Label.HEADER),
        row(("", "产出指标", "数量指标", "三年护栏", "20公里", "数量指标", "护栏", "8公里"), Label.INDICATOR),
    ]
    found = [(one.level2, one.level3, one.target.text) for one in read(model, rows, layout)[0].indicators]
    assert found == [("数量指标", "三年护栏", "20公里"), ("数量指标", "护栏", "8公里")]
