"""First levels that stand in no column of their own: at the side of a header, or in a row above those that they head."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..lines.vocabulary import whole_roles
from ..repair.columns import Column
from .pieces import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .rows import Block, BodyRow

_ENUMERATOR = re.compile(r"^(?:[一二三四五六]、|[（(][一二三四五六\d][)）]|\d[.、])")


def side_level(columns: Sequence[Column]) -> str:
    """The first level that a header prints where others have a label at their side; empty where it prints none."""
    return next((column.header for column in columns if _is_side(column)), "")


def lift_levels(block: Block) -> None:
    """Give the rows of a block without a column for the first level the one that stands beside or above them."""
    if any(column.role == "level1" or column.run for column in block.columns):
        return
    side = next((k for k, column in enumerate(block.columns) if _is_side(column)), None)
    if side is not None:
        level = block.columns[side].header
        block.columns[side] = replace(block.columns[side], role="level1")
        for row in block.rows:
            row.cells[side] = Value(level)
    elif any(_head(row) for row in block.rows):
        _lower(block)


def _lower(block: Block) -> None:
    """Take the rows out that are nothing but the name of a first level; those below have it."""
    place = len(block.columns)
    block.columns.append(Column("level1", "", place))
    rows, level = block.rows, ""
    block.rows = []
    for row in rows:
        head = _head(row)
        level = head or level
        if not head:
            row.cells[place] = Value(level)
            block.rows.append(row)


def _is_side(column: Column) -> bool:
    return column.role in ("extra", "side") and not column.group and _is_first(column.header)


def _head(row: BodyRow) -> str:
    """The name of a first level that a row has alone; else empty."""
    texts = [value.text for value in row.cells.values() if value.text]
    return _ENUMERATOR.sub("", texts[0]) if len(texts) == 1 and _is_first(texts[0]) else ""


def _is_first(text: str) -> bool:
    return "name1" in whole_roles(_ENUMERATOR.sub("", text))
