"""Body rows of a table into rows of whole cells, one dictionary of values by column for each printed indicator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..lines.labels import Label
from ..lines.vocabulary import COLUMN_ROLES, is_level_name, whole_roles
from ..repair.align import StreamCell, align_row, align_stream
from ..repair.columns import Column
from ..repair.header import believed, read_header
from ..repair.infer import infer_places, infer_roles
from ..repair.join import Joined, join, join_alike
from ..repair.parallel import level_of
from ..repair.stream import StreamPiece, align_pieces
from ..values.text import heal
from .lifted import lift_levels, side_level
from .pieces import Piece, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..document import Cell, Layout
    from ..lines.classifier import LabelledRow
    from ..repair.typer import ColumnTyper

_CERTAIN = 0.95
"""Probability of each row's label from which a header needs no known word."""
_SURE = 3.0
"""A cell that costs more in the column where it was read may have slipped."""


@dataclass(slots=True)
class BodyRow:
    """One printed row: its cells by position among the columns, and the rows it was read from."""

    cells: dict[int, Value] = field(default_factory=dict)
    rows: list[LabelledRow] = field(default_factory=list)
    guessed: bool = False
    """True where the columns were found by alignment against what was read."""
    kept: bool = False
    """True once it has become an indicator."""

    def add(self, position: int, piece: Piece) -> None:
        """Put a piece into a column, behind what is there."""
        value = self.cells.setdefault(position, Value())
        text = heal(piece.text)
        if value.text and text:
            _apply(value, join(value.text, text))
        else:
            value.text = value.text or text
        if text:
            value.pieces.append(piece)
        if not self.rows or self.rows[-1] is not piece.row:
            self.rows.append(piece.row)


@dataclass(slots=True)
class Block:
    """The rows under one header."""

    columns: list[Column]
    rows: list[BodyRow] = field(default_factory=list)

    def runs(self) -> list[Block]:
        """A block for each run of like columns side by side; this one where there are no such runs."""
        count = max((column.run for column in self.columns), default=0)
        return [self._run(number) for number in range(1, count + 1)] or [self]

    def _run(self, number: int) -> Block:
        places = [k for k, column in enumerate(self.columns) if column.run in (0, number)]
        level = level_of(self.columns, number)
        block = Block([self.columns[k] for k in places])
        if level:
            block.columns.append(Column("level1", level, len(self.columns)))
        for row in self.rows:
            cells = {at: row.cells[k] for at, k in enumerate(places) if k in row.cells}
            if any(self.columns[k].run and k in row.cells and row.cells[k].text for k in places):
                named = {len(places): Value(level)} if level else {}
                block.rows.append(BodyRow(cells | named, row.rows, row.guessed))
        return block


def read_blocks(
    body: Sequence[LabelledRow], layout: Layout, typer: ColumnTyper, before: Sequence[Column]
) -> list[Block]:
    """The body's rows under their columns. A repeated header goes on with the same block; a different one begins another.

    `before`: columns to use where the body has no header of its own that can be read.
    """
    blocks: list[Block] = []
    columns = list(before)
    for header, rows in _parts(body):
        found = read_header(header, layout)
        if not believed(found) and not _is_sure(header, rows):
            found = []
        if found and (not blocks or not _same(found, blocks[-1].columns)):
            blocks.append(Block(found))
        elif not blocks:
            named = any(is_level_name(cell.text) for row in rows for cell in row.row.cells)
            blocks.append(Block(columns if named else []))  # without a level's name they are no indicators
        if not blocks[-1].columns:
            continue
        if layout == "cells":
            _read_stream(rows, blocks[-1], typer)
        elif layout == "stream":
            _read_pieces(rows, blocks[-1], typer)
        else:
            alike = [c.role for c in found] == [c.role for c in blocks[-1].columns]
            _read_rows(rows, blocks[-1], found if alike else blocks[-1].columns, typer, positional=layout == "rows")
    for block in blocks:
        lift_levels(block)
        block.columns = _inferred(block, typer)
    return [block for block in blocks if block.columns and block.rows]


def _is_sure(header: Sequence[LabelledRow], rows: Sequence[LabelledRow]) -> bool:
    """Whether the classifier is sure of a header without a known word and of the indicators below: it has learned the form."""
    below = [row.probability for row in rows if row.label is Label.INDICATOR]
    return bool(header) and len(below) > 1 and min(*below, *(row.probability for row in header)) >= _CERTAIN


