"""What the columns of a dump were seen to hold, which tells where a piece that stands out of its place belongs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ...lines.vocabulary import NAME_ROLES, is_part_of_name, whole_roles
from ..wrapping import printed_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEVELS = ("side", "level1", "level2")
_NAMED = {"level1": "name1", "level2": "name2"}
_NEARLY_ALL = 0.95
_NAMES = 0.75
"""Share of the pieces in a level's column that are parts of known names where all are."""
_FOREIGN = 5.0
"""For a piece that is no part of a name in such a column, or names another level."""
_PART = 1.0
"""For one that names another level, but is a part of this one's names as well."""
_SELDOM, _OFTEN = 4.0, 4
"""For a text that else stands in other columns alone, and how often it must be seen for that."""
_SLACK, _WIDER, _TOO_WIDE = 0.5, 0.75, 3.0
"""Letters by which a piece may be wider than its column; for each further one, and at most."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Seen:
    """What columns hold."""

    capacity: tuple[float, ...]
    """Full-width letters that a line of each column holds."""
    counts: Mapping[str, Sequence[int]]
    """How often a text, numbers alike, stands in each column; of those seen more than once."""
    closed: frozenset[int]
    """Columns that hold nothing but the vocabulary's names of levels."""
    levels: Mapping[int, str]
    """The role of the names that each level's column holds (see `extractor.lines.vocabulary`)."""

    def unlike(self, text: str, column: int) -> float:
        """What speaks against a text in a column, from 0."""
        strange = column in self.closed and not is_part_of_name(text, self.levels.get(column))
        foreign = _FOREIGN if strange else self._of_another(text, column)
        wider = _WIDER * max(printed_width(text) - self.capacity[column] - _SLACK, 0.0)
        return foreign + min(wider, _TOO_WIDE) + self._seldom(text, column)

    def _of_another(self, text: str, column: int) -> float:
        """What a text costs that names another level than that of the column, of whose names it may be a part."""
        names = whole_roles(text) & NAME_ROLES
        if not names or column not in self.levels or self.levels[column] in names:
            return 0.0
        return _PART if is_part_of_name(text, self.levels[column]) else _FOREIGN

    def _seldom(self, text: str, column: int) -> float:
        counts = self.counts.get(mask(text))
        if counts is None:
            return 0.0
        total = sum(counts)
        return _SELDOM * (1 - counts[column] / total) * min(total - 1, _OFTEN) / _OFTEN


def see(texts: Sequence[Sequence[str]], roles: Sequence[str | None]) -> Seen:
    """What columns hold, from the texts of the pieces that surely or likely stand in each."""
    counts = [Counter(map(mask, column)) for column in texts]
    often: dict[str, list[int]] = {}
    for text in set().union(*counts):
        each = [count[text] for count in counts]
        if sum(each) > 1:
            often[text] = each
    levels = {k: _NAMED[role] for k, role in enumerate(roles) if role in _NAMED}
    known = {
        k: [is_part_of_name(text, levels.get(k)) for text in texts[k]] for k, role in enumerate(roles) if role in LEVELS
    }
    closed = frozenset(k for k, parts in known.items() if sum(parts) > _NAMES * max(len(parts), 1))
    return Seen(tuple(map(_capacity, texts)), often, closed, levels)


def _capacity(texts: Iterable[str]) -> float:
    """The width that nearly all pieces of a column keep within."""
    widths = sorted(map(printed_width, texts))
    return widths[-1 - int((1 - _NEARLY_ALL) * len(widths))] if widths else 0.0


@lru_cache(maxsize=65536)
def mask(text: str) -> str:
    """A text with all numbers alike."""
    return _NUMBER.sub("0", text)
