"""What stands among the fields of a form and is none of its indicators, nor their header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...values.amounts import is_amount
from ..labels import Label
from ..vocabulary import (
    is_level_name,
    named_columns,
)
from .shared import CONTINUED, is_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...document import Row

_MIN_COLUMNS = 2
"""Columns that a header names at least."""
_AMONG = (*CONTINUED, Label.INDICATOR, Label.OTHER)
_BELOW = (Label.BUDGET, Label.GOAL, Label.PLAN, Label.PURPOSE)


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
