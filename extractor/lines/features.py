"""What the line classifier sees of a row: its words, its shape, its cells, and its neighbours.

Texts are looked at through the vocabulary and through shapes, hardly through their own words, so that what is learned
from one unit's projects holds for the next. Every feature is a short string; absence means false.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .groups import HEADER, SUM, TAIL, column_word, group_features, names_columns
from .rhythm import rhythm_features
from .stream import stream_features, whole_texts
from .vocabulary import COLUMN_ROLES, FIELD_ROLES, MAX_CHARS, exact, lookup, whole_roles
from .wraps import wrap_features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_SECTION_ROLES = FIELD_ROLES | COLUMN_ROLES
_FIRST_LABELS = frozenset(["project_name", "project_code", "department", "unit_name"])
_BODY = "in|body"
_HEADER_ROWS = 2
"""Rows below a header's first in which it may go on."""
_SURE = 82.0
_WORD = 8
"""Letters of a text that may be a label which no vocabulary knows, at most."""
_OPERATOR = re.compile(r"^(?:[≥≤><=≧≦≈＞＜＝]|不(?:超|低|少|高|大|小)|大于|小于|等于|低于|高于)")
_NUMBER = re.compile(r"^[-+]?[\d,.\s]+$")
_VALUE = re.compile(r"^[≥≤><=≧≦≈]*\s*[\d,.]+\s*(?:%|[一-鿿/]{1,6})?(?:以上|以下|以内|前)?$")
_DATE = re.compile(r"\d{4}年|\d{1,2}月")
_CODE = re.compile(r"^[0-9A-Z]{8,}$")
_UNIT_CODE = re.compile(r"^\d{6}\s*[一-鿿]")
_CODED = re.compile(r"^\d{3,12}\s*[-—_]?\s*(?!年)[一-鿿]{4,}")
_ENDS_UNIT = re.compile(r"单位\s*[:：]\s*(?:人民币)?[百千万亿]*元\s*[)）]?$")
_MONEY_UNIT = re.compile(r"^[（(]?\s*(?:金额|计量|货币)?单位[:：]\s*(?:人民币)?[百千万亿]*元")
_BRACKET = re.compile(r"[（(]")
_ENUMERATED = re.compile(r"^(?:\d{1,2}\s*[.、．]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]+[、是])")
_LISTED = re.compile(r"^(?:附?表\s*\d|[（(][一二三四五六七八九十]+[)）])")
_ITEM = re.compile(r"^指标\s*\d")
_GOAL = re.compile(r"^目标\s*\d")
_TITLE = re.compile(r"(?:绩效.{0,8}|申报|自评|批复|汇总)表(?:[（(][^（）()]*[)）])?$|目标表")
_TABLE = re.compile(r"表$")
_YEAR = re.compile(r"^[（(]?\s*\d{4}\s*年度?\s*[)）]?$")
_SENTENCE = re.compile(r"[。；！]")
_MONEY = re.compile(r"\d\s*(?:万元|亿元|元)")
_DASH = re.compile(r"^[-—─－_/\s]+$")
PAGE_NUMBER = re.compile(r"^[-—─·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—─·\s]*$")
"""A line that is nothing but the number of its page."""
_SHAPES = (
    ("op", _OPERATOR),
    ("num", _NUMBER),
    ("val", _VALUE),
    ("code", _CODE),
    ("ucode", _UNIT_CODE),
    ("coded", _CODED),
    ("munit", _MONEY_UNIT),
    ("year", _YEAR),
    ("enum", _ENUMERATED),
    ("goal", _GOAL),
    ("item", _ITEM),
    ("listed", _LISTED),
    ("dash", _DASH),
    ("page", PAGE_NUMBER),
)
_FINDS = (
    ("date", _DATE),
    ("title", _TITLE),
    ("table", _TABLE),
    ("sum", SUM),
    ("uend", _ENDS_UNIT),
    ("sent", _SENTENCE),
    ("money", _MONEY),
)


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
    terms = _term_features(text)
    if not terms and len(plain) <= _WORD:
        found.append(f"word{len(plain)}")
    return (*found, *terms)


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
        "year",
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
    lines = whole_texts(rows)
    printed = [line or _first(row) for row, line in zip(rows, lines, strict=True)]
    whole, broken = _broken_labels(rows, printed)
    firsts = [label or first for label, first in zip(whole, printed, strict=True)]
    kinds = [_row_kind(row, first) for row, first in zip(rows, firsts, strict=True)]
    shapes, groups = _against_header(rows), group_features(rows, kinds)
    heads = [HEADER in found or HEADER in shape for found, shape in zip(groups, shapes, strict=True)]
    own = [_own(row, first, head) for row, first, head in zip(rows, firsts, heads, strict=True)]
    marks = _marks(rows, whole, heads)
    places, ahead = _places(marks), _ahead(marks)
    sections = _sections(whole, heads, places)
    kinds = [HEADER if head else kind for kind, head in zip(kinds, heads, strict=True)]
    pieces = stream_features(rows)
    body = [place == _BODY for place in places]
    wraps = wrap_features(rows, [head or inside for head, inside in zip(heads, body, strict=True)])
    sums = ["|sum" if SUM.search(first) else "" for first in firsts]
    rhythm = rhythm_features(rows, heads, body, [found[-1] if found else "" for found in wraps], sums)
    return [
        [
            *own[i],
            *_around(rows, firsts, kinds, i),
            *sections[i],
            *shapes[i],
            *groups[i],
            *broken[i],
            places[i],
            ahead[i],
            f"{places[i]}>{ahead[i]}",
            *wraps[i],
            *rhythm[i],
            *pieces[i],
            *(f"s|own|{name}" for name in (text_features(rows[i].text) if lines[i] else ())),
        ]
        for i in range(len(rows))
    ]


