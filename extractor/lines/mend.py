"""Labels that the print itself decides, whatever the model says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..values.amounts import is_amount
from .labels import Label
from .vocabulary import (
    COLUMN_ROLES,
    FIELD_ROLES,
    LIKELY,
    SECTIONS,
    exact,
    is_label,
    is_level_name,
    lookup,
    role_of,
    whole_roles,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..document import Row

_NOTE = re.compile(r"\s*注\s*[:：]")
_MONEY = re.compile(r"单位\s*[:：]\s*(?:人民币)?(?:百|千|万|百万|千万|亿)?元")
_UNIT = re.compile(
    r"(?:申报|填报|编制|预算|项目|所属)?(?:单位|部门)(?:名称)?(?:[（(][^）)]{1,4}[）)])?\s*[:：]\s*\S*[一-鿿]"
)
"""A unit's name behind its label."""
_SIGNED = re.compile(
    r"\s*(?:填报|填表|制表|审核|联系|经办|(?:单位|部门|财务|项目)?负责)人(?:[（(][^）)]{1,4}[）)])?\s*[:：]"
    r"|\s*(?:联系电话|电话|(?:填报|填表)?(?:日期|时间))\s*[:：]"
)
"""What stands at the foot of a form."""
_YEAR = re.compile(r"\s*[（(]\s*\d{4}\s*年度?\s*[)）]\s*")
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
_MIN_CELLS = 2
"""Cells of a row that can be no line of text, at least."""
_UNIT_CELLS = 2
"""Cells of the line that names the unit, where a spreadsheet has it in a row of the table."""
_MOST_COLUMNS = 30
_COUNTED = 4
"""Columns that a row below a header numbers, at least."""
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
_FIRST_CELLS = 3
"""Words in the first of a header's two rows, at least."""
_AMONG = (*_CONTINUED, Label.INDICATOR, Label.OTHER)
_BELOW = (Label.BUDGET, Label.GOAL, Label.PLAN, Label.PURPOSE)
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
    return Label.OTHER if _is_foot(row, label, section) else label


def _is_foot(row: Row, label: Label, section: Label) -> bool:
    """A note, or a row below the indicators of which all cells say who filled in the form, and when."""
    if label in (Label.UP, Label.INDICATOR, Label.TITLE, Label.UNIT) and _is_line(row) and _NOTE.match(row.text):
        return True
    below = label in (Label.UP, Label.INDICATOR) and section is Label.INDICATOR
    return below and all(_SIGNED.match(cell.text) for cell in row.filled)


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


def _begin_headers(rows: Sequence[Row], labels: list[Label]) -> None:
    """Words right above a header, at places that it leaves to them, are its first row (单位名称, 项目名称 … of a long table).

    They are no labels of fields: nothing but words of a form stands beside them. Where a cell is a line, blank ones begin the
    header's second row.
    """
    _begin_headers_of_cells(rows, labels)
    for k, row in enumerate(rows[:-1]):
        if labels[k + 1] is not Label.HEADER or labels[k] is Label.HEADER or len(row.filled) < _FIRST_CELLS:
            continue
        left = {cell.column for cell in rows[k + 1].cells if not cell.text.strip()}
        names = [cell for cell in row.filled if cell.column in left]
        if len(names) >= _COVERED and all(lookup(cell.text) for cell in names):
            labels[k] = Label.HEADER


def _begin_headers_of_cells(rows: Sequence[Row], labels: list[Label]) -> None:
    starts = [k for k, row in enumerate(rows) if row.gap and row.indented and len(row.cells) == 1]
    for first, second, end in zip(starts, starts[1:], [*starts[2:], len(rows)], strict=False):
        blank = next((k for k in range(second, end) if rows[k].filled), end) - second
        if not (_COVERED <= blank < end - second and labels[second + blank] is Label.HEADER):
            continue
        names = [row.text for row in rows[first:second] if row.indented]
        if len(names) > blank and second - first <= _MOST_COLUMNS and all(lookup(name) for name in names):
            labels[first:second] = [label if label is Label.UP else Label.HEADER for label in labels[first:second]]


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


def _keep_amounts(rows: Sequence[Row], labels: list[Label]) -> None:
    """What a form spends on its tasks stands between its fields: below amounts and above others there are no indicators."""
    stream = any(row.beside for row in rows)
    for k, row in enumerate(rows):
        beside = row.beside and k and labels[k - 1] is Label.BUDGET and is_amount(rows[k - 1].text.strip())
        if labels[k] in (Label.PURPOSE, Label.UP) and beside and is_amount(row.text.strip()):
            labels[k] = Label.BUDGET
    start = 0
    while start < len(rows):
        end = start + 1
        while (
            end < len(rows) and labels[end] in _AMONG and not any(is_level_name(cell.text) for cell in rows[end].cells)
        ):
            end += 1
        among = labels[start] is Label.BUDGET and end < len(rows) and labels[end] in _BELOW
        if among and {Label.INDICATOR, Label.OTHER} & {*labels[start:end]}:
            for k in range(start + 1, end):
                text = labels[k] is Label.OTHER and _is_line(rows[k]) and not (stream and _on_a_line(rows, k))
                own = labels[k] not in _CONTINUED or (rows[k].beside and is_amount(rows[k].text.strip()))
                labels[k] = Label.BUDGET if own and not text else labels[k]
        start = end


def _on_a_line(rows: Sequence[Row], at: int) -> bool:
    """Whether a piece stands on one line with another, as those of a printed row do."""
    return rows[at].beside or (at + 1 < len(rows) and rows[at + 1].beside)


