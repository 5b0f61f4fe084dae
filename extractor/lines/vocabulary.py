"""The closed vocabulary of these forms, and the tolerant way to look a text up in it.

A *term* is a printed word with a role: the label of a field, the header of a column, the name of a level, a period of the
spending plan. `lookup` finds the term that a text most likely is, through misprints, lost letters and stray marks
(rapidfuzz). The words stand in vocabulary.toml: provinces differ, and a new word is added there.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from .labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELD_ROLES = frozenset(
    [
        "project_code",
        "project_name",
        "unit_name",
        "department",
        "identity",
        "budget",
        "total",
        "whole_total",
        "fiscal",
        "other_money",
        "money",
        "purpose",
        "plan",
        "goal",
        "long_goal",
        "note",
    ]
)
COLUMN_ROLES = frozenset(
    ["level1", "level2", "level3", "description", "target", "basis", "operator", "measure", "column"]
)
_IDENTITY = ("project_code", "project_name", "unit_name", "department", "identity")
_BUDGET = ("budget", "total", "whole_total", "fiscal", "other_money", "money")
SECTIONS: dict[str, Label] = {
    **dict.fromkeys(_IDENTITY, Label.IDENTITY),
    **dict.fromkeys(_BUDGET, Label.BUDGET),
    "purpose": Label.PURPOSE,
    "plan": Label.PLAN,
    "goal": Label.GOAL,
    "long_goal": Label.GOAL,
}
"""The label of the rows of a field, by the role of the word that names it."""
NAME_ROLES = frozenset(["name1", "name2"])
HEADER_COLUMNS = 3
"""Columns that a header names at least."""
LIKELY = 82.0
"""Likeness from which a short text is taken for a term."""
MAX_CHARS = 22
"""Longer texts are never a label, a header or a level name."""
_STRIP = re.compile(r"[\s*★☆●·:：;；,，.。、_]+")
_OPENING = re.compile(r"[（(]")
_BRACKETS = re.compile(r"\([^()]*\)")
_LEVEL_COLUMN = re.compile("[一二三]?级指标")
_YEAR = re.compile(r"^20\d\d年度?(?=.)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary as found in a text."""

    word: str
    role: str
    score: float
    """Likeness, 0..100; 100 for the word itself."""


def fold(text: str) -> str:
    """The comparison form of a text: NFKC, no white space, no marks such as ``*`` or ``：``, brackets in ASCII."""
    return _STRIP.sub("", unicodedata.normalize("NFKC", text))


@cache
def _vocabulary() -> dict[str, list[tuple[str, str]]]:
    """Folded word -> the word as printed, with each of its roles."""
    terms = tomllib.loads((resources.files(__package__) / "vocabulary.toml").read_text(encoding="utf-8"))
    found: dict[str, list[tuple[str, str]]] = {}
    for role, words in terms.items():
        for word in words:
            found.setdefault(fold(word), []).append((word, role))
    return found


@cache
def _keys() -> list[str]:
    return list(_vocabulary())


@lru_cache(maxsize=65536)
def lookup(text: str, cutoff: float = 72.0) -> tuple[Term, ...]:
    """The terms that `text` may be, best first; empty where no term is as like as `cutoff` (0..100).

    A word may have several roles (成本指标 is a first and a second level). Brackets in or behind the word, such as a unit of
    money, (%) or the 年度 of 全年(年度)指标值, do not count.
    """
    vocabulary = _vocabulary()
    key = fold(text)
    if not key or len(key) > MAX_CHARS:
        return ()
    whole = _whole(key)
    if whole or len(key) < 3:
        return tuple(Term(word, role, 100.0) for word, role in whole)
    bare = _bare(key) or key
    found = process.extractOne(bare, _near(bare, cutoff), scorer=fuzz.ratio, score_cutoff=cutoff)
    return tuple(Term(word, role, found[1]) for word, role in vocabulary[found[0]]) if found else ()


