"""Header rows into columns, whatever the layout prints them in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..document import ONE_CELL
from ..lines.labels import Label
from ..lines.vocabulary import is_level_name
from ..values.text import heal
from .columns import KNOWN, Column, column_role, settle
from .join import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Layout
    from ..lines.classifier import LabelledRow

_ROWS = 2
_MIN_KNOWN = 2
"""A header names at least so many columns that records have a field for; else it is not believed."""


def believed(columns: Sequence[Column]) -> bool:
    """Whether enough of the columns that a header prints are known for it to be one."""
    return sum(column.role in KNOWN for column in columns) >= _MIN_KNOWN


def read_header(rows: Sequence[LabelledRow], layout: Layout) -> list[Column]:
    """The columns that header rows print, `believed` or not.

    `rows` are consecutive rows labelled header, and what continues them. In a grid a second header row fills in below
    the first; where nothing of a table's columns is left of it, it names them anew. Of several columns below one word
    (实施期绩效指标 above 二级指标, 三级指标 …) each is what its own words say.
    """
    return _from_stream(rows) if layout in ONE_CELL else _from_rows(rows)


def _from_stream(rows: Sequence[LabelledRow]) -> list[Column]:
    printed: list[list[str]] = [[]]
    marked = any(row.row.indented for row in rows)
    for row in rows:
        text = heal(row.row.text)
        if printed[-1] and (row.label is Label.UP or (marked and not row.row.indented)):
            printed[-1][-1] = join(printed[-1][-1], text).text
            continue
        if printed[-1] and row.row.gap and row.row.indented:
            printed.append([])
        printed[-1].append(text)
    both = _spread(*printed) if len(printed) == _ROWS else []
    if any(group for _, group in both):
        return settle([Column(column_role(text), text, k, group=group) for k, (text, group) in enumerate(both)])
    headers = [text for text, _ in both] or _ungrouped([text for texts in printed for text in texts])
    headers = _once([text for text in headers if text])
    roles = [column_role(text) for text in headers]
    named = [(role, text) for k, (role, text) in enumerate(zip(roles, headers, strict=True)) if role != "side" or not k]
    return settle([Column(role, text, k) for k, (role, text) in enumerate(named)])


def _ungrouped(headers: list[str]) -> list[str]:
    """Without the word above a group of columns: behind it come the blank cells of the second row, below the columns before it."""
    for k, text in enumerate(headers[1:], 1):
        if text and all(headers[:k]) and headers[k + 1 : 2 * k + 1] == [""] * k and any(headers[2 * k + 1 : 2 * k + 2]):
            return [*headers[:k], *headers[2 * k + 1 :]]
    return headers


def _once(headers: list[str]) -> list[str]:
    """A header that a page end right below it made to be printed twice."""
    half = len(headers) // 2
    return headers[:half] if half >= _MIN_KNOWN and headers[:half] == headers[half:] else headers


def _spread(first: Sequence[str], second: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of a header in two rows of which the first has one cell for several columns, each with its group.

    A blank cell of the second row stands below a column's name, a run of others below a group's, or below the levels'
    names that stand side by side above equal shares of it. Empty where the rows do not fit each other.
    """
    places: list[list[str]] = []
    for k, text in enumerate(second):
        if not text or not k or not second[k - 1]:
            places.append([])
        places[-1] += [text] if text else []
    if not all(first) or all(second):
        return []
    if len(places) != len(first):
        places = _shared_out(first, places)
    if len(places) != len(first):
        return []
    return [
        (name, above if is_level_name(above) and below else "")
        for above, below in zip(first, places, strict=True)
        for name in below or [above]
    ]


def _shared_out(first: Sequence[str], places: list[list[str]]) -> list[list[str]]:
    """The last run of names in equal and like shares below the words that end the first row."""
    names = places[-1] if places else []
    groups = len(first) - len(places) + 1
    width, rest = divmod(len(names), groups) if groups > 1 else (0, 0)
    shares = [names[k * width : (k + 1) * width] for k in range(groups)] if width and not rest else []
    return [*places[:-1], *shares] if shares and all(share == shares[0] for share in shares) else []


def _parted(rows: Sequence[LabelledRow]) -> set[int]:
    """The columns at which cells begin below a wider one that has several of them below it."""
    found: set[int] = set()
    for above, below in pairwise(rows):
        for wide in above.row.filled:
            under = [cell.column for cell in below.row.filled if 0 <= cell.column - wide.column < wide.span]
            found |= set(under) if len(under) > 1 else set()
    return found


def _from_rows(rows: Sequence[LabelledRow]) -> list[Column]:
    if len(rows) == _ROWS and not any(cell.covered or cell.span > 1 for row in rows for cell in row.row.cells):
        both = _spread(*([heal(cell.text) for cell in row.row.cells] for row in rows))
        if len(both) > len(rows[0].row.cells):
            return settle([Column(column_role(text), text, k, group=group) for k, (text, group) in enumerate(both)])
    printed: dict[int, tuple[str, int]] = {}
    groups: dict[int, str] = {}
    parted = _parted(rows)
    for row in rows:
        for cell in row.row.cells:
            text = heal(cell.text)
            if not text:
                continue
            if cell.span > 1 and is_level_name(text):
                groups |= dict.fromkeys(range(cell.column, cell.column + cell.span), text)
            above, span = printed.get(cell.column, ("", cell.span))
            own = cell.column in groups or (cell.column in parted and column_role(text) != "extra")
            plain = row.label is Label.UP or (column_role(above) == "extra" and not own)
            printed[cell.column] = (join(above, text).text if above and plain else text, min(span, cell.span))
    return settle(
        [
            Column(column_role(text), text, index, span, groups.get(index, ""))
            for index, (text, span) in sorted(printed.items())
        ]
    )
