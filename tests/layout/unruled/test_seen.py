"""What the columns of a dump were seen to hold."""

from __future__ import annotations

from extractor.layout.unruled.hints import unlike
from extractor.layout.unruled.seen import see

ROLES = ("level1", "level3", "target", "basis")


def seen():
    return see([["产出指", "标", "效益指", "标"], ["维修房屋面积"] * 3, ["≥3次", "≥4次"], ["合同约", "定"] * 5], ROLES)


def test_a_text_belongs_where_it_was_seen_numbers_alike():
    assert seen().unlike("合同约", 3) == 0
    assert seen().unlike("合同约", 2) > 3
    assert seen().counts["≥0次"] == [0, 0, 2, 0]


def test_a_column_of_names_holds_nothing_else():
    assert seen().closed == {0}
    assert seen().unlike("满意度", 0) == 0
    assert seen().unlike("其他", 0) > 4
    assert see([["综合", "其他"]], ("level1",)).closed == frozenset()


def test_a_wide_text_stands_in_a_wide_column():
    assert seen().unlike("按期完成维修工程", 2) > seen().unlike("按期完成维修工程", 1)


def test_words_tell_levels():
    assert unlike("时效指标", "完成及时率 100%") == 0
    assert unlike("质量指标", "完成及时率 100%") > 1
    assert unlike("服务对象满意度指标", "群众满意度") == 0
    assert unlike("经济效益指标", "节约成本") == 0
    assert unlike("质量指标", "工程合格") == 0
