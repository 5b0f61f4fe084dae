"""From PDF user space (origin at the bottom left, before rotation) to a page as it is looked at (origin at the top left)."""

from __future__ import annotations

from dataclasses import dataclass

from ...document import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page, turned clockwise by quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int
    """0..3 clockwise quarter turns."""

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of user space as a box of the turned page."""
        if self.turns == 0:
            return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
        if self.turns == 1:
            return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turns == 2:
            return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)

    def user(self, box: Box) -> tuple[float, float, float, float]:
        """Left, bottom, right and top in user space of a box of the turned page."""
        if self.turns == 0:
            return self.left + box.x0, self.top - box.bottom, self.left + box.x1, self.top - box.top
        if self.turns == 1:
            return self.left + box.top, self.bottom + box.x0, self.left + box.bottom, self.bottom + box.x1
        if self.turns == 2:
            return self.right - box.x1, self.bottom + box.top, self.right - box.x0, self.bottom + box.bottom
        return self.right - box.bottom, self.top - box.x1, self.right - box.top, self.top - box.x0

    def holds(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether the middle of a rectangle of user space is visible."""
        return self.left <= (left + right) / 2 <= self.right and self.bottom <= (bottom + top) / 2 <= self.top
