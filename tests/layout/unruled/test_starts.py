"""Columns of dumps by where pieces begin."""

from __future__ import annotations

from extractor.layout.pieces import Piece
from extractor.layout.unruled.starts import boundaries_by_starts, runs

ROLES = ("level1", "level2", "level3", "target")


def line(*placed, named=()):
    return list(runs([Piece(text, x, 0, x + len(text), 1) for text, x in placed], named))


def test_one_blank_makes_a_run():
    assert [run.x0 for run in line(("产出指标", 0), ("数量指标", 5), ("维修", 20))] == [0, 20]


def test_names_and_values_tell_columns():
    lines = [
        line(("产出指标", 0), ("数量指标", 10), ("维修", 20), ("≥3次", 30)),
        line(("合格率", 20), ("100%", 33)),
    ]
    first, second, third = boundaries_by_starts(ROLES, lines)
    assert 0 < first <= 10
    assert 10 < second <= 20
    assert 20 < third <= 30


def test_a_header_tells_columns_that_nothing_else_tells():
    lines = [line(("一级", 0), ("二级", 8), ("三级", 16), ("值", 24), named=(0, 1, 2, 3)), line(("甲", 17), ("乙", 23))]
    found = boundaries_by_starts(ROLES, lines)
    assert found[1] <= 16 < found[2]


def test_columns_without_a_beginning_are_nowhere():
    assert boundaries_by_starts(ROLES, [])[-1] > 999
