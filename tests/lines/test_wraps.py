from __future__ import annotations

from extractor.document import Cell, Row
from extractor.lines.wraps import wrap_features


def rows(*texts):
    return [Row(tuple(Cell(text, k) for k, text in enumerate(row))) for row in texts]


def test_a_row_below_full_cells_may_go_on_with_them():
    table = rows(("名称", "指标值"), ("一条很长很长的指标", "≥12公里"), ("名称", "≥3%"), ("短", "是"))
    found = wrap_features(table, [True] * 4)
    assert "wrap|all" in found[2]
    assert "wrap|none" in found[3]


def test_only_a_table_s_body_counts():
    table = rows(("项目名称", "甲"), ("年度目标", "乙"))
    assert wrap_features(table, [False, False]) == [[], []]
