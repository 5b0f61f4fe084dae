"""Which fields of a table are shown, in which order: those that are printed, and those that a form usually prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fields import BUDGET, CELLS, FORM, SIMPLE, Place, parse

if TYPE_CHECKING:
    from .desk import Table

_ALWAYS = ("level1", "level2", "level3", "target")


def shown(table: Table) -> list[list[str]]:
    """The fields above the rows, then those of each row, the row itself first."""
    columns = columns_of(table)
    rows = [
        [f"indicators[{place}]", *(f"indicators[{place}].{name}" for name in columns)] for place in table.corrected.rows
    ]
    return [form_of(table), *rows]


def form_of(table: Table) -> list[str]:
    """The fields above the rows, and ``form``, which is all of them."""
    rest = [name for name in table.texts if not name.startswith(("indicators[", "goals["))]
    fixed = (*SIMPLE, *(f"budget.{part}" for part in BUDGET), "purpose", "spending_plan")
    goals = [f"goals[{place}]" for place in table.corrected.goals]
    removed = [name for name in table.doubts if not name.startswith("indicators[") and name != FORM]
    return list(dict.fromkeys([FORM, *fixed, *rest, *goals, next_goal(table), *removed]))


def next_goal(table: Table) -> str:
    """The name of a goal to be added behind the last."""
    last = max((place.row for place in table.corrected.goals), default=-1)
    taken = [path.place.behind for entry in table.entries if (path := parse(entry.field)) and path.what == "goals"
             and path.place and path.place.row == last]  # fmt: skip
    return f"goals[{Place(last, max(taken, default=0) + 1)}]"


def columns_of(table: Table) -> list[str]:
    """The columns of the rows: those that any row fills, and those that every form has."""
    used = {name.partition("].")[2]: None for name in table.texts if name.startswith("indicators[")}
    named = [name for name in CELLS if name in used or name in _ALWAYS]
    return [*named, *(name for name in used if name not in CELLS)]
