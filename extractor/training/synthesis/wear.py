"""What printing and reading does to a document: page breaks, wrapped cells, broken numbers, mistaken letters.

Each kind of damage is drawn for a document with its own probability; the gold record stays what was meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.lines.labels import Label
from extractor.training.synthesis.model import Line, Slot, text_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from extractor.training.synthesis.render import Style

_NUMBER = re.compile(r"\d[\d.,]{3,}")
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_MISREAD = {
    "≥": "2>",
    "≤": "<S",
    "%": "％9",
    "0": "O",
    "1": "l",
    "标": "栝",
    "日": "目",
    "末": "未",
    "（": "(",
    "。": ".",
}
_HIDDEN = (Label.TITLE, Label.UNIT, Label.OTHER)


def wear_style(style: Style, rng: Random) -> Style:
    """The style of a document that was read badly."""
    return replace(
        style,
        breaks=rng.choice(("inline", "inline", "top", "middle")),
        spaced=rng.random() >= 0.15,
        flat=rng.random() < 0.15,
        marked=rng.random() >= 0.06,
        blanks=rng.random() >= 0.15,
        loose=rng.random() < 0.15,
    )


def wear(
    lines: Sequence[Line], style: Style, furniture: Callable[[int], list[Line]], rng: Random, *, misreads: bool = True
) -> list[Line]:
    """The lines after damage, to letters only with `misreads`.

    `furniture` gives the lines printed at a page break, by the number of the page ended.
    """
    worn = list(lines)
    if style.layout == "rows" and rng.random() < 0.4:
        worn = centre_merged(worn, rng)
    if rng.random() < 0.5:
        worn = break_pages(worn, furniture, rng, cuts=rng.random() < (0.1 if style.layout == "cells" else 0.6))
    if rng.random() < 0.2:
        worn = [shifted(line) if line.table is not None and rng.random() < 0.06 else line for line in worn]
    if rng.random() < 0.3:
        worn = [line if line.table is None else line.map(lambda text: split_number(text, rng)) for line in worn]
    if style.layout != "stream" and rng.random() < 0.45:
        worn = wrap_cells(worn, rng)
    if rng.random() < 0.1:
        worn = [line.map(lambda text: text.translate(_FULL)) for line in worn]
    if rng.random() < 0.08 and misreads:
        worn = [line.map(lambda text: misread(text, rng)) for line in worn]
    return worn


def break_pages(
    lines: Sequence[Line], furniture: Callable[[int], list[Line]], rng: Random, *, cuts: bool
) -> list[Line]:
    """Pages of a drawn length. A table that goes on repeats its header; with `cuts`, rows may be cut in two."""
    length, header_again = rng.randint(12, 50), rng.random() < 0.8
    worn: list[Line] = []
    header: list[Line] = []
    page, on_page = 1, 0
    for line in lines:
        if line.label is Label.HEADER:
            header = [*header, line] if worn and worn[-1] in header[-1:] else [line]
        elif on_page >= rng.randint(length - 4, length):
            head, tail = cut(line, rng) if cuts and line.label is Label.INDICATOR else (None, line)
            repeated = header if header_again and header and header[0].table == line.table else []
            worn += [*([head] if head else []), *_begin_page([*furniture(page), *repeated, _uncovered(tail)])]
            page, on_page = page + 1, 0
            continue
        worn.append(line)
        on_page += 1
    return worn


def _begin_page(lines: Sequence[Line]) -> list[Line]:
    """Marks the first line after the page number as the page's first."""
    at = next((number for number, line in enumerate(lines) if line.label is not Label.OTHER), len(lines) - 1)
    return [replace(line, after_break=number == at) for number, line in enumerate(lines)]


def _uncovered(line: Line) -> Line:
    return replace(line, slots=tuple(replace(slot, covered=False) for slot in line.slots))