def _inferred(block: Block, typer: ColumnTyper) -> list[Column]:
    """The columns with the roles that no header's word tells; none where they cannot be told."""
    if believed(block.columns):
        return infer_roles(block.columns, _texts(block), typer)
    return infer_places(block.columns, [{k: cell.text for k, cell in row.cells.items()} for row in block.rows], typer)


def _texts(block: Block) -> list[list[str]]:
    """The different texts of each column."""
    return [
        list(dict.fromkeys(row.cells[k].text for row in block.rows if k in row.cells and row.cells[k].text))
        for k in range(len(block.columns))
    ]


def _parts(body: Sequence[LabelledRow]) -> Iterator[tuple[list[LabelledRow], list[LabelledRow]]]:
    """Header rows, and the rows below them up to the next header."""
    header: list[LabelledRow] = []
    rows: list[LabelledRow] = []
    first = True
    for row in body:
        heads = row.label is Label.HEADER and not (_names_level(row) and _names_columns(header))
        if heads and rows:
            yield header, rows
            header, rows, first = [], [], False
        if heads or (row.label is Label.UP and header and not rows and (first or _is_header_rest(header, row))):
            header.append(row)
        else:
            rows.append(row)
    if header or rows:
        yield header, rows


def _names_level(row: LabelledRow) -> bool:
    """A lone cell that names a first level (产出指标) is an indicator's, not a header's."""
    return len(row.row.cells) == 1 and "name1" in whole_roles(row.row.text)


def _names_columns(header: Sequence[LabelledRow]) -> bool:
    """Whether a header has begun to name columns: before that, names of levels head several of them."""
    return any(whole_roles(cell.text) & COLUMN_ROLES for row in header for cell in row.row.filled)


def _is_header_rest(header: list[LabelledRow], row: LabelledRow) -> bool:
    """A continuation right below a repeated header is the header's own only where that makes its words whole."""
    rest, last = row.row.filled, header[-1].row.filled
    if len(rest) != 1 or not last:
        return False
    text = join(heal(last[-1].text), heal(rest[0].text)).text
    if whole_roles(text) & COLUMN_ROLES:
        return True
    return any(text.endswith(end) for end in ("指标", "值", "描述", "依据", "标")) and len(text) <= 12


def _same(found: Sequence[Column], columns: Sequence[Column]) -> bool:
    """A header that a page repeats, perhaps with other positions or a word lost."""
    roles, known = {c.role for c in found} - {"extra"}, {c.role for c in columns} - {"extra"}
    return len(roles & known) >= len(roles | known) - 1 and side_level(found) == side_level(columns)


def _read_stream(rows: Sequence[LabelledRow], block: Block, typer: ColumnTyper) -> None:
    """One cell a line: align the whole stream with the columns, unless every printed row has a cell for each of them.

    A row of one cell among those spans them all: it heads the rows below.
    """
    printed = _printed_rows(rows)
    if {len(block.columns)} <= {len(row) for row in printed} <= {1, len(block.columns)}:
        for cells_of_row in printed:
            block.rows.append(BodyRow())
            for k, lines in enumerate(cells_of_row):
                for line in lines:
                    block.rows[-1].add(k, Piece(line.row.text, line.row.cells[0], line))
        return
    texts = [heal(row.row.text) for row in rows]
    cells = [StreamCell(text, row.row.gap, row.continues) for text, row in zip(texts, rows, strict=True)]
    emission = typer.costs(texts, block.columns)
    for row, (position, begins) in zip(rows, align_stream(cells, block.columns, emission), strict=True):
        if begins or not block.rows:
            block.rows.append(BodyRow())
        block.rows[-1].add(position, Piece(row.row.text, row.row.cells[0], row))


def _printed_rows(rows: Sequence[LabelledRow]) -> list[list[list[LabelledRow]]]:
    """The cells, each with its lines, of printed rows that blank lines part; none where cells are not marked as such."""
    printed: list[list[list[LabelledRow]]] = []
    for row in rows:
        if row.row.indented and (row.row.gap or not printed):
            printed.append([[row]])
        elif not printed or (row.row.gap and row.label is not Label.UP):
            return []
        elif row.row.indented and row.label is not Label.UP:
            printed[-1].append([row])
        else:
            printed[-1][-1].append(row)
    return printed


