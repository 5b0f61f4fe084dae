"""Printed lines become a document: as a grid, as one line a row, as one line a cell, or as a stream of pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from extractor.document import Cell, Document, Kind, Layout, Row
from extractor.lines.labels import Label
from extractor.training.synthesis.model import Line
from extractor.training.synthesis.stream import render_stream

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Marked = tuple[Row, Label]
"""A row and its label."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one document is printed and read."""

    layout: Layout
    kind: Kind
    spread: bool
    """rows: a slot that spans columns leaves blank cells behind."""
    trim: bool
    """rows: blank cells at the end of a line are not there."""
    breaks: Literal["inline", "top", "middle"]
    """rows: lines of a cell stay together, or become rows, its row's other cells at the top or in the middle."""
    glue: str
    """rows: what stands for a line break that stays inside a cell."""
    paragraph_gap: int
    """cells: blank lines before a further paragraph of a cell."""
    prose_gap: int
    """Blank lines before a line of text that is none of the form."""
    unit_marked: bool
    """cells: unit lines begin with a cell mark."""
    spaced: bool = True
    """Blank lines are where a clean dump has them."""
    flat: bool = False
    """Runs of spaces stand for the tabs: blank cells cannot be seen."""
    marked: bool = True
    """cells: the beginning of a cell is marked at all."""
    blanks: bool = True
    """cells: blank cells are there."""
    loose: bool = False
    """cells: blank lines come and go."""


_KINDS: dict[str, tuple[Kind, ...]] = {
    "grid": ("pdf", "docx", "xlsx", "html", "scan"),
    "rows": ("text",),
    "cells": ("text",),
    "stream": ("text",),
}


def draw_style(layout: Layout, rng: Random) -> Style:
    """A style without damage."""
    return Style(
        layout=layout,
        kind=rng.choice(_KINDS[layout]),
        spread=rng.random() < 0.7,
        trim=rng.random() < 0.3,
        breaks=rng.choice(("inline", "inline", "top")),
        glue=rng.choice((" ", " ", "")),
        paragraph_gap=rng.choice((0, 1)),
        prose_gap=rng.choice((0, 0, 1)),
        unit_marked=rng.random() < 0.6,
    )


def render(lines: Sequence[Line], style: Style, form: str, rng: Random) -> tuple[Document, tuple[Label, ...]]:
    """The document of the lines, and a label for each of its rows."""
    lines = [line if any(slot.text.strip() for slot in line.slots) else _blank(line) for line in lines]
    if style.layout == "cells":
        marked = _render_cells(lines, style, rng)
    elif style.layout == "rows":
        marked = _render_rows(lines, style)
    elif style.layout == "stream":
        marked = render_stream(lines, rng)
    else:
        marked = _render_grid(lines, style)
    if style.layout in ("rows", "cells"):
        marked = _with_line_numbers(marked)
    rows = tuple(row for row, _ in marked)
    digest = sha256("\n".join(row.text for row in rows).encode()).hexdigest()
    pages = max((row.page or 0 for row in rows), default=0) or None
    document = Document(f"synthetic-{form}-{digest[:8]}", digest, style.kind, style.layout, rows, pages)
    return document, tuple(label for _, label in marked)


def _blank(line: Line) -> Line:
    """A row without a word is nothing of the table, whatever it was meant for."""
    return replace(line, slots=tuple(replace(slot, label=Label.OTHER) for slot in line.slots), label=Label.OTHER)


