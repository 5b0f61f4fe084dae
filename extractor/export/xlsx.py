"""XLSX: a sheet of projects, one of indicators, one of issues; doubtful cells coloured; no text ever becomes a formula.

Numbers are written as numbers where a spreadsheet can hold them exactly (15 digits), as text where it cannot.
"""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..errors import OutputError
from .marks import Mark, indicator_marks, project_marks
from .sheet import Table, indicator_table, issue_table, project_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..records import Issue, Project
    from .marks import Marks

_MAX_CHARS = 32_767
"""Most UTF-16 units that a cell can hold; like the next two from "Excel specifications and limits"."""
_MAX_ROWS = 1_048_576
_MAX_COLUMNS = 16_384
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMERIC = frozenset(
    ["budget_total_yuan", "budget_fiscal_yuan", "budget_other_yuan", "target_value", "target_upper"]
)  # fmt: skip
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_WIDE = {"purpose": 50, "goals": 50, "description": 36, "level3": 30, "title": 36, "message": 70, "target": 18}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime(2000, 1, 1)


def write(projects: Sequence[Project], path: Path, issues: Sequence[Issue]) -> None:
    """Write the workbook. What a cell cannot hold is cut or replaced, and told in the sheet of issues.

    Raises:
        OutputError: more rows or columns than a sheet can hold.
    """
    import xlsxwriter  # noqa: PLC0415

    # In memory: an unfinished workbook writes itself when it is collected, and must not bring a removed file back.
    content = BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as book:
        book.set_properties({"title": "绩效目标表", "created": _CREATED})
        sheets = _Sheets(book)
        sheets.add("项目", project_table(projects), project_marks(projects))
        sheets.add("指标", indicator_table(projects), indicator_marks(projects))
        found = issue_table(projects, issues)
        sheets.add("问题", Table(found.names, found.headers, found.rows + sheets.notes), [])
        sheets.legend()
    path.write_bytes(content.getbuffer())


class _Sheets:
    """The sheets of one workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.plain = book.add_format({"valign": "top"})
        self.marked = {mark: book.add_format({"valign": "top", "bg_color": mark.colour}) for mark in Mark}
        self.notes: list[list[Any]] = []

    def add(self, name: str, table: Table, marks: Sequence[Marks]) -> None:
        """One sheet with a frozen header, a filter and readable widths."""
        if len(table.rows) >= _MAX_ROWS or len(table.headers) > _MAX_COLUMNS:
            raise OutputError(
                f"{name}: {len(table.rows)} rows, {len(table.headers)} columns are more than a sheet can hold."
                " Write .csv, .parquet or .sqlite, or fewer inputs at once."
            )
        sheet = self.book.add_worksheet(name)
        for k, header in enumerate(table.headers):
            sheet.write_string(0, k, self._legal(header, f"“{name}”第{k + 1}列标题"), self.head)
            sheet.set_column(k, k, _WIDE.get(table.names[k], min(40, max(9, 2 * len(header) + 2))))
        for i, row in enumerate(table.rows, 1):
            marked = marks[i - 1] if marks else {}
            for k, value in enumerate(row):
                style = self.marked[marked[table.names[k]]] if table.names[k] in marked else self.plain
                where = f"“{name}”第{i + 1}行“{table.headers[k][:40]}”"
                self._cell(sheet, (i, k), _number(value, table.names[k]), where, style)
        sheet.freeze_panes(1, 0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.headers) - 1)

    def legend(self) -> None:
        """A sheet that says what the colours mean."""
        sheet = self.book.add_worksheet("图例")
        sheet.set_column(0, 0, 9)
        sheet.set_column(1, 1, 80)
        sheet.write_row(0, 0, ("颜色", "含义"), self.head)
        for i, mark in enumerate(Mark, 1):
            sheet.write_blank(i, 0, None, self.marked[mark])
            sheet.write_string(i, 1, mark.meaning, self.plain)
        sheet.freeze_panes(1, 0)

    def _cell(self, sheet: Any, at: tuple[int, int], value: Any, where: str, style: Any) -> None:
        if value is None:
            sheet.write_blank(*at, None, style)
        elif isinstance(value, int | float):
            sheet.write_number(*at, value, style)
        else:
            sheet.write_string(*at, self._legal(value, where), style)

    def _legal(self, text: str, where: str) -> str:
        """The text as a cell can hold it; what had to be changed is noted."""
        legal, replaced = _ILLEGAL.subn("\ufffd", text)
        if replaced:
            self._note("cell-characters", f"{where}有 {replaced} 个表格文件不允许的字符，以 \ufffd 代替")
        units = legal.encode("utf-16-le")
        if len(units) <= 2 * _MAX_CHARS:
            return legal
        self._note("cell-cut", f"{where}超过 {_MAX_CHARS} 字，已截断")
        return units[: 2 * _MAX_CHARS].decode("utf-16-le", "ignore")

    def _note(self, code: str, message: str) -> None:
        self.notes.append(
            [None, "warning", code, None, f"{message}；完整内容见 JSON Lines 导出", None, None, None]
        )  # fmt: skip


def _number(value: Any, name: str) -> Any:
    """Exact decimal text of a column of numbers as a number, if a spreadsheet keeps all its digits."""
    if name not in _NUMERIC or value is None or not _NUMBER.fullmatch(value):
        return value
    return float(value) if len(re.sub(r"\D", "", value)) <= 15 else value
