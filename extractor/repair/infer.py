"""What a column means whose header says nothing known: its contents tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..lines.vocabulary import role_of
from .typer import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .columns import Column
    from .typer import ColumnTyper

_LIKELY = -0.8
"""Least mean log probability of a column's texts under the role it is given."""
_INFERRED = ("level1", "level2", "level3", "target", "operator", "measure")
"""Roles that the contents of a column tell; a description or a basis is told by its header alone."""
_UNAMBIGUOUS = ("operator", "measure")
"""Roles whose contents tell more than a known header does: 指标方向 is printed over ≥ as well as over 正向指标."""
_LEVELS = ("level1", "level2", "level3")
_LEVELS = ("level1", "level2", "level3")
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


def _role(texts: Sequence[str], typer: ColumnTyper) -> tuple[str, bool]:
    """The role that the texts fit best, and whether they fit well."""
    import numpy as np  # noqa: PLC0415

    known = typer.log_proba(texts)
    means = np.mean([known[text] for text in texts], axis=0)
    best = int(means.argmax())
    return ROLES[best], bool(means[best] > _LIKELY)
