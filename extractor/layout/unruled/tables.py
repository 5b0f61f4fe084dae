"""Where tables without rulings are, and the columns of their lines.

`headers` finds the lines that name columns; below a header, `columns` finds where they part, up to what begins something else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING

from ...lines.vocabulary import FIELD_ROLES, is_level_name, lookup
from ..pieces import join_numbers
from ..wrapping import width_of
from .columns import Columns, dump_columns, find_columns
from .fronts import FRONT
from .headers import Header, find_headers
from .seen import see
from .usual import as_usual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..pieces import Piece, TextLine

    _Kind = tuple[tuple[str | None, ...], int | None]
    """Roles of the columns, and page: of a dump's tables with the same columns at the same places."""

_TITLE = re.compile(r"(?:绩效.{0,12}|申报|自评|目标)表$")
_TITLE_LINE = 12
"""Full-width letters of a title's line that was broken, at least."""
_UNIT = re.compile(r"^\d{6}\s*[一-鿿]|单位[:：]")
_NOTE = re.compile(r"^(?:备?注|(?:填表|填报)?说明)[:：]|^(?:总分|总得分|合计得分)(?:[（(].*)?$")
"""What begins a note below a table, or says the sum of its marks."""
_SURE = 95.0


@dataclass(frozen=True, slots=True)
class UnruledTable:
    """A header and the lines below it, `start` to `end` - 1 of the text."""

    header: Header
    body: Sequence[TextLine]
    start: int
    end: int
    columns: Callable[[TextLine], Columns]
    """Of a line; pages of a dump have their own."""
    cells: list[dict[int, Piece]]
    """Of each line of the body by column."""


def find_tables(lines: Sequence[TextLine]) -> list[UnruledTable]:
    """The tables of a document."""
    headers, below = _places(lines)
    find = _columns_of_dump if headers and lines[headers[0].first].blank else _columns_of_pages
    columns = find(lines, headers, below)
    found = [_table(lines, header, *places, of) for header, places, of in zip(headers, below, columns, strict=True)]
    return list(_over_pages(found, lines)) if find is _columns_of_dump else found


def _over_pages(tables: Iterable[UnruledTable], lines: Sequence[TextLine]) -> Iterator[UnruledTable]:
    """Tables, those that go on over a page's end, where their header is printed again, as one."""
    held: UnruledTable | None = None
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
    typeset = lines[0].blank == 1
    found = {kind: dump_columns(kind[0], pieces, typeset=typeset) for kind, pieces in alike.items()}
    for roles in {kind[0] for kind in found}:
        own = [kind for kind in found if kind[0] == roles]
        texts = _texts_of([(found[kind], [pieces for pieces, named in alike[kind] if not named]) for kind in own])
        found |= {kind: replace(found[kind], seen=see(texts, roles)) for kind in own}
    return [partial(_of_page, found, header.roles) for header in headers]


def _texts_of(pages: Sequence[tuple[Columns, Sequence[Sequence[Piece]]]]) -> list[list[str]]:
    """What stands in each column on some pages, piece by piece."""
    texts: list[list[str]] = [[] for _ in pages[0][0].roles]
    for columns, lines in pages:
        for pieces, places in zip(lines, columns.assign(lines)[1], strict=True):
            for k, run in groupby(zip(places, pieces, strict=True), key=itemgetter(0)):
                texts[k].append(" ".join(piece.text for _, piece in run))
    return texts


def _of_page(found: Mapping[_Kind, Columns], roles: tuple[str | None, ...], line: TextLine) -> Columns:
    return found[roles, line.page]


def _places(lines: Sequence[TextLine]) -> tuple[list[Header], list[tuple[int, int]]]:
    """The headers, and below each the lines up to what begins something else."""
    headers = find_headers(lines)
    if headers and lines[0].blank:
        headers = as_usual(headers, lines)
    limits = [*(header.first for header in headers), len(lines)][1:]
    starts = [header.last + 1 + _is_numbered(lines, header.last + 1) for header in headers]
    return headers, [
        (start, next((i for i in range(start, limit) if ends_table(lines, i, _fields_end(header))), limit))
        for header, start, limit in zip(headers, starts, limits, strict=True)
    ]


