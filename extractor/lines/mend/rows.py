"""Printed rows: where they end and part, blank ones, sums and feet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..labels import Label
from ..vocabulary import COLUMN_ROLES, FIELD_ROLES, SECTIONS, is_level_name, whole_roles
from .shared import CODED_UNIT, CONTINUED, is_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...document import Row

_FORM = frozenset(SECTIONS.values()) | {Label.OTHER, Label.FIELD}
"""Sections of the fields above the indicators."""
_NOTE = re.compile(r"\s*(?:备?注|(?:填报|填表)?说明)\s*[:：]")
_SIGNED = re.compile(
    r"\s*[:：]?\s*(?:填报|填表|制表|审核|联系|经办|(?:单位|部门|财务|项目)?负责)人(?:[（(][^）)]{1,4}[）)]\s*$|(?:[（(][^）)]{1,4}[）)])?\s*[:：])"
    r"|\s*(?:联系电话|电话|(?:填报|填表)?(?:日期|时间))\s*[:：]"
)
"""What stands at the foot of a form."""
_SUM = re.compile(r"合\s*计|总\s*计|总分|权重合计|.{0,30}小\s*计")
_NUMBER = re.compile(r"\d[\d.,]*[%％]?")
_AMOUNT = re.compile(r"\s*[≥≤＝=<>≧≦大小等于不低高超少过]*\s*\d[\d.,]*\s*(?:[%％‰]|[一-鿿/²³]{1,8})\s*")
"""With its unit, so that no digit can be missing at its end."""
_SUM_OF_MONEY = re.compile(r"\d{1,3}(?:,\d{3})+\.\d\d|\d+\.\d\d")
"""With its cents, so that no digit can be missing at its end."""
_CELLS = 6
"""Cells of an indicator's row that are taken for something else, at most, and one."""
_GOALS = frozenset(role for role, label in SECTIONS.items() if label is Label.GOAL)
_ALIKE, _PAIR = 3, 2
"""Cells of a row that is known by them, at least, and of one that is a label and its text."""
_MOST = 0.6
"""Of the cells that indicators fill: the share that each of them fills."""
_LOOSE = (Label.INDICATOR, *CONTINUED, Label.OTHER)
"""What a row at the end of a form may be taken for."""
_REACH = 2
"""Rows above a goal in which its label stands: a label beside may take a second line."""


def of_blank(row: Row, label: Label, section: Label) -> Label:
    """The label of a row without a word: a blank cell on a line of its own goes on with the field above."""
    if len(row.cells) > 1 or not row.indented:
        return Label.OTHER
    goes_on = label is Label.UP if section is Label.HEADER else section.is_field and not label.is_field
    return section if goes_on else label


def is_rest(row: Row) -> bool:
    """A row of cells with one in use, behind a blank label."""
    return len(row.cells) > 1 and len(row.filled) == 1 and not row.cells[0].text.strip()


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


def rest_of_labels(rows: Sequence[Row], labels: list[Label]) -> None:
    """The second line of a label or header that was broken over two is the rest of the row above.

    Nothing stands beside it, or more of the goal that the label names.
    """
    for k in range(1, len(rows)):
        alone = len(rows[k].filled) == 1 or labels[k - 1 : k + 1] == [Label.GOAL] * 2
        if labels[k] in CONTINUED or rows[k].indented or not alone or not rows[k].cells[0].text.strip():
            continue
        upper, lower = (row.cells[0].text.strip() for row in rows[k - 1 : k + 1])
        whole = whole_roles(upper + lower) & (COLUMN_ROLES | FIELD_ROLES | {"side"})
        if (
            upper
            and whole
            and not (whole_roles(upper) or whole_roles(lower))
            and not (labels[k - 1] in CONTINUED or rows[k].gap > 1)
        ):
            labels[k] = Label.UP


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


def set_below(rows: Sequence[Row], labels: list[Label]) -> None:
    """So does, where every cell is a line, each cell of a printed row with a blank one first that stands below such a label."""
    starts = [k for k, row in enumerate(rows) if row.gap and row.indented and len(row.cells) == 1]
    for first, second, end in zip(starts, starts[1:], [*starts[2:], len(rows)], strict=False):
        above, own = ([k for k in range(*ends) if rows[k].indented] for ends in ((first, second), (second, end)))
        if len(above) == len(own) and not rows[second].filled and Label.HEADER not in labels[first:end]:
            for label, at in zip(above, own, strict=True):
                if rows[at].filled and whole_roles(rows[label].text) & _GOALS and _section(labels, label) in _FORM:
                    labels[at] = Label.GOAL


