"""What the line classifier sees of a row: its words, its shape, its cells, and its neighbours.

Texts are looked at through the vocabulary and through shapes, hardly through their own words, so that what is learned
from one unit's projects holds for the next. Every feature is a short string; absence means false.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from .vocabulary import COLUMN_ROLES, FIELD_ROLES, lookup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_SECTION_ROLES = FIELD_ROLES | COLUMN_ROLES
_SURE = 82.0
_HEADER_CELLS = 3
_OPERATOR = re.compile(r"^(?:[≥≤><=≧≦≈＞＜＝]|不(?:超|低|少|高|大|小)|大于|小于|等于|低于|高于)")
_NUMBER = re.compile(r"^[-+]?[\d,.\s]+$")
_VALUE = re.compile(r"^[≥≤><=≧≦≈]*\s*[\d,.]+\s*(?:%|[一-鿿/]{1,6})?(?:以上|以下|以内|前)?$")
_DATE = re.compile(r"\d{4}年|\d{1,2}月")
_CODE = re.compile(r"^[0-9A-Z]{8,}$")
_UNIT_CODE = re.compile(r"^\d{6}\s*[一-鿿]")
_MONEY_UNIT = re.compile(r"单位[:：]\s*(?:万|亿|千)?元")
_ENUMERATED = re.compile(r"^(?:\d{1,2}\s*[.、．]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]+[、是])")
_GOAL = re.compile(r"^目标\s*\d")
_TITLE = re.compile(r"(?:绩效.{0,8}|申报|自评)表$|目标表")
_SENTENCE = re.compile(r"[。；！]")
_MONEY = re.compile(r"\d\s*(?:万元|亿元|元)")
_DASH = re.compile(r"^[-—─－_/\s]+$")
_PAGE = re.compile(r"^[-—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—\s]*$")
_SHAPES = (
    ("op", _OPERATOR),
    ("num", _NUMBER),
    ("val", _VALUE),
    ("code", _CODE),
    ("ucode", _UNIT_CODE),
    ("munit", _MONEY_UNIT),
    ("enum", _ENUMERATED),
    ("goal", _GOAL),
    ("dash", _DASH),
    ("page", _PAGE),
)
_FINDS = (("date", _DATE), ("title", _TITLE), ("sent", _SENTENCE), ("money", _MONEY))


@lru_cache(maxsize=131072)
def text_features(text: str) -> tuple[str, ...]:
    """Features of one cell's text, neighbours aside. `text` is stripped."""
    if not text:
        return ("blank",)
    plain = unicodedata.normalize("NFKC", text)
    found = [name for name, pattern in _SHAPES if pattern.match(plain)]
    found += [name for name, pattern in _FINDS if pattern.search(plain)]
    found.append(f"len{_bucket(len(plain))}")
    found.append(f"end{plain[-1]}" if plain[-1] in "。；;，,表率度数%标:元次个人" else "end")
    found += _term_features(text)
    return tuple(found)


def _term_features(text: str) -> list[str]:
    terms = lookup(text)
    if not terms:
        head = text.replace("：", ":").split(":")[0]
        return [f"head={term.role}" for term in lookup(head, 90.0)] if ":" in text or "：" in text else []
    sure = "=" if terms[0].score > 90 else "~"
    return [f"term{sure}{term.role}" for term in terms] + [f"term:{term.role}" for term in terms]


def _bucket(length: int) -> str:
    for limit in (1, 2, 4, 8, 14, 22, 40, 80):
        if length <= limit:
            return str(limit)
    return "long"


def kind(text: str) -> str:
    """The single most telling thing about a text: its term's role, or its shape."""
    features = text_features(text)
    term = next((f for f in features if f.startswith(("term=", "term~"))), None)
    if term:
        return term[5:]
    for name in (
        "blank",
        "title",
        "munit",
        "ucode",
        "goal",
        "dash",
        "op",
        "val",
        "num",
        "code",
        "enum",
        "money",
        "sent",
        "date",
    ):
        if name in features:
            return name
    return next(f for f in features if f.startswith("len"))


def row_features(rows: Sequence[Row]) -> list[list[str]]:
    """For every row the list of its features, in the order of `rows`."""
    firsts = [_first(row) for row in rows]
    kinds = [_row_kind(row, first) for row, first in zip(rows, firsts, strict=True)]
    own = [_own(row, first) for row, first in zip(rows, firsts, strict=True)]
    sections, shapes = _sections(firsts), _against_header(rows)
    tables = _tables(rows)
    return [own[i] + _around(rows, firsts, kinds, i) + sections[i] + shapes[i] + tables[i] for i in range(len(rows))]


