"""Labels that the print itself decides, whatever the model says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .labels import Label
from .vocabulary import COLUMN_ROLES, FIELD_ROLES, SECTIONS, exact, is_label, role_of, whole_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_NOTE = re.compile(r"\s*注\s*[:：]")
_MONEY = re.compile(r"单位\s*[:：]\s*(?:人民币)?(?:百|千|万|百万|千万|亿)?元")
_SUM = re.compile(r"合\s*计|总\s*计|总分|权重合计|.{0,30}小\s*计")
_NUMBER = re.compile(r"\d[\d.,]*[%％]?")
_BARE_UNIT = re.compile(r"\s*[（(]?(?:金额)?单位\s*[:：]\s*(?:人民币)?(?:百|千|万|百万|千万|亿)?元[)）]?\s*")
_AMOUNT = re.compile(r"\s*[≥≤＝=<>≧≦大小等于不低高超少过]*\s*\d[\d.,]*\s*(?:[%％‰]|[一-鿿/²³]{1,8})\s*")
"""With its unit, so that no digit can be missing at its end."""
_CODE = re.compile(r"\s*\d{3,}\s*[-—_]?\s*(?!年)[一-鿿]{4,}[^。]{0,30}$")
_FORM = re.compile(r"(?:项目)?(?:支出|项目)(?:绩效|申报)[^。]{0,8}表|项目申报表")
_TITLE = re.compile(r"绩效[^。]{0,8}表(?:[（(][^）)]{1,8}[）)])?$")
_ORDINAL = re.compile(r"附?表\d|\d{1,2}[.、．]|[（(]?[一二三四五六七八九十]+[)）、]")
_YEAR_BEGUN = re.compile(r"(?:^|\D)20\d{0,2}$|(?:^|\D)20\d\d年度?$")
_CELLS = 6
"""Cells of an indicator's row that are taken for something else, at most, and one."""
_SHORT = 30
"""Letters of a line that may begin a title, at most."""
_NAMED = FIELD_ROLES - {"identity"}
"""Words of a form that tell the label of their rows; of those that say what else a project is, some have a label of their own."""
_IDENTITY = frozenset(role for role, label in SECTIONS.items() if label is Label.IDENTITY)
_GOALS = frozenset(role for role, label in SECTIONS.items() if label is Label.GOAL)
_REACH = 2
"""Rows above a goal in which its label stands: a label beside may take a second line."""
_BEHIND = (Label.UP, Label.INDICATOR, *(label for label in Label if label.is_field))
"""What a field's value may be taken for."""
_CONTINUED = (Label.UP, Label.DOWN)
_COVERED = 2
"""Covered cells of a header's second row, at least: below a side label alone stands an indicator."""


def mend_labels(rows: Sequence[Row], labels: Sequence[Label], heads: Sequence[bool]) -> list[Label]:
    """`labels` with what the print decides put right.

    A row that stands in a printed row that names columns, or goes on with one (`heads`), is a header's. A printed row
    without a word is nothing of a table; a blank cell on a line of its own is part of the field before it. A row right below
    a header's, of which that covers several cells or which names columns alone, is its second. A form does not begin with
    its goals or plan. A note (注：) is nothing of a table. Then each of `_PASSES` mends what takes several rows to see.
    """
    mended: list[Label] = []
    section = Label.OTHER
    for row, label, head in zip(rows, labels, heads, strict=True):
        mended.append(_mended(row, label, mended[-1] if mended else Label.OTHER, section, head=head))
        section = section if mended[-1] in _CONTINUED else mended[-1]
    for mend in _PASSES:
        mend(rows, mended)
    return mended


def _mended(row: Row, label: Label, above: Label, section: Label, *, head: bool) -> Label:
    if not row.filled and not (head and len(row.cells) == 1):
        return _of_blank(row, label, section)
    second = section is Label.HEADER and _is_second(row, adjoins=above is Label.HEADER)
    if second or (head and (label is not Label.UP or len(row.cells) > 1)):
        return Label.HEADER
    if label is section is Label.GOAL and _is_rest(row):
        return Label.UP
    if label is Label.HEADER and above is not Label.HEADER and len(row.cells) > 1:
        return SECTIONS.get(role_of("".join(row.filled[0].text.split()), _NAMED, 100.0) or "", label)
    if above in (Label.TITLE, Label.UNIT) and label in (Label.GOAL, Label.PLAN):
        return Label.IDENTITY
    noted = label in (Label.UP, Label.INDICATOR, Label.TITLE, Label.UNIT) and _is_line(row) and _NOTE.match(row.text)
    return Label.OTHER if noted else label


