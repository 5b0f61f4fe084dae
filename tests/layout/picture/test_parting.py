"""Cells of drawn tables, with what an engine read in them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from extractor.document import Box
from extractor.layout.grid import Grid, GridCell
from extractor.layout.picture.parting import Parting
from extractor.layout.picture.read_pieces import Piece
from extractor.ocr.engine import Letter, Reading

SIZE = 20


def piece(text, x0, top=10.0):
    """A line of letters as wide as they are high."""
    letters = tuple(Letter(letter, 0.99, (k + 0.5) / len(text)) for k, letter in enumerate(text))
    return Piece(Box(x0, top, x0 + SIZE * len(text), top + SIZE), Reading(text, 0.99, letters))


def grid(rows, xs, height=40.0):
    """`rows`: for each row the columns at which its cells begin, and the last column's end."""
    cells = [
        GridCell(i, a, 1, b - a, Box(xs[a], height * i, xs[b], height * (i + 1)))
        for i, row in enumerate(rows)
        for a, b in pairwise(row)
    ]
    return Grid(tuple(xs), tuple(height * i for i in range(len(rows) + 1)), tuple(cells))


def parted(table, pieces):
    """The texts of the cells of each row after parting."""
    ink = np.zeros((400, 1200), np.uint8)
    for each in pieces:
        for letter in each.reading.letters:
            middle = each.box.x0 + letter.at * (each.box.x1 - each.box.x0)
            ink[int(each.box.top) : int(each.box.bottom), int(middle) - 8 : int(middle) + 8] = 1
    found = Parting([table], pieces, ink, SIZE)
    (whole,) = found.grids
    texts: list[list[str]] = [[] for _ in whole.ys[1:]]
    for cell in whole.cells:
        own = [
            p
            for p in found.pieces
            if cell.box.x0 <= p.box.x0 < cell.box.x1 and cell.box.top <= p.box.top < cell.box.bottom
        ]
        texts[cell.row].append("".join(p.reading.text for p in sorted(own, key=lambda p: p.box.x0)))
    return texts, found


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("绩效指标描述", "指标值"),
        ("3月底", "6月底"),
        ("预算数", "445万元"),
        ("8.00", "其他资金"),
        ("项目名称", "植树造林经费"),
    ],
)
def test_words_that_stand_in_cells_of_their_own(left, right):
    texts, found = parted(grid([[0, 1]], [0.0, 600.0]), [piece(left, 20.0), piece(right, 300.0)])
    assert texts == [[left, right]]
    assert {(part.read, part.score >= 0.9) for part in found.parted.values()} == {(left + right, True)}


@pytest.mark.parametrize(
    ("left", "right"), [("用于办公", "用于差旅"), ("其他资金", "1"), ("项目名称：", "植树造林"), ("445", "三级指标")]
)
def test_other_words_stay_in_one_cell(left, right):
    texts, found = parted(grid([[0, 1]], [0.0, 600.0]), [piece(left, 20.0), piece(right, 300.0)])
    assert texts == [[left + right]]
    assert not found.parted


HEADER = [piece("一级指标", 10.0), piece("三级指标", 210.0), piece("指标值", 410.0)]


def test_a_row_is_parted_where_its_header_is():
    table = grid([[0, 1, 2, 3], [0, 1, 3]], [0.0, 200.0, 400.0, 600.0])
    row = [piece("产出指标", 10.0, 50.0), piece("大院绿化", 210.0, 50.0), piece("每日完成", 410.0, 50.0)]
    texts, _ = parted(table, [*HEADER, *row])
    assert texts[1] == ["产出指标", "大院绿化", "每日完成"]


def test_a_text_that_runs_over_the_line_is_not_parted():
    table = grid([[0, 1, 2, 3], [0, 1, 3]], [0.0, 200.0, 400.0, 600.0])
    texts, _ = parted(table, [*HEADER, piece("产出指标", 10.0, 50.0), piece("大院绿化每日完成全年无休止", 210.0, 50.0)])
    assert texts[1] == ["产出指标", "大院绿化每日完成全年无休止"]


def tall(rows, columns, height=40.0, merged=(0, 1)):
    """A table of cells one wide, in which the first column has one cell over the rows `merged`."""
    xs, ys = [200.0 * k for k in range(columns + 1)], [height * k for k in range(rows + 1)]
    cells = [GridCell(i, k, 1, 1, Box(xs[k], ys[i], xs[k + 1], ys[i + 1])) for i in range(rows) for k in range(columns)]
    first, last = merged
    kept = [cell for cell in cells if cell.column or not first <= cell.row <= last]
    kept.append(GridCell(first, 0, last - first + 1, 1, Box(xs[0], ys[first], xs[1], ys[last + 1])))
    return Grid(tuple(xs), tuple(ys), tuple(sorted(kept, key=lambda cell: (cell.row, cell.column))))


