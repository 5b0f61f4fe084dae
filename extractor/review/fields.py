"""A record as named cells, and how a text comes into one.

A field's name is a path: ``title``, ``budget.total``, ``goals[0]``, ``extra.主管部门``, ``spending_plan`` (all its steps:
3月底 25%；6月底 50%), ``indicators[3].target``, ``indicators[3].extra.权重``. Numbers are those of the record as it was
read, whatever a reviewer adds or takes away: ``indicators[3+1]`` is the first row added behind the fourth,
``indicators[-1+1]`` one before all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..records import PlanStep
from ..values.amounts import parse_amount, parse_percent
from ..values.targets import parse_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..records import Indicator, Project

SIMPLE = ("title", "unit_code", "unit_name", "money_unit", "project_code", "project_name")
BUDGET = ("total", "fiscal", "other")
CELLS = ("level1", "level2", "level3", "description", "target", "basis")
FORM = "form"
"""The name of all fields above the indicators together."""
_ROW = re.compile(r"(indicators|goals)\[(-?\d+)(?:\+(\d+))?\](?:\.(.+))?")
_STEP = re.compile(r"\s*([^\s:：]+)(?:[\s:：]+(.*?))?\s*")
_AMOUNT = re.compile(r"budget\.(total|fiscal|other)")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A row of the indicators or goals: the number of the row as read, and how manieth behind it."""

    row: int
    behind: int = 0

    def __str__(self) -> str:
        return f"{self.row}+{self.behind}" if self.behind else str(self.row)


@dataclass(frozen=True, slots=True)
class Path:
    """A field's name, taken apart."""

    what: str
    """``indicators``, ``goals``, or the whole name of another field."""
    place: Place | None = None
    cell: str | None = None
    """``target``, ``extra.权重``; None for the row as a whole."""


@lru_cache(maxsize=4096)
def parse(field: str) -> Path | None:
    """The parts of a name; None if no record has such a field."""
    if row := _ROW.fullmatch(field):
        place = Place(int(row[2]), int(row[3] or 0))
        if row[1] == "goals":
            return Path("goals", place) if row[4] is None else None
        known = row[4] is None or row[4] in CELLS or (row[4].startswith("extra.") and len(row[4]) > len("extra."))
        return Path("indicators", place, row[4]) if known else None
    known = field in (*SIMPLE, "purpose", "spending_plan") or _AMOUNT.fullmatch(field)
    return Path(field) if known or (field.startswith("extra.") and len(field) > len("extra.")) else None


@lru_cache(maxsize=4096)
def part_of(field: str) -> str:
    """The row that a cell stands in (``indicators[3]``), or ``form`` for the fields above the rows."""
    path = parse(field)
    return f"indicators[{path.place}]" if path and path.what == "indicators" else FORM


def texts(project: Project, numbers: Iterable[str] | None = None) -> dict[str, str]:
    """The text of each field of a record that holds any, in printed order.

    `numbers`: the rows of the indicators (`Place` as text), where they are not just counted from 0.
    """
    found = form_texts(project)
    places = numbers or map(str, range(len(project.indicators)))
    for place, indicator in zip(places, project.indicators, strict=True):
        found |= {f"indicators[{place}].{cell}": text for cell, text in cells(indicator)}
    return found


def cells(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The cells of a row that hold any text."""
    for name in CELLS:
        value = getattr(indicator, name)
        text = value.text if name == "target" and value else value
        if text:
            yield name, text
    for header, text in indicator.extra.items():
        if text:
            yield f"extra.{header}", text


def form_texts(project: Project) -> dict[str, str]:
    """The text of each field above the indicators that holds any."""
    return dict(_form(project))


def _form(project: Project) -> Iterator[tuple[str, str]]:
    for name in SIMPLE:
        if text := getattr(project, name):
            yield name, text
    for part in BUDGET:
        if amount := getattr(project.budget, part):
            yield f"budget.{part}", amount.text
    if project.purpose:
        yield "purpose", project.purpose
    if project.spending_plan:
        yield "spending_plan", "；".join(f"{step.by} {step.text or ''}".strip() for step in project.spending_plan)
    for number, goal in enumerate(project.goals):
        yield f"goals[{number}]", goal
    for label, text in project.extra.items():
        if text:
            yield f"extra.{label}", text


def put(project: Project, field: str, text: str | None) -> bool:
    """Put a text into a field above the indicators, but for the goals; False if the record has no such field."""
    if field in (*SIMPLE, "purpose"):
        setattr(project, field, text)
    elif amount := _AMOUNT.fullmatch(field):
        setattr(project.budget, amount[1], parse_amount(text, project.money_unit) if text else None)
    elif field == "spending_plan":
        project.spending_plan = [_step(part) for part in re.split("[；;\n]", text) if part.strip()] if text else None
    elif field.startswith("extra."):
        _put_extra(project.extra, field, text)
    else:
        return False
    if field == "money_unit":
        _in_another_unit(project)
    return True


def put_cell(indicator: Indicator, cell: str, text: str | None) -> None:
    """Put a text into a cell of a row."""
    if cell == "target":
        indicator.target = parse_targets([text])[0] if text else None
    elif cell.startswith("extra."):
        _put_extra(indicator.extra, cell, text)
    else:
        setattr(indicator, cell, text)


def _step(text: str) -> PlanStep:
    """One step of a plan: its period, a blank or a colon, its share."""
    found = _STEP.fullmatch(text)
    by, share = (found[1], found[2]) if found else (text.strip(), None)
    return PlanStep(by=by, text=share or None, percent=parse_percent(share) if share else None)


def _put_extra(extra: dict[str, str], field: str, text: str | None) -> None:
    label = field.removeprefix("extra.")
    if text:
        extra[label] = text
    else:
        extra.pop(label, None)


def _in_another_unit(project: Project) -> None:
    """The amounts, once the unit of money has changed."""
    for part in BUDGET:
        if amount := getattr(project.budget, part):
            setattr(project.budget, part, parse_amount(amount.text, project.money_unit))
