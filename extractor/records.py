"""The records that come out: one `Project` for each 绩效目标表, in the order printed.

The same model serves Python objects, JSON Lines and the tables; `json_schema` publishes it. Amounts and target values are
exact decimal text, never floats.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["info", "warning", "error"]
TargetKind = Literal["number", "range", "percent", "date", "boolean", "text"]
Operator = Literal["≥", "≤", ">", "<", "=", "≈"]


class Record(BaseModel):
    """Base of all records: no unknown fields."""

    model_config = ConfigDict(extra="forbid")


class Source(Record):
    """Where a project was found."""

    file: str
    sha256: str
    kind: Literal["text", "pdf", "scan", "docx", "xlsx", "html"]
    pages: tuple[int, int] | None = Field(default=None, description="first and last page, counted from 1")
    lines: tuple[int, int] | None = Field(
        default=None, description="first and last line of a text dump, counted from 1"
    )


class Amount(Record):
    """A sum of money as printed, and in yuan."""

    text: str
    yuan: str | None = Field(default=None, description="exact decimal text; null where the unit of money is unknown")


class Budget(Record):
    """预算数, of which 财政资金 and 其他资金."""

    total: Amount | None = None
    fiscal: Amount | None = None
    other: Amount | None = None


class PlanStep(Record):
    """One step of the 资金支出计划."""

    by: str = Field(description="the printed heading: 3月底, 第一季度 …")
    text: str | None = None
    percent: float | None = Field(default=None, description="0..100")


class Target(Record):
    """An indicator's 指标值."""

    text: str
    kind: TargetKind = "text"
    operator: Operator | None = None
    value: str | None = Field(default=None, description="exact decimal text, or an ISO date or month")
    upper: str | None = Field(default=None, description="upper end of a range")
    unit: str | None = None


class Indicator(Record):
    """One row of the indicator table."""

    level1: str | None = None
    level2: str | None = None
    level3: str | None = None
    description: str | None = None
    target: Target | None = None
    basis: str | None = None
    extra: dict[str, str] = Field(
        default_factory=dict, description="columns that have no field of their own, by printed header"
    )
    confidence: float = Field(default=1.0, ge=0, le=1)
    page: int | None = None
    box: tuple[float, float, float, float] | None = Field(default=None, description="x0, top, x1, bottom")
    lines: tuple[int, int] | None = None


class Repair(Record):
    """A change made to what was printed. `from` holds the pieces as read."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    field: str
    pieces: list[str] = Field(alias="from")
    to: str
    rule: str
    score: float = Field(ge=0, le=1)
    lines: tuple[int, int] | None = None

    @classmethod
    def of(
        cls, field: str, pieces: list[str], to: str, rule: str, score: float, lines: tuple[int, int] | None = None
    ) -> Repair:
        """A repair, its score rounded to three decimals."""
        content = {"field": field, "from": pieces, "to": to, "rule": rule, "score": round(score, 3), "lines": lines}
        return cls.model_validate(content)


class Issue(Record):
    """What a careful reader would want to be told."""

    code: str
    severity: Severity
    field: str | None = None
    message: str
    page: int | None = None
    lines: tuple[int, int] | None = None


class Project(Record):
    """One performance-target table (绩效目标表)."""

    source: Source
    title: str | None = None
    ordinal: int | None = Field(default=None, description="the number printed before the title")
    unit_code: str | None = None
    unit_name: str | None = None
    money_unit: str | None = None
    project_code: str | None = None
    project_name: str | None = None
    budget: Budget = Field(default_factory=Budget)
    purpose: str | None = None
    spending_plan: list[PlanStep] | None = None
    goals: list[str] = Field(default_factory=list)
    indicators: list[Indicator] = Field(default_factory=list)
    extra: dict[str, str] = Field(default_factory=dict, description="labelled fields that have no field of their own")
    confidence: float = Field(default=1.0, ge=0, le=1)
    repairs: list[Repair] = Field(default_factory=list)
    issues: list[Issue] = Field(default_factory=list)

    def to_json(self) -> str:
        """One line of JSON in the reference form of the contract."""
        return self.model_dump_json(by_alias=True)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of a JSON Lines export."""
    schema = Project.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