def explode(line: Line, *, middle: bool) -> list[Line]:
    """A line whose slots hold line breaks as several lines, labelled as rest or beginning of the one that leads.

    The leading line has the first piece of the shortest slot: in a centred row the longer ones begin above it.
    """
    pieces = [slot.text.split("\n") for slot in line.slots]
    height = max(map(len, pieces))
    if height == 1:
        return [line]
    offsets = [(height - len(each)) // 2 if middle else 0 for each in pieces]
    filled = [at for at, slot in enumerate(line.slots) if slot.text.strip()]
    lead = offsets[min(filled, key=lambda at: len(pieces[at]))]
    lines = []
    for number in range(height):
        texts = [
            each[number - top] if 0 <= number - top < len(each) else ""
            for each, top in zip(pieces, offsets, strict=True)
        ]
        slots = tuple(replace(slot, text=text) for slot, text in zip(line.slots, texts, strict=True))
        lines.append(Line(slots, _piece_label(line, number - lead), line.table, line.after_break and number == 0))
    return lines


def _piece_label(line: Line, from_lead: int) -> Label:
    if line.table is None or from_lead == 0 or line.label in (Label.OTHER, Label.UP):
        return line.label
    return Label.UP if from_lead > 0 else Label.DOWN


def _render_grid(lines: Sequence[Line], style: Style) -> list[Marked]:
    marked: list[Marked] = []
    page = 1
    table = -1
    before: int | None = None
    for line in lines:
        page += line.after_break
        if line.table is not None and line.table != before:
            table += 1
        before = line.table
        cells = tuple(
            Cell(slot.text, start, slot.span, slot.covered)
            for slot, start in zip(line.slots, line.starts(), strict=True)
        )
        paged = page if style.kind in ("pdf", "scan") else None
        marked.append((Row(cells, page=paged, table=table if line.table is not None else None), line.label))
    return marked


def _render_rows(lines: Sequence[Line], style: Style) -> list[Marked]:
    marked: list[Marked] = []
    in_table = False
    pending = 0
    for whole in lines:
        apart = style.breaks != "inline" or whole.table is None
        printed = (
            explode(whole, middle=style.breaks == "middle")
            if apart
            else [whole.map(lambda text: text.replace("\n", style.glue))]
        )
        for number, line in enumerate(printed):
            table = line.table is not None
            gap = _row_gap(line, follows=in_table, begins=number == 0, style=style) + pending
            in_table = table
            texts = _row_texts(line, style)
            pending = 0 if texts else gap + 1
            if texts:
                row = Row(tuple(Cell(text, at) for at, text in enumerate(texts)), gap=gap)
                marked.append((row, line.label if any(map(str.strip, texts)) else Label.OTHER))
    return marked


def _row_gap(line: Line, *, follows: bool, begins: bool, style: Style) -> int:
    if not style.spaced or not begins or (follows and line.table is not None and not line.after_break):
        return 0
    return style.prose_gap if line.table is None and line.label is Label.OTHER else 1


def _row_texts(line: Line, style: Style) -> list[str]:
    if line.table is None:
        return [line.slots[0].text]
    if style.flat:
        return [piece for slot in line.slots for piece in re.split(r"\s{2,}", slot.text.strip()) if piece]
    texts = []
    for slot in line.slots:
        texts += [slot.text, *[""] * ((slot.span - 1) * style.spread)]
    while style.trim and len(texts) > 1 and not texts[-1].strip():
        texts.pop()
    return texts


def _render_cells(lines: Sequence[Line], style: Style, rng: Random) -> list[Marked]:
    marked: list[Marked] = []
    for line in lines:
        for at, slot in enumerate(line.slots):
            for number, text in enumerate(slot.text.split("\n")):
                inside = line.table is not None and number > 0 and slot.label is not Label.OTHER
                label = Label.UP if inside else slot.label
                gap = _cell_gap(line, at, number, style, rng) if marked else 0
                cell_begins = number == 0 and (
                    line.table is not None or (line.label is Label.UNIT and style.unit_marked)
                )
                marked.append((Row((Cell(text),), gap=gap, indented=cell_begins and style.marked), label))
    return _without_blanks(marked, style)


def _cell_gap(line: Line, at: int, number: int, style: Style, rng: Random) -> int:
    if not style.spaced:
        return 0
    if number:
        gap = style.paragraph_gap
    elif line.table is None:
        gap = {Label.TITLE: rng.choice((2, 2, 3)), Label.OTHER: style.prose_gap}.get(line.label, 0)
    elif at:
        gap = 0
    else:
        gap = 1 + line.after_break + (line.label is Label.HEADER and rng.random() < 0.3) * 2
    if style.loose and rng.random() < 0.15:
        gap = rng.choice((0, 1, 1, 2))
    return gap


def _without_blanks(marked: list[Marked], style: Style) -> list[Marked]:
    """Takes blank cells away where they cannot be seen; runs of spaces leave a blank line."""
    if style.blanks and not style.flat:
        return marked
    kept: list[Marked] = []
    pending = 0
    for row, label in marked:
        if not row.text.strip():
            pending += row.gap + style.flat
            continue
        kept.append((replace(row, gap=row.gap + pending), label))
        pending = 0
    return kept


def _with_line_numbers(marked: Sequence[Marked]) -> list[Marked]:
    numbered, at = [], 0
    for row, label in marked:
        at += row.gap + 1
        numbered.append((replace(row, line=at), label))
    return numbered
