"""Documents into tables for a person to correct: labelled by the model, least certain first."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ..assemble.segment import split_tables
from .labels import LabelLine, LabelTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..document import Document
    from ..lines.classifier import LabelledRow
    from ..models import Model


def prelabel(documents: Iterable[tuple[Document, Model]]) -> list[LabelTable]:
    """Every row of the documents with its model's label, cut into tables; the table with the least certain row first."""
    tables = [table for document, model in documents for table in cut(document, model.lines.label(document.rows))]
    return sorted(tables, key=lambda table: table.certainty)


def cut(document: Document, rows: Sequence[LabelledRow]) -> list[LabelTable]:
    """The rows of a document as its tables, each with the rows before it; what follows the last one belongs to it."""
    found = []
    for number, (start, end) in enumerate(itertools.pairwise([*starts(rows), len(rows)]), 1):
        lines = tuple(LabelLine(row.row, row.label, round(row.probability, 3)) for row in rows[start:end])
        found.append(LabelTable(document.file, document.sha256, document.kind, document.layout, number, lines))
    return found


def starts(rows: Sequence[LabelledRow]) -> list[int]:
    """The place of the first row of each table; that of the first table is 0. Nothing for no rows."""
    if not rows:
        return []
    places = {id(row): k for k, row in enumerate(rows)}
    firsts = sorted(min(places[id(row)] for row in table.rows) for table in split_tables(rows))
    return [0, *firsts[1:]]