def _section(labels: Sequence[Label], at: int) -> Label:
    """What a row is a part of."""
    return next((labels[k] for k in range(at, -1, -1) if labels[k] not in CONTINUED), Label.OTHER)


def leave_sums(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row that says it is a sum and has but numbers beside is no indicator."""
    for k, row in enumerate(rows):
        if len(row.cells) > 1 and labels[k] in (Label.INDICATOR, *CONTINUED) and row.filled:
            word, *sums = (cell.text.strip() for cell in row.filled)
            if _SUM.fullmatch(word) and all(map(_NUMBER.fullmatch, sums)):
                labels[k] = Label.OTHER


def fill_between(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row among indicators and their sums that fills most of the cells which they fill, and no other, is an indicator too."""
    core: set[int] = set()
    for k, row in enumerate(rows):
        own = {cell.column for cell in row.filled}
        alike = len(own) >= max(_ALIKE, _MOST * len(core)) and own <= core
        if labels[k] is Label.OTHER and alike and not _sums_up(row):
            labels[k] = Label.INDICATOR
        if labels[k] is Label.INDICATOR:
            core |= own
        elif labels[k] not in CONTINUED and not _sums_up(row):
            core.clear()


def _sums_up(row: Row) -> bool:
    """Whether a row of several cells begins with the word for a sum."""
    return len(row.cells) > 1 and bool(row.filled) and _SUM.fullmatch(row.filled[0].text.strip()) is not None


def close_forms(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row below the indicators of a label (备注, 审核意见), over one line or two, and at most one cell beside is a field."""
    for k in range(1, len(rows)):
        row, above = rows[k], labels[k - 1]
        if labels[k] not in _LOOSE or above not in _LOOSE or not 0 < len(row.filled) <= _PAIR or len(row.cells) < _PAIR:
            continue
        first = row.cells[0].text.strip()
        below = rows[k + 1].cells[0].text.strip() if k + 1 < len(rows) and labels[k + 1] is Label.UP else ""
        if any(first and "note" in whole_roles(text) for text in (first, first + below)):
            labels[k] = Label.FIELD


def part_rows(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row with a whole amount, or a whole level's name, right below another goes on with nothing: it is an indicator.

    One with a whole sum of money right above an indicator's is no part of it: it sums up several.
    """
    for k in range(1, len(rows)):
        if labels[k] not in CONTINUED or labels[k - 1] is not Label.INDICATOR or len(rows[k].filled) < 2:
            continue
        if any(
            _whole_cells(rows[k - 1], whole) & _whole_cells(rows[k], whole) for whole in (_is_amount, is_level_name)
        ):
            labels[k] = Label.INDICATOR
    for k in range(len(rows) - 1):
        if labels[k : k + 2] == [Label.DOWN, Label.INDICATOR] and _whole_cells(rows[k], _is_sum) & _whole_cells(
            rows[k + 1], _is_sum
        ):
            labels[k] = Label.OTHER


def leave_notes(rows: Sequence[Row], labels: list[Label]) -> None:
    """A line of pieces below indicators that begins with the label of a note (审核意见) is a field."""
    for k in range(len(rows) - 1):
        if rows[k].beside or not rows[k + 1].beside or labels[k] not in (Label.INDICATOR, Label.UP):
            continue
        end = next((i for i in range(k + 1, len(rows)) if not rows[i].beside), len(rows))
        if "note" in whole_roles(rows[k].text) and all(labels[i] in (Label.INDICATOR, Label.UP) for i in range(k, end)):
            labels[k:end] = [Label.FIELD] * (end - k)


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


def _is_sum(text: str) -> bool:
    return _SUM_OF_MONEY.fullmatch(text.strip()) is not None


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(text) is not None


def _whole_cells(row: Row, whole: Callable[[str], bool]) -> set[int]:
    return {cell.column for cell in row.filled if whole(cell.text)}
