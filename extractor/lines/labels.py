"""What a line (row) can be. The fine kinds of a field tell the sections of a form apart."""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """The label of one row of a document."""

    TITLE = "title"
    """The heading of a 绩效目标表, or a piece of it."""
    UNIT = "unit"
    """The 单位 line: code and name of the unit, or the unit of money."""
    IDENTITY = "field.identity"
    """项目编码, 项目名称, 主管部门, 实施单位 …: what the project is."""
    BUDGET = "field.budget"
    """预算数, 其中：财政资金, 其他资金, 年度资金总额 …"""
    PURPOSE = "field.purpose"
    """What the money is for."""
    PLAN = "field.plan"
    """资金支出计划: its periods and its percentages."""
    GOAL = "field.goal"
    """绩效目标, 年度目标 …"""
    FIELD = "field.other"
    """Any other labelled field."""
    HEADER = "header"
    """The header of the indicator columns, also where a page repeats it."""
    INDICATOR = "indicator"
    """An indicator, or (one cell a line) a cell of one."""
    UP = "continuation.up"
    """The rest of the row (or cell) above."""
    DOWN = "continuation.down"
    """The beginning of the row below."""
    OTHER = "other"
    """Nothing of a table: page numbers, prose, blank table rows."""

    @property
    def is_field(self) -> bool:
        """True for the labelled fields above the indicators."""
        return self.startswith("field.")
