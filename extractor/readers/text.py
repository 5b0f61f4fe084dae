"""Text dumps: rows parted by tabs or commas, or one cell a line; whichever it is, the text itself tells.

Line numbers are those of the file (counted from 1, whatever ends a line). Form feeds count pages.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from ..document import Cell, Document, Layout, Row, Trouble
from ..errors import LimitExceeded, UnsupportedInput
from .aligned import read_aligned
from .decode import decode
from .plain import read_plain
from .radicals import mend_radicals
from .running import mark_pages
from .separated import read_separated
from .stream import is_stream, read_stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..options import Options

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
_TAG = re.compile(r"</?(?:p|br|div|span|td|tr|b|strong|font|u|i|em|o:p)\b[^<>\n]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_RUN = re.compile(r"(?<=\S)[ \u3000\u00a0]{2,}(?=\S)")
_LEAD = re.compile(r"^[ \u3000\u00a0]{2,}")
_ROW_CELLS = 3
"""A line with this many filled cells can only be a table row."""
_ROW_SHARE = 0.1
_MAX_CONTROL = 0.02


def read_text(data: bytes, name: str, sha256: str, options: Options) -> Document:
    """Read a text dump.

    Raises:
        DamagedInput: not text in any known encoding.
        UnsupportedInput: binary data.
        LimitExceeded: longer than `Options.max_lines`, or a line longer than `Options.max_line_chars`.
    """
    text, complaint = decode(data, name)
    _refuse_binary(text, name)
    troubles = (Trouble("encoding", complaint),) if complaint else ()
    lines = mark_pages(_split(text, name, options))
    separated = read_separated(lines)
    if separated is not None:
        return Document(name, sha256, "text", "rows", tuple(separated), troubles=troubles)
    aligned = read_aligned(lines) if _run_unit(lines) is None else None
    if aligned is not None:
        return Document(name, sha256, "text", "grid", tuple(aligned), _pages(text), troubles)
    streamed = is_stream(lines)
    plain = read_plain(_numbered(lines)) if streamed else None
    if plain is not None:
        return Document(name, sha256, "text", "grid", tuple(plain), _pages(text), troubles)
    layout: Layout = "stream" if streamed else find_layout(lines)
    rows = tuple(_READS[layout](lines))
    return Document(name, sha256, "text", layout, rows, _pages(text), troubles)


def _pages(text: str) -> int | None:
    """Form feeds part pages; a dump that ends with one has no page behind it."""
    return text.rstrip().count("\f") + 1 if "\f" in text else None


def _refuse_binary(text: str, name: str) -> None:
    head = text[:100_000]
    if len(_CONTROL.findall(head)) > _MAX_CONTROL * len(head) + 1:
        raise UnsupportedInput(
            f"{name}: binary data, not a text dump. Give the original document (PDF, Word, Excel, HTML)."
        )


def _split(text: str, name: str, options: Options) -> list[str]:
    """Cleaned lines. A form feed stays in its line, as the mark of a new page."""
    lines = _LINE_END.split(text)
    if len(lines) > options.max_lines:
        raise LimitExceeded(
            f"{name}: {len(lines)} lines, more than max_lines={options.max_lines}. Split it or raise it."
        )
    longest = max(map(len, lines))
    if longest > options.max_line_chars:
        raise LimitExceeded(
            f"{name}: a line of {longest} characters, more than max_line_chars={options.max_line_chars}."
            " Split the file or raise the limit."
        )
    return [clean(line) for line in lines]


def clean(line: str) -> str:
    """A line without what text dumps carry along: bookmarks, HTML remnants, control characters, radicals for letters."""
    if "[" in line:
        line = _BOOKMARK.sub("", line)
    if "<" in line:
        line = _TAG.sub(" ", line)
    if "&" in line:
        line = _ENTITY.sub(lambda match: html.unescape(match.group()), line)
    line = mend_radicals(line)
    return line if line.isprintable() else _CONTROL.sub("", line)


def find_layout(lines: Sequence[str]) -> Layout:
    """``rows`` if a tenth of the lines hold three or more cells, else ``cells``."""
    filled = [line for line in lines if line.strip()]
    many = sum(len(_pieces(line)) >= _ROW_CELLS for line in filled)
    return "rows" if many and many >= _ROW_SHARE * len(filled) else "cells"


def _pieces(line: str) -> list[str]:
    separated = line.split("\t") if "\t" in line.strip() else _RUN.split(line.strip())
    return [piece for piece in separated if piece.strip()]


def _rows(lines: Sequence[str]) -> Iterable[Row]:
    """One row a line; cells split at tabs, or at runs of spaces that stand for tabs."""
    unit = _run_unit(lines)
    for number, page, gap, line in _numbered(lines):
        texts = line.split("\t") if "\t" in line else _split_runs(line, unit)
        cells = tuple(Cell(text.strip(), column) for column, text in enumerate(texts))
        yield Row(cells, page, number, None, gap)


def _run_unit(lines: Sequence[str]) -> int | None:
    """Spaces that stand for one tab, where nearly all runs are multiples of one length; else None."""
    runs = [len(run) for line in lines if "\t" not in line for run in _RUN.findall(line) + _LEAD.findall(line)]
    if not runs:
        return None
    unit, _ = Counter(runs).most_common(1)[0]
    return unit if sum(run % unit == 0 for run in runs) >= 0.9 * len(runs) else None


def _split_runs(line: str, unit: int | None) -> list[str]:
    def tabs(match: re.Match[str]) -> str:
        return "\t" * max(1, len(match.group()) // unit) if unit else "\t"

    return _RUN.sub(tabs, _LEAD.sub(tabs, line.rstrip())).split("\t")


def _cells(lines: Sequence[str]) -> Iterable[Row]:
    """One cell a line; a tab (or the usual run of spaces) at its head marks a new cell, also an empty one."""
    mark = _cell_mark(lines)
    for number, page, gap, line in _numbered(lines, mark):
        yield Row((Cell(line.strip()),), page, number, None, gap, mark is not None and line.startswith(mark))


def _cell_mark(lines: Sequence[str]) -> str | None:
    heads = Counter(line[: len(line) - len(line.lstrip())] for line in lines if line.strip())
    if any("\t" in head for head in heads):
        return "\t"
    filled = heads.total()
    head, count = max(((h, c) for h, c in heads.items() if len(h) > 1), key=lambda item: item[1], default=("", 0))
    return head if count >= 0.3 * filled else None


def _numbered(lines: Sequence[str], mark: str | None = None) -> Iterable[tuple[int, int | None, int, str]]:
    """Line number, page, blank lines before, and text of every line that is not blank (or is a marked blank cell)."""
    paged = any("\f" in line for line in lines)
    page, gap = 1, 0
    for number, line in enumerate(lines, 1):
        page += line.count("\f")
        text = line.replace("\f", "")
        if text.strip() or (mark and text.startswith(mark)):
            yield number, page if paged else None, gap, text
            gap = 0
        else:
            gap += 1


_READS: dict[Layout, Callable[[Sequence[str]], Iterable[Row]]] = {
    "stream": lambda lines: read_stream(_numbered(lines)),
    "rows": _rows,
    "cells": _cells,
}
