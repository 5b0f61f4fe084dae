"""Grids drawn from random spans are found again, whatever way their lines are drawn."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.grid import Ruling, Rulings, find_grids, merge_rulings

TOLERANCE = 2.0
Rect = tuple[int, int, int, int]
"""First row, first column, rows and columns."""


@st.composite
def drawn(draw):
    """Boundaries and cells: rectangles that fill a grid of slots, and every boundary is the side of a cell."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    cells = _fill(rows, columns, random.Random(draw(st.integers(0, 10**6))))
    ys = _kept(rows, {i for row, _, down, _ in cells for i in (row, row + down)})
    xs = _kept(columns, {j for _, column, _, span in cells for j in (column, column + span)})
    renumbered = sorted((ys[r], xs[c], ys[r + d] - ys[r], xs[c + s] - xs[c]) for r, c, d, s in cells)
    steps = st.integers(12, 90)
    return _places(draw, len(ys), steps), _places(draw, len(xs), steps), renumbered


def _fill(rows, columns, rng) -> list[Rect]:
    taken, cells = set(), []
    for i in range(rows):
        for j in range(columns):
            if (i, j) in taken:
                continue
            span = next((k for k in range(1, columns - j) if (i, j + k) in taken), columns - j)
            down, span = rng.randint(1, rows - i), rng.randint(1, span)
            taken |= {(i + a, j + b) for a in range(down) for b in range(span)}
            cells.append((i, j, down, span))
    return cells


def _kept(count, used) -> dict[int, int]:
    return {at: k for k, at in enumerate(sorted(used))}


def _places(draw, count, steps) -> list[float]:
    places = [float(draw(st.integers(0, 50)))]
    for _ in range(count - 1):
        places.append(places[-1] + draw(steps))
    return places


def sides(ys, xs, cells):
    """The rulings around every cell."""
    across = [Ruling(ys[i], xs[c], xs[c + s]) for r, c, d, s in cells for i in (r, r + d)]
    down = [Ruling(xs[j], ys[r], ys[r + d]) for r, c, d, s in cells for j in (c, c + s)]
    return across, down


def in_pieces(ruling, rng):
    """A ruling in two or three pieces, some of them drawn twice or a little aside."""
    cuts = sorted(rng.uniform(ruling.start, ruling.end) for _ in range(rng.randint(0, 2)))
    for a, b in pairwise([ruling.start, *cuts, ruling.end]):
        for _ in range(rng.randint(1, 2)):
            yield Ruling(ruling.at + rng.uniform(-0.4, 0.4), a, b)


@given(drawn(), st.integers(0, 10**6), st.booleans())
def test_a_drawn_grid_is_found_again(table, seed, broken):
    ys, xs, cells = table
    across, down = sides(ys, xs, cells)
    rng = random.Random(seed)
    if broken:
        across = [piece for ruling in across for piece in in_pieces(ruling, rng)]
        down = [piece for ruling in down for piece in in_pieces(ruling, rng)]
    rng.shuffle(across)
    rng.shuffle(down)
    found = find_grids(Rulings(tuple(across), tuple(down)), TOLERANCE)
    if len(cells) == 1:
        assert found == []
        return
    (grid,) = found
    assert [(c.row, c.column, c.row_span, c.span) for c in grid.cells] == cells
    assert grid.xs == pytest.approx(xs, abs=0.5)
    assert grid.ys == pytest.approx(ys, abs=0.5)


@given(drawn(), st.integers(0, 10**6))
def test_the_cells_of_any_rulings_fill_their_grid(table, seed):
    """Also where rulings are missing, every slot belongs to just one cell."""
    across, down = sides(*table)
    rng = random.Random(seed)
    for grid in find_grids(Rulings(tuple(r for r in across if rng.random() < 0.8), tuple(down)), TOLERANCE):
        slots = [(c.row + i, c.column + j) for c in grid.cells for i in range(c.row_span) for j in range(c.span)]
        assert sorted(slots) == [(i, j) for i in range(len(grid.ys) - 1) for j in range(len(grid.xs) - 1)]


def box(x0, top, x1, bottom):
    return (Ruling(top, x0, x1), Ruling(bottom, x0, x1)), (Ruling(x0, top, bottom), Ruling(x1, top, bottom))


def both(*parts):
    return Rulings(tuple(r for across, _ in parts for r in across), tuple(r for _, down in parts for r in down))


def test_tables_apart_are_two_and_one_in_a_cell_is_nested():
    two = both(box(0, 0, 50, 20), box(50, 0, 100, 20), box(0, 60, 50, 80), box(50, 60, 100, 80))
    assert [len(grid.cells) for grid in find_grids(two, TOLERANCE)] == [2, 2]
    nested = both(box(0, 0, 200, 20), box(0, 20, 200, 100), box(20, 30, 60, 90), box(60, 30, 120, 90))
    assert [(len(g.cells), g.xs[0]) for g in find_grids(nested, TOLERANCE)] == [(2, 0), (2, 20)]


def test_sides_that_are_not_ruled_are_closed_by_the_ends_of_rulings():
    across = tuple(Ruling(y, 0, 300) for y in (0, 20, 40))
    down = (Ruling(100, 0, 40), Ruling(200, 0, 40))
    (grid,) = find_grids(Rulings(across, down), TOLERANCE)
    assert grid.xs == (0, 100, 200, 300)
    assert len(grid.cells) == 6


def test_rulings_drawn_twice_are_one_and_gaps_part_them():
    merged = merge_rulings([Ruling(10, 0, 50), Ruling(10.8, 0, 50), Ruling(10, 51, 80), Ruling(10, 95, 99)], TOLERANCE)
    assert [(r.start, r.end) for r in merged] == [(0, 80), (95, 99)]
    assert merge_rulings([], TOLERANCE) == []


def test_lines_that_cross_nothing_make_no_grid():
    assert find_grids(Rulings((Ruling(5, 0, 100),), ()), TOLERANCE) == []
    assert find_grids(Rulings((Ruling(5, 0, 100),), (Ruling(200, 0, 100),)), TOLERANCE) == []
