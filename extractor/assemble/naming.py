"""What the words of a cell name: a field, perhaps with its value beside the label, or the unit's code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines.labels import Label
from ..lines.vocabulary import FIELD_ROLES, is_label, lookup
from ..values.text import heal

if TYPE_CHECKING:
    from .entry import Entry

_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}、|[（(]\d{1,2}[)）])\s*(?=[一-鿿])")
COLON = re.compile(r"[:：]")
"""What parts a label from its value."""
AMONG = re.compile(r"^\s*其中[:：]?")
"""What stands before the label of a part."""
_UNIT_CODED = re.compile(r"(?:预算|填报)?单位(?:编码|代码)(?:[（(][^）)]*[）)])?$")
_LABEL_SCORE = 82.0
_LABEL = re.compile(r"(?!目标$)[一-鿿、\n]{2,}(?:[（(][^）)]{1,12}[）)])?[一-鿿]*[:：]?")
_LONGEST_LABEL = 16
_GOALS = (
    ("note", re.compile(r"[一-鿿]{2,10}完成情况(?:综述|说明)?[:：]?")),
    ("goal", re.compile(r"(?:年初|年度|全年|预期|设定|总体|绩效|申报|计划){2,}目标[:：]?")),
)
"""Labels side by side in a goal's section that no vocabulary knows: what was reached, and what was to be."""


def field_role(text: str, section: Label) -> str | None:
    """The role of a cell that is nothing but a label, perhaps numbered; None for a value."""
    text = _NUMBER.sub("", text)
    part = AMONG.sub("", text)
    for term in lookup(part, 100.0) or lookup(text, _LABEL_SCORE) or lookup(part, _LABEL_SCORE):
        if term.role in ("period", "goal_mark"):
            return None
        if term.role in FIELD_ROLES:
            return _by_section(term.role, section)
    return next((role for role, label in _GOALS if section is Label.GOAL and label.fullmatch(text)), None)


def _by_section(role: str, section: Label) -> str | None:
    """A short word may be a label in one section and a value in another (其他, 无)."""
    if section in (Label.PURPOSE, Label.GOAL) and role in ("other_money", "identity", "total", "whole_total", "money"):
        return None
    return role


def inline(text: str, section: Label) -> tuple[str, str, str] | None:
    """Role, label and value of a cell that holds both (项目名称：…)."""
    parts = COLON.split(text, maxsplit=1)
    if len(parts) < 2 or not parts[1].strip():
        return None
    if "\n" in parts[0]:  # a label that is broken itself, no lines of a text before one
        parts[0] = heal(parts[0])
        if not is_label(parts[0]):
            return None
    if parts[0].strip() == "其中":
        rest = COLON.split(parts[1], maxsplit=1)
        parts = [f"其中：{rest[0]}", rest[1] if len(rest) > 1 else ""]
        if not parts[1].strip():
            return None
    role = field_role(parts[0], section)
    if role is None or (role == "goal" and parts[0].strip()[-1].isdigit()):  # 年度目标1：…
        return None
    return role, parts[0].strip(), parts[1].strip()


def is_unit_code(entry: Entry) -> bool:
    """Whether a field holds the code of the unit (单位编码)."""
    return entry.role == "identity" and _UNIT_CODED.search(heal(entry.label)) is not None


def is_shaped(text: str) -> bool:
    """Whether a text looks like a label: a few words, perhaps with some in brackets."""
    return len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(text) is not None
