"""What passes between the steps of the synthesis: printed lines made of slots, and the finished labelled document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.document import Document
    from extractor.lines.labels import Label


@dataclass(frozen=True, slots=True)
class Labelled:
    """One synthetic document with everything that is known of it."""

    document: Document
    labels: tuple[Label, ...]
    """One for each row of `document`."""
    gold: tuple[dict[str, Any], ...]
    """The records that a perfect extraction gives, in the flat form of ``training_data/gold`` and the printed order."""
    form: str
    """The grammar family, for splits by form."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One printed table cell. A newline in `text` is a line break or a new paragraph inside the cell."""

    text: str
    label: Label
    span: int = 1
    """Grid columns covered."""
    down: int = 1
    """Printed rows covered, its own included."""
    covered: bool = False
    """Covered by a slot of a line above."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed table row, or one line of text (`table` is None, one slot)."""

    slots: tuple[Slot, ...]
    label: Label
    table: int | None = None
    after_break: bool = False
    """First line of a page that the print begins here."""

    def map(self, change: Callable[[str], str]) -> Line:
        """The same line with every slot's text changed."""
        return replace(self, slots=tuple(replace(slot, text=change(slot.text)) for slot in self.slots))

    def starts(self) -> list[int]:
        """Grid column at which each slot begins."""
        starts, at = [], 0
        for slot in self.slots:
            starts.append(at)
            at += slot.span
        return starts


def text_line(text: str, label: Label) -> Line:
    """A line of text outside the tables."""
    return Line((Slot(text, label),), label)
