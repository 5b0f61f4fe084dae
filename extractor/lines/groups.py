"""What a cell printed on a line of its own is part of: the printed row that it stands in, as far as blank lines tell.

In the layout ``cells`` a printed row is a run of lines between blank lines. How many cells it has, which of them this one
is, and how it compares with the last header's row say more than the cell's own words: a header names columns that no
vocabulary knows, a row of amounts stands in a table of amounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from .vocabulary import COLUMN_ROLES, FIELD_ROLES, MAX_CHARS, lookup, whole_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

HEADER = "g|header"
"""The row stands in a printed row that names columns."""
TAIL = "g|tail"
"""It stands in one that goes on under the last word of the header above it."""
AGAIN = "g|again"
"""It stands in one with texts where another below the last header has."""
ADDS_UP = "g|sum"
"""It stands in one that sums up others."""
SUM = re.compile(r"(?:小计|合\s*计|总计|总分)$")
"""The first cell of a row that sums up the rows above it."""
_SURE = 82.0
_HEADER_CELLS = 3
_LONGEST = 30
"""More cells than a printed row has: there are no blank lines between the rows."""
_IN_HEADER = COLUMN_ROLES | {"side"}
_HEADER_SHARE = 0.4
"""Least share of a header's cells that name columns; the others have words that no vocabulary knows, or name fields."""
_NEAR = 3
"""Cells behind the first of a printed row that are told apart with it."""
_VALUE = re.compile(r"\d|.{16}")
"""What a cell holds that is no name of a field or column."""
_MOST = 9
"""Larger counts are one."""


@dataclass(slots=True)
class _Group:
    """One run of lines."""

    first: int
    cells: list[str]
    """Texts of the cells; the further lines of a cell are left out where it is no label."""
    places: list[int]
    """For every line of the run the cell that it belongs to."""


@dataclass(slots=True)
class _Header:
    """The last header above."""

    size: int = 0
    target: int | None = None
    since: int = 0
    """Runs since."""
    shapes: set[tuple[int, ...]] = field(default_factory=set)
    """Which cells the runs since have a text in."""


def group_features(rows: Sequence[Row], kinds: Sequence[str]) -> list[list[str]]:
    """For every row of a document in the layout ``cells`` the features of its run; none in other layouts.

    `kinds`: what each row is (see `extractor.lines.texts.kind`). Rows of a header have the feature `HEADER`.
    """
    if any(len(row.cells) != 1 for row in rows):
        return [[] for _ in rows]
    groups = _groups(rows)
    if not _tell_rows(groups):
        return [features for group in groups for features in _without_gaps(group)]
    found: list[list[str]] = []
    header, before = _Header(), list[str]()
    for group, below in zip(groups, [*groups[1:], None], strict=True):
        if len(group.cells) > _LONGEST or _is_mixed(group):
            found += _without_gaps(group)
            continue
        features = _features(group, header, len(before), kinds, below.cells if below else [])
        above = before if len(before) == len(group.cells) else [""] * len(group.cells)
        first = next((name for name in features if name.startswith("g|first|")), "g|blank")
        found += [
            [*features, f"g|pos{min(place, _MOST)}", f"{first}|pos{min(place, _NEAR)}", *_below(above[place])]
            for place in group.places
        ]
        before = group.cells
    return found


def _below(above: str) -> list[str]:
    """What a cell in the printed row above says of the one below it, if it is a label."""
    return sorted(f"g|below|{role}" for role in whole_roles(above) & FIELD_ROLES) if above else []


def names_columns(roles: Sequence[str]) -> bool:
    """True for the roles of a printed row's cells (see `column_word`; blank for any other word) that make it a header."""
    named = [role for role in roles if role in COLUMN_ROLES]
    columns = len(roles) - roles.count("side")
    return len(named) >= max(_HEADER_CELLS, _HEADER_SHARE * columns) and len(set(named)) > 1


def _tell_rows(groups: Sequence[_Group]) -> bool:
    """Whether blank lines part printed rows: then headers are runs of lines without a level's name, or there is none."""
    apart = runs = 0
    for group in groups:
        roles = [column_word(text) for text in group.cells]
        starts = {start for start, _ in _header_starts(roles)}
        runs += len(starts)
        apart += bool(starts) and not {"name1", "name2"} & set(roles) and len(group.cells) <= _LONGEST
    return 2 * apart >= runs


