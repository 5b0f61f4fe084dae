"""Where in its document a row stands: below which title, label or header, and above which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .texts import bucket, text_features
from .vocabulary import COLUMN_ROLES, FIELD_ROLES, exact, lookup, whole_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

BODY = "in|body"
"""The place of a row below a header."""
_SECTION_ROLES = FIELD_ROLES | COLUMN_ROLES
_FIRST_LABELS = frozenset(["project_name", "project_code", "department", "unit_name"])
_SURE = 82.0


def marks_of(rows: Sequence[Row], firsts: Sequence[str], heads: Sequence[bool]) -> list[str | None]:
    """What each row begins: a title, a form's first label, a header or another table's heading; None where nothing begins."""
    starts = _starts(rows)
    return [BODY if head else _mark(rows, firsts, starts, i) for i, head in enumerate(heads)]


def places_of(marks: Sequence[str | None]) -> list[str]:
    """For every row where in a document it stands: below what."""
    found, place = [], "in|none"
    for mark in marks:
        place = mark or place
        found.append(place)
    return found


def ahead_of(marks: Sequence[str | None]) -> list[str]:
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


def sections_of(firsts: Sequence[str], heads: Sequence[bool], places: Sequence[str]) -> list[list[str]]:
    """For every row the last label at or above it, or that a header stands there, and how far above it stands.

    Below a header a label's word (预算执行进度) is an indicator's name.
    """
    found = []
    role, since = "none", 0
    for first, head, place in zip(firsts, heads, places, strict=True):
        since += 1
        terms = lookup(first, _SURE) if first and place != BODY else ()
        term = "columns" if head else next((term.role for term in terms if term.role in _SECTION_ROLES), None)
        if term:
            role, since = term, 0
        found.append([f"sec|{role}", f"sec|{role}|{min(since, 12) if since < 4 else bucket(since)}"])
    return found
