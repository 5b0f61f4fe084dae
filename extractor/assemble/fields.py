"""The labelled fields above the indicators: a stream of cells, of which some are labels and the others their values.

The stream is read in printed order whatever the layout was. A cell that the vocabulary knows as a label opens a field, the
cells behind it are its value; a blank label leaves the section to the row's own label from the classifier.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..document import ONE_CELL
from ..lines.labels import Label
from ..lines.vocabulary import FIELD_ROLES, exact, is_label, lookup, role_of
from ..repair.join import join
from ..values.amounts import is_amount
from ..values.text import heal
from .beside import part_goals
from .entry import Entry
from .pieces import Piece, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..document import Layout
    from ..lines.classifier import LabelledRow

_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}、|[（(]\d{1,2}[)）])\s*(?=[一-鿿])")
_COLON = re.compile(r"[:：]")
_AMONG = re.compile(r"^\s*其中[:：]?")
"""What stands before the label of a part."""
_WIDE = re.compile(r"[ \t\u3000\xa0]{2,}|[\t\u3000]")
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
_UNIT_CODED = re.compile(r"(?:预算|填报)?单位(?:编码|代码)(?:[（(][^）)]*[）)])?$")
_LABEL_SCORE = 82.0
_AMOUNTS = frozenset(["total", "whole_total", "fiscal", "other_money", "money"])
_UNKNOWN = {
    Label.PURPOSE: "purpose", Label.GOAL: "goal", Label.IDENTITY: "identity", Label.BUDGET: "money",
}  # fmt: skip
"""What a label that no vocabulary knows is taken for, by its row's section."""
_NEAR = 75.0
_LABEL = re.compile(r"(?!目标$)[一-鿿、\n]{2,}(?:[（(][^）)]{1,12}[）)])?[一-鿿]*[:：]?")
_LABELS, _LABEL_SHARE = 2, 0.6
"""Known labels in a column of labels, at least, and their share of its texts."""
_LONGEST_LABEL = 16
_PAIRS = 2
"""Labels in a row, each with its value, of which one may be unknown."""
_PAIRED = (Label.IDENTITY, Label.FIELD, Label.BUDGET)
_HEADS = 2
"""Labels of columns of amounts in one row, at least."""
_SUM_WORDS = 2
"""Cells before the amounts of a row that holds their sums, at most one less."""


def read_fields(rows: Sequence[LabelledRow], layout: Layout) -> list[Entry]:
    """The fields of a table in printed order. Values before any label open a field by the row's section."""
    printed = list(_printed(_merge(rows, layout), layout))
    reader = _Reader(_label_places(printed, layout), layout)
    for cells in printed:
        if reader.take_below(cells) or reader.take_beside(cells):
            continue
        reader.begin_row()
        paired = _paired(cells) if layout != "stream" else frozenset()
        for k, (value, label) in enumerate(cells):
            heads = any(other.text for other, _ in cells[k + 1 : k + 2])
            reader.take(value, label, k if heads else None, paired=k in paired)
    return part_goals(reader.entries) if layout == "stream" else reader.entries


def _paired(cells: Sequence[tuple[Value, Label]]) -> frozenset[int]:
    """The numbers of the labels in a row of label and value, label and value …, behind one that heads more rows.

    The first label is known, and no value is one; none for other rows.
    """
    first = len(cells) % 2
    labels = cells[first::2]
    if (
        len(labels) < _PAIRS
        or not all(_is_shaped(value.text) for value, _ in labels)
        or not field_role(*_label(labels[0]))
    ):
        return frozenset()
    if any(label not in _PAIRED or field_role(value.text, label) for value, label in cells[first + 1 :: 2]):
        return frozenset()
    return frozenset(range(first, len(cells), 2))


def _label(cell: tuple[Value, Label]) -> tuple[str, Label]:
    return cell[0].text, cell[1]


def _is_shaped(text: str) -> bool:
    """Whether a text looks like a label: a few words, perhaps with some in brackets."""
    return len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(text) is not None