def _is_mixed(group: _Group) -> bool:
    """Whether the blank line is lost between a header and the indicators below it, or the fields above."""
    roles = [column_word(text) for text in group.cells]
    starts = _header_starts(roles)
    if not starts:
        return False
    above = group.cells[: starts[0][0]]
    fields = any(whole_roles(text) & FIELD_ROLES for text in above) and any(map(_VALUE.search, above))
    return fields or bool({"name1", "name2"} & set(roles))


def _header_starts(roles: Sequence[str]) -> list[tuple[int, int]]:
    """(first cell of its run, cell) for every cell that stands in a run of cells that name columns."""
    found: list[tuple[int, int]] = []
    start = 0
    for at in range(len(roles) + 1):
        if at < len(roles) and roles[at] in _IN_HEADER:
            continue
        if names_columns(roles[start:at]):
            found += [(start, cell) for cell in range(start, at)]
        start = at + 1
    return found


def _without_gaps(group: _Group) -> list[list[str]]:
    """The features of lines that no blank line parts: a header is a run of cells that name columns."""
    heads = {cell for _, cell in _header_starts([column_word(text) for text in group.cells])}
    return [[HEADER] if place in heads else [] for place in group.places]


def _groups(rows: Sequence[Row]) -> list[_Group]:
    marked = any(row.indented for row in rows)
    groups: list[_Group] = []
    for i, row in enumerate(rows):
        if not i or (row.gap and (row.indented or not marked or row.gap > 1)):
            groups.append(_Group(i, [], []))
        if row.indented or not marked or not groups[-1].cells:
            groups[-1].cells.append(row.text.strip())
        elif len(whole := groups[-1].cells[-1] + row.text.strip()) <= MAX_CHARS:
            groups[-1].cells[-1] = whole
        groups[-1].places.append(len(groups[-1].cells) - 1)
    return groups


def _features(group: _Group, header: _Header, before: int, kinds: Sequence[str], below: Sequence[str]) -> list[str]:
    size = len(group.cells)
    filled = [place for place, text in enumerate(group.cells) if text]
    roles = [column_word(text) for text in group.cells]
    named = len(set(roles) & COLUMN_ROLES)
    found = [f"g|size{min(size, _MOST)}", f"g|named{min(named, 4)}"]
    if not filled:
        found.append("g|blank")
    else:
        at = group.first + group.places.index(filled[0])
        found += [f"g|first|{kinds[at]}", f"g|filled{min(len(filled), _MOST)}"]
        if SUM.search(group.cells[filled[0]]):
            found.append(ADDS_UP)
    if size == before:
        found.append("g|same")
    if any(role in ("name1", "name2") for role in roles):
        found.append("g|level")
    if names_columns([roles[place] for place in filled]) or _names_with(roles, filled, below):
        header.size, header.since = size, 0
        header.target = roles.index("target") if "target" in roles else None
        header.shapes.clear()
        return [*found, HEADER]
    header.since += 1
    if header.since == 1 and filled and filled[0] == header.size - 1:
        header.size = size
        return [*found, TAIL]
    return found + _against(group, header, tuple(filled))


def _names_with(roles: Sequence[str], filled: Sequence[int], below: Sequence[str]) -> bool:
    """Whether a run names columns together with the run below it, of which its last cell covers all that are in use."""
    last = len(roles) - 1
    if len(filled) < len(roles) or len(below) <= last + 1 or any(below[:last]) or not all(below[last:]):
        return False
    return names_columns([*roles[:last], *map(column_word, below[last:])])


def _against(group: _Group, header: _Header, shape: tuple[int, ...]) -> list[str]:
    """How the run compares with the last header's, and whether one since has a text in the same cells (`shape`)."""
    if not header.size:
        return []
    if len(group.cells) != header.size:
        return ["g|shorter" if len(group.cells) < header.size else "g|longer"]
    found = ["g|like", AGAIN if shape in header.shapes else "g|new"]
    header.shapes.add(shape)
    if header.target is not None:
        found.append("g|target" if group.cells[header.target] else "g|notarget")
    return [*found, "".join(found)]


@lru_cache(maxsize=65536)
def column_word(text: str) -> str:
    """The role of a header's word, else of any other term that `text` is; blank for none."""
    terms = lookup(text, _SURE)
    return next((term.role for term in terms if term.role in COLUMN_ROLES), terms[0].role if terms else "")
