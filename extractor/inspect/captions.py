"""What is told of a row or a cell in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import LABELS, NOTES

if TYPE_CHECKING:
    from ..document import Cell
    from .overlay import Seen

_WORTH_TELLING = 0.01


def caption(seen: Seen, place: int | None) -> str:
    """Text, label, probability, columns and notes of a cell, by its number in the row; with None those of the row."""
    label = seen.labelled.label
    told = [f"{LABELS[label].name} ({label}) {percent(seen.labelled.probability)}"]
    if seen.labelled.continues >= _WORTH_TELLING:
        told.append(f"接上行的概率 {percent(seen.labelled.continues)}")
    if place is not None:
        cell = seen.row.cells[place]
        told = [cell.text, *told, f"第 {cell.column + 1} 列" + (f"，跨 {cell.span} 列" if cell.span > 1 else "")]
        told += [f"识别置信度 {percent(cell.confidence)}"] if cell.confidence is not None else []
    notes = seen.notes_of(None) + (seen.notes_of(place) if place is not None else [])
    told += [f"{NOTES[note.kind].name} {note.number}：{note.text}" for note in notes]
    return "\n".join(told)


def cell_text(cell: Cell) -> str:
    """The text of a cell on one line, its line breaks shown."""
    return "⏎".join(part.strip() for part in cell.text.split("\n"))


def percent(probability: float) -> str:
    """A probability, 0..1, as a person reads it: rounded down to a tenth, so that 100 % is hardly ever said in vain."""
    return f"{int(probability * 1000 + 0.05) / 10:g}%"