def _is_rest(row: Row) -> bool:
    """A row of cells with one in use, behind a blank label."""
    return len(row.cells) > 1 and len(row.filled) == 1 and not row.cells[0].text.strip()


def _of_blank(row: Row, label: Label, section: Label) -> Label:
    if len(row.cells) > 1:
        return Label.OTHER
    goes_on = label is Label.UP if section is Label.HEADER else section.is_field and not label.is_field
    return section if row.indented and goes_on else label


def _is_second(row: Row, *, adjoins: bool) -> bool:
    if adjoins and sum(cell.covered for cell in row.cells) >= _COVERED:
        return True
    return len(row.filled) > 1 and all(whole_roles(cell.text) & COLUMN_ROLES for cell in row.filled)


def _is_line(row: Row) -> bool:
    """A line of text, no cell."""
    return row.table is None and len(row.cells) == 1 and not row.indented


def _go_on_with_purposes(rows: Sequence[Row], labels: list[Label]) -> None:
    """Lines between the purpose's cell and the form's next, with neither a blank line nor a cell mark, go on with it."""
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and labels[end] is Label.OTHER and not (rows[end].gap or rows[end].indented):
            end += 1
        goes_on = end < len(rows) and rows[end].indented and labels[end].is_field
        if goes_on and rows[start].indented and labels[start] is Label.PURPOSE:
            labels[start + 1 : end] = [Label.UP] * (end - start - 1)
        start = end


def _blank_rows(rows: Sequence[Row], labels: list[Label]) -> None:
    """Blank cells that make a printed row of their own go on with the field above; below a header or title they are nothing."""
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
        section = next((label for label in reversed(labels[start:end]) if label not in _CONTINUED), section)
        start = end


def _rest_of_labels(rows: Sequence[Row], labels: list[Label]) -> None:
    """The second line of a label or header that was broken over two, with nothing beside it, is the rest of the row above."""
    for k in range(1, len(rows)):
        if labels[k] in _CONTINUED or rows[k].indented or len(rows[k].filled) != 1 or not rows[k].cells[0].text.strip():
            continue
        upper, lower = (row.cells[0].text.strip() for row in rows[k - 1 : k + 1])
        whole = whole_roles(upper + lower) & (COLUMN_ROLES | FIELD_ROLES | {"side"})
        if upper and whole and not whole_roles(upper) and not (labels[k - 1] in _CONTINUED or rows[k].gap > 1):
            labels[k] = Label.UP


def _join_labels(rows: Sequence[Row], labels: list[Label]) -> None:
    """A label over two lines, and what stands behind it, are of the field that both lines name together (绩效 目标)."""
    for k in range(len(rows) - 2):
        if not (labels[k].is_field and rows[k].indented and _joins(rows[k + 1], labels[k + 1])):
            continue
        role = role_of(rows[k].text + rows[k + 1].text, _NAMED, 100.0)
        wanted = SECTIONS.get(role or "")
        if not wanted or is_label(rows[k].text):
            continue
        labels[k : k + 2] = [wanted, Label.UP]
        behind = rows[k + 2]
        if behind.indented and not behind.gap and not is_label(behind.text) and labels[k + 2] in _BEHIND:
            labels[k + 2] = wanted


def _joins(row: Row, label: Label) -> bool:
    """Whether a line may go on with the label above."""
    return label is Label.UP or (label.is_field and _is_line(row))


def _surround(rows: Sequence[Row], labels: list[Label]) -> None:
    """A lone indicator among fields is a field, the next one's; without a header above no table has begun."""
    del rows
    before = Label.OTHER
    for k, label in enumerate(labels):
        if label is Label.INDICATOR and before.is_field:
            below = next((other for other in labels[k + 1 :] if other not in _CONTINUED), Label.OTHER)
            labels[k] = below if below.is_field else label
        before = before if label in _CONTINUED else labels[k]


def _name_fields(rows: Sequence[Row], labels: list[Label]) -> None:
    """The bare word for what a project is, on a line or two of its own, is a field's label and no unit line."""
    for k, row in enumerate(rows[:-1]):
        if labels[k] is Label.UNIT and len(row.cells) == 1:
            below = rows[k + 1].text if labels[k + 1] is Label.UP else ""
            if {term.role for text in (row.text, row.text + below) for term in exact(text)} & _IDENTITY:
                labels[k] = Label.IDENTITY


