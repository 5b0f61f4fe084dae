"""Marks that no one printed, or not as such: crumbs of ruling beside a word, and a per cent sign read in two."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..lines.vocabulary import COLUMN_ROLES, NAME_ROLES, whole_roles
from .reads import THRESHOLD, changed

if TYPE_CHECKING:
    from .reads import Read

_CRUMBS = "1lI|丨!「T一二-—_'‘’`.,·。 \n"
"""What pieces of worn lines are read as."""
_MOST = 2
"""Crumbs on one side of a word."""
_WORD = 3
"""Letters of a word that is known beside a crumb."""
_NAMES = frozenset(["budget", "total", "whole_total", "fiscal", "other_money", "money"]) | NAME_ROLES | COLUMN_ROLES
"""Roles of words that are never numbered."""
_NUMBERED = ("目标", "绩效指标", "指标名称")
_BESIDE, _INSIDE = 0.95, 0.95
"""How sure it is that a mark beside a name, and a bar between two letters, are crumbs."""
_DEGREES = 100.0
"""How many times likelier a per cent sign is behind a number than a degree sign."""
_SHARE = re.compile(r"[≥≤><=]?\d[\d.,]*")
_RINGS = "°º˚"
_DOTS, _COMMA = ".·．", ("，", ",")
_COMMAS = 50.0
"""How many times likelier a comma is than a dot between Chinese letters."""
_DOT = 0.9
"""Most confidence of such a dot."""
_STRAY = ".,'`àáa°0o"
_TWO = 0.95
"""How sure it is that a ring before or a mark behind a per cent sign is a part of it."""


def mend_marks(cell: Read) -> Read:
    """A cell without crumbs, with whole per cent signs, and with commas that are no full stops."""
    return _mend_commas(_mend_percent(_drop_bars(_drop_crumbs(cell))))


def _drop_crumbs(cell: Read) -> Read:
    """``1产出指标`` into ``产出指标``: a name that is known but for the marks at its ends."""
    letters = cell.letters
    if len(letters) < _WORD + 1 or whole_roles(_bare(cell.text)):
        return cell
    before = next(k for k, letter in enumerate([*letters, None]) if letter is None or letter.text not in _CRUMBS)
    behind = next(k for k, letter in enumerate([*letters[::-1], None]) if letter is None or letter.text not in _CRUMBS)
    for first in range(min(before, _MOST + 1) + 1):
        for last in range(len(letters), len(letters) - min(behind, _MOST + 1) - 1, -1):
            kept = letters[first:last]
            text = _bare("".join(letter.text for letter in kept))
            if len(text) >= _WORD and whole_roles(text) & _NAMES and not text.endswith(_NUMBERED):
                return changed(cell, tuple(kept), "ocr-crumb", _BESIDE)
    return cell


def _drop_bars(cell: Read) -> Read:
    """``辖|区`` into ``辖区``."""
    texts = [letter.text for letter in cell.letters]
    bars = {
        k
        for k in range(1, len(texts) - 1)
        if texts[k] in "|丨¦" and _is_chinese(texts[k - 1]) and _is_chinese(texts[k + 1])
    }
    if not bars:
        return cell
    return changed(cell, tuple(c for k, c in enumerate(cell.letters) if k not in bars), "ocr-crumb", _INSIDE)


def _mend_percent(cell: Read) -> Read:
    """``30°%`` and ``90°`` into ``30%`` and ``90%``, where the engine held a per cent sign for possible."""
    letters, texts = cell.letters, [letter.text for letter in cell.letters]
    if len(texts) < 2 or not _SHARE.fullmatch("".join(texts[:-2]) or texts[0]):
        return cell
    if texts[-1] == "%" and texts[-2] in _RINGS:
        return changed(cell, (*letters[:-2], letters[-1]), "ocr-percent", _TWO)
    if texts[-2] == "%" and texts[-1] in _STRAY:
        return changed(cell, letters[:-1], "ocr-percent", _TWO)
    last = letters[-1]
    if last.text in _RINGS and last.other == "%" and texts[-2].isdecimal():
        likely = _DEGREES * last.other_confidence
        score = likely / (likely + last.confidence)
        return changed(cell, (*letters[:-1], replace(last, text="%", confidence=score)), "ocr-percent", score)
    return cell


def _mend_commas(cell: Read) -> Read:
    """``素养.提高`` into ``素养，提高`` where the engine held a comma for possible; such a dot is doubtful in any case."""
    letters, score = list(cell.letters), 1.0
    for k in range(1, len(letters) - 1):
        letter = letters[k]
        if letter.text not in _DOTS or not (_is_chinese(letters[k - 1].text) and _is_chinese(letters[k + 1].text)):
            continue
        likely = _COMMAS * letter.other_confidence if letter.other in _COMMA else 0.0
        odds = likely / (likely + letter.confidence)
        if odds >= THRESHOLD:
            letters[k], score = replace(letter, text="，", confidence=odds), min(score, odds)
        else:
            letters[k] = replace(letter, confidence=min(letter.confidence, _DOT))
    if score == 1.0:
        return replace(cell, letters=tuple(letters))
    return changed(cell, tuple(letters), "ocr-comma", score)


def _bare(text: str) -> str:
    return "".join(text.split())


def _is_chinese(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"
