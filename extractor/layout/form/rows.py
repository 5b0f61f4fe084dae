"""Fields above the indicators where nothing is ruled: wrapped labels made whole, lines of a value joined, a row for each line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from math import inf
from typing import TYPE_CHECKING

from ...document import Box, Cell, Row
from ...lines.vocabulary import is_label, is_start_of_label
from ..pieces import begins_label, join_numbers
from .blocks import FormRow, block_rows
from .sides import Line, find_side, is_head, sided_runs, usual_space
from .stacks import REACH, SHIFTED, join_labels, label_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..pieces import Piece, TextLine

_NEAR = 1.9
"""Heights from one line of a value to the next."""
_BESIDE = 0.3
"""Heights by which a label may be off the middle of its value, and the space between its lines be wider than usual."""
_INSIDE = 0.4
"""Heights between two lines of a value where nothing tells."""
_CLOSE = 0.8
"""Heights between the beginnings of two lines of one value."""
_INTO = 0.2
"""Share of a line's height by which a ruling may stand in it."""
_SENTENCE = 8
"""Letters of a sentence's line, at least."""
_MARK, _MIXED = 2, re.compile(r"[\u4e00-\u9fff，。、；：]\w|\w[\u4e00-\u9fff]", re.ASCII)
"""Letters of 目标, which a number follows; Chinese beside other letters."""
_MOST_VALUES = 2
"""A line with more pieces is a row of its own."""


def starts_form(line: TextLine) -> bool:
    """Whether a line begins with a field's label, alone or with its value behind a colon."""
    first = re.split("[:：]", line.pieces[0].text)[0]
    return is_label(first) or any(is_label(piece.text) for piece in line.pieces)


def form_start(lines: Sequence[TextLine], inside: float | None) -> int:
    """Number of the line that a form begins with; behind the last where there is none.

    A value of several lines may begin above its label, which stands in its middle. `inside`: see `form_rows`.
    """
    if lines and lines[0].blank:
        return _start_in_dump(lines)
    start = next((i for i, line in enumerate(lines) if starts_form(line)), len(lines))
    near = lines[start : start + 2]
    label = next((piece for line in near for piece in line.pieces if is_label(piece.text)), None)
    if label is None:
        return start
    above = [i for i in range(start - 1, max(-1, start - 1 - REACH), -1) if lines[i].page == lines[start].page]
    return next((i for i in above if _has_in_middle(lines[i:], label, inside or _INSIDE)), start)


def _start_in_dump(lines: Sequence[TextLine]) -> int:
    """The same in a dump, where a label or a wrapped one begins the form, or a value around it."""
    for start, line in enumerate(lines):
        if starts_form(line) or any(is_start_of_label(piece.text) for piece in line.pieces):
            pieces = [_sentences_joined(each) for each in lines[start : start + 1 + REACH]]
            label = max((label_parts(pieces, 0, piece) for piece in pieces[0]), key=_right_end)
            if label or starts_form(line):
                above = [i for i in range(max(0, start - REACH), start) if lines[i].page == line.page]
                return next((i for i in above if label and _is_around(lines[i : start + 2 * REACH], label)), start)
    return len(lines)


def _right_end(label: Sequence[Piece]) -> float:
    return max((part.x1 for part in label), default=-inf)


def _is_around(lines: Sequence[TextLine], label: Sequence[Piece]) -> bool:
    """Whether the first of some lines of a dump begins a value that has lines above its label and below."""
    edge, foot = _right_end(label), label[-1].bottom
    value = lines[0].pieces[0]
    behind = [[piece for piece in _sentences_joined(line) if piece.x1 > edge and piece not in label] for line in lines]
    goes_on = [len(line) == 1 and abs(line[0].x0 - value.x0) < SHIFTED for line in behind]
    above = sum(line.top < label[0].top for line in lines)
    around = sum(line.top < foot for line in lines)
    below = len(list(takewhile(bool, goes_on[around:])))
    whole = all(goes_on[:above]) and all(goes_on[k] or not behind[k] for k in range(above, around))
    return whole and value.x0 > edge and below >= max(above - 1, 1) and not value.text.endswith("表")


def _has_in_middle(lines: Sequence[TextLine], label: Piece, inside: float) -> bool:
    """Whether the first line begins a value that the label stands in the middle of."""
    run = [lines[0].pieces[0]]
    height = run[0].bottom - run[0].top
    for piece in (piece for line in lines[1 : 2 * REACH] if line.page == lines[0].page for piece in line.pieces):
        close = -height / 2 < piece.top - run[-1].bottom < height * (inside + _BESIDE)
        if close and abs(piece.x0 - run[0].x0) < _CLOSE * height:
            run.append(piece)
    if len(lines[0].pieces) == 1 and run[0].x0 > label.x1 and run[0].bottom - label.top > _BESIDE * height:
        return True
    off = abs(run[0].top + run[-1].bottom - label.top - label.bottom) / 2
    return len(lines[0].pieces) == 1 and len(run) > 1 and run[0].x0 > label.x1 and off < _BESIDE * height


