"""Rows between a table's title and its indicators: fields, and what stands among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...values.amounts import is_amount
from ..labels import Label
from ..vocabulary import (
    COLUMN_ROLES,
    FIELD_ROLES,
    LIKELY,
    MAX_CHARS,
    SECTIONS,
    exact,
    is_label,
    is_level_name,
    named_columns,
    role_of,
    whole_roles,
)
from .shared import CONTINUED, NAMED, is_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...document import Row

_GOAL = re.compile(r"[一-鿿]{2,8}目标(?:[（(][^）)]{1,12}[）)])?")
_MIN_COLUMNS = 2
"""Columns that a header names at least."""
_NUMBER = re.compile(r"\s*\d+(?:\.\d+)?(?![\d.、．])")
"""At the beginning of a text, of which it counts nothing."""
_MIN_CELLS = 2
"""Cells of a row that can be no line of text, at least."""
_IDENTITY = frozenset(role for role, label in SECTIONS.items() if label is Label.IDENTITY)
_BEHIND = (Label.UP, Label.INDICATOR, *(label for label in Label if label.is_field))
"""What a field's value may be taken for."""
_AMONG = (*CONTINUED, Label.INDICATOR, Label.OTHER)
_BELOW = (Label.BUDGET, Label.GOAL, Label.PLAN, Label.PURPOSE)


def go_on_with_purposes(rows: Sequence[Row], labels: list[Label]) -> None:
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


def join_labels(rows: Sequence[Row], labels: list[Label]) -> None:
    """A label over some lines, and what stands behind it, are of the field that the lines name together (绩效 目标)."""
    for k in range(len(rows) - 2):
        if not (labels[k].is_field and rows[k].indented) or is_label(rows[k].text):
            continue
        end = _joined_end(rows, labels, k)
        role = role_of("".join(row.text for row in rows[k:end]), NAMED, 100.0) if end < len(rows) else None
        wanted = SECTIONS.get(role or "")
        if not wanted:
            continue
        labels[k:end] = [wanted, *[Label.UP] * (end - k - 1)]
        behind = rows[end]
        if behind.indented and not behind.gap and not is_label(behind.text) and labels[end] in _BEHIND:
            labels[end] = wanted


def _joined_end(rows: Sequence[Row], labels: Sequence[Label], start: int) -> int:
    """Behind the lines that go on with the label at `start`, up to the one that makes it a word of forms."""
    end, text = start + 1, rows[start].text
    while end < len(rows) and _joins(rows[end], labels[end]) and len(text) < MAX_CHARS:
        text += rows[end].text
        end += 1
        if role_of(text, NAMED, 100.0):
            break
    return end


def _joins(row: Row, label: Label) -> bool:
    """Whether a line may go on with the label above."""
    return label is Label.UP or (label.is_field and is_line(row))


def surround(rows: Sequence[Row], labels: list[Label]) -> None:
    """A lone indicator among fields is a field, the next one's; without a header above no table has begun.

    So is a header that does not name columns.
    """
    before = Label.OTHER
    for k, label in enumerate(labels):
        if label is Label.INDICATOR and before.is_field:
            below = next((other for other in labels[k + 1 :] if other not in CONTINUED), Label.OTHER)
            labels[k] = below if below.is_field else label
        elif label is Label.HEADER and before.is_field:
            end = next((i for i in range(k, len(labels)) if labels[i] not in (label, *CONTINUED)), len(labels))
            named = named_columns(cell.text for row in rows[k:end] for cell in row.filled)
            among = end < len(labels) and labels[end].is_field and len(named) < _MIN_COLUMNS
            labels[k] = Label.FIELD if among else label
        before = before if label in CONTINUED else labels[k]


def begin_sections(rows: Sequence[Row], labels: list[Label]) -> None:
    """A label's word above a field of its own section begins that, and goes on with nothing (预算金额 behind a purpose).

    So does one among fields that was taken for nothing of a table, and what stands behind it.
    """
    for k in range(1, len(rows) - 1):
        if labels[k] not in (Label.UP, Label.OTHER) or len(rows[k].cells) > 1:
            continue
        own = {SECTIONS.get(role) for role in whole_roles(rows[k].text) & NAMED}
        if labels[k] is Label.UP:
            labels[k] = labels[k + 1] if labels[k + 1].is_field and labels[k + 1] in own else Label.UP
        elif Label.BUDGET in own and labels[k - 1].is_field:
            end = next((i for i in range(k, len(labels)) if labels[i] is not Label.OTHER), len(labels))
            among = end < len(labels) and labels[end].is_field and rows[end].page == rows[k].page
            labels[k:end] = [Label.BUDGET if among else Label.OTHER] * (end - k)


def keep_amounts(rows: Sequence[Row], labels: list[Label]) -> None:
    """What a form spends on its tasks stands between its fields: below amounts and above others there are no indicators."""
    stream = any(row.beside for row in rows)
    for k, row in enumerate(rows):
        beside = row.beside and k and labels[k - 1] is Label.BUDGET and is_amount(rows[k - 1].text.strip())
        if labels[k] in (Label.PURPOSE, Label.UP, Label.OTHER) and beside and is_amount(row.text.strip()):
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
                text = labels[k] is Label.OTHER and is_line(rows[k]) and not (stream and _on_a_line(rows, k))
                own = labels[k] not in CONTINUED or (rows[k].beside and is_amount(rows[k].text.strip()))
                labels[k] = Label.BUDGET if own and not text else labels[k]
        start = end


