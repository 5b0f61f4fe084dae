"""Labels where a form's sections meet: its fields, its header, what stands beside and below."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.document import Cell, Row
from extractor.lines.labels import Label
from extractor.lines.mend import mend_labels


def mended(rows: list[Row], *labels: str) -> list[str]:
    return [label.value for label in mend_labels(rows, [Label(label) for label in labels], [False] * len(rows))]


def pieces(*texts: str) -> list[Row]:
    """Pieces of a stream; a text that begins with ``+`` stands on one line with the one before."""
    return [Row((Cell(text.lstrip("+")),), beside=text[:1] == "+") for text in texts]


def across(*texts: str) -> Row:
    return Row(tuple(Cell(text, at) for at, text in enumerate(texts)))


def test_a_header_that_names_no_columns_is_a_field():
    rows = pieces("项目名称", "+修路", "+项目等级", "+一级项目", "金额", "一级指标", "+三级指标", "+指标值")
    labels = ["field.identity"] * 2 + ["header"] * 2 + ["field.budget"] + ["header"] * 3
    assert mended(rows, *labels)[2:4] == ["field.other"] * 2
    rows[2:4] = pieces("+二级指标", "+指标值")
    assert mended(rows, *labels)[2:4] == ["header"] * 2


def test_a_label_at_the_indicators_side_is_no_part_of_the_goal():
    rows = pieces("年度目标", "+修好村道。", "年度绩效", "指标完成", "情况", "一级指标", "+三级指标", "+指标值")
    labels = ["field.goal"] * 2 + ["continuation.up"] * 3 + ["header"] * 3
    assert mended(rows, *labels)[1:5] == ["field.goal", *["other"] * 3]
    rows[3] = pieces("并已完成")[0]
    assert mended(rows, *labels)[2:5] == ["continuation.up"] * 3


def test_a_unit_between_a_header_and_its_indicators_heads_them():
    header, indicator = across("序号", "一级指标", "指标值"), across("1", "产出指标", "≥8公里")
    unit = Row((Cell("206001 昭通市水务局"),))
    assert mended([header, unit, indicator], "header", "unit", "indicator")[1] == "indicator"
    assert mended([header, unit, header], "header", "unit", "header")[1] == "unit"
    ruled = [replace(each, table=0) for each in (header, unit, indicator)]
    assert mended(ruled, "header", "other", "indicator")[1] == "indicator"
    ruled[1] = Row((Cell("1"),), table=0)
    assert mended(ruled, "header", "other", "indicator")[1] == "other"


@pytest.mark.parametrize("taken", ["field.identity", "continuation.down"])
def test_a_unit_line_above_a_field_of_any_kind(taken):
    rows = [Row((Cell("项目绩效目标表"),)), across("单位：德清县民政局", "单位：万元"), across("购买主体", "民政局")]
    assert mended(rows, "title", taken, "field.budget")[1] == "unit"


def test_the_second_row_of_a_header_in_cells():
    def printed(*texts: str) -> list[Row]:
        return [Row((Cell(text),), gap=int(not at), indented=True) for at, text in enumerate(texts)]

    first, second = printed("一级指标", "三级指标", "分季度目标值", "备注"), printed("", "", "一季度", "二季度", "")
    rows = [*first, *second, *printed("产出指标", "修路", "2公里", "3公里", "")]
    assert mended(rows, *["header"] * 4, *["indicator"] * 10)[4:9] == ["header"] * 5


def test_the_second_row_of_a_header_that_leaves_places_blank():
    rows = [
        across("序号", "预算金额", "三级指标"),
        across("", "", "合计", "其他资金"),
        across("修路", "9", "2", "路面"),
    ]
    assert mended(rows, "header", "other", "indicator")[1] == "header"
    rows[1] = across("", "", "9", "2")
    assert mended(rows, "header", "other", "indicator")[1] == "other"


def test_who_signed_below_the_indicators_is_none_of_them():
    rows = pieces("产出指标", "+修路", "+8公里", "单位负责人（签字）", "：填表人：")
    labels = (*["indicator"] * 4, "continuation.up")
    assert mended(rows, *labels)[3:] == ["other"] * 2
