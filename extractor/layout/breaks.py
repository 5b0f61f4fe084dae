"""Tables that go over the end of a page: rows that were broken made whole.

A row was broken if what stands below the page end can only be the rest of it: print breaks a line of a cell where it is full,
so that each cell that goes on has a full last line above the break.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ..lines.vocabulary import HEADER_COLUMNS, is_label, is_level_name, lookup, named_columns, whole_roles
from .wrapping import is_full, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Cell, Row

_UNIT = re.compile(r"^\s*(?:\d{6}|[^:：]{0,8}单位)")
_SHORT_REST = 2
"""Letters of 指标, which is the end of many names."""
_TELLING = 3
"""Rows from which on it tells something that all of them fill a column."""
_BRACKETED = re.compile(r"^[（(][^（()）]{1,8}[)）]$")
"""What may stand behind a label, such as a unit of money."""
_BOUND = re.compile(r"^[≥≤><≧≦＞＜=＝]\s*\d")
"""A target that is a bound begins so, and the rest of one does not."""
_NARROW = re.compile(r"[!-~]")
_NARROW_WIDTHS = 0.25
"""Share of a line by which its width is unsure where it holds digits or Latin letters."""
_ANY_WIDTHS = 0.05
"""The same of any line, where another cell of the row is full for sure."""
_FULL_TEXT = 0.93
"""Of the widest line of a page: what a line of text fills that was broken there."""


def join_broken_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows in which every row and every merged cell that a page end broke is one again, at the place of its first part."""
    joined = list(rows)
    gone: dict[int, int] = {}  # rows that were joined to another, and that other's number
    for end, first in _page_ends(rows):
        last = gone.get(end, end)
        if rows[last].table is None:
            if _is_rest_of_text(rows, end):
                joined[last] = _whole(joined[last], joined[first])
                gone[first] = last
            continue
        rest = _behind_header(joined, first)
        broken = _is_broken(joined, last, rest)
        _join_labels(joined, last, rest)
        empty = not joined[rest].filled
        room = _Capacity(joined, joined[last].page, joined[rest].page)
        if empty or broken or _is_rest(joined[last], joined[rest], room):
            joined[last] = _whole(joined[last], joined[rest]) if rows[rest].filled else joined[last]
            gone[rest] = last
        else:
            _cover_below_labels(joined, last, rest)
    return [row for i, row in enumerate(joined) if i not in gone]


def _is_rest_of_text(rows: Sequence[Row], last: int) -> bool:
    """Whether a line of text at the end of a page is full, so that it goes on with the one below."""
    boxes = [row.box for row in rows if row.page == rows[last].page]
    room = max((box.x1 - box.x0 for box in boxes if box), default=0.0)
    box = rows[last].box
    whole = rows[last].text.endswith("表") or _UNIT.match(rows[last + 1].text) or "\n" in rows[last].text
    return box is not None and not whole and box.x1 - box.x0 >= _FULL_TEXT * room


def _is_broken(rows: Sequence[Row], last: int, rest: int) -> bool:
    """Whether the print itself says that a page end broke a row.

    No ruling closes its cells; or there is nothing below its label, in a row of the same cells; or the row below has no
    text in most of the columns that all others fill.
    """
    row, below = rows[last], rows[rest]
    own = [cell for cell in row.cells if not cell.covered]
    above = {(cell.column, cell.span): cell for cell in row.cells}
    if not own or _is_header(row) or not all((cell.column, cell.span) in above for cell in below.cells):
        return False
    if all(cell.open for cell in own):
        return True
    texts = [(above[cell.column, cell.span], cell) for cell in below.cells]
    if any(cell.text.strip() and not upper.covered and not _may_go_on(upper.text) for upper, cell in texts):
        return False
    labelled = [cell for upper, cell in texts if is_label(upper.text)]
    return (bool(labelled) and not any(cell.text.strip() for cell in labelled)) or _lacks(rows, rest)


def _may_go_on(text: str) -> bool:
    """Whether a cell may have a rest: it holds something, and no whole period of a plan."""
    return bool(text.strip()) and "period" not in whole_roles(text)


def _lacks(rows: Sequence[Row], rest: int) -> bool:
    """Whether a row has no text in most of the columns that all other rows of its cells fill."""
    alike = [row for row in rows if row.table is not None and _shape(row) == _shape(rows[rest])]
    others = [row for row in alike if row is not rows[rest] and not _is_header(row)]
    if len(others) < _TELLING:
        return False
    needed = [k for k in range(len(rows[rest].cells)) if all(_holds(row.cells[k]) for row in others)]
    return 2 * sum(not _holds(rows[rest].cells[k]) for k in needed) > len(needed)


def _holds(cell: Cell) -> bool:
    return bool(cell.text.strip()) and not cell.covered


def _shape(row: Row) -> list[tuple[int, int]]:
    return [(cell.column, cell.span) for cell in row.cells]


def _join_labels(rows: list[Row], last: int, rest: int) -> None:
    """Labels and level names of which the end stands below the page end, in a row of its own or in that of other cells.

    Where the cell below the page end is blank, a line that is none may have moved the end of a name to the next row.
    """
    for k, cell in enumerate(rows[rest].cells):
        at, place, below = rest, k, cell
        if not cell.text.strip() and (further := _below(rows, rest, cell)):
            at, place = further
            below = rows[at].cells[place]
        owner = _owner(rows, last, below) if below.text.strip() else None
        if owner is None:
            continue
        i, j = owner
        above = rows[i].cells[j]
        if (above.open and at == rest) or _makes_a_term(above.text, below.text):
            rows[i] = _with_cell(rows[i], j, replace(above, text=f"{above.text}\n{below.text}"))
            rows[at] = _with_cell(rows[at], place, replace(below, text="", covered=True))


