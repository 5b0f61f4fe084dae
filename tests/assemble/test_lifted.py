"""First levels that no column holds."""

from __future__ import annotations

import pytest

from extractor.lines.labels import Label
from tests.assemble.builders import lines, row
from tests.assemble.test_foreign_forms import read

NAMES = ("二级指标", "三级指标", "指标值")


def levels(record):
    return [(one.level1, one.level2, one.level3, one.target.text) for one in record.indicators]


FOUND = [
    ("产出指标", "数量指标", "护栏", "8公里"),
    ("产出指标", "质量指标", "合格率", "98%"),
    ("效益指标", "社会效益", "车祸", "减少"),
]


@pytest.mark.parametrize("layout", ["grid", "rows", "cells"])
def test_names_of_levels_in_rows_of_their_own(model, layout):
    printed = [
        (NAMES, Label.HEADER),
        ((("产出指标（60分）", 3),), Label.INDICATOR),
        (FOUND[0][1:], Label.INDICATOR),
        (FOUND[1][1:], Label.INDICATOR),
        ((("效益指标（40分）", 3),), Label.INDICATOR),
        (FOUND[2][1:], Label.INDICATOR),
    ]
    rows = [each for one in printed for each in (lines(*one) if layout == "cells" else [row(*one)])]
    found = levels(read(model, rows, layout)[0])
    assert [(name.split("（")[0], *rest) for name, *rest in found] == FOUND


def test_a_level_at_the_side_of_each_header(model):
    rows = [
        row(("产出指标", *NAMES), Label.HEADER),
        row((None, *FOUND[0][1:]), Label.INDICATOR),
        row((None, *FOUND[1][1:]), Label.INDICATOR),
        row(("效益指标", *NAMES), Label.HEADER),
        row((None, *FOUND[2][1:]), Label.INDICATOR),
    ]
    assert levels(read(model, rows)[0]) == FOUND


def test_a_level_in_its_column_is_left_there(model):
    rows = [
        row(("一级指标", *NAMES), Label.HEADER),
        row(FOUND[0], Label.INDICATOR),
        row(("满意度指标", "", "", ""), Label.INDICATOR),
        row(FOUND[2], Label.INDICATOR),
    ]
    assert levels(read(model, rows)[0]) == [FOUND[0], FOUND[2]]
