"""Tables over page ends: rows made whole, repeated heads dropped, columns numbered alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.document import Box, Cell, Row
from extractor.layout.breaks import join_broken_rows
from extractor.layout.furniture import drop_furniture
from extractor.layout.grid import Grid
from extractor.layout.numbering import number_columns

WIDTHS = (60.0, 60.0, 100.0, 60.0)
HEAD = ("一级指标", "二级指标", "三级指标", "指标值")


def row(texts, page, top=100.0, *, covered=(), table=0):
    cells, x = [], 0.0
    for k, (text, width) in enumerate(zip(texts, WIDTHS, strict=True)):
        cells.append(Cell(text, k, covered=k in covered, box=Box(x, top, x + width, top + 20)))
        x += width
    return Row(tuple(cells), page=page, table=table)


def line(text, page, x0=0.0, x1=280.0):
    return Row((Cell(text, box=Box(x0, 0, x1, 10)),), page=page)


def joined(*rows):
    return [row.text for row in join_broken_rows(rows)]


def test_a_row_broken_at_a_page_end_is_joined():
    above = row(("产出指标", "质量指标", "安全生产责任事故造成\n环境污染和生态破坏的", "≤1次"), 1)
    below = row(("", "", "次数", ""), 2)
    assert joined(row(HEAD, 1), above, below) == [
        "\t".join(HEAD),
        "产出指标\t质量指标\t安全生产责任事故造成\n环境污染和生态破坏的\n次数\t≤1次",
    ]


def test_the_repeated_header_stays_between_pages_but_not_within_a_row():
    above = row(("产出指标", "质量指标", "安全生产责任事故造成\n环境污染和生态破坏的", "≤1次"), 1)
    below = row(("", "", "次数", ""), 2)
    found = joined(row(HEAD, 1), above, row(HEAD, 2), below)
    assert found[1].endswith("破坏的\n次数\t≤1次")
    assert len(found) == 3


def test_a_row_below_a_line_that_was_not_full_is_one_of_its_own():
    above = row(("产出指标", "质量指标", "安全生产责任事故造成\n环境污染", "≤1次"), 1)
    below = row(("", "数量指标", "次数", "≥3次"), 2)
    assert len(joined(row(HEAD, 1), above, below)) == 3


def test_a_line_as_good_as_full_does_not_keep_the_rest_of_the_row_apart():
    """The room of a column in which no cell is wrapped is known by its width only, which holds a bit more than its letters."""
    above = row(("产出指标", "质量指标", "安全生产责任事故造成\n环境污染和生态破坏的", "指标超过其"), 1)
    below = row(("", "", "次数", "他"), 2)
    wide = replace(above, cells=(*above.cells[:3], replace(above.cells[3], box=Box(220, 100, 278.5, 120))))
    assert len(joined(row(HEAD, 1), wide, below)) == 2


def test_an_empty_rest_is_dropped():
    above = row(("产出指标", "质量指标", "合格率", "100%"), 1)
    assert len(joined(row(HEAD, 1), above, row(("", "", "", ""), 2))) == 2


def test_a_level_name_broken_at_a_page_end():
    above = row(("满意度指标", "服务对象", "居民满意度", "≥90%"), 1)
    below = row(("", "满意度指标", "", ""), 2)
    assert joined(row(HEAD, 1), above, below)[1] == "满意度指标\t服务对象\n满意度指标\t居民满意度\t≥90%"


def test_the_end_of_a_name_may_stand_a_row_further_down():
    above = row(("产出指", "数量指标", "入驻科技型企业数", "≥20家"), 1)
    below, further = row(("", "", "量", ""), 2), row(("标", "质量指标", "设备设施运行", "是"), 2)
    found = joined(row(HEAD, 1), above, below, further)
    assert found[1].startswith("产出指\n标\t")
    assert found[-1].startswith("\t质量指标")


def test_two_whole_level_names_are_two_rows():
    above = row(("产出指标", "数量指标", "次数", "1"), 1)
    below = row(("效益指标", "社会效益指标", "", ""), 2)
    assert len(joined(row(HEAD, 1), above, below)) == 3


@pytest.mark.parametrize(("below", "count"), [("≤2次", 3), ("以下", 2)])
def test_two_bounds_are_two_rows(below, count):
    above = row(("产出指标", "质量指标", "安全生产责任事故造成\n环境污染和生态破坏的", "≤8500平方米"), 1)
    assert len(joined(row(HEAD, 1), above, row(("", "", "次数", below), 2))) == count


@pytest.mark.parametrize(
    ("above", "below", "count"),
    [
        ("关于本部门整体绩效目标和各个项目的说明文字", "续写的文字", 2),
        ("二零二六年部门预算项目绩效目标情况说明总表", "801101天津市", 3),
        ("关于本部门整体绩效目标和各个项目的说明文字", "单位：元", 3),
    ],
)
def test_a_full_line_of_text_goes_on_a_unit_line_never(above, below, count):
    assert len(joined(line("上文", 1, 0, 100), line(above, 1), line(below, 2, 0, 80))) == count


@pytest.mark.parametrize(
    "number", ["3", "-3一", "-2－", "−1–", "—一—", "- 3 -", "— 3 —", "第 3 页", "第3页 共10页", "3/10", "3 / 10"]
)
def test_page_numbers_are_dropped(number):
    rows = [line("正文的文字", 3), row(("a", "b", "c", "d"), 3), line(number, 3)]
    assert [each.text for each in drop_furniture(rows)] == ["正文的文字", "a\tb\tc\td"]


def test_running_heads_are_dropped_and_what_heads_a_table_stays():
    rows = []
    for page in range(1, 7):
        rows += [line(f"某某市某某局二零二六年公开（{page}）", page), line("单位：万元", page)]
        rows += [row(("a", "b", "c", str(page)), page), line(f"第{page}页", page)]
    kept = [each.text for each in drop_furniture(rows)]
    assert kept == [text for page in range(1, 7) for text in ("单位：万元", f"a\tb\tc\t{page}")]


def test_numbers_inside_tables_are_no_page_numbers():
    rows = [line("正文的文字", 1), Row((Cell("3"),), page=1, table=0)]
    assert drop_furniture(rows) == rows


def test_columns_are_numbered_alike_on_all_pages():
    """The second page lacks a boundary of the first; a table of another width has its own columns."""
    grids = [Grid((10, 60, 120, 200), (0, 20), ()), Grid((12, 122, 202), (0, 20), ()), Grid((10, 90), (0, 20), ())]
    rows = [
        Row((Cell("a", 0), Cell("b", 1), Cell("c", 2)), page=1, table=0),
        Row((Cell("d", 0), Cell("e", 1)), page=2, table=1),
        Row((Cell("f", 0),), page=2, table=2),
    ]
    found = [[(c.text, c.column, c.span) for c in each.cells] for each in number_columns(rows, grids)]
    assert found == [[("a", 0, 1), ("b", 1, 1), ("c", 2, 1)], [("d", 0, 2), ("e", 2, 1)], [("f", 0, 1)]]


def opened(whole):
    return Row(tuple(replace(cell, open=True) for cell in whole.cells), page=whole.page, table=whole.table)


def test_a_row_that_no_ruling_closes_goes_on():
    above = opened(row(("产出指标", "质量指标", "合格率", "100%"), 1))
    assert joined(row(HEAD, 1), above, row(HEAD, 2), row(("", "", "达标", ""), 2))[1].endswith("合格率\n达标\t100%")


def test_a_merged_label_that_no_ruling_closes_takes_its_rest():
    label = Cell("资金支出\n计划", 0, open=True, box=Box(0, 0, 60, 40))
    periods = Row((label, Cell("3月底", 1), Cell("6月底", 2), Cell("年底", 3)), page=1, table=0)
    values = row(("（%）", "", "", "100%"), 2)
    found = join_broken_rows([periods, values])
    assert [each.text for each in found] == ["资金支出\n计划\n（%）\t3月底\t6月底\t年底", "\t\t\t100%"]
    assert found[1].cells[0].covered


def wide(texts, page):
    return Row((Cell(texts[0], 0), Cell(texts[1], 1, 3)), page=page, table=0)


def test_a_value_without_a_label_is_the_rest_of_the_one_above():
    assert joined(wide(("绩效目标", "1.按时完成"), 1), wide(("", "2.提升满意度"), 2)) == [
        "绩效目标\t1.按时完成\n2.提升满意度"
    ]
    assert len(joined(wide(("绩效目标", "1.按时完成"), 1), wide(("备注", "2.提升满意度"), 2))) == 2
    assert len(joined(row(HEAD, 1), row(("", "数量指标", "次数", "≥3次"), 2))) == 2


def test_a_row_without_a_name_is_the_rest_of_the_one_above():
    names = [
        row((first, f"{name}指标", "次数", "≥3次"), 1)
        for first, name in zip(("产出指标", "", ""), ("数量", "质量", "时效"), strict=True)
    ]
    last, rest = row(("满意", "服务", "满意度", "≥95百分"), 1), row(("", "", "", "比"), 2)
    assert joined(*names, last, rest)[-1] == "满意\t服务\t满意度\t≥95百分\n比"
    assert len(joined(*names, last, row(("", "对象", "知晓率", "100%"), 2))) == 5


def test_the_parts_of_a_row_over_three_pages_stay_known():
    above = opened(row(("产出指标", "质量指标", "安全", "≤1次"), 1))
    found = join_broken_rows(
        [above, opened(row(("", "", "生产", ""), 2, table=1)), row(("", "", "责任", ""), 3, table=2)]
    )
    assert [each.text for each in found] == ["产出指标\t质量指标\t安全\n生产\n责任\t≤1次"]
    assert found[0].pages == (1, 2, 3)
    assert found[0].rest
    assert found[0].rest.box == row(("",) * 4, 2).box


def test_the_rest_of_a_level_name_is_no_running_foot():
    rows = [Row((Cell(text),), page=page) for page in range(1, 6) for text in (f"第{page}段的正文", "标")]
    assert [row.text for row in drop_furniture(rows)].count("标") == 5
    others = [Row((Cell(text),), page=page) for page in range(1, 6) for text in (f"第{page}段的正文", "甲乙")]
    assert "甲乙" not in [row.text for row in drop_furniture(others)]
