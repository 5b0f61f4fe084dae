from __future__ import annotations

import pytest

from extractor.repair.columns import Column, column_role, settle
from extractor.repair.parallel import find_runs, level_of

PAIR = ("level3", "target")


@pytest.mark.parametrize(
    ("roles", "runs"),
    [
        (("total", *PAIR, *PAIR, *PAIR), [range(1, 3), range(3, 5), range(5, 7)]),
        (("side", "level1", "level2", *PAIR, "level2", *PAIR), [range(2, 5), range(5, 8)]),
        (("level1", *PAIR, "level1", *PAIR, "extra"), [range(3), range(3, 6)]),
        (("level1", "level2", *PAIR, "extra"), []),
        (("level1", *PAIR, "level3"), []),
        (("level3", "extra", "target", "level3", "target"), []),
    ],
)
def test_runs_of_like_columns(roles, runs):
    assert find_runs(roles) == runs


def test_every_run_has_the_roles_of_the_first():
    headers = ("项目名称", "一级指标", "指标类别", "指标内容", "指标值", "指标类别", "三级指标", "目标值", "备注")
    columns = settle([Column(column_role(text), text, k) for k, text in enumerate(headers)])
    assert [column.role for column in columns[2:8]] == ["level2", "level3", "target"] * 2
    assert [column.run for column in columns] == [0, 0, 1, 1, 1, 2, 2, 2, 0]


def test_the_level_that_a_header_prints_above_a_run():
    def columns(group, first="extra"):
        return [Column(first, "", 0), *(Column(role, "", k, 1, group, 1) for k, role in enumerate(PAIR))]

    assert level_of(columns("产出指标"), 1) == "产出指标"
    assert level_of(columns("年度指标"), 1) == ""
    assert level_of(columns("产出指标", first="level1"), 1) == ""


@pytest.mark.parametrize(("header", "role"), [("指标得分", "extra"), ("得分系数", "extra"), ("旨标分类", "level2")])
def test_a_column_of_marks_is_no_level(header, role):
    assert column_role(header) == role
