"""How sure the package is of an indicator and of a whole record, and that the number means what it says.

What they rest on is put into numbers (`extractor.assemble.evidence`, `extractor.assemble.record_evidence`). An additive
model of falling step functions, one for each part of the evidence (boosted stumps, Friedman 2001), fitted on held-out
documents, weighs them, and a rising step function (isotonic regression, Zadrozny and Elkan 2002) turns the sum into a
probability.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Protocol, Self

from ..errors import ModelError
from .evidence import Evidence
from .record_evidence import RecordEvidence

if TYPE_CHECKING:
    from pathlib import Path


class Confidence(Protocol):
    """What turns evidence into probabilities."""

    def indicator(self, evidence: Evidence) -> float:
        """The probability that an indicator is right in every cell, 0..1."""
        ...

    def record(self, evidence: RecordEvidence) -> float:
        """The probability that a record is right in every field and every indicator, 0..1."""
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
class Curve:
    """A fitted probability of one kind of evidence."""

    parts: tuple[Steps, ...]
    """Log odds by each part of the evidence, in its order."""
    chances: Steps
    """Probability by the sum of the log odds."""

    def __call__(self, evidence: Evidence | RecordEvidence) -> float:
        """The probability, 0..1, three decimals."""
        return round(self.chances(self.raw(evidence)), 3)

    def raw(self, evidence: Evidence | RecordEvidence) -> float:
        """The sum of the log odds."""
        return sum(
            steps(getattr(evidence, part.name)) for steps, part in zip(self.parts, fields(evidence), strict=True)
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted confidence."""

    indicators: Curve
    records: Curve

    def indicator(self, evidence: Evidence) -> float:
        """The probability that an indicator is right in every cell, 0..1, three decimals."""
        return self.indicators(evidence)

    def record(self, evidence: RecordEvidence) -> float:
        """The probability that a record is right in every field and every indicator, 0..1, three decimals."""
        return self.records(evidence)

    def dump(self, path: Path) -> None:
        """Write it as JSON."""
        content = {"indicators": _dumped(self.indicators, Evidence), "records": _dumped(self.records, RecordEvidence)}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a calibration that `dump` wrote.

        Raises:
            ModelError: the file is missing, damaged or of another version.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(_curve(data["indicators"], Evidence), _curve(data["records"], RecordEvidence))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path}: no calibration ({error}). Train the model again with `extractor train`."
            ) from error


def _dumped(curve: Curve, kind: type[Evidence | RecordEvidence]) -> dict[str, Any]:
    names = [part.name for part in fields(kind)]
    parts = {name: asdict(steps) for name, steps in zip(names, curve.parts, strict=True)}
    return {"parts": parts, "chances": asdict(curve.chances)}


def _curve(data: dict[str, Any], kind: type[Evidence | RecordEvidence]) -> Curve:
    return Curve(tuple(_steps(data["parts"][part.name]) for part in fields(kind)), _steps(data["chances"]))


def _steps(data: dict[str, list[float]]) -> Steps:
    starts, values = tuple(map(float, data["starts"])), tuple(map(float, data["values"]))
    if not starts or len(starts) != len(values):
        raise ValueError("not as many starts as values")
    return Steps(starts, values)