def _label_places(printed: Iterable[list[tuple[Value, Label]]], layout: Layout) -> frozenset[int]:
    """The places of printed rows at which a form has its labels; none where it is not known which cells make a row."""
    known: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for cells in printed if layout != "stream" else ():
        for k, (value, label) in enumerate(cells):
            if value.text:
                filled[_place(value, k, layout)] += 1
                known[_place(value, k, layout)] += field_role(value.text, label) is not None
    return frozenset(at for at, times in known.items() if times >= _LABELS and times >= _LABEL_SHARE * filled[at])


def _place(value: Value, number: int, layout: Layout) -> int:
    """Grid column of a cell, or its number in the row where each is a line."""
    return number if layout in ONE_CELL else value.pieces[0].cell.column


def _printed(rows: Iterable[list[tuple[Value, Label]]], layout: Layout) -> Iterator[list[tuple[Value, Label]]]:
    """Printed rows: in the layout ``cells`` the cells between two blank lines, in a stream those that begin on one line."""
    held: list[tuple[Value, Label]] = []
    for cells in rows:
        first = cells[0][0].pieces[0].row.row if cells else None
        if layout not in ONE_CELL or (first and (first.gap or (layout == "stream" and not first.beside))):
            yield held
            held = []
        held = [*held, *cells]
    yield held


def _merge(rows: Sequence[LabelledRow], layout: Layout) -> Iterator[list[tuple[Value, Label]]]:
    """Rows with what continues them joined in, cell by cell."""
    held: list[tuple[Value, Label]] = []
    section = Label.OTHER
    for row in rows:
        if row.label is Label.UP and held and not (_opens_field(row) or _parts_from_label(held, row, layout)):
            _join_row(held, row, layout)
            continue
        yield held
        section = row.label if row.label is not Label.UP else section
        held = [
            (_value(text, row, k), section)
            for k, cell in enumerate(row.row.cells)
            if not cell.covered
            for text in _told(cell.text)
        ]
    yield held


def _told(text: str) -> list[str]:
    """The fields of a line that tells several, each behind its label (项目名称：…  项目编码：…); any other text whole."""
    parts = _WIDE.split(text.strip())
    return parts if len(parts) > 1 and all(_inline(part, Label.IDENTITY) for part in parts) else [text]


def _opens_field(row: LabelledRow) -> bool:
    """Whether a row is a whole label and its value: that goes on with nothing."""
    text = _AMONG.sub("", row.row.filled[0].text) if len(row.row.filled) == 1 else ""
    parts = _COLON.split(text, maxsplit=1)
    return len(parts) > 1 and bool(parts[1].strip()) and is_label(heal(parts[0]))


def _parts_from_label(held: Sequence[tuple[Value, Label]], row: LabelledRow, layout: Layout) -> bool:
    """Whether a line and the one above, of which one is a whole label, make no label together: they are not one cell.

    A text of some lines may hold a label's word alone on one of them. A label set upright goes on letter by letter.
    """
    above, text = held[-1][0].text, heal(row.row.text)
    if layout not in ONE_CELL or len(text) == 1 or is_label(f"{above}{text}"):
        return False
    return is_label(above) or (is_label(text) and held[-1][1] not in (Label.GOAL, Label.PURPOSE))


def _value(text: str, row: LabelledRow, k: int) -> Value:
    return Value(_keep_lines(text), [Piece(text, row.row.cells[k], row)])


def _keep_lines(text: str) -> str:
    """Healed, but with its line breaks: goals are told apart by them."""
    return "\n".join(filter(None, (heal(line) for line in text.split("\n"))))


