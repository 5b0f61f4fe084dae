"""Pages as they are looked at: turned and cropped ones, which of them are read, and what their boxes mean."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import extract
from extractor.document import Box
from extractor.options import Options
from extractor.readers import read
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
    ("matrix", "turn"), [("0 1 -1 0 {h} 0", 90), ("-1 0 0 -1 {w} {h}", 180), ("0 -1 1 0 0 {w}", 270)]
)
def test_contents_drawn_turned_give_the_same_records(model, tmp_path, matrix, turn):
    path = tmp_path / "drawn.pdf"
    with pikepdf.open(RULED) as pdf:
        for page in pdf.pages:
            width, height = float(page.mediabox[2]), float(page.mediabox[3])
            page.contents_add(f"q {matrix.format(w=width, h=height)} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.MediaBox = [0, 0, width, height] if turn == 180 else [0, 0, height, width]
            page.Rotate = turn
        pdf.save(path)
    assert [each[:3] for each in indicators(path, model)] == [each[:3] for each in indicators(RULED, model)]


def test_watermarks_and_letters_too_small_to_read_are_left_out(model, tmp_path):
    path = tmp_path / "marked.pdf"
    with pikepdf.open(RULED) as pdf:
        for page in pdf.pages:
            font = pdf.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
            )
            page.obj.Resources.Font["/Mark"] = font
            mark = "q BT /Mark 60 Tf .7 .7 -.7 .7 100 300 Tm (DRAFT) Tj ET BT /Mark 1 Tf 1 0 0 1 90 640 Tm (hidden) Tj ET Q"
            page.contents_add(mark.encode(), prepend=True)
        pdf.save(path)
    assert indicators(path, model) == indicators(RULED, model)
    assert "DRAFT" not in "".join(row.text for row in read(path, Options()).rows)


def test_a_page_that_takes_too_long_is_told_and_left_out():
    found = read(RULED, Options(max_seconds_per_page=0.0))
    assert not found.rows
    assert {trouble.code for trouble in found.troubles} == {"page-time"}
    assert "max_seconds_per_page=0" in found.troubles[0].message
