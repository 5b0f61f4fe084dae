"""Columns of aligned dumps by where their cells begin: a header can stand out of place, but cells begin below each other."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ..lines.vocabulary import NAME_ROLES, whole_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pieces import Piece

VALUE = re.compile(r"^(?:[≥≤><=≧≦≈＝＞＜]|\d[\d.,]*%$)")
"""What only a target looks like."""
_NEAR = 2
"""Places between beginnings of one column."""
_SUPPORT = 0.12
"""Share of the lines in which a column's cells must begin."""
_RIGHT, _WRONG = 2.0, -3.0
_NAMES = {"name1": "level1", "name2": "level2"}


def boundaries_by_starts(roles: Sequence[str | None], lines: Sequence[Sequence[Piece]]) -> list[float] | None:
    """Positions between neighbouring columns, ascending; None where cells do not begin below each other."""
    groups = _groups(lines)
    if not 1 < len(groups) <= len(roles):
        return None
    columns = _match(groups, roles)
    starts = {k: group[0].x0 for k, group in zip(columns, groups, strict=True)}
    edge = groups[-1][0].x0 + 1000.0
    places = []
    for k in range(len(roles) - 1, 0, -1):
        edge = min(starts[k] - 0.5 if k in starts else edge, edge) - 0.01
        places.append(edge)
    return places[::-1]


def _groups(lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Pieces that begin at about the same place, from left to right; rare places are left out."""
    groups: list[list[Piece]] = []
    for piece in sorted((piece for line in lines for piece in line), key=lambda piece: piece.x0):
        if groups and piece.x0 - groups[-1][-1].x0 <= _NEAR:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [group for group in groups if len(group) >= max(2, _SUPPORT * len(lines))]


def _match(groups: Sequence[Sequence[Piece]], roles: Sequence[str | None]) -> list[int]:
    """The column of each group: the assignment in order that suits their texts best (dynamic programming)."""
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for number, group in enumerate(groups):
        evidence = _evidence(group)
        following: dict[int, tuple[float, list[int]]] = {}
        for last, (worth, path) in best.items():
            for k in range(last + 1, len(roles) - (len(groups) - number - 1)):
                total = worth + _suits(evidence, roles[k])
                if k not in following or total > following[k][0]:
                    following[k] = total, [*path, k]
        best = following
    return max(best.values(), key=lambda found: found[0])[1]


def _evidence(group: Sequence[Piece]) -> dict[str, float]:
    """Which roles the texts of a group speak for, with their share."""
    found: dict[str, float] = defaultdict(float)
    for piece in group:
        if VALUE.match(piece.text):
            found["target"] += 1 / len(group)
        for role in {_NAMES[name] for name in whole_roles(piece.text) & NAME_ROLES}:
            found[role] += 1 / len(group)
    return found


def _suits(evidence: dict[str, float], role: str | None) -> float:
    return sum(share * (_RIGHT if role == spoken else _WRONG) for spoken, share in evidence.items())
