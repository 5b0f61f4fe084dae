"""What every page prints around its content: page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..lines.texts import PAGE_NUMBER
from ..lines.vocabulary import is_part_of_name, lookup

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = re.compile(r"表$|绩效|单位|项目|^\d{6}|元|指标|^\s*[（(]\s*\d{4}\s*年度?\s*[)）]\s*$")
"""Words of the lines above a table, which every page may print alike."""
_MISREAD = re.compile(r"^\s*[-\u2010-\u2015−－一]\s*(?:\d{1,4}|一|)\s*[-\u2010-\u2015−－一]\s*$")
"""A page number between dashes, as engines read it."""
_RUNNING = 0.4
"""Share of the pages that have a running head; there may be one for odd and one for even pages."""
_NEARLY_ALL, _OFTEN = 0.8, 3
"""Share of the pages, and number of them, that have a running head as short as the rest of a cell."""
_SHORT = 4
"""Letters of the rest of a cell."""
_APART = 2
"""Wide gaps that a running head has not."""
_EDGE = 2
"""How many lines of text at the top and at the bottom of a page can be furniture."""


class Printed(Protocol):
    """What stands on a page: a row, or a line of text."""

    @property
    def text(self) -> str:
        """As printed."""

    @property
    def page(self) -> int | None:
        """Counted from 1."""

    @property
    def table(self) -> int | None:
        """None outside tables."""


P = TypeVar("P", bound=Printed)


def drop_furniture(rows: Sequence[P], *, feet: bool = True) -> list[P]:
    """Rows without page numbers, and without lines that several pages repeat at their top or bottom; what heads a table stays.

    Without `feet` page numbers alone are taken away at the bottom, where tables may end alike.
    """
    edges = _edges(rows)
    counted = _counted(rows, edges)
    loose = all(row.table is None for row in rows)
    repeated = Counter((place, mask(rows[i].text)) for i, place in edges.items())
    pages = len({row.page for row in rows})
    furniture = {
        i
        for i, place in edges.items()
        if _is_number(rows, i, edges, counted)
        or ((feet or place >= 0) and _is_running(rows[i].text, repeated[place, mask(rows[i].text)], pages, loose=loose))
    }
    return [row for i, row in enumerate(rows) if i not in furniture]


def _is_number(rows: Sequence[Printed], at: int, edges: dict[int, int], counted: set[int]) -> bool:
    """Whether a line is the page's number; behind the one that stands nearer to the edge none is."""
    text, outer = rows[at].text.strip(), at + 1 if edges[at] < 0 else at - 1
    if _MISREAD.match(text) and edges[at] in (0, -1):
        return True
    if not PAGE_NUMBER.match(text) or (text.isdecimal() and at not in counted):
        return False
    return edges[at] in (0, -1) or not PAGE_NUMBER.match(rows[outer].text.strip())


def _counted(rows: Sequence[Printed], edges: dict[int, int]) -> set[int]:
    """Numbers of the lines that are bare numbers and count the pages: they rise with them, or there is but one page."""
    bare = {i: int(rows[i].text) - (rows[i].page or 0) for i in edges if rows[i].text.strip().isdecimal()}
    usual, times = Counter(bare.values()).most_common(1)[0] if bare else (0, 0)
    if times < 2 and len({row.page for row in rows}) > 1:
        return set()
    return {i for i, offset in bare.items() if offset == usual}


def _is_running(text: str, times: int, pages: int, *, loose: bool) -> bool:
    """Whether a line is a running head; a short one only where hardly a page is without it."""
    if len(text) <= _SHORT and loose:
        return times >= _OFTEN and _runs_on(times, pages, _NEARLY_ALL) and not is_content(text, loose=loose)
    return _runs_on(times, pages) and not is_content(text, loose=loose)


def is_content(text: str, *, loose: bool = True) -> bool:
    """What heads a table, and, where nothing tells a table's rows from text, what may be one or the rest of one."""
    if not loose:
        return bool(_HEAD.search(text))
    if len(re.findall(r"  +", text)) >= _APART or _HEAD.search(text):
        return True
    return is_part_of_name(text) or bool(lookup(text))


def _runs_on(times: int, pages: int, share: float = _RUNNING) -> bool:
    """Whether a line stands at the same place of so many pages that it must be a running head."""
    return times > 1 and times >= share * pages


def _edges(rows: Sequence[Printed]) -> dict[int, int]:
    """Numbers of the lines of text at the top and the bottom of a page, and the place of each: 0, 1 …, or -1, -2 …"""
    pages: dict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.page is not None:
            pages[row.page].append(i)
    found: dict[int, int] = {}
    for members in pages.values():
        for ordered, sign in ((members[::-1], -1), (members, 1)):
            for place, i in enumerate(ordered[:_EDGE]):
                if rows[i].table is not None:
                    break
                found[i] = place if sign > 0 else -1 - place
    return found


def mask(text: str) -> str:
    """A line without its blanks, every number the same: what running heads of several pages have in common."""
    return re.sub(r"\d+", "0", "".join(text.split()))
