"""Tables without rulings: from lines of text to rows of cells, by the names of the columns and the space between the pieces.

`headers` finds where tables are; below a header, `columns` finds where its columns part, `names` makes the level columns
whole, and `bands` parts the lines into rows. What stands above a header are the form's fields (`forms`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from ..document import Box, Cell, Row
from ..lines.vocabulary import FIELD_ROLES, lookup
from .bands import Body, BodyLine, Name, Partition, partitions
from .columns import Columns, dump_columns, find_columns
from .forms import form_rows, form_start
from .headers import Header, find_headers
from .middles import move, settle
from .names import Printed, read_names, spread, spread_both
from .pieces import join_numbers
from .seen import LEVELS, see
from .spacing import Spacing, measure, stack
from .usual import as_usual
from .wrapping import width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from .pieces import Piece, TextLine

    _Kind = tuple[tuple[str | None, ...], int | None]
    """Roles of the columns, and page: of a dump's tables with the same columns at the same places."""

_TITLE = re.compile(r"(?:绩效.{0,12}|申报|自评|目标)表$")
_TITLE_LINE = 12
"""Full-width letters of a title's line that was broken, at least."""
_UNIT = re.compile(r"^\d{6}\s*[一-鿿]|单位[:：]")
_SURE = 95.0
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


@dataclass(frozen=True, slots=True)
class _Table:
    """A header and the lines below it, `start` to `end` - 1 of the text."""

    header: Header
    body: Sequence[TextLine]
    start: int
    end: int
    columns: Callable[[TextLine], Columns]
    """Of a line; pages of a dump have their own."""
    cells: list[dict[int, Piece]]
    """Of each line of the body by column."""


def read_tables(lines: Sequence[TextLine], rulings: dict[int, list[float]], first_table: int) -> list[Row]:
    """The rows of tables without rulings, and the lines of text around them.

    `rulings`: heights of horizontal rulings by page; `first_table`: number of the first table.
    """
    lines = without_side_labels(lines)
    return _rows(lines, _tables(lines), rulings, first_table)


def read_fitting(lines: Sequence[TextLine], most: float) -> list[Row] | None:
    """The same of a dump; None where its tables' lines fit their headers badly, or where there is no table.

    `most`: what a piece may cost on average; about 1 if every piece is out of its place by a letter.
    """
    lines = without_side_labels(lines)
    tables = _tables(lines)
    pieces = sum(len(line.pieces) for table in tables for line in table.body)
    cost = sum(table.columns(line).cost(join_numbers(line)) for table in tables for line in table.body)
    return _rows(lines, tables, {}, 0) if pieces and cost <= most * pieces else None


def _rows(
    lines: Sequence[TextLine], tables: Sequence[_Table], rulings: dict[int, list[float]], first_table: int
) -> list[Row]:
    exact = not lines or not lines[0].blank
    spacing = measure([table.cells for table in tables], exact=exact)
    bodies = [_body(table, rulings, spacing) for table in tables]
    found = _partitions(bodies, exact=exact)
    middle = sum(centred.cost - top.cost for top, centred in found) < 0
    rows: list[Row] = []
    at = 0
    inside = spacing.inside if tables else None
    for number, (table, body, choices) in enumerate(zip(tables, bodies, found, strict=True), first_table):
        rows += _above(lines[at : table.start], number, rulings, inside)
        rows.append(_header_row(table, lines, number))
        rows += _body_rows(table, body, _chosen(*choices, middle=middle), number)
        at = table.end
    rows += _above(lines[at:], first_table + len(tables), rulings, inside)
    return rows


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
    for line in lines[:begin]:
        yield Row((Cell(line.text, box=_box(line.pieces)),), page=line.page, line=line.number)
    yield from form_rows(lines[begin:], table, rulings, inside)


def _tables(lines: Sequence[TextLine]) -> list[_Table]:
    """The tables of a document."""
    headers, below = _places(lines)
    find = _columns_of_dump if headers and lines[headers[0].first].blank else _columns_of_pages
    columns = find(lines, headers, below)
    found = [_table(lines, header, *places, of) for header, places, of in zip(headers, below, columns, strict=True)]
    return list(_over_pages(found, lines)) if find is _columns_of_dump else found


def _over_pages(tables: Iterable[_Table], lines: Sequence[TextLine]) -> Iterator[_Table]:
    """Tables, those that go on over a page's end, where their header is printed again, as one."""
    held: _Table | None = None
    for table in tables:
        goes_on = held and held.end == table.start and lines[held.end - 1].page != lines[table.start].page
        if held and goes_on and held.header.roles == table.header.roles:
            held = replace(held, body=[*held.body, *table.body], end=table.end, cells=[*held.cells, *table.cells])
            continue
        if held:
            yield held
        held = table
    if held:
        yield held


