"""The amounts of a form: which of its labelled sums are the year's total and parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..records import Amount, Budget, Repair
from ..values.amounts import is_amount, parse_amount
from ..values.text import heal
from .entry import roles
from .pieces import are_beside, joins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .entry import Entry
    from .pieces import Value

OF_THE_YEAR = re.compile(r"年度|当年|本年|短期|全年|^\D*20\d\d年\D*$")
"""What a label says of the year's goal or sum."""
AMOUNTS = re.compile(r"[\d,.，%％—\-/()（）\s¥￥万亿元]*$")
"""Nothing but amounts and dashes."""
_DIGIT = re.compile(r"\d")
_WHOLE = re.compile(r"^\d[\d,]*(?:\.\d{1,6})?\s*(?:万元|元|亿元)?$")
"""An amount; a lone ``0`` behind ``4200000.0`` is none, it is the rest of one."""
_PLAIN = re.compile(r"(?:项目|年度|预算|支出|安排|资金|经费)*(?:金额|资金|经费|预算)(?:[（(][^）)]{1,6}[）)])?[:：]?$")
_PARTS = {"total": "total", "fiscal": "fiscal", "other_money": "other"}


@dataclass(slots=True)
class Sums:
    """The sums among the fields of a form; `extra` and `repairs` take what is printed beside those that are chosen."""

    entries: list[Entry]
    money_unit: str | None
    extra: dict[str, str]
    repairs: list[Repair] = field(default_factory=list)

    def read(self) -> Budget:
        """The year's amounts; what the whole project costs is the total only where no other is printed."""
        amounts: dict[str, Amount] = {}
        for role, part in _PARTS.items():
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
            return sorted(found, key=lambda entry: (_is_listed(entry), not OF_THE_YEAR.search(heal(entry.label))))
        return found[::-1] if self._is_of_whole(found) else found

    def _is_of_whole(self, found: Sequence[Entry]) -> bool:
        """Whether the first of two amounts in a row is a part of the whole project's: that stands before the year's."""
        totals = [entry.role for entry in self.entries if entry.role in ("total", "whole_total") and entry.text]
        filled = [entry.values[0] for entry in found if entry.text]
        return totals == ["whole_total", "total"] and len(filled) == len(totals) == len(found) and are_beside(*filled)

    def _amount(self, name: str, values: Sequence[Value]) -> Amount | None:
        amount = parse_amount(_one_text(values), self.money_unit)
        values = _one_amount(values)
        self.repairs += joins(name, values)
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


def _is_listed(entry: Entry) -> bool:
    """Whether an amount has words beside it that are no amounts: it is one of a list."""
    return any(value.text and not AMOUNTS.match(value.text) for value in entry.values)


def _one_text(values: Sequence[Value]) -> str:
    return "".join(value.text for value in _one_amount(values)).lstrip("：:")


def _one_amount(values: Sequence[Value]) -> list[Value]:
    """The cells of the first amount: one cell that is a whole amount, or the pieces of a broken one."""
    filled = [value for value in values if value.text]
    filled = [value for value in filled if _DIGIT.search(value.text)] or filled
    if len(filled) > 1 and _WHOLE.match(filled[0].text) and not AMOUNTS.match(filled[1].text):
        return filled[:1]
    if len(filled) > 1 and all(_WHOLE.match(value.text) for value in filled[:2]):
        return filled[:1] if len(filled[1].text) > 2 or are_beside(*filled[:2]) else filled
    return filled
