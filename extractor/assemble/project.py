"""One table into one project record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..lines.vocabulary import lookup
from ..records import Amount, Budget, PlanStep, Project, Repair, Source
from ..values.amounts import is_amount, parse_amount, parse_percent
from ..values.sentences import split_budget_sentence
from ..values.text import heal
from .entry import roles
from .fields import read_fields
from .goals import split_goals
from .indicators import build_indicators
from .naming import is_unit_code
from .pieces import mends
from .segment import line_range, page_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Document
    from ..lines.classifier import LabelledRow
    from .entry import Entry
    from .long import Part
    from .pieces import Value
    from .segment import Table
    from .titles import Title

_UNIT_CODE = re.compile(r"^(\d{3,})\s*[-—_]?\s*((?!年)\D.*)$")
_MONEY_UNIT = re.compile(r"(?:金额)?(?:计量)?单位\s*[:：]\s*(?:人民币)?\s*((?:百万|千万|万|亿|千|百)?元)")
_MONEY_IN_LABEL = re.compile(r"[（(]\s*((?:百万|千万|万|亿|千|百)?元)\s*[)）]")
_UNIT_LABEL = re.compile(
    r"^(?:填报|预算|申报|实施|主管|编制|项目|所属)?(?:单位|部门)(?:名称|编码)?\s*(?:[（(][^）)]*[）)])?\s*[:：]\s*"
)
_ITSELF = re.compile(r"(?:部门|单位)(?:[（(](?:部门|单位)[）)])?(?:名称)?[:：]?$")
"""The label of whom a form is about, where it names nobody else."""
_FURNITURE = re.compile(r"(?:(?:填报|编制|填表|申报)?(?:日期|时间|人)|(?:预算)?年度)\s*[:：].*$")
_DIGIT = re.compile(r"\d")
_OF_THE_YEAR = re.compile(r"年度|当年|本年|短期|全年|^\D*20\d\d年\D*$")
_PURPOSE = re.compile(r"[，。；、]|用于|\d.*元")
"""What a budget's cell must hold to be taken for the purpose: 来源项目 and 金额 head columns of amounts."""
_DASHES = re.compile(r"^[-—─－_/\s]*$")
_WHOLE = re.compile(r"^\d[\d,]*(?:\.\d{1,6})?\s*(?:万元|元|亿元)?$")
"""An amount; a lone ``0`` behind ``4200000.0`` is none, it is the rest of one."""
_AMOUNTS = re.compile(r"[\d,.，%％—\-/()（）\s¥￥万亿元]*$")
_PLAIN = re.compile(r"(?:项目|年度|预算|支出|安排|资金|经费)*(?:金额|资金|经费|预算)(?:[（(][^）)]{1,6}[）)])?[:：]?$")
_TASKS, _TASK = re.compile(r"主要任务|重点任务"), re.compile(r"任务名称")
_CODED = re.compile(r"([0-9A-Z]{8,})\s*[-—_]\s*(\S.*)")
"""A project's code before its name, in a cell for both."""
_OTHERS = frozenset(["department", "identity", "money", "note", "long_goal"])
_SUMS = frozenset(["budget", "total", "whole_total", "fiscal", "other_money", "money"])
_BUDGET_PARTS = {"total": "total", "fiscal": "fiscal", "other_money": "other"}


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


def read_units(rows: Sequence[LabelledRow]) -> dict[str, str | None]:
    """Code and name of the unit, and the unit of money, from the 单位 lines."""
    found: dict[str, str | None] = {"unit_code": None, "unit_name": None, "money_unit": None}
    lines: list[str] = []
    for row in rows:
        for cell in row.row.filled:
            text = heal(cell.text)
            if lines and not row.row.gap and not row.row.indented and _goes_on(text):
                lines[-1] += text
            else:
                lines.append(text)
    for text in lines:
        _read_unit(text, found)
    return found


def _goes_on(text: str) -> bool:
    """The rest of a unit's name that was wrapped: no code, no label, no unit of money."""
    return not (_UNIT_CODE.match(text) or _UNIT_LABEL.match(text) or _MONEY_UNIT.search(text))