def form_rows(
    lines: Sequence[TextLine], table: int, rulings: Mapping[int, Sequence[float]], inside: float | None
) -> Iterator[Row]:
    """The rows of a form's fields.

    `rulings`: heights of horizontal rulings by page; `inside`: line heights between two lines of a cell, None where unknown.
    """
    if not lines:
        return
    shifts = _shifts(lines)
    placed = [
        Line([_lowered(piece, shift) for piece in _sentences_joined(line)], line.page, ruled)
        for line, shift, ruled in zip(lines, shifts, _ruled(lines, rulings), strict=True)
    ]
    dump = bool(lines[0].blank)
    join_labels([line.pieces for line in placed], dump=dump)
    if dump:
        for each in placed:
            each.pieces[:] = _values_joined(each.pieces, lines[0].blank)
    inside = usual_space(placed) if inside is None else inside
    side = find_side(placed)
    for first, end, sided in sided_runs(placed, side):
        run = placed[first:end]
        for row in block_rows(run, side, inside, dump=dump) if sided and side else _plain_rows(run):
            yield _row(row, first, lines, shifts, table)


def _lowered(piece: Piece, shift: float) -> Piece:
    return replace(piece, top=piece.top + shift, bottom=piece.bottom + shift)


def _sentences_joined(line: TextLine) -> list[Piece]:
    """The pieces of a line; in a dump a sentence and what follows behind one blank (日均 800 余人) are one, or a mark (目标 1)."""

    def goes_on(before: Piece, piece: Piece) -> bool:
        sentence = len(before.text) > _SENTENCE and not (is_label(piece.text) or begins_label(before.text, piece.text))
        return sentence or (len(before.text) <= _MARK and is_head(before.text + piece.text[:1]))

    return _joined_at_blanks(join_numbers(line), line.blank, goes_on)


def _values_joined(pieces: Iterable[Piece], blank: float) -> list[Piece]:
    """Pieces that only one blank parts made one where a number meets letters, in the lines left when all labels are whole."""

    def goes_on(before: Piece, piece: Piece) -> bool:
        mixed = _MIXED.match(before.text[-1] + piece.text[0])
        return bool(mixed) and not is_head(before.text) and not is_head(piece.text)

    return _joined_at_blanks(sorted(pieces, key=lambda piece: piece.x0), blank, goes_on)


def _joined_at_blanks(pieces: Iterable[Piece], blank: float, goes_on: Callable[[Piece, Piece], bool]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and piece.x0 - before.x1 <= blank and goes_on(before, piece):
            joined[-1] = replace(before, text=f"{before.text} {piece.text}", x1=piece.x1)
        else:
            joined.append(piece)
    return joined


def _row(row: FormRow, first: int, lines: Sequence[TextLine], shifts: Sequence[float], table: int) -> Row:
    at = first + row.line
    cells = tuple(_cell(piece, k, shifts[at]) for k, piece in enumerate(row.cells))
    return Row(cells, page=lines[at].page, line=lines[at].number, table=table)


def _cell(piece: Piece | None, column: int, shift: float) -> Cell:
    if piece is None:
        return Cell("", column, covered=True)
    return Cell(piece.text, column, box=Box(piece.x0, piece.top - shift, piece.x1, piece.bottom - shift))


def _shifts(lines: Sequence[TextLine]) -> list[float]:
    """What to add to the heights of each line so that they go on over page ends, with a line's space there."""
    shifts: list[float] = []
    for i, line in enumerate(lines):
        if i and line.page != lines[i - 1].page:
            floor = max(each.bottom + shift for each, shift in zip(lines, shifts, strict=False))
            shifts.append(floor + line.bottom - 2 * line.top)
        else:
            shifts.append(shifts[-1] if shifts else 0.0)
    return shifts


def _ruled(lines: Sequence[TextLine], rulings: Mapping[int, Sequence[float]]) -> list[bool]:
    """Whether a ruling stands right above each line."""
    found = [False] * len(lines)
    for i in range(1, len(lines)):
        above, line = lines[i - 1], lines[i]
        reach = _INTO * (line.bottom - line.top)
        found[i] = any(above.top + reach < y < line.top + reach for y in rulings.get(line.page or 0, ()))
    return found


def _plain_rows(lines: Sequence[Line]) -> Iterator[FormRow]:
    """A row for each line that begins one."""
    pieces = [list(line.pieces) for line in lines]
    _join_values(pieces)
    for i, parts in enumerate(pieces):
        if parts:
            ordered: list[Piece | None] = [*sorted(parts, key=lambda piece: piece.x0)]
            yield FormRow(i, tuple(ordered))


def _join_values(lines: list[list[Piece]]) -> None:
    """The further lines of values: fewer pieces than above, each right below one that is no label."""
    for i in range(len(lines) - 1, 0, -1):
        above = lines[i - 1]
        if not lines[i] or len(lines[i]) > min(_MOST_VALUES, len(above)):
            continue
        owners = [_owner(piece, above) for piece in lines[i]]
        if all(k is not None for k in owners):
            for piece, k in zip(lines[i], owners, strict=True):
                assert k is not None
                above[k] = replace(
                    above[k], text=f"{above[k].text}\n{piece.text}", bottom=piece.bottom, x1=max(above[k].x1, piece.x1)
                )
            lines[i] = []


def _owner(piece: Piece, above: Sequence[Piece]) -> int | None:
    """The piece above that begins where this one does, or has the same middle."""
    height = piece.bottom - piece.top
    for k, other in enumerate(above):
        aligned = (
            abs(piece.x0 - other.x0) < 0.8 * height or abs(piece.x0 + piece.x1 - other.x0 - other.x1) < 0.8 * height
        )
        near = piece.top - other.top < _NEAR * height
        if aligned and near and not is_label(other.text) and not is_label(piece.text):
            return k
    return None