def _marks(rows: Sequence[Row], firsts: Sequence[str], heads: Sequence[bool]) -> list[str | None]:
    """What each row begins: a title, a form's first label, a header or another table's heading; None where nothing begins."""
    starts = _starts(rows)
    return [_BODY if head else _mark(rows, firsts, starts, i) for i, head in enumerate(heads)]


def _places(marks: Sequence[str | None]) -> list[str]:
    """For every row where in a document it stands: below what."""
    found, place = [], "in|none"
    for mark in marks:
        place = mark or place
        found.append(place)
    return found


def _ahead(marks: Sequence[str | None]) -> list[str]:
    """For every row what comes first below it."""
    found, ahead = [], "to|none"
    for mark in reversed(marks):
        found.append(ahead)
        ahead = f"to|{mark[3:]}" if mark else ahead
    return found[::-1]


def _mark(rows: Sequence[Row], firsts: Sequence[str], starts: frozenset[int], i: int) -> str | None:
    """What a row begins, if anything; a form's first label begins a printed row, where these are known (`starts`)."""
    if not firsts[i]:
        return None
    features = text_features(firsts[i])
    if "title" in features:
        return "in|title"
    if "table" in features and len(rows[i].cells) == 1 and not rows[i].indented:
        return "in|table"
    if not any(term.role in _FIRST_LABELS for term in exact(firsts[i])) or (starts and i not in starts):
        return None
    return "in|table" if _names_others(rows, i) else "in|form"


def _starts(rows: Sequence[Row]) -> frozenset[int]:
    """Where printed rows begin in a document with one cell a line; empty where nothing parts them."""
    if not any(row.gap and row.indented for row in rows):
        return frozenset()
    return frozenset(
        i for i, row in enumerate(rows) if row.gap or not row.indented or not i or not rows[i - 1].indented
    )


def _names_others(rows: Sequence[Row], i: int) -> bool:
    """Whether the words of a form's first label name columns: right behind them stands another label (项目名称, 金额)."""
    if len(rows[i].cells) > 1:
        behind = rows[i].filled[1:2]
        text = behind[0].text if behind else ""
    else:
        last = i + 1 == len(rows) or rows[i + 1].gap or not rows[i + 1].indented
        text = "" if last else rows[i + 1].text
    return bool(whole_roles(text.strip()) & FIELD_ROLES)


