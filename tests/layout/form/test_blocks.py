"""Forms without rulings, drawn from cells: labels at the top or in the middle of their rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.form.rows import form_rows, form_start
from extractor.layout.pieces import Piece, TextLine

SIZE, PITCH, PADDING = 10.0, 14.0, 8.0
LABEL, VALUE = 50.0, 130.0


def piece(text, x, top):
    return Piece(text, x, top, x + SIZE * len(text), top + SIZE)


def drawn(rows, *, middle, top=100.0):
    """Rows of (x, lines) as lines of text: cells at the top or in the middle of their row; the first cell is a label."""
    found = {}
    for label, *values in rows:
        heights = [PITCH * max(len(lines) for _, lines in row) for row in values]
        whole = max(sum(heights) + PADDING * (len(heights) - 1), PITCH * len(label))
        place(found, LABEL, label, top, whole, middle=middle)
        for row, height in zip(values, heights, strict=True):
            for x, lines in row:
                place(found, x, lines, top, height, middle=middle)
            top += height + PADDING
    return [TextLine(tuple(sorted(line, key=lambda p: p.x0)), 1) for _, line in sorted(found.items())]


def place(found, x, lines, top, height, *, middle):
    start = top + (height - PITCH * len(lines)) / 2 if middle else top
    for k, text in enumerate(lines):
        found.setdefault(start + k * PITCH, []).append(piece(text, x, start + k * PITCH))


def read(rows, *, middle):
    return [
        [("^" if cell.covered else cell.text) for cell in row.cells]
        for row in form_rows(drawn(rows, middle=middle), 0, {}, (PITCH - SIZE) / SIZE)
    ]


FULL = "依法依规开展社会购买性服务并保障水电气暖正常供应"
lengths = st.integers(1, 4)


@given(lengths, lengths, lengths, st.booleans())
def test_labels_are_put_before_their_values(name, purpose, goals, middle):
    lines = [[f"第{k}" + FULL[: 24 if k + 1 < count else 6] for k in range(count)] for count in (name, purpose, goals)]
    rows = [
        (["项目名称"], [(VALUE, lines[0])]),
        (["资金用途"], [(VALUE, lines[1])]),
        (["绩效目标"], [(VALUE, lines[2])]),
    ]
    wanted = [[label[0], "\n".join(text)] for (label, _), text in zip(rows, lines, strict=True)]
    assert read(rows, middle=middle) == wanted


@pytest.mark.parametrize("middle", [True, False])
def test_a_label_of_two_rows_covers_the_second(middle):
    amounts = [(VALUE, ["预算数"]), (190.0, ["4.00"]), (260.0, ["其中：财", "政资金"]), (330.0, ["4.00"])]
    rows = [
        (["项目名称"], [(VALUE, ["甲经费"])]),
        (["预算规模及", "资金用途"], amounts, [(VALUE, [FULL, FULL, "等支出"])]),
    ]
    assert read(rows, middle=middle) == [
        ["项目名称", "甲经费"],
        ["预算规模及资金用途", "预算数", "4.00", "其中：财政资金", "4.00"],
        ["^", f"{FULL}\n{FULL}\n等支出"],
    ]


def test_values_stand_below_their_periods():
    periods = [(VALUE + 100 * k, [text]) for k, text in enumerate(("3月底", "6月底", "10月底", "12月底"))]
    rows = [(["资金支出计划", "（%）"], periods, [(VALUE + 205, ["50%"]), (VALUE + 305, ["100%"])])]
    assert read(rows, middle=True)[1] == ["^", "", "", "50%", "100%"]


def test_a_blank_field_keeps_its_label():
    rows = [(["项目编码"], [(VALUE, ["甲1"])]), (["备注"], [(VALUE, [""])]), (["绩效目标"], [(VALUE, ["乙"])])]
    lines = [TextLine(tuple(p for p in line.pieces if p.text), 1) for line in drawn(rows, middle=True)]
    found = [[cell.text for cell in row.cells] for row in form_rows(lines, 0, {}, 0.4)]
    assert found == [["项目编码", "甲1"], ["备注"], ["绩效目标", "乙"]]


def test_a_value_may_begin_above_its_label():
    lines = drawn([(["项目名称"], [(VALUE, [FULL, FULL, "项目"])])], middle=True)
    title = TextLine((piece("甲经费绩效目标表", VALUE, 70.0),), 1)
    assert form_start([title, *lines], 0.4) == 1
    assert form_start([title], 0.4) == 1


def test_text_that_runs_out_of_the_labels_is_no_value():
    lines = drawn([(["绩效目标"], [(VALUE, ["甲"])])], middle=True)
    prose = TextLine((piece(FULL, LABEL, 130.0),), 1)
    found = [[cell.text for cell in row.cells] for row in form_rows([*lines, prose], 0, {}, 0.4)]
    assert found == [["绩效目标", "甲"], [FULL]]
