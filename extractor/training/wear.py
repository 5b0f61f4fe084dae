"""Labelled documents as poor tools hand them on: cells wrapped, amounts broken, pages ended elsewhere, blank lines lost.

The labels go with the rows. What is learned from a worn copy holds for the print it was made from, so that copies stay on
their original's side of every split.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..document import Cell, Row
from ..lines.labels import Label

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from .corpus import Sample

_AMOUNT = re.compile(r"^\d{3,}(?:\.\d+)?$")
_KEEPS = (Label.TITLE, Label.UNIT, Label.OTHER)
"""The rest of a line with one of these labels has its label; the rest of a cell is a continuation."""
_WRAPPED, _BROKEN, _ENDED, _SPACED = 0.15, 0.3, 0.08, 0.35


@dataclass(slots=True)
class _Page:
    """The rows of a worn copy, and the header that a page would repeat."""

    rows: list[Row] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    header: list[tuple[Row, Label]] = field(default_factory=list)

    def add(self, row: Row, label: Label) -> None:
        self.rows.append(row)
        self.labels.append(label)


def worn(sample: Sample, rng: random.Random) -> Sample:
    """A damaged copy of a labelled document; the same generator state gives the same copy."""
    page = _Page()
    lost = rng.random() < _SPACED
    width = rng.choice((6, 8, 10, 14, 20))
    for i, (row, label) in enumerate(zip(sample.document.rows, sample.labels, strict=True)):
        printed = replace(row, gap=0) if lost else row
        _remember(page, printed, label, i and sample.labels[i - 1] is Label.HEADER)
        if _may_end(sample, i) and rng.random() < _ENDED:
            _end_page(page, rng)
        for piece, kind in _pieces(printed, label, sample.document.layout == "cells", width, rng):
            page.add(piece, kind)
    document = replace(sample.document, rows=tuple(page.rows))
    return replace(sample, document=document, labels=tuple(page.labels))


def _remember(page: _Page, row: Row, label: Label, after_header: object) -> None:
    if label is Label.HEADER:
        page.header = [*page.header, (row, label)] if after_header else [(row, label)]


def _may_end(sample: Sample, i: int) -> bool:
    """A page may end before a printed row of indicators."""
    row, label = sample.document.rows[i], sample.labels[i]
    return label is Label.INDICATOR and sample.labels[i - 1] is Label.INDICATOR and (len(row.cells) > 1 or row.gap > 0)


def _end_page(page: _Page, rng: random.Random) -> None:
    if rng.random() < 0.4:
        number = rng.randint(1, 300)
        page.add(
            Row((Cell(rng.choice((f"{number}", f"- {number} -", f"第{number}页"))),), gap=rng.randint(0, 2)),
            Label.OTHER,
        )
    for k, (row, label) in enumerate(page.header):
        page.add(replace(row, gap=rng.randint(0, 2)) if not k else row, label)


def _pieces(row: Row, label: Label, one_cell: bool, width: int, rng: random.Random) -> Iterator[tuple[Row, Label]]:
    if one_cell:
        yield from _wrap(row, label, width, rng)
    elif label is Label.BUDGET and rng.random() < _BROKEN:
        yield from _break_amounts(row, rng)
    else:
        yield row, label


def _wrap(row: Row, label: Label, width: int, rng: random.Random) -> Iterator[tuple[Row, Label]]:
    """One cell a line: the rest of a long cell on lines of its own, without the cell mark."""
    text = row.cells[0].text
    if len(text) <= width or rng.random() > _WRAPPED:
        yield row, label
        return
    for start in range(0, len(text), width):
        cell = replace(row.cells[0], text=text[start : start + width])
        if start:
            yield replace(row, cells=(cell,), gap=0, indented=False), label if label in _KEEPS else Label.UP
        else:
            yield replace(row, cells=(cell,)), label


def _break_amounts(row: Row, rng: random.Random) -> Iterator[tuple[Row, Label]]:
    """A row of cells: the last digits of every amount on the line below, under their amount."""
    cut = rng.randint(1, 2)
    broken = [cell.column for cell in row.cells if _AMOUNT.match(cell.text)]
    heads = tuple(replace(c, text=c.text[:-cut]) if c.column in broken else c for c in row.cells)
    tails = tuple(replace(c, text=c.text[-cut:] if c.column in broken else "") for c in row.cells)
    yield replace(row, cells=heads), Label.BUDGET
    if broken:
        yield replace(row, cells=tails, gap=0), Label.UP