def _columns_of_pages(
    lines: Sequence[TextLine], headers: Sequence[Header], below: Sequence[tuple[int, int]]
) -> list[Callable[[TextLine], Columns]]:
    """The columns of each table. Tables with the same header at the same place share the boundaries of their columns."""
    alike: dict[tuple[object, ...], list[list[Piece]]] = defaultdict(list)
    for header, (start, stop) in zip(headers, below, strict=True):
        alike[header.shape].extend(join_numbers(line) for line in lines[start:stop])
    found = {header.shape: find_columns(header, alike[header.shape]) for header in headers}
    return [partial(_the_same, found[header.shape]) for header in headers]


def _the_same(columns: Columns, _: TextLine) -> Columns:
    return columns


def _columns_of_dump(
    lines: Sequence[TextLine], headers: Sequence[Header], below: Sequence[tuple[int, int]]
) -> list[Callable[[TextLine], Columns]]:
    """The columns of each table. On one page all tables with the same columns have them at the same places."""
    alike: dict[_Kind, list[tuple[list[Piece], list[int]]]] = defaultdict(list)
    for header, (start, stop) in zip(headers, below, strict=True):
        for i in range(header.first, stop):
            pieces = join_numbers(lines[i])
            named = [header.column_at(piece) for piece in pieces] if i < start else []
            alike[header.roles, lines[i].page].append((pieces, named))
    found = {kind: dump_columns(kind[0], pieces) for kind, pieces in alike.items()}
    for roles in {kind[0] for kind in found}:
        own = [kind for kind in found if kind[0] == roles]
        texts = _texts_of([(found[kind], [pieces for pieces, named in alike[kind] if not named]) for kind in own])
        found |= {kind: replace(found[kind], seen=see(texts, roles)) for kind in own}
    return [partial(_of_page, found, header.roles) for header in headers]


def _texts_of(pages: Sequence[tuple[Columns, Sequence[Sequence[Piece]]]]) -> list[list[str]]:
    """What stands in each column on some pages, piece by piece."""
    texts: list[list[str]] = [[] for _ in pages[0][0].roles]
    for columns, lines in pages:
        for pieces, places in zip(lines, columns.assign(lines), strict=True):
            for k, piece in zip(places, pieces, strict=True):
                texts[k].append(piece.text)
    return texts


def _of_page(found: Mapping[_Kind, Columns], roles: tuple[str | None, ...], line: TextLine) -> Columns:
    return found[roles, line.page]


def _places(lines: Sequence[TextLine]) -> tuple[list[Header], list[tuple[int, int]]]:
    """The headers, and below each the lines up to what begins something else."""
    headers = find_headers(lines)
    if headers and lines[0].blank:
        headers = as_usual(headers, lines)
    limits = [*(header.first for header in headers), len(lines)][1:]
    return headers, [
        (header.last + 1, next((i for i in range(header.last + 1, limit) if _stops(lines, i, header)), limit))
        for header, limit in zip(headers, limits, strict=True)
    ]


def without_side_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines without the labels of whole blocks (绩效指标), which stand left of all columns over several lines."""
    found: list[TextLine | None] = list(lines)
    for header, (start, stop) in zip(*_places(lines), strict=True):
        edge = header.columns[0].x0
        aside = [piece for line in lines[start:stop] for piece in line.pieces if piece.x1 <= edge]
        if not lookup("".join(piece.text for piece in aside)):
            continue
        for i in range(start, stop):
            kept = tuple(piece for piece in lines[i].pieces if piece.x1 > edge)
            found[i] = replace(lines[i], pieces=kept) if kept else None
    return [line for line in found if line]


def _table(
    lines: Sequence[TextLine], header: Header, start: int, stop: int, columns: Callable[[TextLine], Columns]
) -> _Table:
    end = next((i for i in range(start, stop) if columns(lines[i]).strays(lines[i].pieces)), stop)
    body = lines[start:end]
    return _Table(header, body, header.first, end, columns, _by_column(body, columns))


def _header_row(table: _Table, lines: Sequence[TextLine], number: int) -> Row:
    head, last = lines[table.header.first], lines[table.header.last]
    names = (
        Cell(column.text, k, box=Box(column.x0, head.top, column.x1, last.bottom))
        for k, column in enumerate(table.header.columns)
    )
    return Row(tuple(names), page=head.page, line=head.number, table=number)


def _stops(lines: Sequence[TextLine], at: int, header: Header) -> bool:
    """Whether a line begins something else: a title, a unit line, a field with its label at the left."""
    line = lines[at]
    if line.blank and at + 1 < len(lines) and _is_broken_title(line, lines[at + 1]):
        return True
    text = "".join(line.text.split())
    if _TITLE.search(text) or _UNIT.search(text):
        return True
    first = line.pieces[0]
    if first.x0 >= header.columns[1].x0:
        return False
    return any(term.role in FIELD_ROLES for term in lookup(re.split("[:：]", first.text)[0], _SURE))


def _is_broken_title(line: TextLine, below: TextLine) -> bool:
    """Whether two lines are one title, of which the first fills the page's width."""
    if (
        len(join_numbers(line)) > 1
        or len(join_numbers(below)) > 1
        or width_of(line.text) <= max(width_of(below.text), _TITLE_LINE)
    ):
        return False
    return bool(_TITLE.search("".join((line.text + below.text).split())))


