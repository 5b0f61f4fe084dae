"""The lines above a form that name the unit and the unit of money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines.vocabulary import lookup
from ..values.text import heal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..lines.classifier import LabelledRow

UNIT_CODE = re.compile(r"^(\d{3,})\s*[-—_]?\s*((?!年)\D.*)$")
"""A unit's code before its name."""
_MONEY_UNIT = re.compile(r"(?:金额)?(?:计量单位|计量|单位)\s*[:：]\s*(?:人民币)?\s*((?:百万|千万|万|亿|千|百)?元)")
_UNIT_LABEL = re.compile(
    r"^(?:填报|预算|申报|实施|主管|编制|项目|所属)?(?:单位|部门)(?:名称|编码)?\s*(?:[（(][^）)]*[）)])?\s*[:：]\s*(?:[（(](?:盖|公|签)章[）)])?\s*"
)
_LABEL = re.compile(r"^([一-鿿]{2,8})\s*[:：]\s*(?=[一-鿿])")
"""A label that is not known may stand before the unit's name."""
_FURNITURE = re.compile(r"(?:(?:填报|编制|填表|申报)?(?:日期|时间|人)|(?:预算)?年度)\s*[:：].*$")


def read_units(rows: Sequence[LabelledRow]) -> dict[str, str | None]:
    """Code and name of the unit, and the unit of money, from the 单位 lines."""
    found: dict[str, str | None] = {"unit_code": None, "unit_name": None, "money_unit": None}
    lines: list[str] = []
    for row in rows:
        for cell in row.row.filled:
            text = heal(cell.text)
            if lines and not row.row.gap and not row.row.indented and _goes_on(text):
                lines[-1] += text
            else:
                lines.append(text)
    for text in lines:
        _read_unit(text, found)
    return found


def _goes_on(text: str) -> bool:
    """The rest of a unit's name that was wrapped: no code, no label, no unit of money."""
    return not (UNIT_CODE.match(text) or _UNIT_LABEL.match(text) or _MONEY_UNIT.search(text))


def _read_unit(text: str, found: dict[str, str | None]) -> None:
    money = _MONEY_UNIT.search(text)
    if money:
        found["money_unit"] = found["money_unit"] or money.group(1)
        text = text[: money.start()].strip(" \t（(")
    text = _FURNITURE.sub("", _UNIT_LABEL.sub("", text)).strip()
    label = _LABEL.match(text)
    text = text[label.end() :] if label and not lookup(label[1]) else text
    coded = UNIT_CODE.match(text)
    if coded and not found["unit_code"]:
        found["unit_code"], found["unit_name"] = coded.group(1), coded.group(2).strip()
    elif text and not found["unit_name"]:
        found["unit_name"] = text
