"""Indicators side by side: names and targets that a header prints several times over, one run of columns for each kind.

Summaries print the levels beside each other (成本指标, 产出指标 … each over 三级指标 and 指标值), application forms the
indicators of the whole project beside the year's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..lines.vocabulary import is_level_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .columns import Column

_RUNS = 2


def find_runs(roles: Sequence[str]) -> list[range]:
    """The places of each run of columns that a header repeats, every one with a name and a target; empty for none.

    What is headed like a name before the first level is a label at the indicators' side.
    """
    begin = roles.index("level1") if "level1" in roles else 0
    names = [k for k, role in enumerate(roles) if role == "level3" and k >= begin]
    if len(names) < _RUNS or list(roles).count("target") != len(names):
        return []
    width = names[1] - names[0]
    for start in range(max(names[0] - width + 1, 0), names[0] + 1):
        runs = [range(start + k * width, start + (k + 1) * width) for k in range(len(names))]
        first = list(roles[start : start + width])
        if "target" in first and all(list(roles[run.start : run.stop]) == first for run in runs):
            return runs
    return []


def mark_runs(columns: Sequence[Column], runs: Sequence[range]) -> list[Column]:
    """The columns with the number of their run, 1 …; those that all runs share stay without."""
    numbers = {place: number for number, run in enumerate(runs, 1) for place in run}
    return [replace(column, run=numbers.get(place, 0)) for place, column in enumerate(columns)]


def level_of(columns: Sequence[Column], run: int) -> str:
    """The first level that the header prints above a run; empty where its rows name it themselves."""
    if any(column.role == "level1" for column in columns if column.run in (0, run)):
        return ""
    groups = {column.group for column in columns if column.run == run}
    name = groups.pop() if len(groups) == 1 else ""
    return name if is_level_name(name) else ""
