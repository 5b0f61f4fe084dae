"""What CSV and XLSX share: the tables that people read, under Chinese headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .rows import INDICATOR, ISSUE, ORIGIN, PROJECT, issue_rows, joined_rows, project_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..records import Issue, Project
    from .rows import Cells

    _Pair = tuple[Cells, dict[str, str]]

CHINESE = {
    "project_index": "序号", "file": "文件", "title": "标题", "ordinal": "表号", "unit_code": "单位编码", "unit_name": "单位名称",
    "money_unit": "金额单位", "project_code": "项目编码", "project_name": "项目名称", "budget_total": "预算数",
    "budget_total_yuan": "预算数（元）", "budget_fiscal": "财政资金", "budget_fiscal_yuan": "财政资金（元）",
    "budget_other": "其他资金", "budget_other_yuan": "其他资金（元）", "purpose": "资金用途", "spending_plan": "资金支出计划",
    "goals": "绩效目标", "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "description": "绩效指标描述",
    "target": "指标值", "target_kind": "指标值类型", "target_operator": "比较符", "target_value": "数值",
    "target_upper": "上限", "target_unit": "计量单位", "basis": "指标值确定依据", "confidence": "置信度", "page": "页",
    "kind": "文件类型", "sha256": "文件校验值", "first_page": "起始页", "last_page": "结束页",
    "first_line": "起始行", "last_line": "结束行", "severity": "级别", "code": "代码", "field": "位置", "message": "说明",
}  # fmt: skip
"""Headers of the exports that people read."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of named columns; `names` are those of the frames, or printed headers behind the fixed ones."""

    names: tuple[str, ...]
    headers: tuple[str, ...]
    rows: list[list[Any]]


def project_table(projects: Sequence[Project]) -> Table:
    """All projects, the printed fields without a name of their own as columns behind the others."""
    pairs = [(project_row(i, project), project.extra) for i, project in enumerate(projects, 1)]
    return _table((*PROJECT, *ORIGIN, "confidence"), pairs)


def indicator_table(projects: Sequence[Project]) -> Table:
    """All indicators, the printed columns without a name of their own behind the others."""
    return _table((*PROJECT, *INDICATOR), list(joined_rows(projects)))


def indicator_lines(projects: Sequence[Project]) -> Iterator[Sequence[Any]]:
    """The headers of `indicator_table`, then its rows, one by one: `projects` is gone through twice, and not kept."""
    columns = (*PROJECT, *INDICATOR)
    printed = _printed(joined_rows(projects))
    yield _headers(columns, printed)
    yield from _rows(columns, printed, joined_rows(projects))


def issue_table(projects: Sequence[Project], issues: Sequence[Issue]) -> Table:
    """All issues."""
    return _table(ISSUE, [(row, {}) for row in issue_rows(projects, issues)])


def _table(columns: tuple[str, ...], pairs: Sequence[_Pair]) -> Table:
    printed = _printed(pairs)
    return Table((*columns, *printed), _headers(columns, printed), list(_rows(columns, printed, pairs)))


def _printed(pairs: Iterable[_Pair]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, extra in pairs for name in extra))


def _rows(columns: Sequence[str], printed: Sequence[str], pairs: Iterable[_Pair]) -> Iterator[list[Any]]:
    for row, extra in pairs:
        yield [row.get(name) for name in columns] + [extra.get(name) for name in printed]


def _headers(columns: Iterable[str], printed: Iterable[str]) -> tuple[str, ...]:
    """Chinese headers; a printed one that is also a fixed one is told apart from it."""
    headers = [CHINESE[name] for name in columns]
    for name in printed:
        header = name
        while header in headers:
            header += "（表中）"
        headers.append(header)
    return tuple(headers)
