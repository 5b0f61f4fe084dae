"""How sure the package is of an indicator or a project, and that the number means what it says.

A raw score between 0 and 1 is the least sure of everything that the record rests on. It is turned into a probability by a
step function fitted on held-out documents (isotonic regression, Zadrozny and Elkan 2002).
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .rows import BodyRow

_GUESSED = 0.85
"""Raw score of a row whose cells had slipped."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising step function from raw scores to probabilities."""

    thresholds: tuple[float, ...] = (0.0,)
    values: tuple[float, ...] = (1.0,)
    identity: bool = True

    def __call__(self, raw: float) -> float:
        """The probability that a record of raw score `raw` is right, 0..1, three decimals."""
        if self.identity:
            return round(raw, 3)
        return round(self.values[max(0, bisect_right(self.thresholds, raw) - 1)], 3)

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read a calibration that `extractor train` wrote; scores stay raw where there is none."""
        if not path.is_file():
            return cls()
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(data["thresholds"]), tuple(data["values"]), identity=False)


def row_score(row: BodyRow) -> float:
    """Raw score of one indicator: its least certain row label, joining or placing."""
    scores = [labelled.probability for labelled in row.rows]
    scores += [value.score for value in row.cells.values()]
    if row.guessed:
        scores.append(_GUESSED)
    return least(scores)


def least(scores: Iterable[float]) -> float:
    """The smallest score; 1 for none."""
    return min(scores, default=1.0)
