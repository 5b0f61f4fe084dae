"""Headings: joined where they break, cleaned, and given to the table they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ..values.numerals import whole_number
from ..values.text import heal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row
    from ..lines.classifier import LabelledRow
    from .segment import Table

_LIST = re.compile(r"^\s*(?:附件?|附?表)\s*\d{1,3}(?:[-—]\d{1,3})*\s*[:：、.．]?\s*(?=\S)")
_LISTED = re.compile(
    r"^[（(]?(?:附件|附表|附|(?:部门|单位|预算|公开|[省市县区]级)*表)\s*(?:[0-9A-Za-z]{1,3}|[一二三四五六七八九十]{1,3})(?:[-—.]\d{1,3})*[)）]?\s*[:：]?$"
    r"|^(?:部门|单位|预算|公开|[财决预])*\s*\d{1,3}(?:[-—]\d{1,3})*\s*表$"
)
"""A line that only numbers the table: 附件5, 公开12表, 预算05-2表."""
_PROSE = re.compile(r"[。；;，]$")
_ORDINAL = re.compile(
    r"^\s*(?:(\d{1,3})\s*[.、．]\s*(?!\d(?!\d{3}年))|[（(](\d{1,3}|[一二三四五六七八九十]{1,3})[)）]|([一二三四五六七八九十]{1,3})、)"
)
_END = re.compile(r"表(?:[（(][^）)]*[）)])?$")
_FORM = re.compile(r"(?:项目)?(?:支出)?绩效(?:目标|指标)?(?:申报|自评)?表$")
_YEAR = re.compile(r"^[（(]\s*\d{4}\s*年度?\s*[)）]$")
"""The second line of a heading."""
_ABOVE = 25.0
_GIVEN = 30.0
"""What a heading that finds a table counts."""
_FARTHER = 10.0
"""What a heading counts less than the nearest above a table that ends with its 表."""
_SIZE, _NEAR = 0.8, 1.5
"""Of the higher letters' height: what the lower ones of one heading have at least, and the space between its lines at most."""


@dataclass(frozen=True, slots=True)
class Title:
    """One heading of a table."""

    text: str
    ordinal: int | None
    rows: tuple[LabelledRow, ...]


def read_titles(rows: Sequence[LabelledRow]) -> list[Title]:
    """Headings among title rows that follow one another.

    Each ends with its 表, begins with its number if it has one, and is printed in one size, its lines close together. A
    line that only numbers the table is no part of its heading, the end of a sentence that names the table is none.
    """
    titles: list[Title] = []
    held: list[LabelledRow] = []
    for row in _with_whole_years(rows):
        if _LISTED.match(heal(row.row.text)) or _PROSE.search(heal(row.row.text)):
            continue
        if titles and not held and _YEAR.match(heal(row.row.text)):
            last = titles.pop()
            titles.append(Title(last.text + heal(row.row.text), last.ordinal, (*last.rows, row)))
            continue
        if held and (_ORDINAL.match(heal(row.row.text)) or not _may_be_one(held[-1].row, row.row)):
            titles.append(_title(held))
            held = []
        held.append(row)
        if _END.search(heal(row.row.text)):
            titles.append(_title(held))
            held = []
    if held:
        titles.append(_title(held))
    return [title for title in titles if title.text and not _YEAR.match(title.text)]


def _with_whole_years(rows: Sequence[LabelledRow]) -> list[LabelledRow]:
    """The rows, with the two pieces of a year in brackets in one: a dump parts 2024 from 年度 where Word prints a thin gap."""
    whole: list[LabelledRow] = []
    for row in rows:
        text = f"{whole[-1].row.text} {row.row.text}" if whole else ""
        if whole and not _YEAR.match(heal(row.row.text)) and len(row.row.cells) == 1 and _YEAR.match(heal(text)):
            cells = (replace(whole[-1].row.cells[0], text=text),)
            whole[-1] = replace(whole[-1], row=replace(whole[-1].row, cells=cells))
        else:
            whole.append(row)
    return whole


def _may_be_one(above: Row, below: Row) -> bool:
    """Whether letters are about as high in both rows, and close below each other; True where the input does not tell."""
    upper, lower = above.box, below.box
    if upper is None or lower is None:
        return True
    heights = [(box.bottom - box.top) / (row.text.count("\n") + 1) for row, box in ((above, upper), (below, lower))]
    near = above.page != below.page or lower.top - upper.bottom < _NEAR * max(heights)
    return near and min(heights) >= _SIZE * max(heights)


def _title(rows: list[LabelledRow]) -> Title:
    text = heal("".join(heal(_last_words(row.row.text)) for row in rows)).replace("*", "").strip()
    text = _LIST.sub("", text) if not _END.fullmatch(_LIST.sub("", text)) else text
    match = _ORDINAL.match(text)
    number = next(filter(None, match.groups())) if match else ""
    ordinal = int(number) if number.isdigit() else whole_number(number)
    return Title(text[match.end() :] if match else text, ordinal, tuple(rows))


def _last_words(text: str) -> str:
    """The lines of a cell behind those that end a sentence."""
    lines = text.split("\n")
    ends = [k for k, line in enumerate(lines[:-1], 1) if _PROSE.search(line.strip())]
    return "\n".join(lines[ends[-1] if ends else 0 :])


def assign_titles(tables: Sequence[Table], names: Sequence[str | None]) -> list[Title | None]:
    """One title for each table, or None.

    A heading stands above its table, in some documents below it. Among all ways to give every table at most one of the
    headings next to it, in printed order, the one is taken under which headings and project names are most alike (dynamic
    programming over the gaps between tables; a heading that is given counts `_GIVEN`, one above `_ABOVE` more, unless the
    first table has none above it and the last one below it).
    """
    gaps = [*(read_titles(table.titles) for table in tables), []]
    above = 0.0 if _all_below(tables) else _ABOVE
    best: _Ways = {True: (0.0, [])}
    for i, titles in enumerate(gaps):
        whole = i < len(tables) and bool(tables[i].body or tables[i].fields)
        after = names[i] if i < len(names) else None
        best = _step(best, titles, names[i - 1] if i else None, after, above + _GIVEN if whole else 0.0)
    return max(best.values(), key=lambda entry: entry[0])[1][: len(tables)]


def _all_below(tables: Sequence[Table]) -> bool:
    """No heading above the first table, one below the last."""
    return len(tables) > 1 and not tables[0].titles and not (tables[-1].body or tables[-1].fields)


_Ways = dict[bool, tuple[float, list["Title | None"]]]


def _step(ways: _Ways, titles: list[Title], before: str | None, after: str | None, above: float) -> _Ways:
    """The best ways behind one gap, by whether the table below it has its title already. `above`: what one above counts."""
    found: _Ways = {}
    choices: list[Title | None] = [None, *titles]
    near = next((title for title in reversed(titles) if _END.search(title.text)), titles[-1] if titles else None)
    for served, (value, chosen) in ways.items():
        for k, low in enumerate(choices):
            if low is not None and served:
                break
            for high in [None, *titles[k:]]:
                gain = (likeness(low.text, before) + _GIVEN if low else 0.0) + (
                    likeness(high.text, after) + above - _FARTHER * (high is not near) if high else 0.0
                )
                known = found.get(high is not None)
                if known is None or value + gain > known[0]:
                    last = [low] if low and chosen else chosen[-1:]
                    found[high is not None] = (value + gain, [*chosen[:-1], *last, high])
    return found


def likeness(title: str, name: str | None) -> float:
    """How like a title is to a project's name, 0..100."""
    if not name:
        return 0.0
    return fuzz.ratio(_FORM.sub("", title), name)
