"""Records as pandas DataFrames: what the spreadsheet exports and the Python API show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from ..records import Indicator, Issue, Project

PROJECT = (
    "project_index", "file", "title", "ordinal", "unit_code", "unit_name", "money_unit", "project_code", "project_name",
    "budget_total", "budget_total_yuan", "budget_fiscal", "budget_fiscal_yuan", "budget_other", "budget_other_yuan",
    "purpose", "spending_plan", "goals",
)  # fmt: skip
INDICATOR = (
    "level1", "level2", "level3", "description", "target", "target_kind", "target_operator", "target_value",
    "target_upper", "target_unit", "basis", "confidence", "page", "first_line", "last_line",
)  # fmt: skip
CHINESE = {
    "project_index": "序号", "file": "文件", "title": "标题", "ordinal": "表号", "unit_code": "单位编码", "unit_name": "单位名称",
    "money_unit": "金额单位", "project_code": "项目编码", "project_name": "项目名称", "budget_total": "预算数",
    "budget_total_yuan": "预算数（元）", "budget_fiscal": "财政资金", "budget_fiscal_yuan": "财政资金（元）",
    "budget_other": "其他资金", "budget_other_yuan": "其他资金（元）", "purpose": "资金用途", "spending_plan": "资金支出计划",
    "goals": "绩效目标", "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "description": "绩效指标描述",
    "target": "指标值", "target_kind": "指标值类型", "target_operator": "比较符", "target_value": "数值",
    "target_upper": "上限", "target_unit": "计量单位", "basis": "指标值确定依据", "confidence": "置信度", "page": "页",
    "first_line": "起始行", "last_line": "结束行", "extra": "其他内容", "indicators": "指标数", "issues": "问题数",
    "repairs": "修复数", "code": "代码", "severity": "级别", "field": "位置", "message": "说明", "pieces": "原文",
    "to": "修复为", "rule": "规则", "score": "得分",
}  # fmt: skip
"""Headers of the exports that people read."""

Cells = dict[str, Any]


def projects_frame(projects: Sequence[Project]) -> pd.DataFrame:
    """One row for each project."""
    return _frame(
        (_project_row(i, project) for i, project in enumerate(projects, 1)), (*PROJECT, "confidence", "extra")
    )


def indicators_frame(projects: Sequence[Project]) -> pd.DataFrame:
    """One row for each indicator, its project's columns first; a project without indicators keeps one row."""
    return _frame(indicator_rows(projects), (*PROJECT, *INDICATOR, "extra"))


def repairs_frame(projects: Sequence[Project]) -> pd.DataFrame:
    """One row for each repair; `pieces` is a JSON list of what was read."""
    rows = (
        {
            "project_index": i,
            "field": repair.field,
            "pieces": _json(repair.pieces),
            "to": repair.to,
            "rule": repair.rule,
            "score": repair.score,
            **_lines(repair.lines),
        }
        for i, project in enumerate(projects, 1)
        for repair in project.repairs
    )
    return _frame(rows, ("project_index", "field", "pieces", "to", "rule", "score", "first_line", "last_line"))


def issues_frame(projects: Sequence[Project], issues: Sequence[Issue] = ()) -> pd.DataFrame:
    """One row for each issue; those of the input as a whole first, without a project."""
    found = [(None, issue) for issue in issues] + [(i, x) for i, p in enumerate(projects, 1) for x in p.issues]
    rows = (
        {
            "project_index": i,
            **issue.model_dump(include={"code", "severity", "field", "message", "page"}),
            **_lines(issue.lines),
        }
        for i, issue in found
    )
    return _frame(rows, ("project_index", "severity", "code", "field", "message", "page", "first_line", "last_line"))


def indicator_rows(projects: Sequence[Project]) -> Iterator[Cells]:
    """The rows of `indicators_frame` as dictionaries."""
    for i, project in enumerate(projects, 1):
        head = {name: value for name, value in _project_row(i, project).items() if name in PROJECT}
        if not project.indicators:
            yield head | {"extra": _json(project.extra)}
        for indicator in project.indicators:
            yield head | _indicator_row(indicator) | {"extra": _json(project.extra | indicator.extra)}


def _project_row(index: int, project: Project) -> Cells:
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
    return row | {"confidence": project.confidence, "extra": _json(project.extra)}


def _indicator_row(indicator: Indicator) -> Cells:
    target = indicator.target
    row: Cells = {name: getattr(indicator, name) for name in ("level1", "level2", "level3", "description", "basis")}
    row["target"] = target.text if target else None
    for name in ("kind", "operator", "value", "upper", "unit"):
        row[f"target_{name}"] = getattr(target, name) if target else None
    return row | {"confidence": indicator.confidence, "page": indicator.page, **_lines(indicator.lines)}


def _lines(lines: tuple[int, int] | None) -> Cells:
    return {"first_line": lines[0] if lines else None, "last_line": lines[1] if lines else None}


def _json(value: object) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _frame(rows: Iterator[Cells], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    frame = pd.DataFrame(list(rows), columns=list(columns))
    for name in ("ordinal", "page", "first_line", "last_line", "project_index"):
        if name in frame:
            frame[name] = frame[name].astype("Int64")
    for name in ("confidence", "score"):
        if name in frame:
            frame[name] = frame[name].astype("Float64")
    texts = [c for c in frame if frame[c].dtype == object or str(frame[c].dtype) == "str"]
    return frame.astype(dict.fromkeys(texts, "string"))
