"""Damage to the text of a dump that leaves what its records say as it was: to try the whole pipeline on.

A dump has one line a table row, its cells parted by tabs, or one line a table cell, begun by a tab.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from extractor.training.synthesis.synonyms import HEADERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

_HEADER_WORDS = frozenset(word for words in HEADERS.values() for word in words)
_AMOUNT = re.compile(r"[≥≤>=<]*(\d[\d,]{3,}(?:\.\d+)?|\d{2,}\.\d+)[^\d\s]{0,6}")
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_MARKUP = re.compile(r"(\[[^\]]*\])")
_FIRST_LETTER, _LAST_LETTER = "\u4e00", "\u9fff"


def damage_text(text: str, rng: Random, kind: str) -> str:
    """The dump's text with one kind of damage (one of `KINDS`) at drawn places. Raises KeyError for an unknown kind."""
    return "\n".join(_DAMAGES[kind](text.split("\n"), rng))


def _has_rows(lines: list[str]) -> bool:
    """True for a dump with one line a table row."""
    tabs = [line for line in lines if "\t" in line]
    return sum("\t" in line.strip("\t ") for line in tabs) * 2 > len(tabs)


def _rewrap(lines: list[str], rng: Random) -> list[str]:
    width = rng.randint(6, 24)
    if _has_rows(lines):
        return [
            "\t".join(_wrapped(cell, width, " ", rng) for cell in line.split("\t")) if "\t" in line else line
            for line in lines
        ]
    return [_wrapped(line, width, "\n", rng) if line.startswith("\t") else line for line in lines]


def _wrapped(cell: str, width: int, by: str, rng: Random) -> str:
    """Half of the longer cells broken after every `width` letters, but only between two Chinese letters."""
    if len(cell) <= width or rng.random() < 0.5:
        return cell
    places = [at for at in range(width, len(cell) - 1, width) if all(map(_chinese, cell[at - 1 : at + 1]))]
    ends = [0, *places, len(cell)]
    return by.join(cell[first:last] for first, last in itertools.pairwise(ends))


def _chinese(letter: str) -> bool:
    return _FIRST_LETTER <= letter <= _LAST_LETTER


def _break_pages(lines: list[str], rng: Random) -> list[str]:
    has_rows = _has_rows(lines)
    rows = (
        [(at, at + 1, lines[at].split("\t")) for at in range(len(lines)) if "\t" in lines[at]]
        if has_rows
        else list(_printed_rows(lines))
    )
    breaks: dict[int, list[str]] = {}
    for header, table in _indicator_rows(rows):
        if len(table) > 1 and rng.random() < 0.6:
            first, last, _ = header
            again = [line.rstrip("\t") for line in lines[first:last]] if has_rows else lines[first:last]
            breaks[rng.choice(table[1:])[0]] = ["", *again] if has_rows else [*again, ""]
    return [line for at, own in enumerate(lines) for line in (*breaks.get(at, ()), own)]


_PrintedRow = tuple[int, int, list[str]]
"""First line, line after the last, texts of the cells."""


def _printed_rows(lines: list[str]) -> Iterator[_PrintedRow]:
    """The printed rows of a dump with one cell a line: parted by blank lines, as paragraphs are."""
    first, cells = 0, list[str]()
    for at, line in enumerate(lines):
        is_cell, after_blank = line.startswith("\t"), at > 0 and not lines[at - 1].strip(" ")
        if cells and after_blank and line.strip(" ") and (is_cell or len(cells) > 1):
            yield first, _end(lines, first, at), cells
            cells = []
        if is_cell:
            first = first if cells else at
            cells.append(line.strip())
        elif cells:
            cells[-1] += line.strip()
    if cells:
        yield first, _end(lines, first, len(lines)), cells


def _end(lines: list[str], first: int, last: int) -> int:
    while last > first + 1 and not lines[last - 1].strip(" "):
        last -= 1
    return last


def _indicator_rows(rows: list[_PrintedRow]) -> Iterator[tuple[_PrintedRow, list[_PrintedRow]]]:
    """Each header of indicators with the rows below it that have as many cells."""
    header: _PrintedRow | None = None
    table: list[_PrintedRow] = []
    for row in rows:
        words = [re.sub(r"\s", "", cell) for cell in row[2]]
        if sum(word in _HEADER_WORDS for word in words) >= 3:
            if header:
                yield header, table
            header, table = row, []
        elif header and len(row[2]) == len(header[2]) and row[0] - (table[-1] if table else header)[1] <= 1:
            table.append(row)
        elif header:
            yield header, table
            header = None
    if header:
        yield header, table


def _split_numbers(lines: list[str], rng: Random) -> list[str]:
    if not _has_rows(lines):
        return [
            _split_number(line, rng.choice((" ", "\n")), rng) if line.startswith("\t") and rng.random() < 0.5 else line
            for line in lines
        ]
    worn = []
    for line in lines:
        cells = line.split("\t")
        if len(cells) < 2 or rng.random() < 0.5:
            worn.append(line)
        elif rng.random() < 0.5:
            worn.append("\t".join(_split_number(cell, " ", rng) for cell in cells))
        else:
            worn += _digits_below(cells, rng.choice((1, 2)))
    return worn


def _split_number(cell: str, by: str, rng: Random) -> str:
    """A cell that is an amount, broken after one of its digits."""
    match = _AMOUNT.fullmatch(cell.strip())
    if not match:
        return cell
    before, number = cell.partition(match[1])[0], match[1]
    at = rng.randint(1, len(number) - 1)
    return f"{before}{number[:at]}{by}{cell[len(before) + at :]}"


def _digits_below(cells: list[str], count: int) -> list[str]:
    """The row, and a row with the last digits of the cells that are bare amounts."""
    cut = [bool((match := _AMOUNT.fullmatch(cell)) and match[1] == cell) for cell in cells]
    if not any(cut):
        return ["\t".join(cells)]
    head = [cell[:-count] if is_cut else cell for cell, is_cut in zip(cells, cut, strict=True)]
    tail = [cell[-count:] if is_cut else "" for cell, is_cut in zip(cells, cut, strict=True)]
    return ["\t".join(head), "\t".join(tail)]


def _tabs_to_spaces(lines: list[str], rng: Random) -> list[str]:
    spaces = " " * rng.randint(2, 8)
    return [line.replace("\t", spaces) for line in lines]


def _full_width(lines: list[str], rng: Random) -> list[str]:
    del rng
    return [
        "".join(part if part.startswith("[") else part.translate(_FULL) for part in _MARKUP.split(line))
        for line in lines
    ]


def _drop_blank(lines: list[str], rng: Random) -> list[str]:
    share = rng.choice((0.3, 0.7, 1.0))
    return [line for line in lines if "\t" in line or line.strip() or rng.random() >= share]


_DAMAGES: dict[str, Callable[[list[str], Random], list[str]]] = {
    "rewrap": _rewrap,
    "pagebreak": _break_pages,
    "split-number": _split_numbers,
    "tabs-to-spaces": _tabs_to_spaces,
    "fullwidth": _full_width,
    "drop-blank": _drop_blank,
}
KINDS: tuple[str, ...] = tuple(_DAMAGES)
"""Every kind of damage that `damage_text` knows."""
