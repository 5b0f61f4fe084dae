"""The Chinese names and the colours of what is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..lines.labels import Label

if TYPE_CHECKING:
    from .overlay import Kind


class Style(NamedTuple):
    """How something is named and coloured."""

    name: str
    colour: str
    """``#rrggbb``"""


LABELS = {
    Label.TITLE: Style("标题", "#6a1b9a"),
    Label.UNIT: Style("单位", "#9575cd"),
    Label.IDENTITY: Style("项目信息", "#283593"),
    Label.BUDGET: Style("预算", "#b8860b"),
    Label.PURPOSE: Style("用途", "#00838f"),
    Label.PLAN: Style("支出计划", "#795548"),
    Label.GOAL: Style("绩效目标", "#2e7d32"),
    Label.FIELD: Style("其他字段", "#5f7f9f"),
    Label.HEADER: Style("表头", "#ef6c00"),
    Label.INDICATOR: Style("指标", "#0288d1"),
    Label.UP: Style("接上行", "#7cb342"),
    Label.DOWN: Style("接下行", "#9e9d24"),
    Label.OTHER: Style("其他", "#757575"),
}

NOTES: dict[Kind, Style] = {
    "repair": Style("修补", "#c2185b"),
    "warning": Style("警告", "#d50000"),
    "info": Style("提示", "#616161"),
}

DOUBTFUL = 0.9
"""Rows whose label is less probable are marked."""
