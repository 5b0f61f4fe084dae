from __future__ import annotations

from extractor.document import Cell, Row
from extractor.lines.rhythm import WHOLE, rhythm_features

HEAD = ("一级指标", "三级指标", "指标值")


def features(*rows: tuple[str, ...], gap: int = 0) -> list[list[str]]:
    table = [Row(tuple(Cell(text, at) for at, text in enumerate(texts)), gap=gap) for texts in (HEAD, *rows)]
    heads = [True, *[False] * len(rows)]
    return rhythm_features(table, heads, [True] * len(table), [""] * len(table), [""] * len(table))[1:]


def test_rows_that_all_fill_the_same_columns_were_not_broken():
    found = features(("产出指标", "修路", "1条"), ("", "修桥", "2座"), ("", "种树", "3棵"), ("效益指标", "", ""))
    assert [WHOLE in each for each in found] == [True, True, True, False]


def test_one_part_of_a_row_says_that_others_may_be_parts_too():
    found = features(("产出指标", "修路修", "1条"), ("", "路", ""), ("", "种树", "3棵"), ("", "修桥", "2座"))
    assert not any(WHOLE in each for each in found)
    assert "core|most|0.8|8" in found[1]


def test_two_rows_or_rows_apart_tell_nothing():
    rows = (("产出指标", "修路", "1条"), ("", "修桥", "2座"))
    assert not any(WHOLE in each for each in features(*rows))
    assert not any(WHOLE in each for each in features(*rows, *rows, gap=1))


def test_the_label_above_a_cell():
    rows = [
        Row(tuple(Cell(text, at) for at, text in enumerate(texts)))
        for texts in (("长期目标", "年度目标"), ("", "修路"))
    ]
    nothing = [""] * 2
    found = rhythm_features(rows, [False] * 2, [False] * 2, nothing, nothing)
    assert found == [[], ["below|goal", "below|goal|blank", "below1"]]
