from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Cell, Row
from extractor.readers.spans import Rows, Spanned, Table, release_headings

spanned = st.builds(Spanned, st.text("甲乙", max_size=2), st.integers(-2, 5), st.integers(-2, 5))
tables = st.lists(st.lists(spanned, max_size=5).map(tuple), max_size=8).map(lambda rows: Table(tuple(rows)))


def rows_of(*tables):
    rows = Rows()
    for each in tables:
        rows.table(each)
    return rows.rows


@given(tables)
def test_the_cells_of_a_row_stand_in_columns_of_their_own(table):
    for row in rows_of(table):
        ends = [cell.column + cell.span for cell in row.cells]
        assert all(end <= cell.column for end, cell in zip(ends, row.cells[1:], strict=False))
        assert all(cell.span >= 1 for cell in row.cells)


@given(tables)
def test_every_text_is_kept_once_in_order(table):
    kept = [cell.text for row in rows_of(table) for cell in row.cells if not cell.covered]
    assert [text for text in kept if text] == [cell.text for row in table.rows for cell in row if cell.text]


def places(table):
    return [[(cell.text, cell.column, cell.span, cell.covered) for cell in row.cells] for row in rows_of(table)]


def test_a_merged_cell_covers_the_places_below():
    table = Table(((Spanned("a", 2, 3), Spanned("b")), (Spanned("c"),), (Spanned("d"),), (Spanned("e"), Spanned("f"))))
    assert places(table) == [
        [("a", 0, 2, False), ("b", 2, 1, False)],
        [("", 0, 2, True), ("c", 2, 1, False)],
        [("", 0, 2, True), ("d", 2, 1, False)],
        [("e", 0, 1, False), ("f", 1, 1, False)],
    ]


def test_a_merged_cell_at_the_end_of_a_row():
    table = Table(((Spanned("a"), Spanned("b", 1, 2)), (Spanned("c"),)))
    assert places(table)[1] == [("c", 0, 1, False), ("", 1, 1, True)]


def test_a_table_in_a_cell_follows_its_row():
    inner = Table(((Spanned("x"), Spanned("y")),))
    rows = rows_of(Table(((Spanned("a", inner=(inner,)), Spanned("b")), (Spanned("c"), Spanned("d")))))
    assert [(row.text, row.table) for row in rows] == [("a\tb", 0), ("x\ty", 1), ("c\td", 0)]


def test_a_title_inside_the_frame_is_a_line_of_text():
    rows = [
        Row((Cell("甲经费绩效目标表", 0, 4),), table=0),
        Row((Cell("项目名称", 0), Cell("甲", 1, 3)), table=0),
        Row((Cell("主要用于办公", 0, 4),), table=0),
    ]
    assert [(row.text, row.table) for row in release_headings(rows)] == [
        ("甲经费绩效目标表", None),
        ("项目名称\t甲", 0),
        ("主要用于办公", 0),
    ]
