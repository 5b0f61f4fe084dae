"""What a careful reader would want to be told about a record."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from ..records import Issue
from ..values.amounts import is_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..records import Indicator, Project, Severity

_DOUBTFUL = 0.9


def check(project: Project) -> list[Issue]:
    """All issues of a project, in the order of its fields."""
    return [*_fields(project), *_budget(project), *_plan(project), *_indicators(project)]


def _issue(
    code: str, field: str, message: str, severity: Severity = "warning", lines: tuple[int, int] | None = None
) -> Issue:
    return Issue(code=code, severity=severity, field=field, message=message, lines=lines)


def _fields(project: Project) -> Iterator[Issue]:
    if project.title is None:
        yield _issue("missing-title", "title", "no heading was found for this table", "info")
    if project.project_name is None:
        yield _issue("missing-name", "project_name", "no project name was found; see the table where it was printed")
    if not project.goals:
        yield _issue("missing-goals", "goals", "no goal was found", "info")
    if not project.indicators:
        yield _issue("no-indicators", "indicators", "no indicator was found in this table")


def _budget(project: Project) -> Iterator[Issue]:
    budget = project.budget
    for name, amount in (("total", budget.total), ("fiscal", budget.fiscal), ("other", budget.other)):
        if amount and not is_amount(amount.text):
            yield _issue(
                "not-an-amount", f"budget.{name}", f"«{amount.text}» is not one number: compare with the print"
            )
    if budget.total is None:
        yield _issue("missing-budget", "budget.total", "no budget total was found")
        return
    if budget.total.yuan is None and is_amount(budget.total.text):
        yield _issue(
            "unknown-money-unit", "budget.total", "the unit of money is printed neither here nor above", "info"
        )
    parts = [part.yuan for part in (budget.fiscal, budget.other) if part and part.yuan is not None]
    if budget.total.yuan is None or not parts:
        return
    total, found = Decimal(budget.total.yuan), sum(map(Decimal, parts), Decimal())
    if total != found:
        yield _issue(
            "budget-sum", "budget", f"total {total} yuan, but its parts add up to {found}; compare with the print"
        )


def _plan(project: Project) -> Iterator[Issue]:
    steps = [step.percent for step in project.spending_plan or [] if step.percent is not None]
    if not steps:
        return
    if any(later < earlier for earlier, later in itertools.pairwise(steps)):
        yield _issue(
            "plan-falls", "spending_plan", "the cumulative spending plan falls from one step to the next", "info"
        )
    if steps[-1] != 100:
        yield _issue("plan-end", "spending_plan", f"the spending plan ends at {steps[-1]:g} %, not at 100 %", "info")


def _indicators(project: Project) -> Iterator[Issue]:
    for i, indicator in enumerate(project.indicators):
        yield from _indicator(indicator, f"indicators[{i}]")


def _indicator(indicator: Indicator, name: str) -> Iterator[Issue]:
    for role in ("level1", "level2", "level3"):
        if getattr(indicator, role) is None:
            yield _issue("missing-level", f"{name}.{role}", f"{role} is blank", lines=indicator.lines)
    if indicator.target is None:
        yield _issue("missing-target", f"{name}.target", "no target value was found", lines=indicator.lines)
    if indicator.confidence < _DOUBTFUL:
        yield _issue(
            "low-confidence",
            name,
            f"confidence {indicator.confidence:.2f}: compare with the print",
            lines=indicator.lines,
        )
