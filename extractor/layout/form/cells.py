"""The cells of a row of a form: pieces one below the other are lines of one, and a value stands behind its label."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .sides import is_head, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..pieces import Piece

_AMOUNT = re.compile(r"^[\d.,，]*\s*[百千万亿]?\s*元?$")


def cells_of(bands: Iterable[Sequence[Piece]]) -> tuple[Piece, ...]:
    """The cells of a row from left to right: pieces below each other are lines of one."""
    cells: list[Piece] = []
    for piece in sorted((p for pieces in bands for p in pieces), key=lambda each: (each.top, each.x0)):
        for k, cell in enumerate(cells):
            narrow = min(width(cell), width(piece))
            if not (is_head(cell.text) or is_head(piece.text)) and cell.overlap(piece) > 0.3 * narrow:
                cells[k] = _joined(cell, piece)
                break
        else:
            cells.append(piece)
    return tuple(_whole_amounts(_in_order(cells)))


def _whole_amounts(cells: Sequence[Piece]) -> Iterator[Piece]:
    """Cells, two lines of an amount between the same heads as one: in a dump they need not stand below each other."""
    headed, held = any(is_head(cell.text) for cell in cells), None
    for cell in cells:
        if held and headed and held.bottom <= cell.top and is_amount(held.text) and is_amount(cell.text):
            held = _joined(held, cell)
            continue
        if held:
            yield held
        held = cell
    if held:
        yield held


def is_amount(text: str) -> bool:
    """Whether the last line of a text is one of an amount: figures, or the unit behind them."""
    return _AMOUNT.match(text.rsplit("\n", maxsplit=1)[-1]) is not None


def _in_order(cells: Iterable[Piece]) -> list[Piece]:
    """Cells from left to right: what stands behind a head begins where it ends; what a label pushed to the right is behind it."""
    ordered = sorted(cells, key=lambda each: each.x1 if is_head(each.text) else each.x0)
    heads = {cell.text: [cell] for cell in ordered if is_head(cell.text)}
    behind = [cell for cell in ordered if heads.get(cell.behind, [cell])[0] is not cell]
    for cell in behind:
        ordered.remove(cell)
        ordered.insert(ordered.index(heads[cell.behind][-1]) + 1, cell)
        heads[cell.behind].append(cell)
    return ordered


def _joined(cell: Piece, piece: Piece) -> Piece:
    return replace(
        cell,
        text=f"{cell.text}\n{piece.text}",
        x0=min(cell.x0, piece.x0),
        x1=max(cell.x1, piece.x1),
        bottom=max(cell.bottom, piece.bottom),
    )


def below_heads(heads: Sequence[Piece], cells: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Values below as many headings (periods of a plan) or more, with blank ones where a heading has none."""
    if len(heads) < 2 or not cells or len(cells) >= len(heads) or not all(is_head(head.text) for head in heads):
        return cells
    if any(is_head(cell.text) for cell in cells):
        return cells
    middles = [(head.x0 + head.x1) / 2 for head in heads]
    places = [sum((a + b) / 2 < (cell.x0 + cell.x1) / 2 for a, b in pairwise(middles)) for cell in cells]
    if len(set(places)) < len(places):
        return cells
    found = dict(zip(places, cells, strict=True))
    blank = replace(cells[0], text="")
    return tuple(found.get(k, replace(blank, x0=head.x0, x1=head.x1)) for k, head in enumerate(heads))