def _on_a_line(rows: Sequence[Row], at: int) -> bool:
    """Whether a piece stands on one line with another, as those of a printed row do."""
    return rows[at].beside or (at + 1 < len(rows) and rows[at + 1].beside)


def keep_values(rows: Sequence[Row], labels: list[Label]) -> None:
    """A number behind a field's cell in its printed row begins no other field, where blank lines part these rows."""
    if not any(row.gap and row.indented for row in rows):
        return
    for k in range(1, len(rows)):
        joined = rows[k].indented and not rows[k].gap and rows[k - 1].indented
        if joined and labels[k - 1].is_field and labels[k].is_field and _NUMBER.match(rows[k].text):
            labels[k] = labels[k - 1]


def among_fields(rows: Sequence[Row], labels: Sequence[Label]) -> list[int]:
    """Numbers of the rows between the fields and the header of one printed table that were taken for neither: these are fields.

    Nor is a cell that stands alone and names nothing a header's.
    """
    found, before = [], 0
    for k, row in enumerate(rows):
        if not _is_printed(row) or not (labels[k].is_field or (labels[k] is Label.HEADER and _heads(row))):
            continue
        between = range(before + 1, k)
        if labels[before].is_field and all(
            rows[i].table == row.table and _is_printed(rows[i]) for i in (before, *between)
        ):
            found += [i for i in between if labels[i] in (Label.OTHER, Label.HEADER) and rows[i].filled]
        before = k
    return found


def _heads(row: Row) -> bool:
    """Whether a row may be a header's: a column or the indicators are named by it, or several cells stand in it."""
    return len(row.filled) != 1 or bool(whole_roles(row.filled[0].text) & (COLUMN_ROLES | {"side"}))


def keep_fields(rows: Sequence[Row], labels: list[Label]) -> None:
    """What stands among fields has the label that its own words give it, else that of the row above."""
    for i in among_fields(rows, labels):
        labels[i] = _section(rows[i]) or labels[i - 1]


def _is_printed(row: Row) -> bool:
    """Whether a row is one of a table for sure."""
    return row.table is not None or len(row.cells) >= _MIN_CELLS


def _section(row: Row) -> Label | None:
    """The label that the words of a form's row give it."""
    named = (SECTIONS.get(role_of(cell.text, FIELD_ROLES, LIKELY) or "") for cell in row.filled)
    return next(filter(None, named), None)


def name_fields(rows: Sequence[Row], labels: list[Label]) -> None:
    """The bare word for what a project is, on a line or two of its own, is a field's label and no unit line."""
    for k, row in enumerate(rows[:-1]):
        if labels[k] is Label.UNIT and len(row.cells) == 1:
            below = rows[k + 1].text if labels[k + 1] is Label.UP else ""
            if {term.role for text in (row.text, row.text + below) for term in exact(text)} & _IDENTITY:
                labels[k] = Label.IDENTITY


def name_lines(rows: Sequence[Row], labels: list[Label]) -> None:
    """Lines right above a header that tell fields (项目名称：…), and among them what the project is, are a form's."""
    for header in range(1, len(rows)):
        if labels[header] is not Label.HEADER or labels[header - 1] is Label.HEADER:
            continue
        start = header
        while start and labels[start - 1] is Label.OTHER and is_line(rows[start - 1]):
            start -= 1
        told = {k: _told(rows[k]) for k in range(start, header)}
        if any("project_name" in roles for roles in told.values()):
            for k, roles in told.items():
                labels[k] = next((SECTIONS.get(role, Label.FIELD) for role in sorted(roles)), labels[k])


def _told(row: Row) -> frozenset[str]:
    """The roles of the label in a line that tells a field."""
    label, colon, value = row.text.replace("：", ":").partition(":")
    return whole_roles(label) & FIELD_ROLES if colon and value.strip() else frozenset()


def name_budgets(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row of several cells that begins with a word for money and has an amount behind it tells of no purpose."""
    for k, row in enumerate(rows):
        if labels[k] is Label.PURPOSE and len(row.filled) > 1:
            first, *behind = row.filled
            money = SECTIONS.get(role_of(first.text, NAMED, LIKELY) or "") is Label.BUDGET
            labels[k] = Label.BUDGET if money and all(is_amount(cell.text.strip()) for cell in behind) else labels[k]


def name_goals(rows: Sequence[Row], labels: list[Label]) -> None:
    """A row of a form's grid that begins with a label of some goal, whatever that is called, goes on with nothing."""
    for k, row in enumerate(rows):
        first = row.cells[0].text
        if (
            labels[k] is Label.UP
            and row.table is not None
            and len(row.filled) > 1
            and _GOAL.fullmatch("".join(first.split()))
        ):
            labels[k] = Label.GOAL
