"""Pages as they are looked at: turned and cropped ones, which of them are read, and what their boxes mean."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import extract
from extractor.document import Box
from extractor.readers.pdf.characters import readable
from extractor.readers.pdf.frame import Frame
from extractor.readers.pdf.triage import may_go_on, may_hold_table

RULED = Path(__file__).parents[1] / "data" / "made" / "002-side-label-libreoffice-UMing.pdf"


@given(st.integers(0, 3), st.tuples(*[st.integers(0, 100)] * 4), st.tuples(*[st.integers(0, 600)] * 4))
def test_boxes_turn_there_and_back(turns, page, edges):
    frame = Frame(page[0], page[1], page[0] + 500 + page[2], page[1] + 700 + page[3], turns)
    left, right, bottom, top = (*sorted(edges[:2]), *sorted(edges[2:]))
    box = frame.box(left, bottom, right, top)
    assert box.x0 <= box.x1
    assert box.top <= box.bottom
    assert frame.user(box) == (left, bottom, right, top)


def test_the_top_left_is_the_origin():
    assert Frame(0, 0, 500, 700, 0).box(10, 680, 20, 690) == Box(10, 10, 20, 20)
    assert Frame(0, 0, 500, 700, 2).box(10, 680, 20, 690) == Box(480, 680, 490, 690)


def indicators(path, model):
    return [
        (i.level3, i.target.text, i.page, i.box) for project in extract(path, model=model) for i in project.indicators
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_give_the_same_records_and_boxes_as_shown(model, tmp_path, turn):
    upright = indicators(RULED, model)
    path = tmp_path / "turned.pdf"
    with pikepdf.open(RULED) as pdf:
        _, _, width, height = (float(edge) for edge in pdf.pages[0].mediabox)
        for page in pdf.pages:
            page.rotate(turn, relative=True)
        pdf.save(path)
    turned = indicators(path, model)
    assert [each[:3] for each in turned] == [each[:3] for each in upright]
    for (*_, box), (*_, shown) in zip(upright, turned, strict=True):
        frame = Frame(0, 0, width, height, turn // 90)
        expected = frame.box(box[0], height - box[3], box[2], height - box[1])
        assert shown == pytest.approx((expected.x0, expected.top, expected.x1, expected.bottom), abs=0.1)


def test_cropped_pages_show_their_boxes_from_the_crop(model, tmp_path):
    path = tmp_path / "cropped.pdf"
    with pikepdf.open(RULED) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            page.cropbox = [left + 10, bottom + 5, right, top - 15]
        pdf.save(path)
    for (*same, box), (*cropped, moved) in zip(indicators(RULED, model), indicators(path, model), strict=True):
        assert same == cropped
        assert moved == pytest.approx((box[0] - 10, box[1] - 15, box[2] - 10, box[3] - 15), abs=0.1)


@pytest.mark.parametrize(
    ("text", "read", "goes_on"),
    [
        ("甲经费绩效目标表\n一级指标", True, True),
        ("绩 效 目 标 表 指 标 值", True, True),
        ("部门预算说明，绩效目标管理", False, False),
        ("产出指标\n效益指标", False, True),
        ("满意度指标\n居民满意度", False, True),
        ("一般公共预算支出表", False, False),
        ("", False, False),
    ],
)
def test_which_pages_are_read(text, read, goes_on):
    assert (may_hold_table(text), may_go_on(text)) == (read, goes_on)


@pytest.mark.parametrize(
    ("text", "told"),
    [("绩效目标", True), ("", False), (" \n ", False), ("\ue001\ue002\ue003", False), ("绩效\ufffd目标", True)],
)
def test_a_text_layer_of_rubbish_is_told(text, told):
    assert readable(text) is told
