"""One labelled field of a form, as read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .pieces import Value


@dataclass(slots=True)
class Entry:
    """One field: its role (see `extractor.lines.vocabulary`), its label as printed, and its values, cell by cell."""

    role: str
    label: str
    values: list[Value] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The values joined."""
        return "".join(value.text for value in self.values)


def roles(entries: Iterable[Entry], role: str) -> list[Entry]:
    """The entries of one role."""
    return [entry for entry in entries if entry.role == role]
