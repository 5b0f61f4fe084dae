"""One table into one project record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..lines.vocabulary import lookup
from ..records import Budget, Project, Repair, Source
from ..values.sentences import split_budget_sentence
from ..values.text import heal
from .budget import AMOUNTS, OF_THE_YEAR, Sums
from .entry import roles
from .fields import read_fields
from .goals import split_goals
from .indicators import build_indicators
from .naming import is_unit_code
from .pieces import are_beside, joins
from .plan import read_plan
from .segment import line_range, page_range
from .units import UNIT_CODE, read_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Document
    from .entry import Entry
    from .long import Part
    from .segment import Table
    from .titles import Title

_MONEY_IN_LABEL = re.compile(r"[（(]\s*((?:百万|千万|万|亿|千|百)?元)\s*[)）]")
_ITSELF = re.compile(r"(?:部门|单位)(?:[（(](?:部门|单位)[）)])?(?:名称)?[:：]?$")
"""The label of whom a form is about, where it names nobody else."""
_DIGIT = re.compile(r"\d")
_PURPOSE = re.compile(r"[，。；、]|用于|\d.*元")
"""What a budget's cell must hold to be taken for the purpose: 来源项目 and 金额 head columns of amounts."""
_DASHES = re.compile(r"^[-—─－_/\s]*$")
_TASKS, _TASK = re.compile(r"主要任务|重点任务"), re.compile(r"任务名称")
_CODED = re.compile(r"([0-9A-Z]{8,})\s*[-—_]\s*(\S.*)")
"""A project's code before its name, in a cell for both."""
_UNIT_CODE_LENGTH = 9
_WORD, _GUESSED = re.compile(r"[一-鿿]{2}"), 0.5
"""What a project's name has; how sure one is whose label is not known."""
_OTHERS = frozenset(["department", "identity", "money", "note", "long_goal"])
_SUMS = frozenset(["budget", "total", "whole_total", "fiscal", "other_money", "money"])


def build_project(document: Document, table: Table, title: Title | None, part: Part) -> Project:
    """The record of one table, or of one project's part of a long one."""
    entries = [*read_fields(table.fields, document.layout), *part.entries]
    body = part.rows if part.entries else table.body
    rows = [*table.units, *table.fields, *body, *(title.rows if title else ())]
    indicators, repairs = build_indicators(part.blocks)
    builder = _Builder(entries, _units(table, part))
    fields = builder.build()
    source = Source(
        file=document.file, sha256=document.sha256, kind=document.kind, pages=page_range(rows), lines=line_range(rows)
    )
    return Project(
        source=source,
        title=title.text if title else None,
        ordinal=title.ordinal if title else None,
        indicators=indicators,
        repairs=builder.repairs + repairs,
        **fields,
    )


def _units(table: Table, part: Part) -> dict[str, str | None]:
    """What the 单位 lines say; of a long table that names the unit beside each project, only the unit of money."""
    units = read_units(table.units or table.shared)
    own = any(entry.text for entry in roles(part.entries, "unit_name"))
    return units | {"unit_code": None, "unit_name": None} if own else units


def project_name(table: Table, document: Document) -> str | None:
    """The project's name alone, to give tables their titles."""
    entries = roles(read_fields(table.fields, document.layout), "project_name")
    return entries[0].text or None if entries else None


