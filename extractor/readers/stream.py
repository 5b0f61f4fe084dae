"""Text dumps in the order in which a page was printed, as ``pdftotext -raw`` writes them.

Cells come one after another, row by row. Cells that stand at one height share a line, a blank between them; a cell that was
wrapped has each of its lines on a line of its own. A row of the document is one such piece of a cell; only the pieces of a
word of the vocabulary (labels, headers, names of levels) are put together here, as nothing else can be meant by them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..document import Cell, Row
from ..layout.furniture import drop_furniture
from ..lines.vocabulary import HEADER_COLUMNS, MAX_CHARS, named_columns, whole_roles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_APART = re.compile(r"(?<=\S)[ \u3000\u00a0]{2,}(?=\S)")
_HEAD_CELLS = 3
"""Cells that a header's line holds at least."""
_TYPESET = re.compile(r"[一-鿿] [0-9A-Za-z]|[0-9A-Za-z] [一-鿿]")
_TIGHT = re.compile(r"[一-鿿][0-9A-Za-z]|[0-9A-Za-z][一-鿿]")
_BRACKET, _CLOSING = re.compile(r"[（(]"), "）)"
_MOSTLY = 5
"""Times that Chinese letters and others are parted by a space, for each that they are not, where the print does so."""
_PIECES = 6
"""Most lines that a word of the vocabulary is wrapped into."""


def is_stream(lines: Sequence[str]) -> bool:
    """Whether the words of a header stand on one line with a single blank between them, or partly on lines of their own."""
    if any("\t" in line for line in lines):
        return False
    pieces = _pieces((0, None, 0, "" if _APART.search(line) else line) for line in lines)
    words = [joined(pieces[run.start : run.stop]) for run in word_runs(pieces)]
    heads = [k for k, row in enumerate(words) if row.beside]
    return any(
        len(named_columns(row.text for row in words[max(k - 1, 0) : k + _HEAD_CELLS - 1])) >= HEADER_COLUMNS
        for k in heads
    )


def read_stream(lines: Iterable[tuple[int, int | None, int, str]]) -> list[Row]:
    """The pieces of cells, without what pages print around them; `lines` are number, page, blank lines before, and text."""
    printed = drop_furniture(
        [Row((Cell(text.strip()),), page, number, None, gap) for number, page, gap, text in lines], feet=False
    )
    pieces = mark_spaced(_pieces((row.line or 0, row.page, row.gap, row.text) for row in printed))
    return [joined(pieces[run.start : run.stop]) for run in word_runs(pieces)]


def _pieces(lines: Iterable[tuple[int, int | None, int, str]]) -> list[Row]:
    return [
        Row((Cell(word),), page, number, None, 0 if place else gap, beside=place > 0)
        for number, page, gap, line in lines
        for place, word in enumerate(line.split())
    ]


def is_typeset(lines: Sequence[str]) -> bool:
    """Whether the print puts a space between Chinese letters and others."""
    spaced = sum(len(_TYPESET.findall(line)) for line in lines)
    return spaced > _MOSTLY * sum(len(_TIGHT.findall(line)) for line in lines)


def mark_spaced(pieces: Sequence[Row]) -> list[Row]:
    """Pieces with `Row.spaced`, in a dump whose print puts a space between Chinese letters and others.

    A whole word of the vocabulary is a cell of its own, if what stands beside it does not make another one of it.
    """
    lines: list[str] = []
    for row in pieces:
        if row.beside:
            lines[-1] += f" {row.text}"
        else:
            lines.append(row.text)
    if not is_typeset(lines):
        return list(pieces)
    return [
        replace(row, spaced=True) if k and row.beside and _is_one_cell(pieces[k - 1].text, row.text) else row
        for k, row in enumerate(pieces)
    ]


def _is_one_cell(left: str, right: str) -> bool:
    """Whether the space between two pieces may be that between Chinese letters and others."""
    if not _TYPESET.match(f"{left[-1]} {right[0]}"):
        return False
    return not whole_roles(left) or bool(whole_roles(left + right))


def word_runs(pieces: Sequence[Row]) -> list[range]:
    """Which pieces make one word of the vocabulary, the others each by itself."""
    runs: list[range] = []
    at = 0
    while at < len(pieces):
        size = next((size for size in range(_PIECES, 1, -1) if _is_word(pieces[at : at + size], size)), 1)
        runs.append(range(at, at + size))
        at += size
    return runs


def _is_word(pieces: Sequence[Row], size: int) -> bool:
    if len(pieces) < size or any(row.beside and not row.spaced for row in pieces[1:]):
        return False
    texts = [row.text for row in pieces]
    whole = "".join(texts)
    if len(whole) > MAX_CHARS or not whole_roles(whole) or (_BRACKET.search(whole) and whole[-1] not in _CLOSING):
        return False
    return not all(whole_roles(text) for text in texts)


def joined(pieces: Sequence[Row]) -> Row:
    """The pieces as one row, line breaks kept."""
    first, *rest = pieces
    if not rest:
        return first
    return replace(first, cells=(Cell("\n".join(row.text for row in pieces)),))
