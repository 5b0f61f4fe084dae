"""The scheme of level names that the Ministry of Finance sets (财预〔2015〕88号): which second levels belong to which first."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .bands import Name

_SCHEME = tuple(
    (re.compile(first), re.compile(second))
    for first, second in (
        ("满意", "满意"),
        ("效益|效果", "效益|效果|影响"),
        ("产出", "数量|质量|时效|进度"),
        ("成本", "成本"),
    )
)
"""Names of the first level, and of the second below it, as the Ministry of Finance sets them."""
_COST, _OUTPUT = 3, 2
"""Where no first level is 成本指标, the second one is a part of 产出指标."""


def _first(name: str) -> int | None:
    """Number of the first level that a name is."""
    text = "".join(name.split())
    return next((number for number, (first, _) in enumerate(_SCHEME) if first.search(text)), None)


def _second(name: str, *, costs: bool) -> int | None:
    """Number of the first level that a name of the second belongs to. `costs`: whether 成本指标 is a first level."""
    text = "".join(name.split())
    found = next((number for number, (_, second) in enumerate(_SCHEME) if second.search(text)), None)
    return _OUTPUT if found == _COST and not costs else found


def by_first(uppers: Sequence[str], lowers: Sequence[Name]) -> list[list[Name]] | None:
    """Of each name of the first level those of the second that belong to it; None where not all are the scheme's, in order."""
    first = [_first(upper) for upper in uppers]
    groups = [
        (kind, list(run)) for kind, run in groupby(lowers, key=lambda name: _second(name.text, costs=_COST in first))
    ]
    return [group for _, group in groups] if None not in first and [kind for kind, _ in groups] == first else None


def strangers(uppers: Sequence[str], lowers: Sequence[str]) -> list[list[bool]]:
    """For each name of the first level, which of the second levels below it the scheme puts under another one."""
    first = [_first(upper) for upper in uppers]
    second = [_second(lower, costs=_COST in first) for lower in lowers]
    return [[None not in (above, below) and above != below for below in second] for above in first]
