"""Rows of whole cells into indicators: levels carried down, targets parsed, unnamed columns kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import Indicator, Repair, Target
from ..repair.columns import KNOWN
from ..repair.levels import mend_levels
from ..values.targets import parse_targets
from .pieces import mends
from .segment import line_range, page_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..repair.columns import Column
    from .rows import Block, BodyRow

_OPERATOR = re.compile(r"[≥≤><=≈≧≦＞＜＝]{1,2}|(?:大于|小于)?等于|大于|小于|不(?:超过|低于|少于|高于|大于|小于)|定性")
_SUM = re.compile(r"(?:合计|总计|小计|总)(?:得?分|分值|权重)?")
"""What a row says that sums up scores."""
_NOTHING = re.compile(r"[-—－–/无]?")
"""What stands in the column of units beside a target that has none."""


@dataclass(slots=True)
class Draft:
    """An indicator being put together."""

    row: BodyRow
    texts: dict[str, str]
    extra: dict[str, str]


def build_indicators(blocks: Sequence[Block]) -> tuple[list[Indicator], list[Repair]]:
    """The indicators of a table, in printed order, and the repairs made to their cells."""
    drafts: list[Draft] = []
    above: dict[str, str] = {}
    for block in blocks:
        drafts += _drafts(block, above)
        above = drafts[-1].texts if drafts else {}
    repairs = mend_levels([draft.texts for draft in drafts])
    targets = parse_targets([draft.texts.get("target", "") for draft in drafts])
    indicators = [_indicator(draft, target) for draft, target in zip(drafts, targets, strict=True)]
    for i, draft in enumerate(drafts):
        repairs += _joins(draft, i)
    return indicators, repairs


def _drafts(block: Block, above: dict[str, str]) -> list[Draft]:
    drafts = []
    for row in block.rows:
        draft = _draft(row, block.columns)
        _carry(draft.texts, above)
        above = draft.texts
        name = draft.texts.get("level3") or draft.texts.get("description") or ""
        summed = _SUM.fullmatch(name) is not None
        if not summed and any(draft.texts.get(role) for role in ("level3", "description", "target")):
            row.kept = True
            drafts.append(draft)
    return drafts


def _draft(row: BodyRow, columns: Sequence[Column]) -> Draft:
    texts: dict[str, str] = {}
    extra: dict[str, str] = {}
    for position, value in row.cells.items():
        column = columns[position]
        if column.role in KNOWN or column.role in ("operator", "measure"):
            texts[column.role] = value.text
        elif column.role == "extra" and value.text:
            extra[column.header] = value.text
    texts["target"] = _compose(texts, extra, columns)
    return Draft(row, texts, extra)


def _compose(texts: dict[str, str], extra: dict[str, str], columns: Sequence[Column]) -> str:
    """Operator, value and unit, where they stand in columns of their own, joined to one target."""
    target = texts.get("target", "")
    operator, measure = texts.pop("operator", ""), texts.pop("measure", "")
    if operator and not (target and _OPERATOR.fullmatch(operator) and operator != "定性"):
        extra[_header(columns, "operator")] = operator
        operator = ""
    if measure and not target:
        extra[_header(columns, "measure")] = measure
        measure = ""
    if _NOTHING.fullmatch(measure) or target.endswith(measure):
        measure = ""
    return f"{operator}{target}{measure}"


def _header(columns: Sequence[Column], role: str) -> str:
    return next(column.header for column in columns if column.role == role)


def _carry(texts: dict[str, str], above: dict[str, str]) -> None:
    """A blank level takes the one above; a second level only under the same first level."""
    same = not texts.get("level1") or texts["level1"] == above.get("level1")
    if not texts.get("level1"):
        texts["level1"] = above.get("level1", "")
    if not texts.get("level2") and same:
        texts["level2"] = above.get("level2", "")


def _indicator(draft: Draft, target: Target | None) -> Indicator:
    lines, pages = line_range(draft.row.rows), page_range(draft.row.rows)
    boxes = [value.box for value in draft.row.cells.values() if value.box]
    whole = boxes[0] if boxes else None
    for box in boxes[1:]:
        whole = whole.union(box) if whole else box
    texts = {role: draft.texts.get(role) or None for role in KNOWN}
    return Indicator(
        level1=texts["level1"],
        level2=texts["level2"],
        level3=texts["level3"],
        description=texts["description"],
        basis=texts["basis"],
        target=target if draft.texts["target"] else None,
        extra=draft.extra,
        page=pages[0] if pages else None,
        box=(whole.x0, whole.top, whole.x1, whole.bottom) if whole else None,
        lines=lines,
    )


def _joins(draft: Draft, index: int) -> list[Repair]:
    repairs = []
    for value in draft.row.cells.values():
        role = next((role for role in KNOWN if draft.texts.get(role) == value.text), "extra")
        if value.rule:
            pieces = [piece.text for piece in value.pieces]
            repairs.append(
                Repair.of(f"indicators[{index}].{role}", pieces, value.text, value.rule, value.score, value.lines)
            )
        repairs += mends(f"indicators[{index}].{role}", [value])
    return repairs
