from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.readers.running import mark_pages

HEAD = "2026年部门预算公开"


def _page(page: int, lines: int = 12) -> list[str]:
    return [f"第{page}部分的第{number}行文字" for number in range(lines)]


def _starts(lines: list[str]) -> list[int]:
    return [number for number, line in enumerate(mark_pages(lines)) if line.startswith("\f")]


def test_a_running_head_begins_each_page():
    assert _starts([HEAD, *_page(1), HEAD, *_page(2), "", HEAD, *_page(3)]) == [13, 27]


def test_a_running_head_may_count_the_pages():
    assert _starts(["预算公开 1", *_page(1), "预算公开 2", *_page(2), "预算公开 3", *_page(3)]) == [13, 26]


@pytest.mark.parametrize("number", ["— {} —", "- {} -", "第{}页", "第 {} 页 共 3 页"])
def test_numbers_end_or_begin_pages(number):
    pages = [[*_page(page), number.format(page)] for page in (1, 2, 3)]
    assert _starts([line for page in pages for line in page]) == [13, 26]
    pages = [[number.format(page), *_page(page)] for page in (1, 2, 3)]
    assert _starts([line for page in pages for line in page]) == [13, 26]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="nothing"),
        pytest.param(["", " "], id="blank"),
        pytest.param([HEAD, *_page(1), HEAD, *_page(2)], id="two heads"),
        pytest.param([HEAD, *_page(1, 3), HEAD, *_page(2, 3), HEAD], id="too near"),
        pytest.param(["项目支出绩效目标表", *_page(1)] * 4, id="titles"),
        pytest.param(["— 1 —", *_page(1), "— 7 —", *_page(2)], id="numbers that do not count"),
        pytest.param([HEAD, "\f", *_page(1), HEAD, *_page(2), HEAD, *_page(3)], id="form feeds tell"),
    ],
)
def test_lines_that_tell_no_pages(lines):
    assert mark_pages(lines) == lines


@given(st.lists(st.sampled_from([HEAD, "— 1 —", "— 2 —", "— 3 —", "", "产出指标", "验收合格率"]), max_size=60))
def test_nothing_but_form_feeds_is_added(lines):
    assert [line.removeprefix("\f") for line in mark_pages(lines)] == lines
