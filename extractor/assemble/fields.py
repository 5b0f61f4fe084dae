"""The labelled fields above the indicators: a stream of cells, of which some are labels and the others their values.

The stream is read in printed order whatever the layout was. A cell that the vocabulary knows as a label opens a field, the
cells behind it are its value; a blank label leaves the section to the row's own label from the classifier.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ..document import ONE_CELL
from ..lines.labels import Label
from ..lines.vocabulary import FIELD_ROLES, role_of
from ..values.amounts import is_amount
from .beside import part_goals
from .entry import Entry
from .naming import field_role, inline, is_shaped
from .pieces import Value
from .printed import printed_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..document import Layout
    from ..lines.classifier import LabelledRow

_YEAR = re.compile(r"20\d\d年度?")
_SECTION_ROLE = {
    Label.PURPOSE: "purpose",
    Label.GOAL: "goal",
    Label.PLAN: "plan",
    Label.FIELD: "note",
    Label.BUDGET: "budget",
}
_UNLABELLED = {Label.BUDGET: "money"}
"""What a value is taken for where no label claims it, if not for the section's own."""
_SECTIONS = {
    "identity": "note",
    "budget": "budget", "total": "budget", "whole_total": "budget", "fiscal": "budget", "other_money": "budget", "money": "budget",
    "purpose": "purpose", "plan": "plan", "period": "plan", "goal": "goal", "long_goal": "goal", "goal_mark": "goal", "note": "note",
}  # fmt: skip
_AMOUNTS = frozenset(["total", "whole_total", "fiscal", "other_money", "money"])
_UNKNOWN = {
    Label.PURPOSE: "purpose", Label.GOAL: "goal", Label.IDENTITY: "identity", Label.BUDGET: "money",
}  # fmt: skip
"""What a label that no vocabulary knows is taken for, by its row's section."""
_NEAR = 75.0
_LABELS, _LABEL_SHARE = 2, 0.6
"""Known labels in a column of labels, at least, and their share of its texts."""
_BEGUN = 3
"""Rows of a form that begin with texts like labels, at least."""
_PAIRS = 2
"""Labels in a row, each with its value, of which one may be unknown."""
_PAIRED = (Label.IDENTITY, Label.FIELD, Label.BUDGET)
_HEADS = 2
"""Labels of columns of amounts in one row, at least."""
_WORDED = ("identity", "budget", "note")
"""What a word that stands before them may be taken for."""
_SUM_WORDS = 2
"""Cells before the amounts of a row that holds their sums, at most one less."""


def read_fields(rows: Sequence[LabelledRow], layout: Layout) -> list[Entry]:
    """The fields of a table in printed order. Values before any label open a field by the row's section."""
    printed = printed_rows(rows, layout)
    reader = _Reader(_label_places(printed, layout), layout)
    for cells in printed:
        if reader.take_below(cells) or reader.take_beside(cells):
            continue
        reader.begin_row()
        paired = _paired(cells, reader.is_label_at) if layout != "stream" else frozenset()
        for k, (value, label) in enumerate(cells):
            heads = any(other.text for other, _ in cells[k + 1 : k + 2])
            reader.take(value, label, k if heads else None, paired=k in paired)
    return part_goals(reader.entries) if layout == "stream" else reader.entries


def _paired(cells: Sequence[tuple[Value, Label]], is_label_at: Callable[[Value, int], bool]) -> frozenset[int]:
    """The numbers of the labels in a row of label and value, label and value …, behind one that heads more rows.

    The first label is known, or stands where the form has its labels, and no value is one; none for other rows.
    """
    first = len(cells) % 2
    labels = cells[first::2]
    if len(labels) < _PAIRS or not all(is_shaped(value.text) for value, _ in labels):
        return frozenset()
    if not (field_role(*_label(labels[0])) or is_label_at(labels[0][0], first)):
        return frozenset()
    if any(label not in _PAIRED or field_role(value.text, label) for value, label in cells[first + 1 :: 2]):
        return frozenset()
    return frozenset(range(first, len(cells), 2))


def _label(cell: tuple[Value, Label]) -> tuple[str, Label]:
    return cell[0].text, cell[1]


def _label_places(printed: Iterable[list[tuple[Value, Label]]], layout: Layout) -> frozenset[int]:
    """The places of printed rows at which a form has its labels; none where it is not known which cells make a row.

    Most texts there are known, or else all are like labels, none like another, and begin rows with something behind them.
    """
    known: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    begun: dict[int, list[str]] = defaultdict(list)
    for cells in printed if layout != "stream" else ():
        for k, (value, label) in enumerate(cells):
            if value.text:
                at = _place(value, k, layout)
                filled[at] += 1
                known[at] += field_role(value.text, label) is not None
                if k == 0 and any(other.text for other, _ in cells[1:]):
                    begun[at].append(value.text)
    found = {at for at, times in known.items() if times >= _LABELS and times >= _LABEL_SHARE * filled[at]}
    alike = (
        at for at, texts in begun.items() if len(set(texts)) == filled[at] >= _BEGUN and all(map(is_shaped, texts))
    )
    return frozenset(found | set(alike))


def _place(value: Value, number: int, layout: Layout) -> int:
    """Grid column of a cell, or its number in the row where each is a line."""
    return number if layout in ONE_CELL else value.pieces[0].cell.column


