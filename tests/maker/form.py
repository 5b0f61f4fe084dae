"""What varies from one printed form to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Borders = Literal["ruled", "none", "horizontal"]
Levels = Literal["merged", "repeated", "blank"]
Parts = Literal["one", "flush", "two", "nested"]

A4 = (210.0, 297.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way of printing records. Lengths are millimetres, type sizes points."""

    name: str
    font: str = "Noto Serif CJK SC"
    size: float = 10.5
    page: tuple[float, float] = A4
    """Width and height."""
    margin: float = 20.0
    page_header: str = ""
    page_numbers: bool = False
    break_before: bool = False
    """Every project begins a page."""
    borders: Borders = "ruled"
    middle: bool = False
    """Cells are centred vertically, not aligned to the top."""
    centred: bool = False
    """Cells of the indicator table are centred horizontally."""
    padding: float = 1.0
    parts: Parts = "flush"
    """The form and its indicators as one table, two that touch, two with a gap, or the second inside the first."""
    repeat_header: bool = False
    split_rows: bool = False
    """A row may be broken by the end of a page."""
    level1: Levels = "merged"
    level2: Levels = "repeated"
    widths: tuple[float, ...] = (13, 16, 22, 25, 18, 16)
    """Relative widths of level1, level2, level3, description, target and basis."""
    description: bool = True
    basis: bool = True
    extra: tuple[str, ...] = ()
    """Headers of further columns; their values are made by `gold.shown`."""
    side_label: str = ""
    """Merged downwards at the left of the indicators."""
    goal_labels: bool = False
    """目标1, 目标2 … in cells of their own."""
    code_row: bool = False
    """项目编码 has its place even where no project has one."""
    unit_row: bool = False
    """The 单位 line is the first row of the table."""

    def with_font(self, font: str) -> Form:
        """The same form in another typeface."""
        return replace(self, font=font)

    @property
    def landscape(self) -> bool:
        """True where a page is wider than it is high."""
        return self.page[0] > self.page[1]


def _forms() -> list[Form]:
    ruled = Form(name="ruled", size=10, break_before=True, padding=1.2)
    split = Form(name="ruled-split", size=14, split_rows=True, repeat_header=True, margin=34, page_numbers=True)
    borderless = Form(name="borderless", borders="none", padding=1.5, page_header="2023年部门预算公开")
    small = (A4[1], A4[0])
    return [
        ruled,
        split,
        replace(split, name="ruled-split-nohead", repeat_header=False, middle=True, level2="merged"),
        replace(
            ruled, name="side-label", side_label="绩效指标", parts="one", middle=True, level2="merged", centred=True
        ),
        borderless,
        replace(borderless, name="borderless-middle", middle=True, level1="merged", level2="merged", parts="one"),
        replace(borderless, name="horizontal", borders="horizontal", level1="blank", level2="blank", page_numbers=True),
        replace(
            ruled, name="two-tables", parts="two", break_before=False, goal_labels=True, level1="blank", unit_row=True
        ),
        replace(ruled, name="nested", parts="nested", break_before=False, level2="merged", middle=True, code_row=True),
        replace(
            ruled, name="small-print-landscape", page=small, size=7.5, padding=0.4, break_before=False, centred=True
        ),
        replace(split, name="extra-columns", extra=("权重", "备注"), level1="repeated", size=9, margin=18),
        replace(split, name="no-description", description=False, basis=False, code_row=True, page_header="附件3"),
    ]


FORMS: dict[str, Form] = {form.name: form for form in _forms()}
"""The named forms."""