def _is_numbered(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line below a header does nothing but number its columns."""
    pieces = lines[at].pieces if at < len(lines) else ()
    return len(pieces) > 1 and [piece.text for piece in pieces] == [str(k) for k in range(1, len(pieces) + 1)]


def without_side_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines without the labels of whole blocks (绩效指标), which stand left of all columns over several lines."""
    found: list[TextLine | None] = list(lines)
    for header, (start, stop) in zip(*_places(lines), strict=True):
        edge = header.columns[0].x0
        aside = [piece for line in lines[start:stop] for piece in line.pieces if piece.x1 <= edge]
        if any(is_level_name(p.text) for p in aside) or not lookup("".join(piece.text for piece in aside)):
            continue
        for i in range(start, stop):
            kept = tuple(piece for piece in lines[i].pieces if piece.x1 > edge)
            found[i] = replace(lines[i], pieces=kept) if kept else None
    return [line for line in found if line]


def _table(
    lines: Sequence[TextLine], header: Header, start: int, stop: int, columns: Callable[[TextLine], Columns]
) -> UnruledTable:
    end = next((i for i in range(start, stop) if columns(lines[i]).strays(lines[i].pieces)), stop)
    body = lines[start:end]
    return UnruledTable(header, body, header.first, end, columns, _by_column(body, columns)[1])


def _fields_end(header: Header) -> float:
    """Where a field's label below a header begins at most; what stands there is a column where a project's name has one."""
    return -inf if FRONT in header.roles else header.columns[1].x0


def ends_table(lines: Sequence[TextLine], at: int, second: float) -> bool:
    """Whether a line begins something else: a title, a unit line, a note, a field with its label left of the second column."""
    line = lines[at]
    if line.blank and at + 1 < len(lines) and _is_broken_title(line, lines[at + 1]):
        return True
    text = "".join(line.text.split())
    if _TITLE.search(text) or _UNIT.search(text):
        return True
    first = line.pieces[0]
    if _NOTE.match(first.text):
        return True
    if first.x0 >= second or any(is_level_name(p.text) for p in line.pieces):
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


def with_rows(tables: Sequence[UnruledTable], rows: Iterable[Sequence[tuple[int, int]]]) -> list[UnruledTable]:
    """A dump's tables with the columns of their lines found anew, as the rows (first and last line of each) are known.

    Whether pieces behind one blank may stand left of their places, all tables tell together: as they cost less.
    """
    numbers = [[k for k, (a, b) in enumerate(own) for _ in range(a, b + 1)] for own in rows]
    ways: list[tuple[float, list[UnruledTable]]] = []
    for pulled in (False, True):
        found = [
            _by_column(table.body, table.columns, own, pulled=pulled)
            for table, own in zip(tables, numbers, strict=True)
        ]
        placed = [replace(table, cells=cells) for table, (_, cells) in zip(tables, found, strict=True)]
        ways.append((sum(cost for cost, _ in found), placed))
    return min(ways, key=itemgetter(0))[1]


def _by_column(
    body: Sequence[TextLine],
    columns: Callable[[TextLine], Columns],
    rows: Sequence[int] = (),
    *,
    pulled: bool = False,
) -> tuple[float, list[dict[int, Piece]]]:
    """The pieces of each line by their column, and what they cost; pieces in one column are one. `rows`: of each line, where known."""
    found: list[dict[int, Piece]] = []
    total = 0.0
    for same, run in groupby(body, key=columns):
        lines = [join_numbers(line) for line in run]
        cost, assigned = same.assign(lines, rows[len(found) : len(found) + len(lines)], pulled=pulled)
        total += cost
        for pieces, places in zip(lines, assigned, strict=True):
            cells: dict[int, Piece] = {}
            for k, piece in zip(places, pieces, strict=True):
                cells[k] = _joined(cells[k], piece) if k in cells else piece
            found.append(cells)
    return total, found


def _joined(left: Piece, right: Piece) -> Piece:
    return replace(
        left,
        text=f"{left.text} {right.text}",
        x1=right.x1,
        top=min(left.top, right.top),
        bottom=max(left.bottom, right.bottom),
    )
