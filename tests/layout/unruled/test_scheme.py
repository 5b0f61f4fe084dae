"""Which second levels belong to which first one, and where the names of both end."""

from __future__ import annotations

from extractor.layout.pieces import Piece
from extractor.layout.unruled.bands import BodyLine, Name
from extractor.layout.unruled.level_names import read_names
from extractor.layout.unruled.scheme import by_first, strangers


def names(*texts):
    return [Name(text, k, k, float(k), k + 1.0) for k, text in enumerate(texts)]


def lines(*texts):
    return [BodyLine({0: Piece(text, 0.0, k, len(text), k + 1.0)}, 0.0) for k, text in enumerate(texts)]


def test_costs_are_outputs_unless_they_are_a_first_level():
    lowers = names("数量指标", "经济成本指标", "社会效益指标")
    assert by_first(["产出指标", "效益指标"], lowers) == [lowers[:2], lowers[2:]]
    assert by_first(["产出指标", "成本指标", "效益指标"], lowers) == [lowers[:1], lowers[1:2], lowers[2:]]
    assert by_first(["产出指标", "满意度指标"], lowers) is None


def test_names_under_another_first_level_are_strangers():
    assert strangers(["成本指标", "产出指标"], ["经济成本指标", "数量指标", "其他"]) == [
        [False, True, False],
        [True, False, False],
    ]


def test_the_rest_of_a_name_belongs_to_the_name_above():
    found = [name.text for name in read_names(lines("服务对象满意度", "标", "社会效益指标", "服务对象"), 0, 1.0)]
    assert found == ["服务对象满意度\n标", "社会效益指标", "服务对象"]


def test_an_unknown_name_ends_where_a_row_begins():
    both = lines("重点工作任务完成", "履职目标实现情况")
    assert len(read_names(both, 0, 1.0)) == 1
    assert len(read_names(both, 0, 1.0, {1})) == 2
