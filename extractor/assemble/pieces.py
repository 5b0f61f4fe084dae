"""A value and the pieces it was put together from: the thread that leads back to the print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
