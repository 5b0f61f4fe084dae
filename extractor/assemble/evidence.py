"""What speaks against an indicator: labels and joinings of its row, its columns, its words, and the others of its table."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..lines.vocabulary import lookup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records import Indicator
    from ..repair.columns import Column
    from ..repair.typer import ColumnTyper
    from .rows import BodyRow

_FLOOR = 1e-4
_NEEDED = ("level1", "level3", "target")
_OPERATOR = re.compile(r"[≥≤><=≈≧≦＞＜＝]|(?:大于|小于)?等于|大于|小于|不")
_DIGIT = re.compile(r"\d")
_STRANGE = 0.2
"""Unlikeness of a first level from which its row counts as strange."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks against an indicator, each part 0 where nothing does."""

    label: float
    """Negative log probability of the least certain row label."""
    joining: float
    """1 minus the score of the least certain joining."""
    slipped: float
    """1 where cells were found beside the column in which they were read."""
    level1: float
    """How unlike any known first level its name is, 0..1; 1 where it has none."""
    level2: float
    """The like of its second level; 1 where it has none and others of the table do."""
    level3: float
    """Cost of its name in its column (see `extractor.repair.typer`)."""
    target: float
    """Cost of its target in its column."""
    prose: float
    """Cost of its description or its basis, whichever is more."""
    blank: float
    """How many of name and target are blank."""
    unnamed: float
    """Share of the table's columns whose header says nothing known."""
    headless: float
    """How many of first level, name and target no header names."""
    odd: float
    """Share of the table's targets that are of another make: with an operator or without, with digits or without."""
    around: float
    """Share of the table's other rows that are strange."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """An indicator and what it was made from."""

    indicator: Indicator
    row: BodyRow
    columns: Sequence[Column]


def weigh(table: Sequence[Grounds], typer: ColumnTyper) -> list[Evidence]:
    """The evidence of each indicator of a table."""
    makes = [_make(one.indicator) for one in table]
    has_second = any(one.indicator.level2 for one in table)
    first = [_unlike(one.indicator.level1, "name1") for one in table]
    second = [_unlike(one.indicator.level2, "name2") if one.indicator.level2 else float(has_second) for one in table]
    strange = [one.row.guessed or unlike > _STRANGE for one, unlike in zip(table, first, strict=True)]
    return [
        Evidence(
            *_of_row(one.row),
            first[k],
            second[k],
            *_of_words(one.indicator, typer),
            *_of_columns(one),
            sum(make != makes[k] for make in makes) / len(table),
            (sum(strange) - strange[k]) / max(len(table) - 1, 1),
        )
        for k, one in enumerate(table)
    ]


def _of_row(row: BodyRow) -> tuple[float, float, float]:
    """Label, joining, slipped."""
    label = -math.log(max(_FLOOR, min((labelled.probability for labelled in row.rows), default=1.0)))
    return label, 1 - min((value.score for value in row.cells.values()), default=1.0), float(row.guessed)


def _unlike(text: str | None, role: str) -> float:
    return 1 - max((term.score for term in lookup(text or "") if term.role == role), default=0.0) / 100


def _of_words(indicator: Indicator, typer: ColumnTyper) -> tuple[float, float, float]:
    """Name, target, prose."""
    target = indicator.target.text if indicator.target else None
    prose = max(typer.cost(indicator.description, "description"), typer.cost(indicator.basis, "basis"))
    return typer.cost(indicator.level3, "level3"), typer.cost(target, "target"), prose


def _of_columns(one: Grounds) -> tuple[float, float, float]:
    """Blank, unnamed, headless."""
    roles = {column.role for column in one.columns}
    return (
        float((one.indicator.level3 is None) + (one.indicator.target is None)),
        sum(column.unnamed for column in one.columns) / max(len(one.columns), 1),
        float(sum(role not in roles for role in _NEEDED)),
    )


def _make(indicator: Indicator) -> tuple[bool, bool]:
    """Whether a target begins with an operator, and whether it holds digits."""
    text = indicator.target.text if indicator.target else ""
    return bool(_OPERATOR.match(text)), bool(_DIGIT.search(text))