@cache
def _holders() -> dict[str, list[int]]:
    """For every letter the numbers of the words that have it."""
    found: dict[str, list[int]] = {}
    for number, key in enumerate(_keys()):
        for letter in set(key):
            found.setdefault(letter, []).append(number)
    return found


def _near(key: str, cutoff: float) -> list[str]:
    """The words that have letters enough of a folded text to be as like it as `cutoff`: few, and quickly found."""
    keys, holders = _keys(), _holders()
    shared = Counter(chain.from_iterable(holders.get(letter, ()) for letter in key))
    likest = sorted(
        number for number, count in shared.items() if 200 * count >= cutoff * (len(key) + len(keys[number]))
    )
    return [keys[number] for number in likest]


def _whole(key: str) -> list[tuple[str, str]]:
    """The words, each with its role, that a folded text is, brackets aside; a year before one is 年度 (2025年目标)."""
    vocabulary = _vocabulary() if len(key) <= MAX_CHARS else {}
    named = (key, _bare(key), _YEAR.sub("年度", _bare(key)))
    return next((vocabulary[one] for one in named if one in vocabulary), [])


def _bare(key: str) -> str:
    """A folded text without what stands in brackets, and without what stands behind one that is not closed."""
    return _OPENING.split(_BRACKETS.sub("", key))[0]


@lru_cache(maxsize=65536)
def exact(text: str) -> tuple[Term, ...]:
    """The terms that `text` is, letter by letter."""
    return tuple(Term(word, role, 100.0) for word, role in _vocabulary().get(fold(text), ()))


@lru_cache(maxsize=65536)
def whole_roles(text: str) -> frozenset[str]:
    """The roles of a text that is a word of the vocabulary and no more; brackets do not count."""
    return frozenset(role for _, role in _whole(fold(text)))


def is_label(text: str) -> bool:
    """Whether a text is a field's label, and nothing else."""
    return bool(whole_roles(text) & FIELD_ROLES)


@lru_cache(maxsize=65536)
def is_start_of_label(text: str) -> bool:
    """Whether a field's label begins with a text, or is it (预算规, 其中：)."""
    return _bare(fold(text)) in _label_starts()


@cache
def _label_starts() -> frozenset[str]:
    labels = (fold(word) for role in FIELD_ROLES for word in words(role))
    return frozenset(label[:end] for label in labels for end in range(1, len(label) + 1))


def is_level_name(text: str) -> bool:
    """Whether a text is the name of a first or second level (产出指标, 数量指标)."""
    return bool(whole_roles(text) & NAME_ROLES)


def is_level_column(text: str) -> bool:
    """Whether a text names the column of a level, whatever is left of its number: its strokes vanish in bad copies (级指标)."""
    return bool(_LEVEL_COLUMN.fullmatch(text))


@lru_cache(maxsize=4096)
def is_part_of_name(text: str, role: str | None = None) -> bool:
    """Whether a text is a part of the name of a first or second level, or the whole (产出指, 标). `role`: of that level."""
    key = fold(text)
    return any(key in name for each in NAME_ROLES if role in (None, each) for name in _names(each))


@lru_cache(maxsize=4096)
def is_rest_of_name(text: str) -> bool:
    """Whether names of a first or second level end, but none begins with a text (标, 度指标)."""
    key = fold(text)
    names = [name for role in NAME_ROLES for name in _names(role)]
    return any(name.endswith(key) for name in names) and not any(name.startswith(key) for name in names)


@cache
def _names(role: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(role))


def named_columns(texts: Iterable[str]) -> frozenset[str]:
    """The roles of the columns that some texts name; three or more make a header."""
    return frozenset(term.role for text in texts for term in lookup(text, LIKELY)) & COLUMN_ROLES


def role_of(text: str, among: frozenset[str], cutoff: float = 72.0) -> str | None:
    """The role of `text` among the given roles, or None."""
    return next((term.role for term in lookup(text, cutoff) if term.role in among), None)


def words(role: str) -> list[str]:
    """The words of one role, as printed, the most common first."""
    return [word for entries in _vocabulary().values() for word, found in entries if found == role]
