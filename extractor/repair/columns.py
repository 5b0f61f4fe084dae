"""The columns of an indicator table: what each header means."""

from __future__ import annotations

from dataclasses import dataclass

from ..lines.vocabulary import COLUMN_ROLES, lookup

KNOWN = ("level1", "level2", "level3", "description", "target", "basis")
"""Roles that have a field of their own in the record."""


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column."""

    role: str
    """One of `KNOWN`, ``operator``, ``measure``, ``side`` (a label that spans the table), or ``extra``."""
    header: str
    """As printed, white space healed."""
    index: int
    """Grid column (layout ``grid``), else position among the header's cells."""
    span: int = 1

    @property
    def unnamed(self) -> bool:
        """True where the vocabulary does not know the header."""
        return not lookup(self.header)


def column_role(header: str) -> str:
    """What a column under `header` holds, by its words."""
    roles = [term.role for term in lookup(header) if term.role in COLUMN_ROLES or term.role == "side"]
    role = roles[0] if roles else "extra"
    return "extra" if role == "column" else role


def settle(columns: list[Column]) -> list[Column]:
    """Each role once: of several columns with one role the first keeps it, the others become ``extra``."""
    seen: set[str] = set()
    settled = []
    for column in columns:
        role = column.role
        if role != "extra" and role in seen:
            role = "extra"
        seen.add(role)
        settled.append(Column(role, column.header, column.index, column.span))
    return settled
