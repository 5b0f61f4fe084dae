"""Tables without rulings: from lines of text to rows of cells, by the names of the columns and the space between the pieces.

`tables` finds the tables and their columns; `level_names` makes the level columns whole, and `bands` parts the lines
into rows. In a dump the rows then tell more of the columns, which are found anew. `names` says what the names of levels cover,
`fronts` the columns before them. What stands above a header are the form's fields (`extractor.layout.form`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...document import Box, Cell, Row
from ..form.rows import form_rows, form_start
from ..headings import heading_starts
from ..letters import bounds
from ..pieces import join_numbers
from .bands import Body, BodyLine, Name, Partition, partitions
from .fronts import FRONT, project_rows
from .level_names import read_names
from .middles import move, settle
from .names import Printed, spread, spread_both
from .seen import LEVELS
from .spacing import Spacing, measure, stack
from .tables import find_tables, with_rows, without_side_labels

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from ..pieces import Piece, TextLine
    from .tables import UnruledTable

_SLACK_EXACT, _SLACK, _SLACK_MERGED = 0.2, 0.1, 0.6
"""Line pitches by which a cell may be out of its row's alignment: on a page, in a dump, and in one that writes lines half a line
apart as one."""
_BETWEEN = 2.0
"""Lines of a dump from one line of a name to the next where other cells' lines stand between them."""
_MERGED = 0.35
"""Cost for each row that such a dump has more without its slack."""
_SURELY = 0.5
"""Of the cost with cells at the top: what that with cells in the middle is at most where they surely stand there."""
_CLEARLY = 1.5
"""The difference of cost that tells the alignment of one table, whatever the others have."""


def read_tables(lines: Sequence[TextLine], rulings: dict[int, list[float]], first_table: int) -> list[Row]:
    """The rows of tables without rulings, and the lines of text around them.

    `rulings`: heights of horizontal rulings by page; `first_table`: number of the first table.
    """
    lines = without_side_labels(lines)
    return _rows(lines, find_tables(lines), rulings, first_table)


def read_fitting(lines: Sequence[TextLine], most: float) -> list[Row] | None:
    """The same of a dump; None where its tables' lines fit their headers badly, or where there is no table.

    `most`: what a piece may cost on average; about 1 if every piece is out of its place by a letter.
    """
    lines = without_side_labels(lines)
    tables = find_tables(lines)
    pieces = sum(len(line.pieces) for table in tables for line in table.body)
    cost = sum(table.columns(line).cost(join_numbers(line)) for table in tables for line in table.body)
    return _rows(lines, tables, {}, 0) if pieces and cost <= most * pieces else None


def _rows(
    lines: Sequence[TextLine], tables: Sequence[UnruledTable], rulings: dict[int, list[float]], first_table: int
) -> list[Row]:
    exact = not lines or not lines[0].blank
    spacing, parted = _parted(tables, rulings, exact=exact)
    if not exact:
        tables = with_rows(tables, [chosen.rows for _, chosen in parted])
        spacing, parted = _parted(tables, rulings, exact=exact)
    rows: list[Row] = []
    at = 0
    inside = spacing.inside if tables else None
    for number, (table, (body, chosen)) in enumerate(zip(tables, parted, strict=True), first_table):
        rows += _above(lines[at : table.start], number, rulings, inside)
        rows.append(_header_row(table, lines, number))
        rows += _body_rows(table, body, chosen, number)
        at = table.end
    rows += _above(lines[at:], first_table + len(tables), rulings, inside)
    return rows


def _parted(
    tables: Sequence[UnruledTable], rulings: dict[int, list[float]], *, exact: bool
) -> tuple[Spacing, list[tuple[Body, Partition]]]:
    """How tables are spaced, and of each the body and its rows."""
    spacing = measure([table.cells for table in tables], exact=exact)
    bodies = [_body(table, rulings, spacing) for table in tables]
    found = _partitions(bodies, exact=exact)
    middle = sum(centred.cost - top.cost for top, centred in found) < 0
    return spacing, [(body, _chosen(*choices, middle=middle)) for body, choices in zip(bodies, found, strict=True)]


