"""Which rows of a form each of the labels at its left heads, where no ruling tells.

A label stands at the top of its rows or in their middle, in the whole form alike. What the rows say tells as well: periods belong
to a spending plan, numbered goals to the goals, and hardly any label's rows begin with the rest of a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...lines.labels import Label
from ...lines.vocabulary import FIELD_ROLES, SECTIONS, whole_roles
from ..unruled.names import Spans, from_tops, off_middle, row_of, sums, tilings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..unruled.bands import Name
    from ..unruled.names import Cost, Printed

    _Off = Callable[[Name, tuple[int, int], Printed, float], float]
    """How far a label is from where it should be beside some rows."""

_STRANGE = 2.0
"""Line pitches for a row with the heads of another field."""
_CLEARLY = 0.05
"""Line pitches by which labels must fit the middles of their rows better than the tops."""
_HEADS = {"period": Label.PLAN, "goal_mark": Label.GOAL}


def section_of(texts: Iterable[str]) -> Label | None:
    """The field that texts belong to, by the first of them that heads one, or a part of one (3月底, 目标1)."""
    roles = (role for text in texts for role in whole_roles(text) if role in FIELD_ROLES or role in _HEADS)
    return next((_HEADS.get(role) or SECTIONS.get(role) for role in roles), None)


def spread_labels(
    names: Sequence[Name], rows: Printed, pitch: float, doubts: Sequence[float], sections: Sequence[Label | None]
) -> Spans:
    """First and last row that each label heads, all of them in the middle of their rows or all at the top.

    `doubts`: of each row, how unlikely a label's rows begin with it, in line pitches; `sections`: which field it belongs to.
    """
    form = _Form(rows, pitch, doubts, sections)
    (askew, middles), (off, tops) = form.tile(names, off_middle, 0), form.tile(names, _off_top, row_of(names[0], rows))
    if askew + _CLEARLY * pitch * len(names) < off:
        return middles
    return tops or from_tops([row_of(name, rows) for name in names], len(rows.heights))


def _off_top(name: Name, span: tuple[int, int], rows: Printed, _: float) -> float:
    return abs(name.top - rows.heights[span[0]][0])


@dataclass(frozen=True, slots=True)
class _Form:
    rows: Printed
    pitch: float
    doubts: Sequence[float]
    sections: Sequence[Label | None]

    def tile(self, names: Sequence[Name], off: _Off, first: int) -> tuple[float, Spans]:
        """The spans that cover all rows from the `first` on, in order, at the least cost; and that cost."""
        count = len(self.rows.heights)
        if len(names) > count - first:
            return float("inf"), []
        return tilings([self._cost(name, off) for name in names], first, count)[-1]

    def _cost(self, name: Name, off: _Off) -> Cost:
        own = section_of([name.text])
        strange = sums(_STRANGE * self.pitch * (own is not None and each not in (own, None)) for each in self.sections)
        return lambda span: (
            off(name, span, self.rows, self.pitch)
            + self.pitch * self.doubts[span[0]]
            + strange[span[1] + 1]
            - strange[span[0]]
        )
