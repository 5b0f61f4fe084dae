"""One printed table being written: its lines, and the record that a perfect reading of it gives."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

from extractor.lines.labels import Label
from extractor.training.synthesis.model import Line, Slot
from extractor.training.synthesis.synonyms import OTHER_SOURCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.training.synthesis.facts import Facts
    from extractor.training.synthesis.grammar import Form

Part = str | tuple[str, Label]
"""A slot's text, or text and label where the label is not the row's."""

_LOOKALIKES = str.maketrans("一二三级值名预算目规", "－－二极直各予筹日观")


class Sheet:
    """Writes rows and keeps the gold record in step with what is printed."""

    def __init__(self, form: Form, facts: Facts, rng: Random, table: int) -> None:
        self.form, self.facts, self.rng, self.table = form, facts, rng, table
        self.layout = Random(form.seed)
        """Draws alike for every table of the document."""
        self.width = max(8, len(form.columns) + len(form.counties) + 1) + self.layout.choice((0, 0, 1, 3))
        self.lines: list[Line] = []
        self.gold = empty_gold()

    def word(self, key: str) -> str:
        """The form's label or header for the key, sometimes misprinted."""
        return misprinted(self.form.words[key], self.form.misprint, self.rng)

    def head(self, key: str) -> str:
        """The label as it stands in the first column: starred, or broken where the column is narrow."""
        text = self.word(key)
        if self.form.narrow and len(text) >= 4:
            text = f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}"
        return self.form.star + text

    def row(self, label: Label, *parts: Part) -> None:
        """One row of labels and values; every second slot from the end takes its share of the spare grid columns."""
        spans = [1] * len(parts)
        takers = range(len(parts) - 1, 0, -2) or (0,)
        for number in range(self.width - len(parts)):
            spans[takers[number % len(takers)]] += 1
        self.spread(spans, label, parts)

    def block(self, head: str, rows: Sequence[tuple[Label, Sequence[Part]]]) -> None:
        """Rows that share a first cell, merged downwards."""
        for number, (label, parts) in enumerate(rows):
            self.row(label, head if number == 0 else "", *parts)
            first, *rest = self.lines[-1].slots
            merged = replace(first, down=len(rows)) if number == 0 else replace(first, covered=True)
            self.lines[-1] = replace(self.lines[-1], slots=(merged, *rest))

    def spread(self, spans: Sequence[int], label: Label, parts: Sequence[Part]) -> None:
        """One row with the grid columns of its slots given."""
        slots = [replace(slot, span=span) for slot, span in zip(self._slots(label, parts), spans, strict=True)]
        self.lines.append(Line(tuple(slots), label, self.table))

    def extra(self, label: str, text: str) -> str:
        """Records a field that the contract does not name, and gives its text back."""
        if text:
            self.gold["extra"][label.strip("★*：:")] = text
        return text

    def amount(self, part: str | None, yuan: int | None) -> str:
        """Prints a sum of money, recorded as the budget's `part` if given; a blank for None."""
        if yuan is None:
            return ""
        form = self.form
        text = f"{yuan / 10000:.2f}" if form.money_unit == "万元" else f"{yuan:.2f}"
        if self.form.seed % 3 == 0 and text.endswith(".00"):
            text = text.removesuffix(".00")
        if form.money == "value":
            text += form.money_unit
        if part and form.words[part] in OTHER_SOURCES:
            self.extra(form.words[part], text)
        elif part:
            self.gold[f"budget_{part}"] = text
            self.gold[f"budget_{part}_yuan"] = None if form.money == "none" else str(yuan)
        return text

    def _slots(self, label: Label, parts: Sequence[Part]) -> list[Slot]:
        return [Slot(part, label) if isinstance(part, str) else Slot(*part) for part in parts]


def empty_gold() -> dict[str, Any]:
    """A record in the flat form with nothing in it."""
    amounts = ("total", "fiscal", "other")
    return {
        "title": None,
        "ordinal": None,
        "unit_code": None,
        "unit_name": None,
        "money_unit": None,
        "project_code": None,
        "project_name": None,
        **{f"budget_{part}": None for part in amounts},
        **{f"budget_{part}_yuan": None for part in amounts},
        "purpose": None,
        "spending_plan": None,
        "goals": [],
        "indicators": [],
        "extra": {},
    }


def misprinted(text: str, chance: float, rng: Random) -> str:
    """The text, by that chance with a letter mistaken, lost or doubled."""
    if len(text) < 3 or rng.random() >= chance:
        return text
    at = rng.randrange(len(text))
    return rng.choice(
        (text[:-1], text[:at] + text[at].translate(_LOOKALIKES) + text[at + 1 :], text[:at] + text[at + 1 :])
    )
