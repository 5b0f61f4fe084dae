"""Printed rows: where they end, blank ones, those that head others, goals below their labels, feet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..labels import Label
from ..vocabulary import SECTIONS, whole_roles
from .shared import CODED_UNIT, CONTINUED, is_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...document import Row

_NOTE = re.compile(r"\s*(?:备?注|(?:填报|填表)?说明)\s*[:：]")
_SIGNED = re.compile(
    r"\s*[:：]?\s*(?:填报|填表|制表|审核|联系|经办|(?:单位|部门|财务|项目)?负责)人(?:[（(][^）)]{1,4}[）)]\s*$|(?:[（(][^）)]{1,4}[）)])?\s*[:：])"
    r"|\s*(?:联系电话|电话|(?:填报|填表)?(?:日期|时间))\s*[:：]"
)
"""What stands at the foot of a form."""
_CELLS = 6
"""Cells of an indicator's row that are taken for something else, at most, and one."""
_GOALS = frozenset(role for role, label in SECTIONS.items() if label is Label.GOAL)
_REACH = 2
"""Rows above a goal in which its label stands: a label beside may take a second line."""


def of_blank(row: Row, label: Label, section: Label) -> Label:
    """The label of a row without a word: a blank cell on a line of its own goes on with the field above."""
    if len(row.cells) > 1 or not row.indented:
        return Label.OTHER
    goes_on = label is Label.UP if section is Label.HEADER else section.is_field and not label.is_field
    return section if goes_on else label


def is_foot(row: Row, label: Label, section: Label) -> bool:
    """A note, or a row below the indicators or for a unit line of which all cells say who filled in the form, and when."""
    if label in (Label.UP, Label.INDICATOR, Label.TITLE, Label.UNIT) and is_line(row) and _NOTE.match(row.text):
        return True
    below = label in (Label.UP, Label.INDICATOR) and section in (Label.INDICATOR, Label.OTHER)
    return (below or label is Label.UNIT) and all(_SIGNED.match(cell.text) for cell in row.filled)


def blank_rows(rows: Sequence[Row], labels: list[Label]) -> None:
    """Blank cells that make a printed row of their own go on with the field above; below a header or title they are nothing.

    Blank cells that end a row that is nothing of a table are nothing either.
    """
    if not any(row.gap and row.indented for row in rows):
        return
    section, start = Label.OTHER, 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and rows[end].indented and not rows[end].gap:
            end += 1
        apart = end - start > 1 or (rows[start].indented and not section.is_field)
        if apart and not any(row.filled for row in rows[start:end]):
            labels[start:end] = [section if section.is_field else Label.OTHER] * (end - start)
        elif labels[start] is Label.OTHER and not any(
            labels[k] is Label.INDICATOR and rows[k].filled for k in range(start, end)
        ):
            labels[start:end] = [Label.OTHER if label is Label.INDICATOR else label for label in labels[start:end]]
        section = next((label for label in reversed(labels[start:end]) if label not in CONTINUED), section)
        start = end


def end_rows(rows: Sequence[Row], labels: list[Label]) -> None:
    """Cells behind an indicator's or a field's, up to the next blank line, are its own where blank lines part printed rows.

    So are the cell before an indicator's (no title or unit stands in a row with one), and blank ones.
    """
    if not any(row.gap and row.indented for row in rows):
        return
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and labels[end] is Label.OTHER and rows[end].indented and not rows[end].gap:
            end += 1
        whole = end == len(rows) or rows[end].gap or not rows[end].indented
        owner = labels[start] is Label.INDICATOR or labels[start].is_field
        if whole and owner and rows[start].indented and end - start <= _CELLS:
            labels[start + 1 : end] = [labels[start]] * (end - start - 1)
        start = end
    for k in range(len(rows) - 1):
        joined = rows[k].gap and rows[k].indented and rows[k + 1].indented and not rows[k + 1].gap
        apart = labels[k] in (Label.OTHER, Label.TITLE, Label.UNIT)
        if joined and rows[k].filled and apart and labels[k + 1] is Label.INDICATOR:
            labels[k] = Label.INDICATOR
    for k in range(len(rows) - 2, -1, -1):
        blank = labels[k] is Label.OTHER and rows[k].indented and not rows[k].filled
        if blank and labels[k + 1] is Label.INDICATOR and rows[k + 1].indented and not rows[k + 1].gap:
            labels[k] = Label.INDICATOR


def set_beside(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row of which every cell stands right below the label of a goal (长期目标 | 年度目标) holds these goals.

    A single cell goes on with a row that ends in such a label: nothing but the goal can follow that.
    """
    for k in range(1, len(rows)):
        columns = {cell.column for cell in rows[k].filled}
        if labels[k] is Label.GOAL or not columns or rows[k].cells[0].text.strip() or len(rows[k].cells) < 2:
            continue
        if len(columns) == 1 and not (
            labels[k] is Label.UP and rows[k - 1].filled[-1:] and columns == {rows[k - 1].filled[-1].column}
        ):
            continue
        above = {cell.column: cell.text for row in rows[max(k - _REACH, 0) : k] for cell in row.filled}
        if all(whole_roles(above.get(column, "")) & _GOALS for column in columns):
            labels[k] = Label.GOAL


def head_rows(rows: Sequence[Row], labels: list[Label]) -> None:
    """A cell alone in the first column of a table's grid, right below the header, is no beginning of the row below: it heads it.

    So does the unit of the indicators below, between them and their header: no other table begins there. Nor is it the rest
    of a header's cell where it is longer than that.
    """
    for k in range(1, len(rows)):
        if [cell.column for cell in rows[k].filled] != [rows[k].cells[0].column]:
            continue
        below = labels[k - 1] in (Label.HEADER, Label.OTHER) and rows[k].table is not None
        begins = labels[k] is Label.DOWN and below
        if begins or _is_unit_between(rows, labels, k, below=below) or _is_longer(rows, labels, k):
            labels[k] = Label.INDICATOR


def _is_unit_between(rows: Sequence[Row], labels: Sequence[Label], at: int, *, below: bool) -> bool:
    """Whether a row is the unit of the indicators below, between them and their header."""
    unit = labels[at] is Label.UNIT or (labels[at] is Label.OTHER and below and bool(CODED_UNIT.match(rows[at].text)))
    between = labels[at - 1] is Label.HEADER and labels[at + 1 : at + 2] == [Label.INDICATOR]
    return unit and between and len(rows[at - 1].cells) > 1


def _is_longer(rows: Sequence[Row], labels: Sequence[Label], at: int) -> bool:
    """Whether a cell that was taken for a rest cannot be one of the header's first name."""
    if labels[at] not in CONTINUED:
        return False
    first, lower = _first_name(rows, labels, at - 1), rows[at].cells[0].text.strip()
    return 0 < len(first) < len(lower) and not whole_roles(first + lower)


def _first_name(rows: Sequence[Row], labels: Sequence[Label], at: int) -> str:
    """What a header of several columns that ends at a row names the first; blank where none ends there."""
    while at >= 0 and labels[at] is Label.HEADER and len(rows[at].cells) > 1:
        if first := rows[at].cells[0].text.strip():
            return first
        at -= 1
    return ""
