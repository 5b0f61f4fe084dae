"""What words prove about the cells they stand in: that two texts are two cells, or that two cells are one."""

from __future__ import annotations

import re

from ...lines.vocabulary import COLUMN_ROLES, FIELD_ROLES, NAME_ROLES, is_level_name, whole_roles

_AMOUNT = re.compile(r"(?=...)[\d,]+(?:\.\d+)?(?:[万亿]?元)?")
"""Of three signs or more: a single 1 is a piece of a line."""
_SHARE = re.compile(r"\d+(?:\.\d+)?%?")
_MONEY = frozenset(["budget", "total", "whole_total", "fiscal", "other_money", "money"])
TERMS, _MONEYS, _LABEL, _TWINS, COLUMN = 0.98, 0.95, 0.9, 0.95, 0.9
"""How sure it is that two cells are two: names or periods side by side, a label and a sum, a label and any text, the same text
twice, and texts on both sides of a line between the columns that a header names."""
_TWIN = 4
"""Letters of a text that does not stand twice in one cell by chance."""


def score_beside(left: str, right: str, *, based: bool) -> float:
    """How sure it is that two texts side by side stand in two cells; 0 where nothing speaks for it.

    `based`: a line of the table stands between them in other rows.
    """
    one, other = whole_roles(left), whole_roles(right)
    if ("period" in one & other and left != right) or (one & COLUMN_ROLES and other & COLUMN_ROLES and one != other):
        return TERMS
    if (one & _MONEY and _AMOUNT.fullmatch(right)) or (_AMOUNT.fullmatch(left) and other & _MONEY):
        return _MONEYS
    if based and left == right and len(left) >= _TWIN:
        return _TWINS
    apart = one & FIELD_ROLES and not left.endswith((":", "：")) and len(right) > 1
    return _LABEL if apart else 0.0


def stacked(upper: str, lower: str) -> bool:
    """Whether two texts one below the other stand in two cells."""
    one, other = whole_roles(upper), whole_roles(lower)
    names = one & NAME_ROLES and other & NAME_ROLES and not is_level_name(upper + lower)
    below_header = one & COLUMN_ROLES and other & NAME_ROLES
    return bool(names or below_header) or bool("period" in one and _SHARE.fullmatch(lower))


def is_cut_name(upper: str, lower: str) -> bool:
    """Whether only both texts together name a column."""
    return not whole_roles(upper) and bool(whole_roles(upper + lower) & COLUMN_ROLES)


def is_period(text: str) -> bool:
    """Whether a text begins with a period of a plan: several in one cell."""
    return any("period" in whole_roles(text[:k]) for k in range(2, min(len(text), 8) + 1))