def test_two_names_of_levels_in_one_cell_are_parted():
    texts, _ = parted(tall(2, 2), [piece("效益指标", 10.0, 10.0), piece("满意度指标", 10.0, 50.0)])
    assert [row[0] for row in texts] == ["效益指标", "满意度指标"]


def test_a_name_in_two_lines_stays_whole():
    texts, _ = parted(tall(2, 2), [piece("服务对象满意度", 10.0, 10.0), piece("指标", 10.0, 50.0)])
    assert texts[0][0] == "服务对象满意度指标"


@pytest.mark.parametrize(("second", "rows"), [(50.0, 1), (94.0, 2)])
def test_below_a_header_texts_far_apart_are_two_rows(second, rows):
    table = tall(3, 3, 40.0, (1, 2))
    texts, _ = parted(table, [*HEADER, piece("年度考核", 10.0, 58.0), piece("据实填报", 10.0, second + 10 * rows - 10)])
    assert sum(bool(row[0]) for row in texts[1:] if len(row) == 3) == rows


def test_the_shares_below_two_periods_are_parted_with_them():
    pieces = [piece("3月底", 20.0), piece("6月底", 320.0), piece("25%", 20.0, 50.0), piece("50%", 320.0, 50.0)]
    texts, _ = parted(grid([[0, 1], [0, 1]], [0.0, 600.0]), pieces)
    assert texts == [["3月底", "6月底"], ["25%", "50%"]]


def test_a_blank_cell_is_parted_as_the_other_rows_are():
    table = grid([[0, 1, 2], [0, 1, 2], [0, 1, 2], [0, 2]], [0.0, 300.0, 600.0])
    rows = [piece(text, x, 10.0 + 40 * i) for i in range(3) for text, x in (("数量", 20.0), ("5个", 320.0))]
    texts, _ = parted(table, [*rows, piece("量", 20.0, 130.0)])
    assert texts[3] == ["量", ""]


def test_the_same_text_twice_is_cut_in_its_line():
    table = grid([[0, 1, 2], [0, 2]], [0.0, 160.0, 320.0])
    pieces = [piece("项目完成率", 10.0), piece("项目完成率", 170.0), piece("拆违工程面积", 36.0, 50.0)]
    twice = piece("拆违面积", 78.0, 50.0), piece("拆违面积", 164.0, 50.0)
    joined = Piece(
        Box(78.0, 50.0, 244.0, 70.0),
        Reading(
            "拆违面积拆违面积",
            0.99,
            tuple(
                Letter(letter.text, 0.99, (each.box.x0 + letter.at * 80 - 78.0) / 166)
                for each in twice
                for letter in each.reading.letters
            ),
        ),
    )
    texts, _ = parted(table, [*pieces[:2], joined])
    assert texts[1] == ["拆违面积", "拆违面积"]


def test_the_paper_between_two_frames_is_no_column():
    table = grid([[0, 1, 2, 3]], [0.0, 15.0, 300.0, 600.0])
    texts, found = parted(table, [piece("数量指标", 30.0), piece("5个", 320.0)])
    assert texts == [["数量指标", "5个"]]
    assert found.grids[0].xs == (0.0, 300.0, 600.0)


def test_a_column_s_name_and_a_level_s_below_it_are_two():
    cells = (GridCell(0, 0, 2, 1, Box(0.0, 0.0, 300.0, 80.0)), GridCell(0, 1, 1, 1, Box(300.0, 0.0, 600.0, 40.0)))
    table = Grid((0.0, 300.0, 600.0), (0.0, 40.0, 80.0), (*cells, GridCell(1, 1, 1, 1, Box(300.0, 40.0, 600.0, 80.0))))
    texts, _ = parted(table, [piece("一级指标", 20.0), piece("产出指标", 20.0, 50.0), piece("指标值", 320.0)])
    assert texts == [["一级指标", "指标值"], ["产出指标", ""]]


def test_a_column_s_name_that_a_line_cuts_is_whole():
    table = grid([[0, 1, 2], [0, 1, 2]], [0.0, 300.0, 600.0])
    texts, _ = parted(table, [piece("指标值确定", 20.0), piece("依据", 20.0, 50.0), piece("指标值", 320.0)])
    assert texts == [["指标值确定依据", "指标值"], [""]]
    _, found = parted(table, [piece("指标值确定", 20.0), piece("依据", 20.0, 50.0), piece("指标值", 320.0)])
    assert [(cell.row_span, cell.box.bottom) for cell in found.grids[0].cells if cell.column == 0] == [(2, 80.0)]
