from __future__ import annotations

import pytest

from extractor.repair.align import StreamCell, align_row, align_stream
from extractor.repair.columns import Column, column_role, settle
from extractor.repair.infer import infer_roles

ROLES = ("level1", "level2", "level3", "description", "target")
COLUMNS = [Column(role, role, k) for k, role in enumerate(ROLES)]
FIRST = ["产出指标", "数量指标", "开展活动次数", "开展活动次数", "≥3次"]
SECOND = ["", "质量指标", "活动合格率", "活动合格率", "≥90%"]


def stream(cells, gaps=(), continues=()):
    return [StreamCell(text, int(k in gaps), 0.98 if k in continues else 0.01) for k, text in enumerate(cells)]


def aligned(model, cells, **marks):
    costs = model.columns.costs(cells, COLUMNS)
    return align_stream(stream(cells, **marks), COLUMNS, costs)


@pytest.mark.parametrize("gaps", [(0, 5), (), (0, 3, 5), (5, 6)])
def test_rows_are_found_whatever_the_blank_lines_say(model, gaps):
    found = aligned(model, FIRST + SECOND, gaps=gaps)
    assert [column for column, _ in found] == [0, 1, 2, 3, 4] * 2
    assert [k for k, (_, begins) in enumerate(found) if begins] == [0, 5]


def test_a_blank_level_that_was_lost(model):
    found = aligned(model, FIRST + SECOND[1:])
    assert found[5] == (1, True)


def test_a_wrapped_cell(model):
    cells = [*FIRST[:2], "开展活", "动次数", *FIRST[3:]]
    assert [column for column, _ in aligned(model, cells, continues=(3,))] == [0, 1, 2, 2, 3, 4]


def test_nothing_to_align():
    assert align_stream([], COLUMNS, []) == []


def test_a_row_that_slipped_by_a_cell(model):
    cells = ["数量指标", "到塘沽街道链路租费", "到塘沽街道链路租费", "300元/月"]
    assert align_row([0, 1, 2, 3], COLUMNS, model.columns.costs(cells, COLUMNS)) == [1, 2, 3, 4]


def test_a_row_in_its_place_stays(model):
    assert align_row([0, 1, 2, 3, 4], COLUMNS, model.columns.costs(FIRST, COLUMNS)) == [0, 1, 2, 3, 4]


def test_headers():
    assert [column_role(text) for text in ("指标值", "权重", "年度绩效指标", "甲乙丙")] == [
        "target",
        "extra",
        "side",
        "extra",
    ]
    twice = settle([Column("target", "指标值", 0), Column("target", "目标值", 1)])
    assert [column.role for column in twice] == ["target", "extra"]


def test_contents_tell_what_a_column_means(model):
    columns = [Column("extra", "甲", 0), Column("extra", "乙", 1), Column("level3", "指标名称", 2)]
    texts = [["产出指标", "效益指标"], ["≥3次", "100%", "≤5万元"], ["活动次数"]]
    assert [column.role for column in infer_roles(columns, texts, model.columns)] == ["level1", "target", "level3"]


def test_values_of_several_counties_are_not_taken_for_one_target(model):
    columns = [Column("level3", "指标名称", 0), Column("extra", "甲县", 1), Column("extra", "乙县", 2)]
    texts = [["活动次数"], ["≥3次", "100%"], ["≥5次", "90%"]]
    assert [column.role for column in infer_roles(columns, texts, model.columns)] == ["level3", "extra", "extra"]