def _below(rows: Sequence[Row], at: int, cell: Cell) -> tuple[int, int] | None:
    """Row and place of the cell right below another of the same column."""
    if cell.covered or at + 1 == len(rows) or rows[at + 1].table != rows[at].table:
        return None
    places = [(each.column, each.span) for each in rows[at + 1].cells]
    return (at + 1, places.index((cell.column, cell.span))) if (cell.column, cell.span) in places else None


def _cover_below_labels(rows: list[Row], last: int, rest: int) -> None:
    """Blank cells below the page end that go on with a merged field's label above it."""
    for k, cell in enumerate(rows[rest].cells):
        owner = None if cell.text.strip() else _owner(rows, last, cell)
        if owner and is_label(rows[owner[0]].cells[owner[1]].text):
            rows[rest] = _with_cell(rows[rest], k, replace(cell, covered=True))


def _owner(rows: Sequence[Row], last: int, cell: Cell) -> tuple[int, int] | None:
    """Row and place of the cell that ends above a cell of the next page."""
    for i in range(last, -1, -1):
        if rows[i].table != rows[last].table:
            return None
        for j, above in enumerate(rows[i].cells):
            if (above.column, above.span) == (cell.column, cell.span) and not above.covered:
                return i, j
    return None


def _makes_a_term(above: str, below: str) -> bool:
    """Whether only both together are a known label or name."""
    upper, lower = above.strip(), below.strip()
    if _BRACKETED.match(lower):
        return bool(lookup(upper))
    both = whole_roles(upper) and whole_roles(lower) and len(lower) > _SHORT_REST
    return bool(upper and whole_roles(upper + lower)) and not both


def _with_cell(row: Row, place: int, cell: Cell) -> Row:
    return replace(row, cells=(*row.cells[:place], cell, *row.cells[place + 1 :]))


def _page_ends(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Numbers of rows that only the end of a page parts: two of tables, or two lines of text."""
    return [
        (i, i + 1)
        for i, (row, below) in enumerate(pairwise(rows))
        if row.page is not None and row.page != below.page and (row.table is None) == (below.table is None)
    ]


def _behind_header(rows: Sequence[Row], first: int) -> int:
    """The row behind the header that the page repeats."""
    at = first
    while at + 1 < len(rows) and rows[at + 1].table == rows[first].table and _is_header(rows[at]):
        at += 1
    return at


def _is_header(row: Row) -> bool:
    return len(named_columns(cell.text for cell in row.filled)) >= HEADER_COLUMNS


class _Capacity:
    """How many full-width letters a line holds, in cells of each column and span on the two pages at a page end."""

    def __init__(self, rows: Sequence[Row], *pages: int | None) -> None:
        cells = [cell for row in rows if row.page in pages and row.table is not None for cell in row.filled]
        self._wrapped = {(cell.column, cell.span) for cell in cells if "\n" in cell.text}
        self._longest: dict[tuple[int, int], float] = defaultdict(float)
        for cell in cells:
            place = cell.column, cell.span
            self._longest[place] = max(self._longest[place], _longest(cell))
        ems = [_box_width(cell) / _longest(cell) for cell in cells if cell.box and _longest(cell)]
        self._em = min(ems, default=0.0)
        """At least a letter's width: that of the cell which its text fills best."""

    def __call__(self, cell: Cell) -> float:
        """As seen where a cell of the column is wrapped; else from the cell's width."""
        longest = self._longest[cell.column, cell.span]
        if (cell.column, cell.span) in self._wrapped or not self._em:
            return longest
        return max(longest, _box_width(cell) / self._em)


def _longest(cell: Cell) -> float:
    return max(width_of(line) for line in cell.text.split("\n"))


def _box_width(cell: Cell) -> float:
    return cell.box.x1 - cell.box.x0 if cell.box else 0.0


def _is_rest(row: Row, below: Row, capacity: _Capacity) -> bool:
    """Whether every filled cell of `below` goes on with one of `row` whose last line is full, one surely and no other clearly not."""
    filled = below.filled
    if not filled or not row.filled:
        return False
    above = {cell.column: cell for cell in row.cells if not cell.covered}
    if any(cell.covered and cell.text for cell in below.cells) or _begin_alike(filled, above):
        return False
    if not all(cell.column in above and _may_go_on(above[cell.column].text) for cell in filled):
        return False
    pairs = [(above[cell.column], cell) for cell in filled]
    return any(_full(a, b, capacity) for a, b in pairs) and all(
        _full(a, b, capacity, _NARROW_WIDTHS if _NARROW.search(a.text) else _ANY_WIDTHS) for a, b in pairs
    )


def _full(above: Cell, below: Cell, capacity: _Capacity, doubt: float = 0.0) -> bool:
    """Whether the first word of the cell below would not have fitted on the last line of the one above.

    `doubt`: share of the line's capacity that it may leave free.
    """
    if above.span != below.span:
        return False
    room = capacity(above)
    return is_full(above.text.split("\n")[-1], below.text, room * (1 - doubt))


def _begin_alike(filled: Sequence[Cell], above: dict[int, Cell]) -> bool:
    """Two whole level names, two labels, or two bounds (≥80%) one above the other are two rows."""
    pairs = [(cell.text.strip(), above[cell.column].text.strip()) for cell in filled if cell.column in above]
    kinds = (is_level_name, is_label, _BOUND.match)
    return any(is_kind(text) and is_kind(upper) for text, upper in pairs for is_kind in kinds)


def _whole(row: Row, rest: Row) -> Row:
    below = {cell.column: cell.text for cell in rest.filled}
    cells = (
        replace(cell, text=f"{cell.text}\n{below[cell.column]}") if not cell.covered and cell.column in below else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells), rest=_whole(row.rest, rest) if row.rest else rest)