def _join_row(held: list[tuple[Value, Label]], row: LabelledRow, layout: Layout) -> None:
    lone = layout in ONE_CELL or (len(row.row.filled) == 1 and bool(row.row.cells[0].text.strip()))
    for position, cell in enumerate(row.row.cells):
        if not cell.text.strip():
            continue
        whole = exact(held[0][0].text + heal(cell.text)) if not position else ()
        k = 0 if whole else len(held) - 1 if lone else min(position, len(held) - 1)
        value = held[k][0]
        if held[k][1] is Label.GOAL or held[k][1] is Label.PURPOSE or not value.text:
            value.text = f"{value.text}\n{_keep_lines(cell.text)}".strip()
        else:
            joined = join(value.text, heal(cell.text))
            value.text, value.rule, value.score = joined.text, joined.rule, min(value.score, joined.score)
        value.pieces.append(Piece(cell.text, cell, row))


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
        if any(field_role(value.text, label) or _inline(value.text, label) for value, label in cells if value.text):
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
        split = _inline(text, section)
        if split:
            self.entries.append(Entry(split[0], split[1], [Value(split[2], value.pieces)]))
            return
        if self._opened and text:  # among labels of amounts
            self.entries.append(Entry("money", text))
            return
        if paired or (heads is not None and self._is_unknown_label(value, heads)):
            near = role_of(text, _AMOUNTS if section is Label.BUDGET else FIELD_ROLES - {"plan"}, _NEAR)
            self.entries.append(Entry(near or _UNKNOWN.get(section, "note"), text))
            return
        self._current(section, text).values.append(value)

    def _is_unknown_label(self, value: Value, number: int) -> bool:
        """Whether a cell stands where the form prints its labels, and looks like one."""
        return _is_shaped(value.text) and _place(value, number, self._layout) in self._places

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

    Two of them are known.
    """
    found = [field_role(value.text, Label.BUDGET) for value in filled]
    own = found[:1] == ["budget"] or (found[:1] == ["total"] and "total" in found[1:])
    found = found[1:] if own else found
    texts = [value.text for value in filled][len(filled) - len(found) :]
    known = sum(role in _AMOUNTS or _YEAR.fullmatch(text) is not None for role, text in zip(found, texts, strict=True))
    others = all(
        role in _AMOUNTS or _YEAR.fullmatch(text) or (role is None and _is_shaped(text))
        for role, text in zip(found, texts, strict=True)
    )
    return len(found) if known >= _HEADS and others else 0


def field_role(text: str, section: Label) -> str | None:
    """The role of a cell that is nothing but a label, perhaps numbered; None for a value."""
    text = _NUMBER.sub("", text)
    for term in lookup(text, _LABEL_SCORE) or lookup(_AMONG.sub("", text), _LABEL_SCORE):
        if term.role in ("period", "goal_mark"):
            return None
        if term.role in FIELD_ROLES:
            return _by_section(term.role, section)
    return None


def _by_section(role: str, section: Label) -> str | None:
    """A short word may be a label in one section and a value in another (其他, 无)."""
    if section in (Label.PURPOSE, Label.GOAL) and role in ("other_money", "identity", "total", "whole_total", "money"):
        return None
    return role


def _inline(text: str, section: Label) -> tuple[str, str, str] | None:
    """Role, label and value of a cell that holds both (项目名称：…)."""
    parts = _COLON.split(text, maxsplit=1)
    if len(parts) < 2 or not parts[1].strip():
        return None
    if "\n" in parts[0]:  # a label that is broken itself, no lines of a text before one
        parts[0] = heal(parts[0])
        if not is_label(parts[0]):
            return None
    if parts[0].strip() == "其中":
        rest = _COLON.split(parts[1], maxsplit=1)
        parts = [f"其中：{rest[0]}", rest[1] if len(rest) > 1 else ""]
        if not parts[1].strip():
            return None
    role = field_role(parts[0], section)
    if role is None or (role == "goal" and parts[0].strip()[-1].isdigit()):  # 年度目标1：…
        return None
    return role, parts[0].strip(), parts[1].strip()


def roles(entries: Iterable[Entry], role: str) -> list[Entry]:
    """The entries of one role."""
    return [entry for entry in entries if entry.role == role]


def is_unit_code(entry: Entry) -> bool:
    """Whether a field holds the code of the unit (单位编码)."""
    return entry.role == "identity" and _UNIT_CODED.search(heal(entry.label)) is not None
