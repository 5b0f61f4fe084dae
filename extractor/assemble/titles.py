"""Headings: joined where they break, cleaned, and given to the table they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ..values.text import heal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..lines.classifier import LabelledRow
    from .segment import Table

_ORDINAL = re.compile(r"^\s*[（(]?(\d{1,3})\s*[)）]?\s*[.、．]\s*(?!\d)")
_END = re.compile(r"表(?:[（(][^）)]*[）)])?$")
_FORM = re.compile(r"(?:项目)?(?:支出)?绩效(?:目标|指标)?(?:申报|自评)?表$")
_ALIKE = 60.0


@dataclass(frozen=True, slots=True)
class Title:
    """One heading of a table."""

    text: str
    ordinal: int | None
    rows: tuple[LabelledRow, ...]


def read_titles(rows: Sequence[LabelledRow]) -> list[Title]:
    """Headings among title rows that follow one another: each ends with its 表, and begins with its number if it has one."""
    titles: list[Title] = []
    held: list[LabelledRow] = []
    for row in rows:
        if held and _ORDINAL.match(heal(row.row.text)):
            titles.append(_title(held))
            held = []
        held.append(row)
        if _END.search(heal(row.row.text)):
            titles.append(_title(held))
            held = []
    if held:
        titles.append(_title(held))
    return [title for title in titles if title.text]


def _title(rows: list[LabelledRow]) -> Title:
    text = heal("".join(heal(row.row.text) for row in rows)).replace("*", "").strip()
    match = _ORDINAL.match(text)
    ordinal = int(match.group(1)) if match else None
    return Title(text[match.end() :] if match else text, ordinal, tuple(rows))


def assign_titles(tables: Sequence[Table], names: Sequence[str | None]) -> list[Title | None]:
    """One title for each table, or None.

    A heading stands above its table. Where several headings stand there and the table before has none, the first of
    them was printed below that table, if its name says so or the next one names the table below.
    """
    above = [read_titles(table.titles) for table in tables]
    chosen: list[Title | None] = []
    for i, titles in enumerate(above):
        if len(titles) > 1 and i and chosen[i - 1] is None and _belongs(titles, names[i - 1], names[i]):
            chosen[i - 1] = titles[0]
            titles = titles[1:]
        chosen.append(_best(titles, names[i]))
    return chosen


def _belongs(titles: list[Title], before: str | None, after: str | None) -> bool:
    return likeness(titles[0].text, before) >= likeness(titles[0].text, after)


def _best(titles: list[Title], name: str | None) -> Title | None:
    return max(titles, key=lambda title: likeness(title.text, name), default=None)


def likeness(title: str, name: str | None) -> float:
    """How like a title is to a project's name, 0..100."""
    if not name:
        return 0.0
    return fuzz.ratio(_FORM.sub("", title), name)
