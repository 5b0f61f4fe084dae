"""XLSX: a sheet of projects, one of indicators, one of issues; doubtful cells coloured; no text ever becomes a formula."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .frames import CHINESE, issues_frame, projects_frame
from .sheet import indicator_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..records import Issue, Project

_DOUBTFUL = 0.9
_SURE = 0.95
_MAX_CHARS = 32_767
"""Most characters that a cell can hold (Excel specifications and limits)."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_NUMERIC = {
    CHINESE[n] for n in ("budget_total_yuan", "budget_fiscal_yuan", "budget_other_yuan", "target_value", "target_upper")
}
_NUMBER = re.compile(r"^-?\d{1,15}(?:\.\d{1,10})?$")
_WIDE = {
    CHINESE[n]: w
    for n, w in {"purpose": 50, "goals": 50, "description": 36, "level3": 30, "title": 36, "message": 70}.items()
}
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:
    """Write the workbook; cells longer than Excel allows are cut and the cut is told in the sheet of issues."""
    import xlsxwriter  # noqa: PLC0415

    book = xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": "绩效目标表", "created": _CREATED.replace(tzinfo=None)})
    sheets = _Sheets(book)
    frame = projects_frame(projects)
    sheets.add(
        "项目", [CHINESE[str(c)] for c in frame], frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    )
    headers, rows = indicator_table(projects)
    sheets.add("指标", headers, rows, _marks(projects))
    found = issues_frame(projects, issues)
    listed = found.astype(object).where(found.notna(), None).to_numpy().tolist()
    sheets.add("问题", [CHINESE[str(c)] for c in found], listed + sheets.cut)
    book.close()


def _marks(projects: Sequence[Project]) -> list[set[str]]:
    """For every row of the sheet of indicators the columns to colour: ``*`` stands for all of them."""
    marks: list[set[str]] = []
    for project in projects:
        touched = {repair.field for repair in project.repairs if repair.score < _SURE} | {
            issue.field for issue in project.issues if issue.field
        }
        for i, indicator in enumerate(project.indicators):
            roles = {name.split(".")[1] for name in touched if name.startswith(f"indicators[{i}].")}
            found = {CHINESE[role] for role in roles if role in CHINESE}
            marks.append(found | ({"*"} if indicator.confidence < _DOUBTFUL else set()))
        if not project.indicators:
            marks.append(set())
    return marks


class _Sheets:
    """The sheets of one workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.plain = book.add_format({"valign": "top"})
        self.doubtful = book.add_format({"valign": "top", "bg_color": "#FFE699"})
        self.cut: list[list[Any]] = []

    def add(self, name: str, headers: list[str], rows: list[list[Any]], marks: list[set[str]] | None = None) -> None:
        """One sheet with a frozen header, a filter and readable widths."""
        sheet = self.book.add_worksheet(name)
        for k, header in enumerate(headers):
            sheet.write_string(0, k, header, self.head)
            sheet.set_column(k, k, _WIDE.get(header, max(9, 2 * len(header) + 2)))
        for i, row in enumerate(rows, 1):
            marked = marks[i - 1] if marks else set()
            for k, value in enumerate(row):
                style = self.doubtful if headers[k] in marked or "*" in marked else self.plain
                self._cell(sheet, (i, k), value, headers[k], style)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(headers) - 1)

    def _cell(self, sheet: Any, at: tuple[int, int], value: Any, header: str, style: Any) -> None:
        if value is None:
            sheet.write_blank(*at, None, style)
        elif isinstance(value, int | float) or (header in _NUMERIC and _NUMBER.match(value)):
            sheet.write_number(*at, float(value), style)
        else:
            text = _ILLEGAL.sub("\ufffd", str(value))
            if len(text) > _MAX_CHARS:
                self._note(sheet.name, at, header)
            sheet.write_string(*at, text[:_MAX_CHARS], style)

    def _note(self, sheet: str, at: tuple[int, int], header: str) -> None:
        message = f"工作表“{sheet}”第{at[0] + 1}行“{header}”超过 {_MAX_CHARS} 字，已截断；完整内容见 JSON Lines 导出"
        self.cut.append([None, "warning", "cell-cut", None, message, None, None, None])
