"""Indicators of several levels, or of two terms, side by side in one row; projects below the row that names their unit."""

from __future__ import annotations

import pytest

from extractor.assemble import assemble
from extractor.document import Cell, Document, Row
from extractor.lines.classifier import LabelledRow
from extractor.lines.labels import Label
from tests.assemble.builders import lines, row


def read(model, rows, layout="grid"):
    labelled = [one for each in rows for one in (lines(*each) if layout == "cells" else [row(*each)])]
    document = Document("a", "0" * 64, "text", layout, tuple(each.row for each in labelled))
    return assemble(document, labelled, model.columns, model.confidence)


def names(project):
    return [(each.level1, each.level3, each.target and each.target.text) for each in project.indicators]


WIDE = [
    (("单位编码", "单位（项目）名称", "资金总额", "绩效目标", ("产出指标", 2), ("满意度指标", 2)), Label.HEADER),
    ((None, None, None, None, "三级指标", "指标值", "三级指标", "指标值"), Label.HEADER),
    (("023001", "修路", "45.00", "修好村道。", "硬化里程", "≥8公里", "村民满意度", "≥90%"), Label.INDICATOR),
    ((None, None, None, None, "架设护栏", "≥2公里", "", ""), Label.INDICATOR),
    (("023001", "植树", "12.00", "绿化村道。", "栽植株数", "≥800株", "村民满意度", "≥85%"), Label.INDICATOR),
]


@pytest.mark.parametrize("layout", ["grid", "cells"])
def test_levels_side_by_side(model, layout):
    projects = read(model, WIDE, layout)
    assert [(project.project_name, project.unit_code) for project in projects] == [
        ("修路", "023001"),
        ("植树", "023001"),
    ]
    assert names(projects[0]) == [
        ("产出指标", "硬化里程", "≥8公里"),
        ("产出指标", "架设护栏", "≥2公里"),
        ("满意度指标", "村民满意度", "≥90%"),
    ]


@pytest.mark.parametrize("layout", ["rows", "cells"])
def test_two_rows_that_make_no_header_together(model, layout):
    rows = [(("项目名称", "预算单位", "绩效目标", "产出指标"), Label.HEADER), (("", "", "金额", "说明"), Label.HEADER)]
    assert read(model, [*rows, (("修路", "甲局", "12.00", "里程"), Label.INDICATOR)], layout) == []


def test_two_terms_side_by_side(model):
    rows = [
        (("项目名称", ("修路", 7)), Label.IDENTITY),
        (("指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"), Label.HEADER),
        ((None, "产出指标", "数量指标", "三年里程", "≥24公里", "数量指标", "当年里程", "≥8公里"), Label.INDICATOR),
        ((None, "效益指标", "社会效益", "三年受益", "≥9村", "社会效益", "当年受益", "≥3村"), Label.INDICATOR),
    ]
    found = names(read(model, rows)[0])
    assert found[:2] == [("产出指标", "三年里程", "≥24公里"), ("效益指标", "三年受益", "≥9村")]
    assert found[2:] == [("产出指标", "当年里程", "≥8公里"), ("效益指标", "当年受益", "≥3村")]


LONG = ("单位编码", "项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值")
FIRST = ("208003", "修路", "12.00", "产出指标", "数量指标", "里程", "≥8公里")
SECOND = (None, "植树", "8.00", "产出指标", "数量指标", "株数", "≥800株")


def test_a_code_merged_over_projects_is_every_ones(model):
    projects = read(model, [(LONG, Label.HEADER), (FIRST, Label.INDICATOR), (SECOND, Label.INDICATOR)])
    assert [project.unit_code for project in projects] == ["208003", "208003"]


def test_a_row_of_a_name_alone_heads_the_projects_below(model):
    heading = (("甲镇人民政府", *[""] * 5), Label.INDICATOR)
    rows = [(LONG[1:], Label.HEADER), heading, (FIRST[1:], Label.INDICATOR), (SECOND[1:], Label.INDICATOR)]
    projects = read(model, rows)
    assert [(project.unit_name, project.project_name) for project in projects] == [
        ("甲镇人民政府", "修路"),
        ("甲镇人民政府", "植树"),
    ]
    assert [len(project.indicators) for project in projects] == [1, 1]


def pieces(*texts):
    """Lines of a dump, one piece each; the label of a line is told behind its text."""
    return [LabelledRow(Row((Cell(text),)), label, 1.0) for text, label in texts]


def stream(model, *texts):
    name, column = ("修路", Label.IDENTITY), [(text, Label.HEADER) for text in ("一级指标", "三级指标", "指标值")]
    rows = pieces(("项目名称", Label.IDENTITY), name, *texts, *column, ("产出指标", Label.INDICATOR))
    document = Document("a", "0" * 64, "text", "stream", tuple(row.row for row in rows))
    return assemble(document, rows, model.columns, model.confidence)[0]


@pytest.mark.parametrize(
    ("texts", "goals"),
    [
        (("全县通公路。", "修好村", "道。"), ["修好村道。"]),
        (("1.通路。", "2.通车。", "1.修路。", "2.架桥。"), ["1.修路。", "2.架桥。"]),
    ],
)
def test_goals_side_by_side_in_printed_order(model, texts, goals):
    labels = (("实施期目标", Label.GOAL), ("年度目标", Label.GOAL))
    project = stream(model, *labels, (texts[0], Label.GOAL), *((text, Label.UP) for text in texts[1:]))
    assert project.goals == goals
    assert project.extra["实施期目标"].replace("\n", "") + "".join(goals) == "".join(texts)


def test_goals_of_which_nothing_tells_the_second(model):
    texts = (("实施期目标", Label.GOAL), ("年度目标", Label.GOAL), ("全县通路", Label.GOAL), ("修好村道", Label.UP))
    assert stream(model, *texts).goals == ["全县通路修好村道"]


def test_a_whole_label_goes_on_with_nothing(model):
    texts = (("资金总额（元）", Label.BUDGET), ("42.00", Label.BUDGET), ("财政拨款：30.00", Label.UP))
    budget = stream(model, *texts).budget
    assert (budget.total.text, budget.fiscal and budget.fiscal.text) == ("42.00", "30.00")


def test_what_follows_a_whole_label_is_its_value(model):
    texts = (
        ("资金总额", Label.BUDGET),
        ("（元）", Label.UP),
        ("42.00", Label.UP),
        ("单位编码", Label.FIELD),
        ("331", Label.UP),
    )
    project = stream(model, *texts)
    assert (project.budget.total.yuan, project.unit_code) == ("42", "331")


def test_a_lone_cell_heads_printed_rows_of_lines(model):
    heading = (("甲镇人民政府",), Label.INDICATOR)
    rows = [(LONG[1:], Label.HEADER), heading, (FIRST[1:], Label.INDICATOR), (SECOND[1:], Label.INDICATOR)]
    projects = read(model, rows, "cells")
    assert [(project.unit_name, project.project_name) for project in projects] == [
        ("甲镇人民政府", "修路"),
        ("甲镇人民政府", "植树"),
    ]