def _name_units(rows: Sequence[Row], labels: list[Label]) -> None:
    """A line that names the unit of money right above a form's first field, or a header, belongs to the table.

    So does the line above it that names the unit by its code.
    """
    for k, row in reversed(list(enumerate(rows[:-1]))):
        if labels[k] in (Label.OTHER, Label.UP) and labels[k + 1] is Label.UNIT and _is_line(row):
            labels[k] = Label.UNIT if _CODE.match(row.text) else labels[k]
        if labels[k] in (Label.OTHER, Label.UP) and labels[k + 1] in (Label.IDENTITY, Label.HEADER) and _is_line(row):
            labels[k] = Label.UNIT if _MONEY.search(row.text) else labels[k]
        elif labels[k + 1] in (Label.IDENTITY, Label.HEADER) and len(row.cells) == 1 and _BARE_UNIT.fullmatch(row.text):
            labels[k] = Label.UNIT


def _end_rows(rows: Sequence[Row], labels: list[Label]) -> None:
    """Cells behind an indicator's or a field's, up to the next blank line, are its own where blank lines part printed rows.

    So is the cell before an indicator's.
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
        if joined and rows[k].filled and labels[k : k + 2] == [Label.OTHER, Label.INDICATOR]:
            labels[k] = Label.INDICATOR


def _set_beside(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row of which every cell stands right below the label of a goal (长期目标 | 年度目标) holds these goals."""
    for k in range(1, len(rows)):
        columns = {cell.column for cell in rows[k].filled}
        if labels[k] is Label.GOAL or len(columns) < 2 or rows[k].cells[0].text.strip():
            continue
        above = [cell for row in rows[max(k - _REACH, 0) : k] for cell in row.filled if whole_roles(cell.text) & _GOALS]
        if columns <= {cell.column for cell in above}:
            labels[k] = Label.GOAL


def _leave_sums(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row that says it is a sum and has but numbers beside is no indicator."""
    for k, row in enumerate(rows):
        if len(row.cells) > 1 and labels[k] in (Label.INDICATOR, *_CONTINUED) and row.filled:
            word, *sums = (cell.text.strip() for cell in row.filled)
            if _SUM.fullmatch(word) and all(map(_NUMBER.fullmatch, sums)):
                labels[k] = Label.OTHER


def _part_rows(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row with a whole amount right below another whole amount goes on with nothing: it is an indicator of its own."""
    for k in range(1, len(rows)):
        if labels[k] not in _CONTINUED or labels[k - 1] is not Label.INDICATOR or len(rows[k].filled) < 2:
            continue
        above = {cell.column for cell in rows[k - 1].filled if _AMOUNT.fullmatch(cell.text)}
        if any(cell.column in above and _AMOUNT.fullmatch(cell.text) for cell in rows[k].filled):
            labels[k] = Label.INDICATOR


def _find_titles(rows: Sequence[Row], labels: list[Label]) -> None:
    """A heading right above a form's unit line or first field is its title, over one line or two."""
    for k, row in enumerate(rows[:-1]):
        if labels[k] is not Label.OTHER or labels[k + 1] not in (Label.UNIT, Label.IDENTITY) or not _is_line(row):
            continue
        if _TITLE.search("".join(row.text.split())):
            labels[k] = Label.TITLE
        elif k and labels[k - 1] is Label.OTHER and _is_line(rows[k - 1]) and _names_form(rows[k - 1 : k + 1]):
            labels[k - 1 : k + 1] = [Label.TITLE] * 2


def _begin_titles(rows: Sequence[Row], labels: list[Label]) -> None:
    """A line of text and the title below it are one where only both together name the form (项目支出 绩效目标表)."""
    for k in range(len(rows) - 1):
        if labels[k : k + 2] == [Label.OTHER, Label.TITLE] and _is_line(rows[k]) and _is_line(rows[k + 1]):
            labels[k] = Label.TITLE if _names_form(rows[k : k + 2]) else Label.OTHER


def _names_form(rows: Sequence[Row]) -> bool:
    """Whether two lines name a form, or the year of one, that neither names alone."""
    first, second = ("".join(row.text.split()) for row in rows)
    if len(first) > _SHORT or _ORDINAL.match(second):
        return False
    if _YEAR_BEGUN.search(first) and (first[-1] in "年度" or second[0].isdigit()) and _TITLE.search(first + second):
        return True
    named = None if _FORM.search(second) else _FORM.search(first + second)
    return named is not None and named.start() < len(first) < named.end()


_PASSES = (
    _blank_rows,
    _rest_of_labels,
    _go_on_with_purposes,
    _join_labels,
    _surround,
    _name_fields,
    _name_units,
    _end_rows,
    _set_beside,
    _leave_sums,
    _part_rows,
    _find_titles,
    _begin_titles,
)
