"""Labels of a form that are wrapped: pieces one below the other that are one label together."""

from __future__ import annotations

from bisect import insort
from dataclasses import replace
from itertools import pairwise, product
from operator import attrgetter
from typing import TYPE_CHECKING

from ...lines.vocabulary import is_label, is_start_of_label
from ..unruled.starts import is_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..pieces import Piece

REACH = 4
"""Lines over which a label can be wrapped."""
SHIFTED, _PUSHED = 2.2, 24.0
"""Letters of space between a label's first line and another beside it in a dump; the same to the right of a line that stands
behind one blank."""

_PART = 8
"""Letters of a label's line at most."""
_ASIDE = 1.0
"""Letters by which a part of a label in a dump may run out of the others."""
_MANY = 2
"""Parts of a wrapped label at least."""


def join_labels(lines: list[list[Piece]], *, dump: bool) -> None:
    """Labels of which the pieces stand one below the other: whole, in the line that they have in their middle."""
    for i, line in enumerate(lines):
        k = 0
        while k < len(line):
            parts = label_parts(lines, i, line[k]) if dump else _label_stack([line[k], *_below(lines, i, line[k])])
            if len(parts) >= _MANY:
                near = lines[i : i + 1 + REACH]
                whole = _whole(parts)
                for below, part in product(near, parts):
                    _take(below, part, whole, dump=dump)
                insort(_middle_line(near, whole), whole, key=attrgetter("x0"))
            k += len(parts) < _MANY


def _whole(parts: Sequence[Piece]) -> Piece:
    left = min(part.x0 for part in parts)
    right = left + max(part.x1 - part.x0 for part in parts)
    return replace(parts[0], text=_text(parts), x0=left, x1=right, bottom=parts[-1].bottom)


def label_parts(lines: Sequence[list[Piece]], i: int, piece: Piece) -> Sequence[Piece]:
    """The longest label that a piece of a dump begins, of parts at most one in each line below; of equals the straightest.

    A piece behind one blank stands further left than its cell, so that what is below it in the cell is on its right.
    """
    left = max((other for other in lines[i] if other.x0 < piece.x0), key=lambda other: other.x1, default=None)
    reach = _PUSHED if left is not None and is_beside(left, piece) else SHIFTED
    stacks = [[piece]] if is_start_of_label(piece.text) else []
    for line in lines[i + 1 : i + 1 + REACH]:
        near = [q for q in line if len(q.text) <= _PART and q.x1 - piece.x0 >= -SHIFTED and q.x0 - piece.x1 <= reach]
        stacks += [
            [*stack, q]
            for stack in stacks
            for q in near
            if _may_go_on(stack, q) and not _parted(lines[i : i + 1 + REACH], stack, q)
        ]
    found = [stack for stack in stacks if is_label(_text(stack))]
    return max(found, key=lambda stack: (sum(len(part.text) for part in stack), -_skew(stack)), default=())


def _may_go_on(stack: Sequence[Piece], below: Piece) -> bool:
    """Whether a piece may be the rest of a label: right below it a bracket (（%）), or a label that makes a longer one (用途)."""
    if not is_start_of_label(_text([*stack, below])):
        return False
    if is_label(below.text):
        return below.overlap(stack[-1]) > 0 and is_label(_text([*stack, below]))
    return below.text[0] not in "（(" or any(below.overlap(part) > 0 for part in stack)


def _parted(lines: Sequence[list[Piece]], stack: Sequence[Piece], below: Piece) -> bool:
    """Whether a piece stands between the last of a stack and one below it, not pushed there by what stands before it."""
    above = stack[-1]
    return any(
        above.bottom <= piece.top
        and piece.bottom <= below.top
        and piece.overlap(above) > 0
        and piece.overlap(below) > 0
        for line in lines
        for left, piece in pairwise([None, *line])
        if piece and not piece.behind and not (left and is_beside(left, piece))
    )


def _skew(stack: Sequence[Piece]) -> float:
    """Letters by which the parts of a label are beside the first, in all."""
    return sum(abs(part.x0 + part.x1 - stack[0].x0 - stack[0].x1) / 2 for part in stack[1:])


def _label_stack(stack: Sequence[Piece]) -> Sequence[Piece]:
    """The longest beginning of a stack of pieces that is one label; none where a second label begins in it."""
    found: Sequence[Piece] = ()
    for length in range(1, len(stack) + 1):
        if found and is_label(stack[length - 1].text):
            break
        if is_label(_text(stack[:length])):
            found = stack[:length]
    return found


def _below(lines: Sequence[list[Piece]], i: int, piece: Piece) -> list[Piece]:
    """Pieces below a piece, one for each line at most."""
    found = []
    for line in lines[i + 1 : i + 1 + REACH]:
        best = max(line, key=piece.overlap, default=None)
        if best is not None and piece.overlap(best) > 0.5 * min(piece.x1 - piece.x0, best.x1 - best.x0):
            found.append(best)
    return found


def _middle_line(lines: Sequence[list[Piece]], whole: Piece) -> list[Piece]:
    """The line nearest to the middle of a label; where none is left, the first."""
    middle = whole.top + whole.bottom
    return min(lines, key=lambda line: min((abs(p.top + p.bottom - middle) for p in line), default=float("inf")))


def _take(line: list[Piece], part: Piece, whole: Piece, *, dump: bool) -> None:
    """Take a part of a label out of its line; in a dump what stands behind one blank from it is behind the whole."""
    at = next((k for k, piece in enumerate(line) if piece is part), None)
    if at is None:
        return
    if dump and at and part.x1 - whole.x1 > _ASIDE:
        _pull(line, at, part.x0 - whole.x0)
    left, after = line.pop(at), line[at] if at < len(line) else None
    if dump and after and is_beside(left, after):
        line[at] = replace(after, behind=whole.text)


def _pull(line: list[Piece], at: int, by: float) -> None:
    """Move a piece of a dump and what is right of it to the left, as far as the line pushed them; what is left of it gives way."""
    for k in range(at, len(line)):
        line[k] = _moved(line[k], -by)
    for k in range(at - 1, -1, -1):
        line[k] = _moved(line[k], min(0.0, line[k + 1].x0 - 1 - line[k].x1))


def _moved(piece: Piece, by: float) -> Piece:
    return replace(piece, x0=piece.x0 + by, x1=piece.x1 + by) if by else piece


def _text(parts: Sequence[Piece]) -> str:
    return "".join(part.text for part in parts)
