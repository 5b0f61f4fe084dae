from __future__ import annotations

import pytest

from extractor.document import Box
from extractor.layout.headings import heading_starts


def _line(text: str, top: float, size: float = 16, middle: float = 300) -> tuple[str, Box]:
    half = len(text) * size / 2
    return text, Box(middle - half, top, middle + half, top + size)


LONG, REST = "某省某厅关于某项工程的专项债券利息和本金支出项目（二〇二六年度某某市", "部分）绩效目标表"


@pytest.mark.parametrize(
    ("lines", "starts"),
    [
        pytest.param([_line(LONG, 100), _line(REST, 120)], 0, id="two lines"),
        pytest.param([_line(LONG, 80), _line(LONG, 100), _line(REST, 120)], 0, id="three lines"),
        pytest.param([_line(LONG, 100), _line("表", 120)], 0, id="cut before its last letter"),
        pytest.param([_line("甲项目绩效目标表", 100), _line("绩效目标表", 120)], 1, id="two headings"),
        pytest.param([_line(LONG, 100, size=10.5), _line(REST, 120)], 1, id="another size"),
        pytest.param([_line(LONG, 100), _line(REST, 180)], 1, id="far below"),
        pytest.param([_line(LONG, 700), _line(REST, 80)], 1, id="on the next page"),
        pytest.param([_line(LONG, 100), _line(REST, 120, middle=150)], 1, id="at the left"),
        pytest.param([_line(REST[:-1], 100), _line(LONG + "表", 120)], 1, id="the lower one is wider"),
        pytest.param([_line(LONG + "。", 100), _line(REST, 120)], 1, id="the end of a sentence above"),
        pytest.param([_line(LONG, 100), _line("（单位：万元）", 120)], 1, id="no heading"),
    ],
)
def test_lines_of_one_heading(lines: list[tuple[str, Box]], starts: int) -> None:
    assert heading_starts(lines, len(lines) - 1) == starts
