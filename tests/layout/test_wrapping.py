from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.wrapping import is_full, width_of


@pytest.mark.parametrize(("text", "width"), [("", 0), ("绩效", 2), ("100%", 2), ("ＡＢ", 2), ("a甲", 1.5)])
def test_widths(text, width):
    assert width_of(text) == width


@pytest.mark.parametrize(
    ("line", "below", "capacity", "full"),
    [
        ("绩效目标", "完成", 4, True),
        ("绩效目", "完成", 4, False),
        ("绩效目", "。完成", 4, False),
        ("绩效目", "（完）成", 4, True),
        ("绩效", "2026年", 4, True),
        ("绩效", "20年", 4, False),
        ("绩效目", "成，再", 4, True),
        ("", "完成", 4, False),
    ],
)
def test_a_line_is_full_where_the_next_word_did_not_fit(line, below, capacity, full):
    assert is_full(line, below, capacity) is full


@given(st.text("甲乙丙丁戊", min_size=1, max_size=60), st.integers(2, 12))
def test_where_print_breaks_a_text_its_lines_are_full(text, capacity):
    lines = [text[i : i + capacity] for i in range(0, len(text), capacity)]
    assert all(is_full(line, below, capacity) for line, below in pairwise(lines))
    assert not is_full(text[: capacity - 1], text, capacity)
