"""What a reader of a record should know of how it was read: letters that an OCR engine was unsure of, rows over page ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines.labels import Label
from ..lines.vocabulary import fold, words
from ..records import Issue
from ..values.amounts import MONEY_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..document import Cell, Row
    from ..records import Budget, Project
    from .rows import BodyRow
    from .segment import Table

_DOUBTFUL = 0.9
_MONEY_DOUBTFUL = 0.98
"""A sum of money is to be compared with the print already below this confidence: no other cell is as costly to get wrong."""
_PARTS, _WORDED = ("fiscal", "other_money"), (Label.PURPOSE, Label.GOAL)
"""Roles of the labels of a budget's parts, and rows in which their words are no labels."""
_MONEY = re.compile(rf"[0-9][0-9,，.]*(?:{MONEY_UNIT})")


def row_reading(row: BodyRow) -> float:
    """Confidence of the least certain cell of a row, 0..1; 1 where nothing was read from a picture."""
    return _least(piece.cell for value in row.cells.values() for piece in value.pieces)


def table_reading(table: Table) -> float:
    """Confidence of the least certain cell of a table, 0..1; 1 where nothing was read from a picture."""
    return _least(cell for row in table.rows for cell in row.row.cells)


def _least(cells: Iterable[Cell]) -> float:
    return min((cell.confidence for cell in cells if cell.confidence is not None), default=1.0)


def reading_issues(table: Table) -> list[Issue]:
    """Doubtful cells of a table, and repairs that were proposed and not made."""
    return [issue for row in table.rows for issue in _issues(row.row.cells, row.row.page)]


def money_issues(table: Table, project: Project) -> list[Issue]:
    """The sums of money that were read with less than full certainty: those of the budget, and targets that are money.

    And parts of the budget that are named and were not found. What is less certain still is a doubtful cell, whatever it holds
    (`reading_issues`).
    """
    budget = project.budget
    amounts = [
        (f"budget.{name}", amount.text)
        for name, amount in (("total", budget.total), ("fiscal", budget.fiscal), ("other", budget.other))
        if amount
    ]
    amounts += [
        (f"indicators[{i}].target", indicator.target.text)
        for i, indicator in enumerate(project.indicators)
        if indicator.target and _MONEY.search(indicator.target.text)
    ]
    cells = [(_bare(cell.text), cell, row.row.page) for row in table.rows for cell in row.row.cells]
    found = [issue for name, text in amounts for issue in _money_issues(name, _bare(text), cells)]
    return [*found, *_lost_parts(table, budget)]


def _lost_parts(table: Table, budget: Budget) -> Iterator[Issue]:
    """An issue where a scan prints the label of a part and no part has an amount: forms leave hardly ever all of them blank."""
    if budget.fiscal or budget.other:
        return
    for labelled in table.fields:
        for cell in labelled.row.cells if labelled.label not in _WORDED else ():
            if cell.confidence is not None and _names_part(cell.text):
                message = f"no amount was found for «{_bare(cell.text)}», nor for another part: compare with the print"
                yield Issue(
                    code="missing-part", severity="warning", field="budget", message=message, page=labelled.row.page
                )
                return


def _names_part(text: str) -> bool:
    """Whether the label of a part stands in a cell, be it with other cells' texts: where ruling is lost they are one."""
    folded = fold(text)
    return any(fold(word) in folded for role in _PARTS for word in words(role))


def _money_issues(name: str, amount: str, cells: Iterable[tuple[str, Cell, int | None]]) -> Iterator[Issue]:
    """At most one issue, of the least certain cell that holds the amount."""
    alone = re.compile(rf"(?<![0-9.,，]){re.escape(amount)}(?![0-9.,，])")
    found = [
        (cell.confidence, page) for text, cell, page in cells if cell.confidence is not None and alone.search(text)
    ]
    sure, page = min(found, key=lambda each: each[0], default=(1.0, None))
    if _DOUBTFUL <= sure < _MONEY_DOUBTFUL:
        message = f"the sum «{amount}» was read with confidence {sure:.2f}: compare with the print"
        yield Issue(code="money-doubtful", severity="warning", field=name, message=message, page=page)


def _bare(text: str) -> str:
    return "".join(text.split())


def page_end_issues(row: BodyRow, number: int) -> list[Issue]:
    """Where the rest of an indicator stands whose row a page end broke: its own page and box are those of the first part."""
    return [
        Issue(
            code="over-page-end", severity="info", field=f"indicators[{number}]", message=_where(rest), page=rest.page
        )
        for labelled in row.rows
        for rest in _rests(labelled.row)
    ]


def _rests(row: Row) -> Iterator[Row]:
    if row.rest:
        yield row.rest
        yield from _rests(row.rest)


def _where(rest: Row) -> str:
    box = rest.box
    place = f" at {box.x0:.0f}, {box.top:.0f}, {box.x1:.0f}, {box.bottom:.0f}" if box else ""
    return f"the row goes over the end of its page; its rest stands on page {rest.page}{place}"


def _issues(cells: Iterable[Cell], page: int | None) -> Iterator[Issue]:
    for cell in cells:
        text = _bare(cell.text)
        if text and cell.confidence is not None and cell.confidence < _DOUBTFUL:
            message = f"«{text}» was read with confidence {cell.confidence:.2f}: compare with the print"
            yield Issue(code="ocr-doubtful", severity="warning", message=message, page=page)
        for mend in cell.mends:
            if not mend.done:
                message = f"«{mend.read}» may be «{mend.text}» ({mend.rule}, score {mend.score:.2f})"
                yield Issue(code="ocr-proposal", severity="info", message=message, page=page)
