"""Tables without rulings, drawn from cells: headers, columns, level names and rows are found from geometry alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.pieces import Piece, TextLine
from extractor.layout.unruled.bands import Body, BodyLine, Name, partitions
from extractor.layout.unruled.columns import find_columns
from extractor.layout.unruled.headers import find_headers
from extractor.layout.unruled.level_names import read_names
from extractor.layout.unruled.names import Printed, spread
from extractor.layout.unruled.reader import read_tables
from extractor.layout.unruled.spacing import measure

SIZE, PITCH, PADDING = 10.0, 12.0, 8.0
LEFTS = (50.0, 130.0, 230.0, 350.0)
HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
ROLES = ("level1", "level2", "level3", "target")


def piece(text, x, top):
    return Piece(text, x, top, x + SIZE * len(text), top + SIZE)


def printed(rows, *, middle=False, page=1, top=100.0):
    """Rows of cells, each a list of its lines, as lines of text: cells at the top or in the middle of their row."""
    found = {}
    for cells in rows:
        height = PITCH * max(len(lines) for lines in cells)
        for x, lines in zip(LEFTS, cells, strict=True):
            start = top + (height - PITCH * len(lines)) / 2 if middle else top
            for k, text in enumerate(lines):
                found.setdefault(start + k * PITCH, []).append(piece(text, x, start + k * PITCH))
        top += height + PADDING
    return [TextLine(tuple(sorted(line, key=lambda p: p.x0)), page) for _, line in sorted(found.items())]


def header(page=1):
    return TextLine(tuple(piece(text, x, 70.0) for text, x in zip(HEAD, LEFTS, strict=True)), page)


NAMES = ["数量指标", "质量指标", "时效指标", "成本指标"]
words = st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=7)
wrapped = words.map(lambda tail: ["完成办公楼修缮工程项目"[:10], tail])
cells = st.one_of(words.map(lambda text: [text]), wrapped)
bodies = st.lists(st.tuples(cells, st.sampled_from(["≥3次", "100%", "≤5万元"])), min_size=2, max_size=4)


@given(bodies, st.booleans())
def test_rows_are_found_by_the_space_between_them(body, middle):
    rows = [([["产出指标"], []][n > 0], [NAMES[n]], lines, [target]) for n, (lines, target) in enumerate(body)]
    found = read_tables([header(), *printed(rows, middle=middle)], {}, 0)
    assert [cell.text for cell in found[0].cells] == list(HEAD)
    got = [[cell.text for cell in row.cells[1:]] for row in found[1:]]
    assert got == [[NAMES[n], "\n".join(lines), target] for n, (lines, target) in enumerate(body)]


def test_nothing_printed_is_lost_without_a_header():
    lines = printed([([["产出指标"]][0], ["数量指标"], ["甲"], ["≥3次"])])
    assert "".join(row.text for row in read_tables(lines, {}, 0)).split() == ["产出指标", "数量指标", "甲", "≥3次"]


def test_headers_are_found_and_wrapped_ones_are_whole():
    top = TextLine(
        (piece("一级", 50, 60), piece("二级", 130, 60), piece("三级指标", 230, 66), piece("指标值", 350, 66)), 1
    )
    low = TextLine((piece("指标", 50, 72), piece("指标", 130, 72)), 1)
    (found,) = find_headers([TextLine((piece("甲经费绩效目标表", 100, 20),), 1), top, low, *printed([])])
    assert [column.text for column in found.columns] == list(HEAD)
    assert [column.role for column in found.columns] == list(ROLES)
    assert (found.first, found.last) == (1, 2)


@pytest.mark.parametrize("third", ["级指标", "一级指标", "二级指标"])
def test_the_levels_of_a_bad_copy_are_told_by_their_order(third):
    texts = ("级指标", "二级指标", third, "指标值")
    line = TextLine(tuple(piece(text, x, 70.0) for text, x in zip(texts, LEFTS, strict=True)), 1)
    (found,) = find_headers([line])
    assert [column.role for column in found.columns] == list(ROLES)


def test_columns_part_where_the_fewest_pieces_stand():
    (found,) = find_headers([header()])
    rows = [
        [piece("产出指标", 50, 90), piece("数量指标", 130, 90), piece("完成办公楼修缮", 200, 90), piece("1", 350, 90)]
    ]
    columns = find_columns(found, rows * 3)
    assert [low < at < high for at, low, high in zip(columns.boundaries, (90, 170, 270), (130, 200, 350), strict=True)]
    assert columns.assign(rows)[1] == [[0, 1, 2, 3]]
    assert columns.assign([[piece("100%", 350, 90)], [piece("质量指标", 130, 90), piece("1", 350, 90)]])[1] == [
        [3],
        [1, 3],
    ]
    assert columns.strays([piece("说" * 30, 50, 90)])
    assert not columns.strays(rows[0])


def lines_of(*tops):
    """Body lines with a level name in column 0, where one is given."""
    return [BodyLine({0: piece(text, 50, top)} if text else {1: piece("甲", 130, top)}, 1.0) for text, top in tops]


def test_wrapped_names_are_made_whole():
    lines = lines_of(("服务对象", 0), ("满意度指标", 12), ("", 30), ("社会效益指标", 50), ("质量指标", 62))
    assert [(name.text, name.first, name.last) for name in read_names(lines, 0, PITCH)] == [
        ("服务对象\n满意度指标", 0, 1),
        ("社会效益指标", 3, 3),
        ("质量指标", 4, 4),
    ]


HEIGHTS = [(0.0, 10.0), (20.0, 30.0), (40.0, 50.0), (60.0, 70.0)]


@pytest.mark.parametrize("middle", [True, False])
def test_names_in_the_middle_of_what_they_cover(middle):
    names = [Name("产出指标", 0, 0, 20.0, 30.0), Name("效益指标", 3, 3, 60.0, 70.0)]
    assert spread(names, Printed(HEIGHTS, ()), PITCH, middle=True) == [(0, 2), (3, 3)]
    between = [Name("产出指标", 0, 0, 10.0, 20.0), Name("效益指标", 2, 3, 50.0, 60.0)]
    assert spread(between, Printed(HEIGHTS, ()), PITCH, middle=middle) == [(0, 1), (2, 3)]


def test_names_at_the_tops_of_what_they_cover():
    names = [Name("产出指标", 0, 0, 0.0, 10.0), Name("效益指标", 3, 3, 60.0, 70.0)]
    assert spread(names, Printed(HEIGHTS, ()), PITCH, middle=False) == [(0, 2), (3, 3)]
    assert spread([], Printed(HEIGHTS, ()), PITCH, middle=False) == []


def body_of(rows, *, middle=False):
    lines = printed(rows, middle=middle)
    places = [{LEFTS.index(p.x0): p for p in line.pieces} for line in lines]
    floor, found = 0.0, []
    for line in places:
        top = min(p.top for p in line.values())
        found.append(BodyLine(line, (top - floor) / SIZE))
        floor = max(floor, *(p.bottom for p in line.values()))
    return Body(found, ROLES, [], PITCH, measure([places]).between, 0.6)


@pytest.mark.parametrize("middle", [True, False])
def test_the_alignment_of_cells_is_told_from_their_rows(middle):
    long = ["完成办公楼修缮工程项", "验收合格并且交付使用", "甲"]
    rows = [
        (["产出指标"], ["数量指标"], long, ["1"]),
        ([], ["质量指标"], long, ["2"]),
        ([], ["时效指标"], ["乙"], ["3"]),
    ]
    top, centred = partitions(body_of(rows, middle=middle))
    assert (centred.cost < top.cost) is middle
    assert len(min(top, centred, key=lambda each: each.cost).rows) == 3


def test_no_row_crosses_a_ruling():
    lines = [
        BodyLine({2: piece("甲", 230, 12.0 * n), 3: piece("1", 350, 12.0 * n)}, 0.2, ruled=n > 0) for n in range(4)
    ]
    for found in partitions(Body(lines, ROLES, [], PITCH, 0.3, 0.6)):
        assert found.rows == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_a_header_of_a_dump_goes_on_behind_a_page_end():
    def line(page, number, *placed):
        pieces = tuple(Piece(text, x, number, x + len(text), number + 1) for text, x in placed)
        return TextLine(pieces, page, number, blank=0.5)

    top = line(1, 1, ("一级", 0), ("二级指", 6), ("三级指标", 12), ("指标值", 22), ("指标值", 28))
    rest = (line(2, 2, ("确定依", 28)), line(2, 3, ("指标", 0), ("标", 6)), line(2, 4, ("据", 28)))
    body = line(2, 5, ("产出指标", 0), ("数量指标", 6), ("维修房屋", 12), ("3次", 22), ("合同", 28))
    (found,) = find_headers([top, *rest, body])
    assert [column.text for column in found.columns][-2:] == ["指标值", "指标值确定依据"]
    assert (found.first, found.last) == (0, 3)
    (cut,) = find_headers([top, body])
    assert cut.last == 0