class _Reader:
    """Turns the stream of cells into entries."""

    def __init__(self, places: frozenset[int], layout: Layout) -> None:
        """`places`: those of printed rows at which labels stand."""
        self.entries: list[Entry] = []
        self._places = places
        self._layout = layout
        self._row = 0
        self._labelled = 0
        self._opened = 0
        """Labels in the row before, where it holds nothing but labels of amounts."""
        self._heads: list[Entry] = []
        """The fields that the last such row opened, column by column."""

    def take_below(self, cells: Sequence[tuple[Value, Label]]) -> bool:
        """Read a row of as many amounts as the labels above head; False for any other row.

        The sums of all, or amounts without a word beside them, are the heads' own; others (年度主要任务 and what they cost)
        are kept under their words.
        """
        if self._opened:
            self._heads = self.entries[-self._opened :]
        filled = [value for value, _ in cells if value.text]
        self._opened = _heading(filled)
        count = len(self._heads)
        words, amounts = filled[: len(filled) - count], filled[len(filled) - count :]
        if not count or len(filled) < count or not all(is_amount(value.text) for value in amounts):
            self._heads = []
            return False
        role = field_role(words[0].text, Label.BUDGET) if words else "total"
        if role == "total" and len(words) < _SUM_WORDS:
            for entry, value in zip(self._heads, amounts, strict=True):
                entry.values.append(value)
            return True
        if role:
            return False
        text = "；".join(value.text for value in filled[1:])
        pieces = [piece for value in filled[1:] for piece in value.pieces]
        self.entries.append(Entry("money", words[0].text, [Value(text, pieces)]))
        return True

    def take_beside(self, cells: Sequence[tuple[Value, Label]]) -> bool:
        """Read a row of values below a row of as many labels (长期目标, 年度目标 side by side); False for any other row."""
        filled = [value for value, _ in cells if value.text]
        opened = self.entries[max(self._row, len(self.entries) - len(filled)) :]
        if len(filled) < 2 or len(opened) < len(filled) or any(entry.text for entry in opened):
            return False
        if any(field_role(value.text, label) or inline(value.text, label) for value, label in cells if value.text):
            return False
        for entry, value in zip(opened, filled, strict=True):
            entry.values.append(value)
        return True

    def begin_row(self) -> None:
        """What comes stands in the next printed row."""
        self._row = self._labelled = len(self.entries)

    def take(self, value: Value, section: Label, heads: int | None, *, paired: bool) -> None:
        """Read one cell: a label, a label with its value, or a value.

        `heads`: its number, if a text stands right behind it. `paired`: whether its row says that it is a label.
        """
        if self._layout in ONE_CELL:  # it has a section of its own, not its row's
            self._labelled = len(self.entries)
        text = value.text
        role = field_role(text, section)
        if role and not (self._opened and _YEAR.fullmatch(text)):
            self.entries.append(Entry(role, text))
            return
        split = inline(text, section)
        if split:
            self.entries.append(Entry(split[0], split[1], [Value(split[2], value.pieces)]))
            return
        if self._opened and text:  # among labels of amounts
            self.entries.append(Entry("money", text))
            return
        if paired or (heads is not None and self.is_label_at(value, heads)):
            near = role_of(text, _AMOUNTS if section is Label.BUDGET else FIELD_ROLES - {"plan"}, _NEAR)
            self.entries.append(Entry(near or _UNKNOWN.get(section, "note"), text))
            return
        self._current(section, text).values.append(value)

    def is_label_at(self, value: Value, number: int) -> bool:
        """Whether the cell of a number in its row stands where the form prints its labels, and looks like one."""
        return is_shaped(value.text) and _place(value, number, self._layout) in self._places

    def _current(self, section: Label, text: str) -> Entry:
        """The field that a value belongs to; the row's section overrules a label that stands in a row above."""
        current = self.entries[-1] if self.entries else None
        wanted = _SECTION_ROLE.get(section)
        if section is Label.BUDGET and current and current.role == "purpose":  # a sentence that names sums goes on
            wanted = None
        above = len(self.entries) == self._labelled
        if current and above and wanted and text and _SECTIONS.get(current.role, current.role) != wanted:
            current = None
        if current is None:
            current = Entry(_UNLABELLED.get(section, wanted or "note"), "")
            self.entries.append(current)
        return current


def _heading(filled: Sequence[Value]) -> int:
    """How many columns of amounts a row heads that holds nothing but labels of amounts, behind their own; 0 for others.

    Two of them are known. A word may stand before them that heads what they are the amounts of (支出类型).
    """
    found = [field_role(value.text, Label.BUDGET) for value in filled]
    own = found[:1] == ["budget"] or (found[:1] == ["total"] and "total" in found[1:])
    found = found[1:] if own else found
    found = found[1:] if own and len(found) > _HEADS and found[0] in _WORDED else found
    texts = [value.text for value in filled][len(filled) - len(found) :]
    known = sum(role in _AMOUNTS or _YEAR.fullmatch(text) is not None for role, text in zip(found, texts, strict=True))
    others = all(
        role in _AMOUNTS or _YEAR.fullmatch(text) or (role is None and is_shaped(text))
        for role, text in zip(found, texts, strict=True)
    )
    return len(found) if known >= _HEADS and others else 0
