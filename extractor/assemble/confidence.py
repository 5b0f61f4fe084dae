"""How sure the package is of an indicator, and that the number means what it says.

What the record rests on is put into numbers (`Evidence`); a logistic regression fitted on held-out documents weighs them, and
a rising step function (isotonic regression, Zadrozny and Elkan 2002) turns the result into a probability.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Protocol

from ..errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..repair.columns import Column
    from ..repair.typer import ColumnTyper
    from .rows import BodyRow

_FLOOR = 1e-4
_NEEDED = ("level1", "level3", "target")
_COMMON = ("level1", "level2", "level3", "description", "target", "basis")
_OPTIONAL = frozenset(["description", "basis"])


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks against a row, each part 0 where nothing does."""

    label: float
    """Negative log probability of the least certain row label."""
    joining: float
    """1 minus the score of the least certain joining."""
    slipped: float
    """1 where cells were found beside the column in which they were read."""
    unlike: float
    """Cost of the cell that looks least like its column (see `extractor.repair.typer`)."""
    blank: float
    """How many of name and target are blank."""
    unnamed: float
    """Share of the table's columns whose header says nothing known."""
    headless: float
    """How many of first level, name and target no header names."""
    uncommon: float
    """1 where the columns are not the common ones in their common order."""


class Confidence(Protocol):
    """What turns evidence into a probability."""

    def __call__(self, evidence: Evidence) -> float:
        """The probability that an indicator is right in every cell, 0..1."""
        ...


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted confidence."""

    weights: tuple[float, ...]
    bias: float
    thresholds: tuple[float, ...]
    """Rising; the first is below every value of the regression."""
    values: tuple[float, ...]
    """The probability from each threshold on."""

    def __call__(self, evidence: Evidence) -> float:
        """The probability that an indicator is right in every cell, 0..1, three decimals."""
        raw = self.raw(evidence)
        return round(self.values[max(0, bisect_right(self.thresholds, raw) - 1)], 3)

    def raw(self, evidence: Evidence) -> float:
        """The regression's own probability, 0..1."""
        logit = self.bias + sum(weight * x for weight, x in zip(self.weights, astuple(evidence), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))

    def dump(self, path: Path) -> None:
        """Write it as JSON."""
        content = {
            "weights": list(self.weights),
            "bias": self.bias,
            "thresholds": list(self.thresholds),
            "values": list(self.values),
        }
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read a calibration that `dump` wrote.

        Raises:
            ModelError: the file is missing or damaged.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(tuple(data["weights"]), data["bias"], tuple(data["thresholds"]), tuple(data["values"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path}: no calibration ({error}). Train the model again with `extractor train`."
            ) from error


def weigh(row: BodyRow, columns: Sequence[Column], typer: ColumnTyper) -> Evidence:
    """The evidence of one row."""
    filled = {columns[k].role: value for k, value in row.cells.items() if value.text}
    places = [k for k, value in row.cells.items() if value.text]
    costs = typer.costs([row.cells[k].text for k in places], columns) if places else None
    roles = {column.role for column in columns}
    return Evidence(
        label=-math.log(max(_FLOOR, min((labelled.probability for labelled in row.rows), default=1.0))),
        joining=1 - min((value.score for value in row.cells.values()), default=1.0),
        slipped=float(row.guessed),
        unlike=max((float(costs[i, k]) for i, k in enumerate(places)), default=0.0) if costs is not None else 0.0,
        blank=float(sum(role not in filled for role in ("level3", "target"))),
        unnamed=sum(column.unnamed for column in columns) / max(len(columns), 1),
        headless=float(sum(role not in roles for role in _NEEDED)),
        uncommon=float(not _is_common([column.role for column in columns])),
    )


def _is_common(roles: Sequence[str]) -> bool:
    return list(roles) == [role for role in _COMMON if role in roles or role not in _OPTIONAL]
