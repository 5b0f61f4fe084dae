"""Labelled rows into tables: which rows belong to one 绩效目标表, and which headings were printed around it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..lines.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..lines.classifier import LabelledRow


@dataclass(slots=True)
class Table:
    """The rows of one printed table, by what they are, each list in printed order."""

    titles: list[LabelledRow] = field(default_factory=list)
    units: list[LabelledRow] = field(default_factory=list)
    fields: list[LabelledRow] = field(default_factory=list)
    body: list[LabelledRow] = field(default_factory=list)
    """Header, indicator and continuation rows."""
    shared: list[LabelledRow] = field(default_factory=list)
    """The 单位 lines of the table above, where one heading stands for several tables: this one has none."""
    others: list[LabelledRow] = field(default_factory=list)

    @property
    def rows(self) -> list[LabelledRow]:
        """Every row but the others."""
        return [*self.titles, *self.units, *self.fields, *self.body]


def split_tables(rows: Sequence[LabelledRow]) -> list[Table]:
    """The tables of a document, in printed order.

    A table begins with its title, its unit line or its first field after the indicators of the one before.
    A title behind the last indicator may belong to the table above: `extractor.assemble.titles` decides.
    """
    tables = [Table()]
    last = Label.OTHER
    for row in rows:
        if row.label is Label.OTHER:
            tables[-1].others.append(row)
            continue
        label = row.label if row.label not in (Label.UP, Label.DOWN) else last
        if _begins(label, tables[-1], last):
            tables.append(Table())
        _part(tables[-1], label).append(row)
        last = label
    found = [table for table in tables if table.rows]
    for above, table in itertools.pairwise(found):
        if not (table.titles or table.units):
            table.shared = above.units or above.shared
    return found


def _begins(label: Label, table: Table, last: Label) -> bool:
    if label in (Label.TITLE, Label.UNIT):
        return bool(table.body or table.fields) and last is not label
    if label is Label.IDENTITY:
        return bool(table.body)
    return label.is_field and bool(table.body) and label is not Label.FIELD


def _part(table: Table, label: Label) -> list[LabelledRow]:
    if label is Label.TITLE:
        return table.titles
    if label is Label.UNIT:
        return table.units
    return table.fields if label.is_field else table.body


def line_range(rows: Iterable[LabelledRow]) -> tuple[int, int] | None:
    """First and last line of `rows`; None where the input has no lines."""
    lines = [row.row.line for row in rows if row.row.line is not None]
    return (min(lines), max(lines)) if lines else None


def page_range(rows: Iterable[LabelledRow]) -> tuple[int, int] | None:
    """First and last page of `rows`; None where the input has no pages."""
    pages = [page for row in rows for page in row.row.pages]
    return (min(pages), max(pages)) if pages else None