def _partitions(bodies: Sequence[Body], *, exact: bool) -> list[tuple[Partition, Partition]]:
    """For each body the rows with cells at the top and with cells in the middle."""
    found = [partitions(body) for body in bodies]
    top, middle = (sum(each[k].cost for each in found) for k in (0, 1))
    if exact or middle < _SURELY * top:
        return found
    slack = [partitions(replace(body, slack=_SLACK_MERGED)) for body in bodies]
    rows = sum(len(each.rows) for _, each in slack)
    return slack if middle - sum(each.cost for _, each in slack) > _MERGED * rows else found


def _chosen(top: Partition, centred: Partition, *, middle: bool) -> Partition:
    """The clearly cheaper alignment, else the whole document's."""
    if abs(top.cost - centred.cost) > _CLEARLY:
        return min(top, centred, key=lambda each: each.cost)
    return centred if middle else top


def _above(
    lines: Sequence[TextLine], table: int, rulings: dict[int, list[float]], inside: float | None
) -> Iterator[Row]:
    """Lines of text, and from the first label on the rows of a form."""
    begin = form_start(lines, inside)
    for run in _paragraphs(lines[:begin]):
        text = "\n".join(line.text for line in run)
        box = bounds([piece for line in run for piece in line.pieces])
        yield Row((Cell(text, box=box),), page=run[0].page, line=run[0].number)
    yield from form_rows(lines[begin:], table, rulings, inside)


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[Sequence[TextLine]]:
    """The texts outside the tables: on pages the lines of a heading stand together."""
    end = 0
    boxes = [(line.text, bounds(line.pieces)) for line in lines]
    starts = [heading_starts(boxes, k) for k in range(len(lines))]
    runs = {first: k for k, first in enumerate(starts) if lines[first].page == lines[k].page and not lines[k].blank}
    for first in range(len(lines)):
        if first >= end:
            end = runs.get(first, first) + 1
            yield lines[first:end]


def _header_row(table: UnruledTable, lines: Sequence[TextLine], number: int) -> Row:
    head, last = lines[table.header.first], lines[table.header.last]
    names = (
        Cell(column.text, k, box=Box(column.x0, head.top, column.x1, last.bottom))
        for k, column in enumerate(table.header.columns)
    )
    return Row(tuple(names), page=head.page, line=head.number, table=number)


def _body(table: UnruledTable, rulings: dict[int, list[float]], spacing: Spacing) -> Body:
    roles = [column.role for column in table.header.columns]
    levels = {k for k, role in enumerate(roles) if role in (*LEVELS, FRONT)}
    exact = not table.body or not table.body[0].blank
    lines = stack(table.body, table.cells, levels if exact else (), rulings, spacing)
    lead = next((k for role in ("level2", "level1") for k, found in enumerate(roles) if found == role), None)
    seen = table.columns(table.body[0]).seen if table.body else None
    slack = _SLACK_EXACT if exact else _SLACK
    body = Body(lines, roles, (), spacing.pitch, spacing.between, slack, exact, seen.capacity if seen else ())
    return body if lead is None else replace(body, names=_names(body, lead))


def _names(body: Body, column: int) -> list[Name]:
    """The names of a level. A dump writes the lines of other cells between those of one."""
    if body.exact:
        return read_names(body.lines, column, body.pitch)
    return read_names(body.lines, column, _BETWEEN * body.pitch, body.surely())


def _body_rows(table: UnruledTable, body: Body, chosen: Partition, number: int) -> Iterator[Row]:
    levels = {k: _names(body, k) for k, role in enumerate(body.roles) if role in LEVELS}
    merged = {*levels, *(k for k, role in enumerate(body.roles) if role == FRONT)}
    heights = [_height(body.lines[first : last + 1], merged) for first, last in chosen.rows]
    begins = {
        k for k, (first, _) in enumerate(chosen.rows) if first and table.body[first].page != table.body[first - 1].page
    }
    if chosen.middle and not body.exact:
        heights, middles = settle(body.lines, chosen.rows, merged, wide=body.usual)
        levels = {k: [move(name, middles) for name in names] for k, names in levels.items()}
    single = {k for k, (first, last) in enumerate(chosen.rows) if first == last}
    texts = [] if body.exact else _texts(table.cells, chosen.rows, merged)
    rows = Printed(heights, begins, body.exact, single, texts)
    covers = _covers(levels, body, rows, middle=chosen.middle)
    top = body.roles.index("level1") if "level1" in body.roles else None
    projects = [] if top is None else project_rows(levels[top], covers[top], len(chosen.rows))
    for row, (first, last) in enumerate(chosen.rows):
        made = (
            _level_cell(k, row, levels[k], covers[k], table.cells)
            if k in levels
            else _front_cell(k, row, projects, chosen.rows, table.cells)
            if role == FRONT
            else _cell(k, table.cells[first : last + 1])
            for k, role in enumerate(body.roles)
        )
        yield Row(tuple(made), page=table.body[first].page, line=table.body[first].number, table=number)