class _Builder:
    """Fields of the record from the entries of the form."""

    def __init__(self, entries: Sequence[Entry], units: dict[str, str | None]) -> None:
        self.entries = list(entries)
        self.units = units
        self.repairs: list[Repair] = []
        self.extra: dict[str, str] = {}

    def build(self) -> dict[str, Any]:
        """Every field but title, source and indicators."""
        self._money_unit()
        sums = Sums(self.entries, self.units["money_unit"], self.extra)
        budget = sums.read()
        self.repairs += sums.repairs
        purpose, budget = self._purpose(budget)
        plan, issues = read_plan(roles(self.entries, "plan"))
        fields: dict[str, Any] = {
            "project_code": self._single("project_code"),
            "project_name": self._single("project_name") or self._first_name(),
            "budget": budget,
            "purpose": purpose,
            "spending_plan": plan,
            "issues": issues,
            "goals": self._goals(),
        }
        self._part_name(fields)
        self._part_code(fields)
        self._unit_name()
        self._leftovers()
        return fields | self.units | {"extra": self.extra}

    def _single(self, role: str) -> str | None:
        listed = any(_TASKS.search(heal(entry.label)) for entry in self.entries)
        for entry in roles(self.entries, role):
            if listed and _TASK.match(entry.label):
                self.extra[heal(entry.label)] = entry.text
                continue
            text = "".join(value.text.replace("\n", "") for value in entry.values)
            self.repairs += joins(role, entry.values)
            if not _DASHES.match(text):
                return text
        return None

    def _first_name(self) -> str | None:
        """What the form tells first, under a word that nobody knows: most forms begin with the project's name."""
        first = self.entries[0] if self.entries else None
        if first is None or first.role != "identity" or lookup(first.label) or not _WORD.search(first.text):
            return None
        self.entries.remove(first)
        name = heal(first.text)
        self.repairs.append(Repair.of("project_name", [first.label, first.text], name, "label-guessed", _GUESSED))
        return name

    def _part_name(self, fields: dict[str, Any]) -> None:
        """Code and name, where one cell holds both."""
        coded = _CODED.fullmatch(fields["project_name"] or "")
        if coded and not fields["project_code"]:
            fields["project_code"], fields["project_name"] = coded.groups()

    def _part_code(self, fields: dict[str, Any]) -> None:
        """A code that is the project's where one label stands for both, the unit's and the project's: that is longer."""
        for entry in roles(self.entries, "identity"):
            both = is_unit_code(entry) and "项目" in entry.label
            if both and len(entry.text) > _UNIT_CODE_LENGTH and not fields["project_code"]:
                fields["project_code"] = entry.text
                self.entries.remove(entry)

    def _money_unit(self) -> None:
        """A unit of money may stand in a label: 预算数（万元）, also in one that no vocabulary knows."""
        values = (value.text for entry in self.entries if entry.role in _SUMS for value in entry.values)
        labels = (text for text in values if not _DIGIT.search(text) and "\n" not in text.strip())
        for text in (*(entry.label for entry in self.entries), *labels):
            match = _MONEY_IN_LABEL.search(heal(text))
            if match and not self.units["money_unit"]:
                self.units["money_unit"] = match.group(1)

    def _purpose(self, budget: Budget) -> tuple[str | None, Budget]:
        """The purpose; where the amounts stand in its sentence, they are read out of it."""
        texts = [value.text.replace("\n", "") for role in ("purpose", "budget") for e in roles(self.entries, role)
                 for value in e.values if value.text and (role == "purpose" or _PURPOSE.search(value.text))]  # fmt: skip
        text = "".join(texts)
        sentence = split_budget_sentence(text) if text and budget.total is None else None
        if sentence is None:
            return text or None, budget
        self.extra |= sentence.parts
        return sentence.purpose or None, sentence.budget

    def _goals(self) -> list[str]:
        """The goals of the year, where a form prints others beside them: those are kept under their labels."""
        entries = [entry for entry in roles(self.entries, "goal") if entry.text]
        if not entries:  # the only ones that the form has
            entries = [entry for entry in roles(self.entries, "long_goal") if entry.text]
            self.entries = [entry for entry in self.entries if entry not in entries]
        year = [entry for entry in entries if OF_THE_YEAR.search(entry.label)]
        for entry in entries:
            if year and entry not in year and entry.label:
                self.extra[heal(entry.label).rstrip("：:")] = entry.text.replace("\n", "")
        kept = [entry for entry in entries if not year or entry in year or not entry.label]
        return split_goals([value.text for entry in kept for value in entry.values])

    def _unit_name(self) -> None:
        for entry in roles(self.entries, "unit_name") or self._itself():
            text = entry.text.replace("\n", "")
            if text and not self.units["unit_name"]:
                coded = UNIT_CODE.match(text)
                self.units["unit_name"] = coded.group(2) if coded else text
                self.units["unit_code"] = coded.group(1) if coded else self.units["unit_code"]
            elif text and text != self.units["unit_name"]:
                self.extra[entry.label] = text
        for entry in roles(self.entries, "identity"):
            if is_unit_code(entry) and entry.text and not self.units["unit_code"]:
                self.units["unit_code"] = entry.text
                self.entries.remove(entry)

    def _itself(self) -> list[Entry]:
        """The department that a form is about: named as such, without another that is above it or carries the project out."""
        named = [entry for entry in roles(self.entries, "department") if entry.text]
        if self.units["unit_name"] or len(named) != 1 or not _ITSELF.match(heal(named[0].label)):
            return []
        self.entries.remove(named[0])
        return named

    def _leftovers(self) -> None:
        """Labelled fields without a field of their own."""
        for entry in self.entries:
            if entry.role in _OTHERS and entry.text:
                label = heal(entry.label).rstrip("：:") or "其他内容"
                text = "；".join(filter(None, (value.text for value in entry.values))) if _is_row(entry) else entry.text
                self.extra[label] = f"{self.extra.get(label, '')}{text}".replace("\n", "")


def _is_row(entry: Entry) -> bool:
    """Whether the values of a field are several cells of one row, each with an amount or dashes."""
    filled = [value for value in entry.values if value.text]
    return len(filled) > 1 and are_beside(*filled[:2]) and all(AMOUNTS.match(value.text) for value in filled)
