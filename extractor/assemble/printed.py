"""Labelled rows into printed rows of whole cells, each with the section that it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..document import ONE_CELL
from ..lines.labels import Label
from ..lines.vocabulary import exact, is_label
from ..repair.join import join
from ..values.text import heal
from .naming import AMONG, COLON, inline
from .pieces import Piece, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..document import Layout
    from ..lines.classifier import LabelledRow

_WIDE = re.compile(r"[ \t\u3000\xa0]{2,}|[\t\u3000]")
"""What parts the fields of a line that tells several."""


def printed_rows(rows: Sequence[LabelledRow], layout: Layout) -> list[list[tuple[Value, Label]]]:
    """The printed rows of a form, cell by cell, each cell with the label of its section."""
    return list(_printed(_merge(rows, layout), layout))


def _printed(rows: Iterable[list[tuple[Value, Label]]], layout: Layout) -> Iterator[list[tuple[Value, Label]]]:
    """Printed rows: in the layout ``cells`` the cells between two blank lines, in a stream those that begin on one line."""
    held: list[tuple[Value, Label]] = []
    for cells in rows:
        first = cells[0][0].pieces[0].row.row if cells else None
        if layout not in ONE_CELL or (first and (first.gap or (layout == "stream" and not first.beside))):
            yield held
            held = []
        held = [*held, *cells]
    yield held


def _merge(rows: Sequence[LabelledRow], layout: Layout) -> Iterator[list[tuple[Value, Label]]]:
    """Rows with what continues them joined in, cell by cell."""
    held: list[tuple[Value, Label]] = []
    section = Label.OTHER
    for row in rows:
        if row.label is Label.UP and held and not (_opens_field(row) or _parts_from_label(held, row, layout)):
            _join_row(held, row, layout)
            continue
        yield held
        section = row.label if row.label is not Label.UP else section
        held = [
            (_value(text, row, k), section)
            for k, cell in enumerate(row.row.cells)
            if not cell.covered
            for text in _told(cell.text)
        ]
    yield held


def _told(text: str) -> list[str]:
    """The fields of a line that tells several, each behind its label (项目名称：…  项目编码：…); any other text whole."""
    parts = _WIDE.split(text.strip())
    return parts if len(parts) > 1 and all(inline(part, Label.IDENTITY) for part in parts) else [text]


def _opens_field(row: LabelledRow) -> bool:
    """Whether a row is a whole label and its value: that goes on with nothing."""
    text = AMONG.sub("", row.row.filled[0].text) if len(row.row.filled) == 1 else ""
    parts = COLON.split(text, maxsplit=1)
    return len(parts) > 1 and bool(parts[1].strip()) and is_label(heal(parts[0]))


def _parts_from_label(held: Sequence[tuple[Value, Label]], row: LabelledRow, layout: Layout) -> bool:
    """Whether a line and the one above, of which one is a whole label, make no label together: they are not one cell.

    A text of some lines may hold a label's word alone on one of them. A label set upright goes on letter by letter.
    """
    above, text = held[-1][0].text, heal(row.row.text)
    if layout not in ONE_CELL or len(text) == 1 or is_label(f"{above}{text}"):
        return False
    return is_label(above) or (is_label(text) and held[-1][1] not in (Label.GOAL, Label.PURPOSE))


def _value(text: str, row: LabelledRow, k: int) -> Value:
    return Value(_keep_lines(text), [Piece(text, row.row.cells[k], row)])


def _keep_lines(text: str) -> str:
    """Healed, but with its line breaks: goals are told apart by them."""
    return "\n".join(filter(None, (heal(line) for line in text.split("\n"))))


def _join_row(held: list[tuple[Value, Label]], row: LabelledRow, layout: Layout) -> None:
    lone = layout in ONE_CELL or (len(row.row.filled) == 1 and bool(row.row.cells[0].text.strip()))
    for position, cell in enumerate(row.row.cells):
        if not cell.text.strip():
            continue
        whole = exact(held[0][0].text + heal(cell.text)) if not position else ()
        k = 0 if whole else len(held) - 1 if lone else min(position, len(held) - 1)
        value = held[k][0]
        if held[k][1] is Label.GOAL or held[k][1] is Label.PURPOSE or not value.text:
            value.text = f"{value.text}\n{_keep_lines(cell.text)}".strip()
        else:
            joined = join(value.text, heal(cell.text))
            value.text, value.rule, value.score = joined.text, joined.rule, min(value.score, joined.score)
        value.pieces.append(Piece(cell.text, cell, row))
