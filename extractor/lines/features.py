"""What the line classifier sees of a row: its words, its shape, its cells, and its neighbours.

Every feature is a short string; absence means false.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .below import against_header
from .groups import HEADER, SUM, group_features
from .places import BODY, ahead_of, marks_of, places_of, sections_of
from .rhythm import rhythm_features
from .stream import stream_features, whole_texts
from .texts import kind, text_features
from .vocabulary import MAX_CHARS, exact
from .wraps import wrap_features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_BRACKET = re.compile(r"[（(]")


def row_features(rows: Sequence[Row]) -> list[list[str]]:
    """For every row the list of its features, in the order of `rows`."""
    lines = whole_texts(rows)
    printed = [line or _first(row) for row, line in zip(rows, lines, strict=True)]
    whole, broken = _broken_labels(rows, printed)
    firsts = [label or first for label, first in zip(whole, printed, strict=True)]
    kinds = [_row_kind(row, first) for row, first in zip(rows, firsts, strict=True)]
    shapes, groups = against_header(rows), group_features(rows, kinds)
    heads = [HEADER in found or HEADER in shape for found, shape in zip(groups, shapes, strict=True)]
    own = [_own(row, first, head) for row, first, head in zip(rows, firsts, heads, strict=True)]
    marks = marks_of(rows, whole, heads)
    places, ahead = places_of(marks), ahead_of(marks)
    sections = sections_of(whole, heads, places)
    kinds = [HEADER if head else kind for kind, head in zip(kinds, heads, strict=True)]
    pieces = stream_features(rows)
    body = [place == BODY for place in places]
    wraps = wrap_features(rows, [head or inside for head, inside in zip(heads, body, strict=True)])
    sums = ["|sum" if SUM.search(first) else "" for first in firsts]
    rhythm = rhythm_features(rows, heads, body, [found[-1] if found else "" for found in wraps], sums)
    return [
        [
            *own[i],
            *_around(rows, firsts, kinds, i),
            *sections[i],
            *shapes[i],
            *groups[i],
            *broken[i],
            places[i],
            ahead[i],
            f"{places[i]}>{ahead[i]}",
            *wraps[i],
            *rhythm[i],
            *pieces[i],
            *(f"s|own|{name}" for name in (text_features(rows[i].text) if lines[i] else ())),
        ]
        for i in range(len(rows))
    ]


def _broken_labels(rows: Sequence[Row], firsts: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """First cells that make a label or header with that of the row below: made whole, and what they are, for both rows."""
    whole = list(firsts)
    found: list[list[str]] = [[] for _ in rows]
    for i in range(len(rows) - 1):
        upper, lower = (row.cells[0].text.strip() if row.cells else "" for row in rows[i : i + 2])
        if upper and lower and _adjoin(*rows[i : i + 2]) and len(upper) + len(lower) <= MAX_CHARS:
            for term in exact(upper + _BRACKET.split(lower)[0]) if lower[0] not in "（(" else ():
                whole[i], whole[i + 1] = upper + lower, ""
                found[i].append(f"head|{term.role}")
                found[i + 1].append(f"rest|{term.role}")
    return whole, found


def _adjoin(upper: Row, lower: Row) -> bool:
    """Whether a cell may go on in the next row: no blank line parts them, or only the one before a cell's second paragraph."""
    return not lower.gap or (upper.indented and not lower.indented and lower.gap == 1)


def _first(row: Row) -> str:
    return next((cell.text.strip() for cell in row.cells if cell.text.strip()), "")


def _row_kind(row: Row, first: str) -> str:
    return kind(first) if len(row.cells) == 1 else f"{min(len(row.filled), 4)}{kind(first)}"


def _own(row: Row, first: str, head: bool) -> list[str]:
    """In a header the words say nothing more: columns may have any name, and name fields in a long table."""
    found = ["bias", *(() if head else text_features(first)), f"gap{min(row.gap, 3)}"]
    if row.indented:
        found.append("mark")
    if len(row.cells) > 1 and not head:
        found += _many(row)
    return found


def _many(row: Row) -> list[str]:
    """Features of a row of several cells: how many, which is the first filled, what the others are."""
    filled = row.filled
    found = ["many", f"filled{min(len(filled), 7)}", f"cells{min(len(row.cells), 9)}"]
    if filled:
        found.append(f"at{min(filled[0].column, 4)}")
        found.append(f"last|{kind(filled[-1].text.strip())}")
    kinds = {kind(cell.text.strip()) for cell in filled}
    found += [f"has|{name}" for name in sorted(kinds)]
    if any(cell.covered for cell in row.cells):
        found.append("covered")
    short = sum(len(cell.text.strip()) <= 4 for cell in filled)
    if filled and short == len(filled):
        found.append("allshort")
    return found


def _around(rows: Sequence[Row], firsts: list[str], kinds: list[str], i: int) -> list[str]:
    found = []
    for step in (-3, -2, -1, 1, 2, 3):
        k = i + step
        found.append(f"{step}|{kinds[k]}" if 0 <= k < len(rows) else f"{step}|edge")
    if i and firsts[i] and firsts[i] == firsts[i - 1]:
        found.append("same")
    if i and len(rows[i].cells) != len(rows[i - 1].cells):
        found.append("cellschange")
    if i and rows[i].page != rows[i - 1].page:
        found.append("newpage")
    if i + 1 < len(rows):
        found.append(f"nextgap{min(rows[i + 1].gap, 3)}")
        if rows[i + 1].indented:
            found.append("nextmark")
    before, after = kinds[i - 1] if i else "edge", kinds[i + 1] if i + 1 < len(rows) else "edge"
    found += [f"{before}<{kinds[i]}", f"{kinds[i]}>{after}", f"{before}<{kinds[i]}>{after}"]
    return found