def _read_pieces(rows: Sequence[LabelledRow], block: Block, typer: ColumnTyper) -> None:
    """Pieces of cells: find the cells and their columns together."""
    above = block.rows[-1].rows[-1] if block.rows else None
    pieces = []
    for row in rows:
        opens = above is not None and row.row.page != above.row.page
        pieces.append(StreamPiece(row.row.text, row.row.beside, row.row.spaced, row.continues, opens))
        above = row
    for part in align_pieces(pieces, block.columns, typer.costs):
        if part.begins or not block.rows:
            block.rows.append(BodyRow(guessed=True))
        for row in rows[part.first : part.last + 1]:
            block.rows[-1].add(part.column, Piece(row.row.text, row.row.cells[0], row))


def _read_rows(
    rows: Sequence[LabelledRow], block: Block, columns: Sequence[Column], typer: ColumnTyper, *, positional: bool
) -> None:
    """Rows whose cells are known: place them, then join what continues the row above or begins the row below.

    `columns`: those of the block, where their header stands that was printed last.
    """
    waiting: list[tuple[LabelledRow, list[tuple[int, Cell]], bool]] = []
    for row in rows:
        placed, guessed = _place(row, columns, typer) if positional else (_overlay(row, columns), False)
        if row.label is Label.DOWN:
            waiting.append((row, placed, guessed))
        elif row.label is Label.UP and block.rows:
            _continue(block.rows[-1], row, placed, columns)
        else:
            block.rows.append(BodyRow(guessed=guessed))
            for earlier, cells, _ in waiting:
                _fill(block.rows[-1], earlier, cells)
            waiting.clear()
            _fill(block.rows[-1], row, placed)
    for row, placed, _ in waiting:
        if block.rows:
            _continue(block.rows[-1], row, placed, columns)


def _fill(target: BodyRow, row: LabelledRow, placed: Sequence[tuple[int, Cell]]) -> None:
    for position, cell in placed:
        target.add(position, Piece(cell.text, cell, row))


def _overlay(row: LabelledRow, columns: Sequence[Column]) -> list[tuple[int, Cell]]:
    """Grid: each cell goes to the column that it shares most with; a cell outside all columns to the nearest."""

    def shared(cell: Cell, column: Column) -> tuple[int, int]:
        overlap = min(cell.column + cell.span, column.index + column.span) - max(cell.column, column.index)
        return overlap, -abs(cell.column - column.index)

    return [
        (max(range(len(columns)), key=lambda k: shared(cell, columns[k])), cell)
        for cell in row.row.cells
        if cell.text.strip()
    ]


def _place(row: LabelledRow, columns: Sequence[Column], typer: ColumnTyper) -> tuple[list[tuple[int, Cell]], bool]:
    """Rows of text: cells by position, unless a cell does not look like its column; then by alignment."""
    cells = list(row.row.filled)[: len(columns)]
    places = {column.index: k for k, column in enumerate(columns)}
    read = [places.get(cell.column, min(cell.column, len(columns) - 1)) for cell in cells]
    costs = typer.costs([heal(cell.text) for cell in cells], columns)
    slipped = len(set(read)) < len(read) or any(costs[i, k] > _SURE for i, k in enumerate(read))
    if not slipped or row.label is not Label.INDICATOR:
        return list(zip(read, cells, strict=True)), False
    found = align_row(read, columns, costs)
    return list(zip(found, cells, strict=True)), found != read


def _continue(target: BodyRow, row: LabelledRow, placed: Sequence[tuple[int, Cell]], columns: Sequence[Column]) -> None:
    """Join a fragment with the row above, the indicator's name and its description with an eye on each other."""
    twins = [(k, c) for k, c in placed if columns[k].role in ("level3", "description")]
    positions = [k for k, column in enumerate(columns) if column.role in ("level3", "description")]
    fresh = dict(twins)
    uppers = [target.cells[k].text if k in target.cells else "" for k in positions]
    lowers = [heal(fresh[k].text) if k in fresh else "" for k in positions]
    for k, joined, lower in zip(positions, join_alike(uppers, lowers), lowers, strict=True):
        if lower:
            value = target.cells.setdefault(k, Value())
            broken = bool(value.text)
            value.text = joined.text
            if broken:
                _apply(value, joined)
            value.pieces.append(Piece(fresh[k].text, fresh[k], row))
    target.rows.append(row)
    _fill(target, row, [(k, cell) for k, cell in placed if k not in positions])


def _apply(value: Value, joined: Joined) -> None:
    value.text = joined.text
    if joined.rule != "plain":
        value.rule, value.score = joined.rule, min(value.score, joined.score)