def _read_unit(text: str, found: dict[str, str | None]) -> None:
    money = _MONEY_UNIT.search(text)
    if money:
        found["money_unit"] = found["money_unit"] or money.group(1)
        text = text[: money.start()].strip(" \t（(")
    text = _FURNITURE.sub("", _UNIT_LABEL.sub("", text)).strip()
    coded = _UNIT_CODE.match(text)
    if coded and not found["unit_code"]:
        found["unit_code"], found["unit_name"] = coded.group(1), coded.group(2).strip()
    elif text and not found["unit_name"]:
        found["unit_name"] = text


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
        budget = self._budget()
        purpose, budget = self._purpose(budget)
        fields: dict[str, Any] = {
            "project_code": self._single("project_code"),
            "project_name": self._single("project_name"),
            "budget": budget,
            "purpose": purpose,
            "spending_plan": self._plan(),
            "goals": self._goals(),
        }
        self._part_name(fields)
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
            self._note(role, entry.values)
            if not _DASHES.match(text):
                return text
        return None

    def _part_name(self, fields: dict[str, Any]) -> None:
        """Code and name, where one cell holds both."""
        coded = _CODED.fullmatch(fields["project_name"] or "")
        if coded and not fields["project_code"]:
            fields["project_code"], fields["project_name"] = coded.groups()

    def _note(self, name: str, values: Sequence[Value]) -> None:
        """List the joinings that made a field, and what was mended in its cells."""
        self.repairs += mends(name, values)
        for value in values:
            if value.rule and value.rule not in ("plain", "continuation"):
                pieces = [piece.text.strip() for piece in value.pieces]
                self.repairs.append(Repair.of(name, pieces, value.text, value.rule, value.score, value.lines))

    def _money_unit(self) -> None:
        """A unit of money may stand in a label: 预算数（万元）, also in one that no vocabulary knows."""
        values = (value.text for entry in self.entries if entry.role in _SUMS for value in entry.values)
        labels = (text for text in values if not _DIGIT.search(text) and "\n" not in text.strip())
        for text in (*(entry.label for entry in self.entries), *labels):
            match = _MONEY_IN_LABEL.search(heal(text))
            if match and not self.units["money_unit"]:
                self.units["money_unit"] = match.group(1)

    def _budget(self) -> Budget:
        """The year's amounts; what the whole project costs is the total only where no other is printed."""
        amounts: dict[str, Amount] = {}
        for role, part in _BUDGET_PARTS.items():
            for entry in self._likeliest(role):
                amount = None if part in amounts else self._amount(f"budget.{part}", entry.values)
                if part in amounts:
                    self._keep(entry, amounts[part])
                elif amount:
                    amounts[part] = amount
                    self._further(entry)
        for entry in [*roles(self.entries, "whole_total"), *self._plain_sums()]:
            amount = None if "total" in amounts else self._amount("budget.total", entry.values)
            if amount:
                amounts["total"] = amount
            elif entry.text:
                self.extra[heal(entry.label).rstrip("：:")] = entry.text
        return Budget(**amounts)

    def _plain_sums(self) -> list[Entry]:
        """The one amount that is called no more than money (金额, 项目资金): the total of a form that names none."""
        found = [
            entry
            for entry in self.entries
            if entry.role in ("budget", "money") and _PLAIN.match(heal(entry.label)) and is_amount(entry.text)
        ]
        for entry in found if len(found) == 1 else ():
            self.entries.remove(entry)
        return found if len(found) == 1 else []

    def _likeliest(self, role: str) -> list[Entry]:
        """Amounts of one role in printed order; totals of the year first, those among words (合计 in a list) last."""
        found = roles(self.entries, role)
        if role == "total":
            return sorted(found, key=lambda entry: (_is_listed(entry), not _OF_THE_YEAR.search(heal(entry.label))))
        return found[::-1] if self._is_of_whole(found) else found

    def _is_of_whole(self, found: Sequence[Entry]) -> bool:
        """Whether the first of two amounts in a row is a part of the whole project's: that stands before the year's."""
        totals = [entry.role for entry in self.entries if entry.role in ("total", "whole_total") and entry.text]
        filled = [entry.values[0] for entry in found if entry.text]
        return totals == ["whole_total", "total"] and len(filled) == len(totals) == len(found) and _beside(*filled)

    def _amount(self, name: str, values: Sequence[Value]) -> Amount | None:
        amount = parse_amount(_one_text(values), self.units["money_unit"])
        values = _one_amount(values)
        self._note(name, values)
        pieces = [piece.text.strip() for value in values for piece in value.pieces]
        if amount and not any(value.rule for value in values) and any(piece != amount.text for piece in pieces):
            self.repairs.append(Repair.of(name, pieces, amount.text, "split-number", 1.0, values[0].lines))
        return amount

    def _keep(self, entry: Entry, chosen: Amount) -> None:
        """Another amount of a part (项目总额 beside 本年度预算金额) is kept under its label."""
        label = heal(entry.label).rstrip("：:")
        if entry.text and entry.text != chosen.text:
            self.extra.setdefault(label, entry.text)

    def _further(self, entry: Entry) -> None:
        """More amounts behind one label (of other years, or what was spent) are kept beside it."""
        rest = [value.text for value in entry.values if value.text][len(_one_amount(entry.values)) :]
        if rest:
            self.extra[heal(entry.label).rstrip("：:")] = "；".join(rest)

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

    def _plan(self) -> list[PlanStep] | None:
        entries = roles(self.entries, "plan")
        if not entries:
            return None
        values = [value.text for entry in entries for value in entry.values]
        periods = [i for i, text in enumerate(values) if any(t.role == "period" for t in lookup(text, 88.0))]
        if not periods:
            return None
        heads = [values[i] for i in periods]
        rest = values[periods[-1] + 1 :]
        if len(rest) > len(heads) and not rest[0]:
            rest = rest[1:]
        steps = zip(heads, [*rest, *[""] * len(heads)], strict=False)
        return [PlanStep(by=by, text=text or None, percent=parse_percent(text)) for by, text in steps]

    def _goals(self) -> list[str]:
        """The goals of the year, where a form prints others beside them: those are kept under their labels."""
        entries = [entry for entry in roles(self.entries, "goal") if entry.text]
        if not entries:  # the only ones that the form has
            entries = [entry for entry in roles(self.entries, "long_goal") if entry.text]
            self.entries = [entry for entry in self.entries if entry not in entries]
        year = [entry for entry in entries if _OF_THE_YEAR.search(entry.label)]
        for entry in entries:
            if year and entry not in year and entry.label:
                self.extra[heal(entry.label).rstrip("：:")] = entry.text.replace("\n", "")
        kept = [entry for entry in entries if not year or entry in year or not entry.label]
        return split_goals([value.text for entry in kept for value in entry.values])

    def _unit_name(self) -> None:
        for entry in roles(self.entries, "unit_name") or self._itself():
            text = entry.text.replace("\n", "")
            if text and not self.units["unit_name"]:
                coded = _UNIT_CODE.match(text)
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
    return len(filled) > 1 and _beside(*filled[:2]) and all(_AMOUNTS.match(value.text) for value in filled)


