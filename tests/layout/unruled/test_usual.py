"""Headers of dumps that stand out of their places."""

from __future__ import annotations

from extractor.layout.pieces import Piece, TextLine
from extractor.layout.unruled.headers import find_headers
from extractor.layout.unruled.usual import as_usual

NAMES = ("一级指标", "二级指标", "三级指标", "指标值")


def line(number, *placed, page=1):
    return TextLine(tuple(Piece(t, x, number, x + len(t), number + 1) for t, x in placed), page, number, blank=0.5)


def header(number):
    return line(number, *((name, 8 * k) for k, name in enumerate(NAMES)))


def body(number, page=1):
    return line(number, ("维修", 16), ("≥3次", 24), page=page)


def columns(lines):
    return [[column.text for column in header.columns] for header in as_usual(find_headers(lines), lines)]


def test_a_name_on_a_line_of_its_own_is_a_column():
    apart = [line(5, *((name, 8 * k) for k, name in enumerate(NAMES[:3]))), line(6, ("指标值", 30))]
    assert columns([header(1), body(2), header(3), body(4), *apart, body(7)]) == [list(NAMES)] * 3


def test_a_page_end_cuts_names():
    cut = [
        line(5, ("一级", 0), ("二级指标", 8), ("三级指标", 16), ("指标值", 24)),
        line(6, ("指标", 0), page=2),
    ]
    found = [header(1), body(2), header(3), body(4), *cut, body(7, page=2)]
    assert columns(found) == [list(NAMES)] * 3


def test_other_headers_stay():
    other = line(5, ("一级指标", 0), ("三级指标", 8), ("指标值", 16), ("备注", 24))
    assert columns([header(1), body(2), header(3), body(4), other, body(6)])[2] == [
        "一级指标",
        "三级指标",
        "指标值",
        "备注",
    ]
