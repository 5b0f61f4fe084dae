"""A value and the pieces it was put together from: the thread that leads back to the print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..records import Repair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..document import Box, Cell
    from ..lines.classifier import LabelledRow


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one cell as read, and the row it stands in."""

    text: str
    cell: Cell
    row: LabelledRow


@dataclass(slots=True)
class Value:
    """A text assembled from pieces in printed order."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    rule: str | None = None
    """How the pieces were joined, where it took more than dropping white space."""
    score: float = 1.0
    """How sure the joining is, 0..1."""

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def lines(self) -> tuple[int, int] | None:
        """First and last line of the pieces."""
        lines = [piece.row.row.line for piece in self.pieces if piece.row.row.line is not None]
        return (min(lines), max(lines)) if lines else None

    @property
    def box(self) -> Box | None:
        """The box around the pieces on the first piece's page."""
        found: Box | None = None
        for piece in self.pieces:
            if piece.cell.box and piece.row.row.page == self.pieces[0].row.row.page:
                found = found.union(piece.cell.box) if found else piece.cell.box
        return found


def mends(name: str, values: Iterable[Value]) -> list[Repair]:
    """The repairs that were made to a field's cells when they were read from a picture."""
    return [
        Repair.of(name, [mend.read], mend.text, mend.rule, mend.score, value.lines)
        for value in values
        for piece in value.pieces
        for mend in piece.cell.mends
        if mend.done
    ]


def joins(name: str, values: Iterable[Value]) -> list[Repair]:
    """The repairs that made a field: what was mended in its cells, and how their pieces were joined."""
    values = list(values)
    return mends(name, values) + [
        Repair.of(
            name, [piece.text.strip() for piece in value.pieces], value.text, value.rule, value.score, value.lines
        )
        for value in values
        if value.rule and value.rule not in ("plain", "continuation")
    ]


def are_beside(left: Value, right: Value) -> bool:
    """Whether two values are cells of one printed row."""
    rows = [value.pieces[0].row.row for value in (left, right) if value.pieces]
    if len(rows) < 2:
        return False
    return rows[0] is rows[1] or rows[1].beside or (all(row.indented for row in rows) and not rows[1].gap)
