"""What a column means whose header says nothing known: its contents tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..lines.vocabulary import role_of
from .typer import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .columns import Column
    from .typer import ColumnTyper

_LIKELY = -0.8
"""Least mean log probability of a column's texts under the role it is given."""
_INFERRED = ("level1", "level2", "level3", "target", "operator", "measure")
"""Roles that the contents of a column tell; a description or a basis is told by its header alone."""
_UNAMBIGUOUS = ("operator", "measure")
"""Roles whose contents tell more than a known header does: 指标方向 is printed over ≥ as well as over 正向指标."""
_LEVELS = ("level1", "level2", "level3")
_BEFORE = {1: ("level3",), 2: ("level1", "level3"), 3: _LEVELS, 4: (*_LEVELS, "description")}
"""What the columns before the targets are, by how many there are, where their header says nothing known."""
_FILLED = 0.8
"""Share of the rows that have an indicator's name, at least, and of those that have a target."""
_NUMBER = re.compile(r"\d[\d.]*")
"""Weights and marks, where a column holds nothing else."""
_OTHER_COLUMNS = frozenset(["column"])
"""Known headers (上年实际值, 权重 …) that claim no role and are given none."""


def infer_roles(columns: Sequence[Column], texts: Sequence[Sequence[str]], typer: ColumnTyper) -> list[Column]:
    """Give roles that no header claims to the columns whose contents fit them; the others stay as they are."""
    missing = [role for role in _INFERRED if all(column.role != role for column in columns)]
    found = list(columns)
    guesses = {
        k: (role, sure)
        for k, column in enumerate(columns)
        if column.role == "extra" and texts[k]
        for role, sure in [_role(texts[k], typer)]
        if role in missing and (role in _UNAMBIGUOUS or role_of(column.header, _OTHER_COLUMNS) is None)
        if not (role in _LEVELS and all(map(_NUMBER.fullmatch, texts[k])))
    }
    alike = Counter(role for role, _ in guesses.values())
    for k, (role, sure) in guesses.items():
        if sure and alike[role] == 1:  # several alike: one value for each county, say
            found[k] = replace(columns[k], role=role)
    return found


def infer_places(columns: Sequence[Column], rows: Sequence[Mapping[int, str]], typer: ColumnTyper) -> list[Column]:
    """Give roles by their order to columns of which hardly any header is known: levels and names, then the targets.

    `rows`: the texts of each row by column. Empty where no column holds targets, or the one before it no names.
    """
    filled = [[row[k] for row in rows if row.get(k)] for k in range(len(columns))]
    named = [k for k, texts in enumerate(filled) if texts and not all(map(_NUMBER.fullmatch, texts))]
    target = max(named[1:], key=lambda k: _likeness(filled[k], "target", typer), default=None)
    before = [k for k in named if target is not None and k < target]
    if target is None or len(before) not in _BEFORE or _likeness(filled[target], "target", typer) < _LIKELY:
        return []
    roles = dict(zip(before, _BEFORE[len(before)], strict=True)) | {target: "target"}
    name = next(k for k, role in roles.items() if role == "level3")
    if min(len(filled[name]), len(filled[target])) < _FILLED * len(rows):
        return []
    return [replace(column, role=roles.get(k, "extra")) for k, column in enumerate(columns)]


def _likeness(texts: Sequence[str], role: str, typer: ColumnTyper) -> float:
    """Mean log probability of texts under a role."""
    known = typer.log_proba(texts)
    return sum(float(known[text][ROLES.index(role)]) for text in texts) / len(texts)


def _role(texts: Sequence[str], typer: ColumnTyper) -> tuple[str, bool]:
    """The role that the texts fit best, and whether they fit well."""
    import numpy as np  # noqa: PLC0415

    known = typer.log_proba(texts)
    means = np.mean([known[text] for text in texts], axis=0)
    best = int(means.argmax())
    return ROLES[best], bool(means[best] > _LIKELY)