def _keep_fields(rows: Sequence[Row], labels: list[Label]) -> None:
    """Between the fields and the header of one printed table there are fields alone."""
    before = 0
    for k, row in enumerate(rows):
        if not _is_printed(row) or (labels[k] is not Label.HEADER and not labels[k].is_field):
            continue
        between = range(before + 1, k)
        one = all(rows[i].table == row.table and _is_printed(rows[i]) for i in (before, *between))
        if labels[before].is_field and one:
            for i in between:
                if labels[i] is Label.OTHER and rows[i].filled:
                    labels[i] = _section(rows[i]) or labels[i - 1]
        before = k


def _is_printed(row: Row) -> bool:
    """Whether a row is one of a table for sure."""
    return row.table is not None or len(row.cells) >= _MIN_CELLS


def _section(row: Row) -> Label | None:
    """The label that the words of a form's row give it."""
    named = (SECTIONS.get(role_of(cell.text, FIELD_ROLES, LIKELY) or "") for cell in row.filled)
    return next(filter(None, named), None)


def _name_fields(rows: Sequence[Row], labels: list[Label]) -> None:
    """The bare word for what a project is, on a line or two of its own, is a field's label and no unit line."""
    for k, row in enumerate(rows[:-1]):
        if labels[k] is Label.UNIT and len(row.cells) == 1:
            below = rows[k + 1].text if labels[k + 1] is Label.UP else ""
            if {term.role for text in (row.text, row.text + below) for term in exact(text)} & _IDENTITY:
                labels[k] = Label.IDENTITY


def _name_units(rows: Sequence[Row], labels: list[Label]) -> None:
    """A line that names the unit, or that of money, right above a form's first field or a header belongs to the table.

    So does the line above it that names the unit by its code.
    """
    for k, row in reversed(list(enumerate(rows[:-1]))):
        if k and labels[k] is Label.IDENTITY and labels[k - 1] is Label.TITLE and _UNIT.match(row.text.strip()):
            labels[k] = Label.UNIT if _MONEY.search(row.text) and len(row.filled) <= _UNIT_CELLS else labels[k]
        if labels[k + 1] in (Label.IDENTITY, Label.HEADER) and len(row.cells) == 1 and _BARE_UNIT.fullmatch(row.text):
            labels[k] = Label.UNIT
        if labels[k] not in (Label.OTHER, Label.UP):
            continue
        if labels[k + 1] is Label.UNIT and _is_line(row):
            labels[k] = Label.UNIT if _CODE.match(row.text) else labels[k]
        if labels[k + 1] in (Label.IDENTITY, Label.HEADER) and (_is_line(row) or len(row.filled) <= _UNIT_CELLS):
            named = _MONEY.search(row.text) or (labels[k] is Label.OTHER and _UNIT.match(row.text.strip()))
            labels[k] = Label.UNIT if named else labels[k]


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
    """A row with a whole amount, or a whole level's name, right below another goes on with nothing: it is an indicator."""
    for k in range(1, len(rows)):
        if labels[k] not in _CONTINUED or labels[k - 1] is not Label.INDICATOR or len(rows[k].filled) < 2:
            continue
        if any(
            _whole_cells(rows[k - 1], whole) & _whole_cells(rows[k], whole) for whole in (_is_amount, is_level_name)
        ):
            labels[k] = Label.INDICATOR


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(text) is not None


def _whole_cells(row: Row, whole: Callable[[str], bool]) -> set[int]:
    return {cell.column for cell in row.filled if whole(cell.text)}


def _find_titles(rows: Sequence[Row], labels: list[Label]) -> None:
    """A heading right above a form's unit line or first field is its title, and so is the year between them."""
    for k, row in reversed(list(enumerate(rows[:-1]))):
        if labels[k] is Label.UNIT and k and labels[k - 1] is Label.TITLE and _YEAR.fullmatch(row.text):
            labels[k] = Label.TITLE
        if labels[k] is not Label.OTHER or not _is_line(row):
            continue
        below = labels[k + 1] is Label.TITLE and _YEAR.fullmatch(rows[k + 1].text)
        if labels[k + 1] not in (Label.UNIT, Label.IDENTITY) and not below:
            continue
        if _is_title(row) or (k and _YEAR.fullmatch(row.text) and _is_title(rows[k - 1])):
            labels[k] = Label.TITLE
        elif k and labels[k - 1] is Label.OTHER and _is_line(rows[k - 1]) and _names_form(rows[k - 1 : k + 1]):
            labels[k - 1 : k + 1] = [Label.TITLE] * 2


def _is_title(row: Row) -> bool:
    return _is_line(row) and _TITLE.search("".join(row.text.split())) is not None


def _drop_counts(rows: Sequence[Row], labels: list[Label]) -> None:
    """The numbers of a table's columns (1, 2, 3 …) right below its header are none of its rows."""
    for k in range(1, len(rows)):
        if labels[k - 1] is not Label.HEADER or labels[k] is Label.HEADER:
            continue
        end = k + 1 if len(rows[k].cells) > 1 else k + _leading_count([row.text for row in rows[k : k + _MOST_COLUMNS]])
        numbers = [cell.text for row in rows[k:end] for cell in row.filled]
        if len(numbers) >= _COUNTED and _leading_count(numbers) == len(numbers):
            labels[k:end] = [Label.OTHER] * (end - k)


def _leading_count(texts: Sequence[str]) -> int:
    """How many of `texts` count from 1, one by one."""
    return next((k for k, text in enumerate(texts) if text.strip() != str(k + 1)), len(texts))


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
    _begin_headers,
    _blank_rows,
    _rest_of_labels,
    _go_on_with_purposes,
    _join_labels,
    _surround,
    _keep_amounts,
    _keep_fields,
    _name_fields,
    _name_units,
    _end_rows,
    _set_beside,
    _leave_sums,
    _part_rows,
    _find_titles,
    _drop_counts,
    _begin_titles,
)