def _body(table: _Table, rulings: dict[int, list[float]], spacing: Spacing) -> Body:
    roles = [column.role for column in table.header.columns]
    levels = {k for k, role in enumerate(roles) if role in LEVELS}
    exact = not table.body or not table.body[0].blank
    lines = stack(table.body, table.cells, levels if exact else (), rulings, spacing)
    lead = next((k for role in ("level2", "level1") for k, found in enumerate(roles) if found == role), None)
    names = [] if lead is None else read_names(lines, lead, _name_pitch(spacing.pitch, exact=exact))
    return Body(lines, roles, names, spacing.pitch, spacing.between, _SLACK_EXACT if exact else _SLACK, exact)


def _name_pitch(pitch: float, *, exact: bool) -> float:
    """From one line of a name to the next: a dump writes those of other cells between them."""
    return pitch if exact else _BETWEEN * pitch


def _body_rows(table: _Table, body: Body, chosen: Partition, number: int) -> Iterator[Row]:
    levels = {
        k: read_names(body.lines, k, _name_pitch(body.pitch, exact=body.exact))
        for k, role in enumerate(body.roles)
        if role in LEVELS
    }
    heights = [_height(body.lines[first : last + 1], levels) for first, last in chosen.rows]
    begins = {
        k for k, (first, _) in enumerate(chosen.rows) if first and table.body[first].page != table.body[first - 1].page
    }
    if chosen.middle and not body.exact:
        heights, middles = settle(body.lines, chosen.rows, levels, wide=body.usual)
        levels = {k: [move(name, middles) for name in names] for k, names in levels.items()}
    single = {k for k, (first, last) in enumerate(chosen.rows) if first == last}
    texts = [] if body.exact else _texts(table.cells, chosen.rows, levels)
    rows = Printed(heights, begins, body.exact, single, texts)
    covers = _covers(levels, body, rows, middle=chosen.middle)
    for row, (first, last) in enumerate(chosen.rows):
        made = (
            _level_cell(k, row, levels[k], covers[k], table.cells)
            if k in levels
            else _cell(k, table.cells[first : last + 1])
            for k in range(len(body.roles))
        )
        yield Row(tuple(made), page=table.body[first].page, line=table.body[first].number, table=number)


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


def _by_column(body: Sequence[TextLine], columns: Callable[[TextLine], Columns]) -> list[dict[int, Piece]]:
    """The pieces of each line by their column; pieces in one column are one."""
    found = []
    for same, run in groupby(body, key=columns):
        lines = [join_numbers(line) for line in run]
        for pieces, places in zip(lines, same.assign(lines), strict=True):
            cells: dict[int, Piece] = {}
            for k, piece in zip(places, pieces, strict=True):
                cells[k] = _joined(cells[k], piece) if k in cells else piece
            found.append(cells)
    return found


def _joined(left: Piece, right: Piece) -> Piece:
    return replace(
        left,
        text=f"{left.text} {right.text}",
        x1=right.x1,
        top=min(left.top, right.top),
        bottom=max(left.bottom, right.bottom),
    )


def _cell(column: int, lines: Iterable[dict[int, Piece]]) -> Cell:
    pieces = [line[column] for line in lines if column in line]
    return Cell("\n".join(piece.text for piece in pieces), column, box=_box(pieces))


def _level_cell(
    column: int, row: int, names: Sequence[Name], covers: Sequence[tuple[int, int]], cells: Sequence[dict[int, Piece]]
) -> Cell:
    """A level's name at the first row that it covers; the rows below are covered."""
    for name, (first, last) in zip(names, covers, strict=True):
        if first == row:
            pieces = [line[column] for line in cells[name.first : name.last + 1] if column in line]
            return Cell(name.text, column, box=_box(pieces))
        if first < row <= last:
            return Cell("", column, covered=True)
    return Cell("", column)


def _box(pieces: Sequence[Piece]) -> Box | None:
    if not pieces:
        return None
    return Box(
        min(p.x0 for p in pieces), min(p.top for p in pieces), max(p.x1 for p in pieces), max(p.bottom for p in pieces)
    )
