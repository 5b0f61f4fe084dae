"""Records in the flat gold form: what is printed, and what a reader should find again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extractor.records import Amount, Indicator, Project
    from tests.maker.form import Form


class GoldIndicator(TypedDict):
    """One row of the indicator table; null where the cell is blank or the column missing."""

    level1: str | None
    level2: str | None
    level3: str | None
    description: str | None
    target: str | None
    basis: str | None
    extra: dict[str, str]


class Gold(TypedDict):
    """One project in the flat form of the gold files."""

    index: int
    title: str | None
    ordinal: int | None
    unit_code: str | None
    unit_name: str | None
    money_unit: str | None
    project_code: str | None
    project_name: str | None
    budget_total: str | None
    budget_fiscal: str | None
    budget_other: str | None
    budget_total_yuan: str | None
    budget_fiscal_yuan: str | None
    budget_other_yuan: str | None
    purpose: str | None
    spending_plan: dict[str, str | None] | None
    goals: list[str]
    indicators: list[GoldIndicator]


_CELLS = ("level1", "level2", "level3", "description", "target", "basis")
_REMARKS = ("", "年度考核", "据实填报", "", "年中调整")


def read_gold(path: Path) -> list[Gold]:
    """The records of a gold file."""
    return [_gold(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def write_gold(records: Sequence[Gold], path: Path) -> None:
    """Write `records`, one a line."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")


def from_project(project: Project, index: int = 1) -> Gold:
    """The flat form of an extracted or hand-made project."""
    plan = project.spending_plan
    flat: dict[str, Any] = project.model_dump()
    for part, amount in project.budget:
        flat[f"budget_{part}"], flat[f"budget_{part}_yuan"] = _amount(amount)
    flat["spending_plan"] = None if plan is None else {step.by: step.text for step in plan}
    flat["indicators"] = [_indicator(indicator) for indicator in project.indicators]
    return _gold({**flat, "index": index})


def shown(records: Sequence[Gold], form: Form) -> list[Gold]:
    """What `form` prints of `records`: missing columns are null, further columns are filled, `index` counts from 1."""
    basis = form.basis and any(row["basis"] for record in records for row in record["indicators"])
    description = form.description and any(row["description"] for record in records for row in record["indicators"])
    kept = {"description": description, "basis": basis}
    return [_shown(record, number, form, kept) for number, record in enumerate(records, start=1)]


def _shown(record: Gold, number: int, form: Form, kept: dict[str, bool]) -> Gold:
    rows = []
    for position, row in enumerate(record["indicators"]):
        extra = {header: _extra(header, position, len(record["indicators"])) for header in form.extra}
        rows.append(
            GoldIndicator(
                level1=row["level1"],
                level2=row["level2"],
                level3=row["level3"],
                description=row["description"] if kept["description"] else None,
                target=row["target"],
                basis=row["basis"] if kept["basis"] else None,
                extra={header: text for header, text in {**row["extra"], **extra}.items() if text},
            )
        )
    return Gold({**record, "index": number, "indicators": rows})


def _extra(header: str, position: int, count: int) -> str:
    """A value for a further column: weights that add up to 100, remarks that are often blank."""
    if header == "权重":
        share = 100 // count
        return str(share + 100 % count if position == count - 1 else share)
    return _REMARKS[position % len(_REMARKS)]


def _gold(flat: dict[str, Any]) -> Gold:
    fields: dict[str, Any] = {key: flat.get(key) for key in Gold.__annotations__}
    fields["indicators"] = [
        {**{key: row.get(key) for key in _CELLS}, "extra": row.get("extra") or {}} for row in flat["indicators"]
    ]
    return fields  # type: ignore[return-value]


def _amount(amount: Amount | None) -> tuple[str | None, str | None]:
    return (amount.text, amount.yuan) if amount else (None, None)


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {**indicator.model_dump(), "target": indicator.target.text if indicator.target else None}
