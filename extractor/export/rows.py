"""Records as flat rows of named values: what every table export is made of. Nothing here needs pandas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..records import Indicator, Issue, Project, Repair

Cells = dict[str, Any]

PROJECT = (
    "project_index", "file", "title", "ordinal", "unit_code", "unit_name", "money_unit", "project_code", "project_name",
    "budget_total", "budget_total_yuan", "budget_fiscal", "budget_fiscal_yuan", "budget_other", "budget_other_yuan",
    "purpose", "spending_plan", "goals",
)  # fmt: skip
"""What stands before each indicator, too."""
ORIGIN = ("kind", "sha256", "first_page", "last_page", "first_line", "last_line")
"""Where a project was found, beside its `file`."""
INDICATOR = (
    "level1", "level2", "level3", "description", "target", "target_kind", "target_operator", "target_value",
    "target_upper", "target_unit", "basis", "confidence", "page", "first_line", "last_line",
)  # fmt: skip
REPAIR = ("project_index", "field", "pieces", "to", "rule", "score", "first_line", "last_line")
ISSUE = ("project_index", "severity", "code", "field", "message", "page", "first_line", "last_line")
INTEGERS = frozenset(
    ["project_index", "ordinal", "page", "first_page", "last_page", "first_line", "last_line"]
)  # fmt: skip
REALS = frozenset(["confidence", "score"])


def project_row(index: int, project: Project) -> Cells:
    """The columns `PROJECT`, `ORIGIN` and confidence; `index` counts from 1."""
    row: Cells = {"project_index": index, "file": project.source.file}
    row |= {name: getattr(project, name) for name in PROJECT[2:9]}
    for part in ("total", "fiscal", "other"):
        amount = getattr(project.budget, part)
        row[f"budget_{part}"] = amount.text if amount else None
        row[f"budget_{part}_yuan"] = amount.yuan if amount else None
    plan = project.spending_plan or []
    row["purpose"] = project.purpose
    row["spending_plan"] = "；".join(f"{step.by} {step.text or ''}".strip() for step in plan) or None
    row["goals"] = "\n".join(project.goals) or None
    source = project.source
    row |= {"kind": source.kind, "sha256": source.sha256, **_ends("page", source.pages), **_ends("line", source.lines)}
    return row | {"confidence": project.confidence}


def indicator_row(indicator: Indicator) -> Cells:
    """The columns `INDICATOR`."""
    target = indicator.target
    row: Cells = {name: getattr(indicator, name) for name in ("level1", "level2", "level3", "description", "basis")}
    row["target"] = target.text if target else None
    for name in ("kind", "operator", "value", "upper", "unit"):
        row[f"target_{name}"] = getattr(target, name) if target else None
    return row | {"confidence": indicator.confidence, "page": indicator.page, **_ends("line", indicator.lines)}


def joined_rows(projects: Iterable[Project], first: int = 1) -> Iterator[tuple[Cells, dict[str, str]]]:
    """Each indicator with its project's columns, and both their extra columns; one row for a project without any.

    `first` is the number of the first project.
    """
    for i, project in enumerate(projects, first):
        row = project_row(i, project)
        head = {name: row[name] for name in PROJECT}
        if not project.indicators:
            yield head, project.extra
        for indicator in project.indicators:
            yield head | indicator_row(indicator), _both(project.extra, indicator.extra)


def repair_rows(projects: Sequence[Project]) -> Iterator[Cells]:
    """The columns `REPAIR`; `pieces` is a JSON list of what was read."""
    return (_repair_row(i, repair) for i, project in enumerate(projects, 1) for repair in project.repairs)


def issue_rows(projects: Sequence[Project], issues: Sequence[Issue]) -> Iterator[Cells]:
    """The columns `ISSUE`; those of the input as a whole first, without a project."""
    yield from (_issue_row(None, issue) for issue in issues)
    yield from (_issue_row(i, issue) for i, project in enumerate(projects, 1) for issue in project.issues)


def as_json(value: object) -> str | None:
    """JSON text, None for nothing."""
    return json.dumps(value, ensure_ascii=False) if value else None


def _repair_row(index: int, repair: Repair) -> Cells:
    row = repair.model_dump(include={"field", "to", "rule", "score"})
    return {"project_index": index, "pieces": as_json(repair.pieces), **row, **_ends("line", repair.lines)}


def _issue_row(index: int | None, issue: Issue) -> Cells:
    row = issue.model_dump(include={"severity", "code", "field", "message", "page"})
    return {"project_index": index, **row, **_ends("line", issue.lines)}


def _both(project: dict[str, str], indicator: dict[str, str]) -> dict[str, str]:
    """Extra columns of an indicator and its project; a header that both print keeps both values."""
    clashes = {name for name, value in project.items() if indicator.get(name, value) != value}
    return {f"{name}（项目）" if name in clashes else name: value for name, value in project.items()} | indicator


def _ends(what: str, span: tuple[int, int] | None) -> Cells:
    first, last = span or (None, None)
    return {f"first_{what}": first, f"last_{what}": last}
