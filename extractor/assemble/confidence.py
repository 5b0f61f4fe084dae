"""How sure the package is of an indicator, and that the number means what it says.

What the record rests on is put into numbers (`extractor.assemble.evidence`). An additive model of falling step functions, one
for each part of the evidence (boosted stumps, Friedman 2001), fitted on held-out documents, weighs them, and a rising step
function (isotonic regression, Zadrozny and Elkan 2002) turns the result into a probability.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import asdict, astuple, dataclass
from typing import TYPE_CHECKING, Protocol, Self

from ..errors import ModelError
from .evidence import Evidence

if TYPE_CHECKING:
    from pathlib import Path

PARTS: tuple[str, ...] = tuple(Evidence.__dataclass_fields__)


class Confidence(Protocol):
    """What turns evidence into a probability."""

    def __call__(self, evidence: Evidence) -> float:
        """The probability that an indicator is right in every cell, 0..1."""
        ...


@dataclass(frozen=True, slots=True)
class Steps:
    """A step function."""

    starts: tuple[float, ...]
    """Rising; the first is at or below every input."""
    values: tuple[float, ...]
    """From each start on."""

    def __call__(self, x: float) -> float:
        """Its value at `x`."""
        return self.values[max(0, bisect_right(self.starts, x) - 1)]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted confidence."""

    weights: tuple[Steps, ...]
    """Log odds by each of `PARTS`."""
    curve: Steps
    """Probability by the sum of the log odds."""

    def __call__(self, evidence: Evidence) -> float:
        """The probability that an indicator is right in every cell, 0..1, three decimals."""
        return round(self.curve(self.raw(evidence)), 3)

    def raw(self, evidence: Evidence) -> float:
        """The sum of the log odds."""
        return sum(steps(x) for steps, x in zip(self.weights, astuple(evidence), strict=True))

    def dump(self, path: Path) -> None:
        """Write it as JSON."""
        content = {
            "weights": {part: asdict(steps) for part, steps in zip(PARTS, self.weights, strict=True)},
            "curve": asdict(self.curve),
        }
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a calibration that `dump` wrote.

        Raises:
            ModelError: the file is missing, damaged or of another version.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(tuple(_steps(data["weights"][part]) for part in PARTS), _steps(data["curve"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path}: no calibration ({error}). Train the model again with `extractor train`."
            ) from error


def _steps(data: dict[str, list[float]]) -> Steps:
    starts, values = tuple(map(float, data["starts"])), tuple(map(float, data["values"]))
    if not starts or len(starts) != len(values):
        raise ValueError("not as many starts as values")
    return Steps(starts, values)