def _front_cell(
    column: int,
    row: int,
    projects: Sequence[tuple[int, int]],
    rows: Sequence[tuple[int, int]],
    cells: Sequence[dict[int, Piece]],
) -> Cell:
    """What a column says of a project, at the project's first row; the rows below are covered."""
    first, last = next(((a, b) for a, b in projects if a <= row <= b), (row, row))
    if row > first:
        return Cell("", column, covered=True)
    return _cell(column, cells[rows[first][0] : rows[last][1] + 1])


def _covers(
    levels: dict[int, list[Name]], body: Body, rows: Printed, *, middle: bool
) -> dict[int, list[tuple[int, int]]]:
    """First and last row that each name covers, by column. A first level begins where one of its second levels does."""
    pair = [k for role in ("level1", "level2") for k in sorted(levels) if body.roles[k] == role]
    if middle and not rows.exact and len(pair) == 2:
        both = spread_both(levels[pair[0]], levels[pair[1]], rows)
        if both:
            found = dict(zip(pair, both, strict=True))
            return {k: found.get(k) or spread(levels[k], rows, body.pitch, middle=True) for k in levels}
    covers: dict[int, list[tuple[int, int]]] = {}
    starts: set[int] | None = None
    lowers: list[str] = []
    for k in sorted(levels, reverse=True):
        known = None if rows.exact else starts
        covers[k] = spread(levels[k], rows, body.pitch, middle=middle, starts=known, lowers=lowers)
        starts = {first for first, _ in covers[k]} or starts
        lowers = _named(levels[k], covers[k], len(rows.heights)) if body.roles[k] == "level2" else []
    return covers


def _named(names: Sequence[Name], covers: Sequence[tuple[int, int]], count: int) -> list[str]:
    """Of each row the name that covers it."""
    found = [""] * count
    for name, (first, last) in zip(names, covers, strict=True):
        found[first : last + 1] = [name.text] * (last + 1 - first)
    return found


def _texts(cells: Sequence[dict[int, Piece]], rows: Sequence[tuple[int, int]], levels: Container[int]) -> list[str]:
    """What each row says, beside the names of levels."""
    return [
        " ".join(
            "".join(line[k].text for line in cells[first : last + 1] if k in line)
            for k in sorted({k for line in cells[first : last + 1] for k in line})
            if k not in levels
        )
        for first, last in rows
    ]


def _height(lines: Iterable[BodyLine], levels: Container[int]) -> tuple[float, float]:
    """Top and bottom of a row's cells, those of the level columns aside where there are others."""
    pieces = [(column not in levels, piece) for line in lines for column, piece in line.cells.items()]
    chosen = [piece for other, piece in pieces if other] or [piece for _, piece in pieces]
    return min(piece.top for piece in chosen), max(piece.bottom for piece in chosen)


def _cell(column: int, lines: Iterable[dict[int, Piece]]) -> Cell:
    pieces = [line[column] for line in lines if column in line]
    return Cell("\n".join(piece.text for piece in pieces), column, box=bounds(pieces) if pieces else None)


def _level_cell(
    column: int, row: int, names: Sequence[Name], covers: Sequence[tuple[int, int]], cells: Sequence[dict[int, Piece]]
) -> Cell:
    """A level's name at the first row that it covers, all of them where several begin there; the rows below are covered."""
    own = [name for name, (first, _) in zip(names, covers, strict=True) if first == row]
    if own:
        pieces = [line[column] for name in own for line in cells[name.first : name.last + 1] if column in line]
        return Cell("\n".join(name.text for name in own), column, box=bounds(pieces) if pieces else None)
    return Cell("", column, covered=any(first < row <= last for first, last in covers))