def _tables(rows: Sequence[Row]) -> list[list[str]]:
    """Where the tables' bounds are known: is the row in a table, and in another than the row above."""
    if all(row.table is None for row in rows):
        return [[] for _ in rows]
    states = ["out" if row.table is None else "in" for row in rows]
    changes = ["same" if i and rows[i].table == rows[i - 1].table else "new" for i in range(len(rows))]
    return [[f"tbl|{state}", f"tbl|{state}|{change}"] for state, change in zip(states, changes, strict=True)]


def _against_header(rows: Sequence[Row]) -> list[list[str]]:
    """For rows of several cells: is the target's column filled, is a level named, how many cells are short of the header's."""
    found: list[list[str]] = []
    target: int | None = None
    for row in rows:
        if len(row.cells) < 2:
            found.append([])
            continue
        roles = {cell.column: _header_role(cell.text.strip()) for cell in row.filled}
        if len(set(roles.values()) & COLUMN_ROLES) >= _HEADER_CELLS:
            target = next((column for column, role in roles.items() if role == "target"), None)
        values = [cell for cell in row.filled if cell.column == target]
        named = any(role in ("name1", "name2") for role in roles.values())
        state = "none" if target is None else "filled" if values else "blank"
        found.append([f"tgt|{state}", f"tgt|{state}|{'level' if named else 'nolevel'}"])
    return found


def _header_role(text: str) -> str:
    return next((term.role for term in lookup(text, _SURE)), "")


def _sections(firsts: Sequence[str]) -> list[list[str]]:
    """For every row the last label or header word at or above it, and how far above it stands."""
    found = []
    role, since = "none", 0
    for first in firsts:
        since += 1
        term = (
            next((term.role for term in lookup(first, _SURE) if term.role in _SECTION_ROLES), None) if first else None
        )
        if term:
            role, since = term, 0
        found.append([f"sec|{role}", f"sec|{role}|{min(since, 12) if since < 4 else _bucket(since)}"])
    return found


def _first(row: Row) -> str:
    return next((cell.text.strip() for cell in row.cells if cell.text.strip()), "")


def _row_kind(row: Row, first: str) -> str:
    return kind(first) if len(row.cells) == 1 else f"{min(len(row.filled), 4)}{kind(first)}"


def _own(row: Row, first: str) -> list[str]:
    found = ["bias", *text_features(first), f"gap{min(row.gap, 3)}"]
    if row.indented:
        found.append("mark")
    if len(row.cells) > 1:
        found += _many(row)
    return found


def _many(row: Row) -> list[str]:
    """Features of a row of several cells: how many, which is the first filled, what the others are."""
    filled = row.filled
    found = ["many", f"filled{min(len(filled), 7)}", f"cells{min(len(row.cells), 9)}"]
    if filled:
        found.append(f"at{min(filled[0].column, 4)}")
        found.append(f"last|{kind(filled[-1].text.strip())}")
    kinds = {kind(cell.text.strip()) for cell in filled}
    found += [f"has|{name}" for name in sorted(kinds)]
    if any(cell.covered for cell in row.cells):
        found.append("covered")
    short = sum(len(cell.text.strip()) <= 4 for cell in filled)
    if filled and short == len(filled):
        found.append("allshort")
    return found


def _around(rows: Sequence[Row], firsts: list[str], kinds: list[str], i: int) -> list[str]:
    found = []
    for step in (-3, -2, -1, 1, 2, 3):
        k = i + step
        found.append(f"{step}|{kinds[k]}" if 0 <= k < len(rows) else f"{step}|edge")
    if i and firsts[i] and firsts[i] == firsts[i - 1]:
        found.append("same")
    if i and len(rows[i].cells) != len(rows[i - 1].cells):
        found.append("cellschange")
    if i and rows[i].page != rows[i - 1].page:
        found.append("newpage")
    if i + 1 < len(rows):
        found.append(f"nextgap{min(rows[i + 1].gap, 3)}")
        if rows[i + 1].indented:
            found.append("nextmark")
    before, after = kinds[i - 1] if i else "edge", kinds[i + 1] if i + 1 < len(rows) else "edge"
    found += [f"{before}<{kinds[i]}", f"{kinds[i]}>{after}", f"{before}<{kinds[i]}>{after}"]
    return found