def cut(line: Line, rng: Random) -> tuple[Line | None, Line]:
    """A row cut by a page's end: what stays above and the rest, which may repeat some letters of it."""
    heads, tails = [], []
    for slot in line.slots:
        if len(slot.text) < 5 or rng.random() < 0.5:
            heads.append(slot)
            tails.append(replace(slot, text="", label=Label.UP, covered=False))
            continue
        at = rng.randint(2, len(slot.text) - 1)
        again = rng.choice((0, 0, 0, 1, 2, 4)) if at > 4 else 0
        heads.append(replace(slot, text=slot.text[:at].rstrip("\n")))
        tails.append(replace(slot, text=slot.text[at - again :].lstrip("\n"), label=Label.UP, covered=False))
    if not any(slot.text for slot in tails):
        return None, line
    return replace(line, slots=tuple(heads)), Line(tuple(tails), Label.UP, line.table)


def centre_merged(lines: Sequence[Line], rng: Random) -> list[Line]:
    """Cells merged downwards have their text in the middle of the rows they cover, or spread over them."""
    worn = list(lines)
    for number, line in enumerate(lines):
        for slot, start in zip(line.slots, line.starts(), strict=True):
            if slot.down > 1 and slot.text:
                pieces = slot.text.split("\n")
                spread = 1 < len(pieces) <= slot.down or (slot.down == 2 and len(slot.text) > 5 and rng.random() < 0.3)
                if spread and len(pieces) == 1:
                    pieces = [slot.text[: len(slot.text) // 2], slot.text[len(slot.text) // 2 :]]
                texts = dict(enumerate(pieces)) if spread else {rng.choice((slot.down - 1, slot.down)) // 2: slot.text}
                for below in range(slot.down):
                    _put(worn, number + below, start, texts.get(below, ""))
    return worn


def _put(lines: list[Line], number: int, start: int, text: str) -> None:
    line = lines[number]
    at = line.starts().index(start)
    slots = (*line.slots[:at], replace(line.slots[at], text=text), *line.slots[at + 1 :])
    lines[number] = replace(line, slots=slots)


def shifted(line: Line) -> Line:
    """The row moved by a cell: to the left over a blank, else to the right."""
    first, *rest = line.slots
    blank = Slot("", first.label)
    if not first.text.strip() and any(slot.text.strip() for slot in rest):
        return replace(line, slots=(*rest, blank))
    return replace(line, slots=(blank, *line.slots))


def split_number(text: str, rng: Random) -> str:
    """Long numbers broken at any digit, by a space or the end of the line."""

    def broken(match: re.Match[str]) -> str:
        if rng.random() < 0.5:
            return match[0]
        at = rng.randint(1, len(match[0]) - 1)
        return match[0][:at] + rng.choice((" ", " ", "\n")) + match[0][at:]

    return _NUMBER.sub(broken, text)


def wrap_cells(lines: Sequence[Line], rng: Random) -> list[Line]:
    """Cells wrapped at a drawn width for each grid column, prose at a drawn width of the page."""
    per_column, page_width, loose = rng.randint(4, 14), rng.randint(24, 60), rng.random() < 0.5
    worn = []
    for line in lines:
        if line.table is None:
            worn += _wrapped_prose(line, page_width)
            continue
        slots = [
            slot if loose and rng.random() < 0.5 else replace(slot, text=wrapped(slot.text, per_column * slot.span))
            for slot in line.slots
        ]
        worn.append(replace(line, slots=tuple(slots)))
    return worn


def _wrapped_prose(line: Line, width: int) -> list[Line]:
    pieces = wrapped(line.slots[0].text, width).split("\n") if line.label in _HIDDEN else [line.slots[0].text]
    first, *rest = pieces
    return [
        replace(line, slots=(replace(line.slots[0], text=first),)),
        *(text_line(piece, line.label) for piece in rest),
    ]


def wrapped(text: str, width: int) -> str:
    """The text with a line break after every `width` letters of each of its lines."""
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))


def misread(text: str, rng: Random) -> str:
    """The text with a few letters mistaken as OCR does."""
    return "".join(
        rng.choice(_MISREAD[letter]) if letter in _MISREAD and rng.random() < 0.05 else letter for letter in text
    )
