"""The spending plan: periods, and what share of the money is spent by the end of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines.vocabulary import lookup
from ..records import Issue, PlanStep
from ..values.amounts import parse_percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .entry import Entry

_WHOLE = 100.0
_PLACES = Issue(
    code="plan-places",
    severity="warning",
    field="spending_plan",
    message="the plan has fewer shares than periods, and blank cells left no trace: compare with the print which share is of"
    " which period",
)


def read_plan(entries: Sequence[Entry]) -> tuple[list[PlanStep] | None, list[Issue]]:
    """The steps in printed order, and what is in doubt of them; no steps where no period is named.

    Where blank cells leave nothing behind (``pdftotext -raw``), shares that rise to the whole are taken for those of the
    last periods: nothing is spent before a project begins, and its plan ends with the whole.
    """
    values = [value.text for entry in entries for value in entry.values]
    periods = [i for i, text in enumerate(values) if any(term.role == "period" for term in lookup(text, 88.0))]
    if not periods:
        return None, []
    heads, rest = [values[i] for i in periods], values[periods[-1] + 1 :]
    if len(rest) > len(heads) and not rest[0]:
        rest = rest[1:]
    missing = [""] * (len(heads) - len(rest))
    late = bool(rest) and all(rest) and parse_percent(rest[-1]) == _WHOLE
    texts = [*missing, *rest] if late else [*rest, *missing]
    steps = [
        PlanStep(by=by, text=text or None, percent=parse_percent(text)) for by, text in zip(heads, texts, strict=False)
    ]
    return steps, [_PLACES] if missing and any(rest) else []
