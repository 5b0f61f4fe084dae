"""Level names that the print damaged, brought to the spelling that the table itself uses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ..lines.vocabulary import whole_roles
from ..records import Repair

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIKE = 75.0
_ROLES = {"level1": "name1", "level2": "name2"}


def mend_levels(rows: Sequence[dict[str, str]]) -> list[Repair]:
    """Mend the level names of `rows` in place, and list what was done.

    A name that the vocabulary knows is right as printed, whatever the other rows say. Of the others, one that has lost
    letters at its end and of which the whole stands elsewhere in the table's column is brought to that.
    """
    repairs = []
    for role, name in _ROLES.items():
        printed = Counter(row[role] for row in rows if row.get(role))
        fixes = {text: better for text in printed if (better := _better(text, printed, name))}
        for i, row in enumerate(rows):
            text = row.get(role, "")
            if text in fixes:
                row[role] = fixes[text]
                score = fuzz.ratio(text, fixes[text]) / 100
                repairs.append(Repair.of(f"indicators[{i}].{role}", [text], fixes[text], "level-name", score))
    return repairs


def _better(text: str, printed: Counter[str], name: str) -> str | None:
    if name in whole_roles(text):
        return None
    whole = [other for other in printed if name in whole_roles(other)]
    best = max(whole, key=lambda other: fuzz.ratio(text, other), default=None)
    return (
        best
        if best and fuzz.ratio(text, best) >= _LIKE and len(best) == len(text) + 1 and best.startswith(text)
        else None
    )
