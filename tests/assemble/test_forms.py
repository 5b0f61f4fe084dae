"""Shapes of forms that the dumps do not have, with the row labels given: what is tested is the way from rows to records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.assemble import assemble
from extractor.document import Cell, Document, Row
from extractor.lines.classifier import LabelledRow
from extractor.lines.labels import Label

LONG_HEADER = (
    "单位名称",
    "项目名称",
    "预算数",
    "年度目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "度量单位",
    "权重",
)
BLANK = ("",) * 4


def grid(texts, label):
    """A grid row; None is a position that a cell above covers."""
    cells = tuple(Cell(text or "", k, covered=text is None) for k, text in enumerate(texts))
    return LabelledRow(Row(cells, table=0), label, 1.0)


def read(model, rows, layout="grid"):
    document = Document("a", "0" * 64, "text", layout, tuple(row.row for row in rows))
    return assemble(document, rows, model.columns, model.confidence)


def cells(lines):
    """One cell a line: each inner list is a printed row."""
    rows = []
    for texts, label in lines:
        for k, text in enumerate(texts):
            rows.append(LabelledRow(Row((Cell(text),), gap=int(not k), indented=True), label, 1.0))
    return rows


def long_table():
    first = (
        "平泉县水务局",
        "河道清淤",
        "12.00",
        "清淤12公里。",
        "产出指标",
        "数量指标",
        "清淤长度",
        "≥",
        "12",
        "公里",
        "20",
    )
    second = (*BLANK, "产出指标", "质量指标", "验收合格率", "≥", "95", "%", "10")
    third = ("", "泵站维护", "8.50", "维护泵站3座。", "产出指标", "数量指标", "维护泵站", "=", "3", "座", "15")
    fourth = (*BLANK, "满意度指标", "服务对象满意度指标", "村民满意度", "定性", "较高", "", "10")
    total = ("平泉县水务局小计", "", "20.50", *[""] * 8)
    return [first, second, third, fourth, total]


@pytest.mark.parametrize("layout", ["grid", "rows", "cells"])
def test_one_long_table_for_two_projects(model, layout):
    rows = [
        (("金额单位：万元",), Label.UNIT),
        (LONG_HEADER, Label.HEADER),
        *((row, Label.INDICATOR) for row in long_table()),
    ]
    projects = read(model, cells(rows) if layout == "cells" else [grid(*row) for row in rows], layout)
    assert [project.project_name for project in projects] == ["河道清淤", "泵站维护"]
    assert [project.unit_name for project in projects] == ["平泉县水务局", "平泉县水务局"]
    assert [project.budget.total.yuan for project in projects] == ["120000", "85000"]
    assert [project.goals for project in projects] == [["清淤12公里。"], ["维护泵站3座。"]]
    targets = [[indicator.target.text for indicator in project.indicators] for project in projects]
    assert targets == [["≥12公里", "≥95%"], ["=3座", "较高"]]
    assert projects[1].indicators[1].extra == {"指标性质": "定性", "权重": "10"}


def test_a_page_prints_the_project_again(model):
    first, second, *_ = long_table()
    rows = [(LONG_HEADER, Label.HEADER), (first, Label.INDICATOR), (LONG_HEADER, Label.HEADER)]
    rows.append(((*first[:4], *second[4:]), Label.INDICATOR))
    projects = read(model, [grid(*row) for row in rows])
    assert [len(project.indicators) for project in projects] == [2]


def test_a_label_at_the_side_is_no_column(model):
    rows = [
        grid(("指标", "一级指标", "二级指标", "三级指标", "指标值"), Label.HEADER),
        grid((None, "产出指标", "数量指标", "清淤长度", "≥12公里"), Label.INDICATOR),
    ]
    indicator = read(model, rows)[0].indicators[0]
    assert (indicator.level3, indicator.extra) == ("清淤长度", {})


def test_two_blocks_whose_columns_stand_elsewhere(model):
    def block(side, at):
        header = [
            Cell(side, 0),
            Cell("一级指标", 1),
            Cell("二级指标", 2),
            Cell("指标内容", 3, at - 3),
            Cell("指标值", at),
        ]
        row = [
            Cell("", 0, covered=True),
            Cell("产出指标", 1),
            Cell("数量指标", 2),
            Cell("清淤", 3, at - 3),
            Cell("≥1米", at),
        ]
        return [
            LabelledRow(Row(tuple(header)), Label.HEADER, 1.0),
            LabelledRow(Row(tuple(row)), Label.INDICATOR, 1.0),
        ]

    indicators = read(model, [*block("长期绩效指标", 5), *block("年度绩效指标", 7)])[0].indicators
    assert [(each.level3, each.target.text) for each in indicators] == [("清淤", "≥1米")] * 2


def test_a_group_above_some_columns(model):
    header = ["绩效指标", "一级指标", "二级指标", "年度指标", "", "", "", "三级指标", "指标值"]
    rows = cells([(header, Label.HEADER), (["", "产出指标", "数量指标", "清淤长度", "≥12公里"], Label.INDICATOR)])
    indicator = read(model, rows, "cells")[0].indicators[0]
    assert (indicator.level1, indicator.level3, indicator.target.text) == ("产出指标", "清淤长度", "≥12公里")


def test_a_header_broken_over_lines(model):
    rows = cells([(["指标"], Label.HEADER), (["一级"], Label.UP)])
    rows[1] = replace(rows[1], row=replace(rows[1].row, gap=0, indented=False))
    rows += cells([(["二级", "三级绩效指标", "当年预期实现值"], Label.HEADER)])
    rows += cells([(["产出指标", "时效指标", "完成时间", "12月"], Label.INDICATOR)])
    indicator = read(model, rows, "cells")[0].indicators[0]
    assert (indicator.level1, indicator.level2, indicator.level3) == ("产出指标", "时效指标", "完成时间")


def test_several_value_columns_are_all_kept(model):
    rows = [
        grid(("一级指标", "二级指标", "三级指标", "新罗区", "永定区"), Label.HEADER),
        grid(("产出指标", "数量指标", "清淤长度", "≥12公里", "≥8公里"), Label.INDICATOR),
        grid(("", "质量指标", "验收合格率", "≥95%", "≥90%"), Label.INDICATOR),
    ]
    indicators = read(model, rows)[0].indicators
    assert [each.target for each in indicators] == [None, None]
    assert indicators[0].extra == {"新罗区": "≥12公里", "永定区": "≥8公里"}


def test_signs_under_a_header_that_says_direction(model):
    rows = [
        grid(("一级指标", "指标名称", "指标方向", "指标值", "计量单位"), Label.HEADER),
        *(
            grid(("产出指标", name, sign, "95", "%"), Label.INDICATOR)
            for name, sign in (("合格率", "≥"), ("投诉率", "≤"), ("覆盖率", "="))
        ),
    ]
    assert [each.target.text for each in read(model, rows)[0].indicators] == ["≥95%", "≤95%", "=95%"]


def form(model, *rows):
    """A table of fields, with one indicator below it."""
    header = ("一级指标", "二级指标", "三级指标", "指标值")
    body = [grid(header, Label.HEADER), grid(("产出指标", "数量指标", "清淤长度", "≥12公里"), Label.INDICATOR)]
    return read(model, [*(grid(texts, label) for texts, label in rows), *body])[0]


def test_labels_side_by_side_have_the_values_below_them(model):
    project = form(
        model,
        (("项目名称", "河道清淤"), Label.IDENTITY),
        (("绩效目标", "长期目标", "年度目标"), Label.GOAL),
        ((None, "河道长清", "清淤12公里。"), Label.GOAL),
    )
    assert project.goals == ["清淤12公里。"]
    assert project.extra == {"长期目标": "河道长清"}


def test_the_goal_of_the_year_is_the_goal(model):
    rows = [(("项目绩效总目标", "河道长清"), Label.GOAL), (("年度目标", "清淤12公里。"), Label.GOAL)]
    project = form(model, (("项目名称", "河道清淤"), Label.IDENTITY), *rows)
    assert project.goals == ["清淤12公里。"]
    assert project.extra == {"项目绩效总目标": "河道长清"}
    assert form(model, rows[0]).goals == ["河道长清"]


def test_the_sum_of_the_year_is_the_total(model):
    whole = (("项目总预算", "90.00", "年度资金总额", "30.00"), Label.BUDGET)
    assert form(model, whole).budget.total.text == "30.00"
    assert form(model, whole).extra == {"项目总预算": "90.00"}
    assert form(model, (whole[0][:2], Label.BUDGET)).budget.total.text == "90.00"


def test_heads_of_amounts_are_no_purpose(model):
    project = form(
        model,
        (("项目资金", "来源项目", "金额"), Label.BUDGET),
        ((None, "资金总额", "30.00"), Label.BUDGET),
        ((None, "财政拨款", "20.00"), Label.BUDGET),
    )
    assert project.purpose is None
    assert [project.budget.total.text, project.budget.fiscal.text] == ["30.00", "20.00"]


def test_a_report_beside_the_goal_is_kept_apart(model):
    project = form(model, (("全年绩效目标", "清淤12公里。", "实际完成情况", "已清淤10公里。"), Label.GOAL))
    assert project.goals == ["清淤12公里。"]
    assert project.extra == {"实际完成情况": "已清淤10公里。"}


def test_labels_side_by_side_one_cell_a_line(model):
    printed = [
        (["项目名称", "河道清淤"], Label.IDENTITY),
        (["绩效目标", "长期目标", "年度目标"], Label.GOAL),
        (["", "河道长清", "清淤12公里。"], Label.GOAL),
        (["一级指标", "二级指标", "三级指标", "指标值"], Label.HEADER),
        (["产出指标", "数量指标", "清淤长度", "≥12公里"], Label.INDICATOR),
    ]
    project = read(model, cells(printed), "cells")[0]
    assert (project.goals, project.extra) == (["清淤12公里。"], {"长期目标": "河道长清"})