def _broken_labels(rows: Sequence[Row], firsts: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """First cells that make a label or header with that of the row below: made whole, and what they are, for both rows."""
    whole = list(firsts)
    found: list[list[str]] = [[] for _ in rows]
    for i in range(len(rows) - 1):
        upper, lower = (row.cells[0].text.strip() if row.cells else "" for row in rows[i : i + 2])
        if upper and lower and _adjoin(*rows[i : i + 2]) and len(upper) + len(lower) <= MAX_CHARS:
            for term in exact(upper + _BRACKET.split(lower)[0]) if lower[0] not in "（(" else ():
                whole[i], whole[i + 1] = upper + lower, ""
                found[i].append(f"head|{term.role}")
                found[i + 1].append(f"rest|{term.role}")
    return whole, found


def _adjoin(upper: Row, lower: Row) -> bool:
    """Whether a cell may go on in the next row: no blank line parts them, or only the one before a cell's second paragraph."""
    return not lower.gap or (upper.indented and not lower.indented and lower.gap == 1)


@dataclass(slots=True)
class _Header:
    """The last header above a row, and what stands in its target's column in the row before."""

    target: int | None = None
    name: int | None = None
    last: int = 0
    """Where its last cell stands."""
    since: int = 9
    """Rows since."""
    above: str = "none"
    pair: str = ""
    """Whether the row before had a name and a target."""


def _against_header(rows: Sequence[Row]) -> list[list[str]]:
    """For rows of several cells: a header, or how they compare with the last header above."""
    found: list[list[str]] = []
    header = _Header()
    for row in rows:
        if len(row.cells) < 2:
            found.append([])
            continue
        roles = {cell.column: column_word(cell.text.strip()) for cell in row.filled}
        if names_columns(list(roles.values())):
            places = {role: column for column, role in reversed(roles.items())}
            header = _Header(places.get("target"), places.get("level3"), row.filled[-1].column, 0, "header")
            found.append([HEADER])
            continue
        header.since += 1
        found.append(_below(row, set(roles.values()), header))
    return found


def _below(row: Row, roles: set[str], header: _Header) -> list[str]:
    """What stands in the target's column, and stood above it; whether a level is named; whether a header goes on here."""
    value = next((cell.text.strip() for cell in row.filled if cell.column == header.target), "")
    state = "none" if header.target is None else kind(value) if value else "blank"
    seen = "filled" if value else state
    named = "level" if roles & {"name1", "name2"} else "nolevel"
    found = [f"tgt|{seen}", f"tgt|{seen}|{named}", f"tgt:{state}", f"tgt:{header.above}>{state}"]
    pair = f"{any(cell.column == header.name for cell in row.filled):d}{bool(value):d}"
    found.append(f"pair|{header.pair}>{pair}")
    header.above, header.pair = seen, pair
    if header.since <= _HEADER_ROWS:
        found.append(f"under{header.since}|{min(sum(cell.covered for cell in row.cells), 3)}")
        if len(row.filled) > 1 and row.filled[0].column >= header.last:
            found.append(TAIL)
    return found


def _sections(firsts: Sequence[str], heads: Sequence[bool], places: Sequence[str]) -> list[list[str]]:
    """For every row the last label at or above it, or that a header stands there, and how far above it stands.

    Below a header a label's word (预算执行进度) is an indicator's name.
    """
    found = []
    role, since = "none", 0
    for first, head, place in zip(firsts, heads, places, strict=True):
        since += 1
        terms = lookup(first, _SURE) if first and place != _BODY else ()
        term = "columns" if head else next((term.role for term in terms if term.role in _SECTION_ROLES), None)
        if term:
            role, since = term, 0
        found.append([f"sec|{role}", f"sec|{role}|{min(since, 12) if since < 4 else _bucket(since)}"])
    return found


def _first(row: Row) -> str:
    return next((cell.text.strip() for cell in row.cells if cell.text.strip()), "")


def _row_kind(row: Row, first: str) -> str:
    return kind(first) if len(row.cells) == 1 else f"{min(len(row.filled), 4)}{kind(first)}"


def _own(row: Row, first: str, head: bool) -> list[str]:
    """In a header the words say nothing more: columns may have any name, and name fields in a long table."""
    found = ["bias", *(() if head else text_features(first)), f"gap{min(row.gap, 3)}"]
    if row.indented:
        found.append("mark")
    if len(row.cells) > 1 and not head:
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
