"""One long table for many projects: its rows parted by project, the projects' own columns read as fields.

The columns before the levels say whose the indicators are (单位名称, 项目名称, 预算数, 年度目标). They are merged downwards, so
that they are filled in a project's first row, and again where a page begins; rows of subtotals have no project's name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..repair.columns import FRONTS, NAME
from ..values.amounts import is_amount
from .entry import Entry
from .naming import is_unit_code
from .rows import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..lines.classifier import LabelledRow
    from .rows import BodyRow

_SHARED = frozenset(["unit_name", "department"])
"""Fields that may be merged over several projects."""

_TELLING = (NAME, "project_code", "total")
"""Fields that tell a project from the next: a merged cell that a page prints again begins none."""


@dataclass(slots=True)
class Part:
    """What a table says of one project beside its form: the fields that stand in columns, and the indicators."""

    entries: list[Entry] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def rows(self) -> list[LabelledRow]:
        """The rows it was read from."""
        return [labelled for block in self.blocks for row in block.rows for labelled in row.rows]


def split_projects(blocks: Sequence[Block]) -> list[Part]:
    """One part for each project; a table whose columns name no projects is one part."""
    if not any(column.role == NAME for block in blocks for column in block.columns):
        return [Part([], [run for block in blocks for run in block.runs()])]
    parts: list[Part] = []
    unit: list[Entry] = []
    for block in blocks:
        for entries, row in _projects(block):
            if entries or not parts:
                unit = (_headed(parts.pop()) or unit) if parts and _is_heading(parts[-1]) else unit
                parts.append(Part(_with_shared(entries, parts, unit)))
            if not parts[-1].blocks or parts[-1].blocks[-1].columns is not block.columns:
                parts[-1].blocks.append(Block(block.columns))
            parts[-1].blocks[-1].rows.append(row)
    for part in parts:
        part.blocks = [run for block in part.blocks for run in block.runs()]
    return parts


def _projects(block: Block) -> Iterator[tuple[list[Entry], BodyRow]]:
    """Every row of a block, with the fields of a project where one begins there."""
    current: dict[str, str] = {}
    for row in block.rows:
        found = {column.role: row.cells[k].text for k, column in enumerate(block.columns) if k in row.cells}
        named = {role: found[role] for role in _TELLING if found.get(role)}
        begins = bool(named.get(NAME)) and named != current
        current = named if begins else current
        yield (_fields(row, block) if begins else []), row


def _fields(row: BodyRow, block: Block) -> list[Entry]:
    return [
        Entry(column.role, column.header, [row.cells[k]])
        for k, column in enumerate(block.columns)
        if column.role in FRONTS and k in row.cells and row.cells[k].text
    ]


def _is_heading(part: Part) -> bool:
    """Whether a row of nothing but a name stands right above the next project's: whose the projects below are."""
    filled = [value for block in part.blocks for row in block.rows for value in row.cells.values() if value.text]
    return [entry.role for entry in part.entries if entry.role not in _SHARED] == [NAME] and len(filled) == 1


def _headed(part: Part) -> list[Entry]:
    """The unit that a row names; none for a sum alone in a row."""
    named = [entry for entry in part.entries if entry.role == NAME and not is_amount(entry.text)]
    return [Entry("unit_name", "单位名称", entry.values) for entry in named]


def _with_shared(entries: list[Entry], before: Sequence[Part], unit: list[Entry]) -> list[Entry]:
    """A unit that heads several projects, or whose cell is merged over them, is every one's, and so is its code."""
    if any(entry.role in _SHARED for entry in entries):
        return entries
    above = before[-1].entries if before else []
    return [*(unit or (entry for entry in above if entry.role in _SHARED or is_unit_code(entry))), *entries]