def _is_listed(entry: Entry) -> bool:
    """Whether an amount has words beside it that are no amounts: it is one of a list."""
    return any(value.text and not _AMOUNTS.match(value.text) for value in entry.values)


def _one_text(values: Sequence[Value]) -> str:
    return "".join(value.text for value in _one_amount(values)).lstrip("：:")


def _one_amount(values: Sequence[Value]) -> list[Value]:
    """The cells of the first amount: one cell that is a whole amount, or the pieces of a broken one."""
    filled = [value for value in values if value.text]
    filled = [value for value in filled if _DIGIT.search(value.text)] or filled
    if len(filled) > 1 and _WHOLE.match(filled[0].text) and not _AMOUNTS.match(filled[1].text):
        return filled[:1]
    if len(filled) > 1 and all(_WHOLE.match(value.text) for value in filled[:2]):
        return filled[:1] if len(filled[1].text) > 2 or _beside(*filled[:2]) else filled
    return filled


def _beside(left: Value, right: Value) -> bool:
    """Whether two values are cells of one printed row."""
    rows = [value.pieces[0].row.row for value in (left, right) if value.pieces]
    if len(rows) < 2:
        return False
    return rows[0] is rows[1] or rows[1].beside or (all(row.indented for row in rows) and not rows[1].gap)
