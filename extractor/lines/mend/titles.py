"""What stands above a form: its title, over one line or two, and the line that names the unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..labels import Label
from ..texts import BARE_TITLE, TABLE_NUMBER
from ..vocabulary import whole_roles
from .shared import CODED_UNIT, is_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...document import Row

_MONEY = re.compile(r"单位\s*[:：]\s*(?:人民币)?(?:百|千|万|百万|千万|亿)?元")
_UNIT = re.compile(
    r"(?:申报|填报|编制|预算|项目|所属)?(?:单位|部门)(?:名称)?(?:[（(][^）)]{1,4}[）)])?\s*[:：]\s*\S*[一-鿿]"
)
"""A unit's name behind its label."""
_TOLD = re.compile(r"([^:：]{2,12})[:：]\s*\S")
"""A label and what it tells, in one cell."""
_YEAR = re.compile(r"\s*[（(]\s*\d{4}\s*年度?\s*[)）]\s*")
_BARE_UNIT = re.compile(rf"\s*[（(]?(?:金额)?{_MONEY.pattern}[)）]?\s*")
_FORM = re.compile(r"(?:项目)?(?:支出|支付|资金|项目)(?:区域)?(?:绩效|申报)[^。]{0,8}表|项目申报表")
_TITLE = re.compile(r"绩效[^。]{0,8}表(?:[（(][^）)]{1,8}[）)])?$")
_NAME = re.compile(r"[^，。：:]{0,20}(?:预算|支出|项目|整体)[^，。：:]{0,6}绩效目标(?:[（(][^）)]{1,8}[）)])?")
"""A title that names the form without its 表."""
_ORDINAL = re.compile(r"附?表\d|\d{1,2}[.、．]|[（(]?[一二三四五六七八九十]+[)）、]")
_BEGUN = re.compile(r"(?:\d{4}年(?!.*[:：])|.*(?:项目|经费|资金|专项|补助|工程|费)$)")
"""How a title begins whose second line says no more than 绩效目标表."""
_YEAR_BEGUN = re.compile(r"(?:^|\D)20\d{0,2}$|(?:^|\D)20\d\d年度?$")
_FIRST = (Label.IDENTITY, Label.HEADER)
"""What a table begins with below its unit line."""
_UNSURE = (Label.IDENTITY, Label.DOWN)
"""What a unit line below a title may be taken for."""
_UNIT_CELLS = 2
"""Cells of the line that names the unit, where a spreadsheet has it in a row of the table."""
_SHORT = 30
"""Letters of a line that may begin a title, at most."""


def name_units(rows: Sequence[Row], labels: list[Label]) -> None:
    """A line that names the unit, or that of money, right above a form's first field or a header belongs to the table.

    So does the line above it that names the unit by its code.
    """
    for k, row in reversed(list(enumerate(rows[:-1]))):
        begins = labels[k + 1] is Label.HEADER or labels[k + 1].is_field
        if k and labels[k] in _UNSURE and labels[k - 1] is Label.TITLE and begins:
            labels[k] = Label.UNIT if _tells_units(row) else labels[k]
        bare = len(row.filled) == 1 and _BARE_UNIT.fullmatch(row.filled[0].text)
        if labels[k + 1] in _FIRST and bare:
            labels[k] = Label.UNIT
        if labels[k] not in (Label.OTHER, Label.UP):
            continue
        if labels[k + 1] is Label.UNIT and is_line(row):
            labels[k] = Label.UNIT if CODED_UNIT.match(row.text) else labels[k]
        if labels[k + 1] in _FIRST and (is_line(row) or len(row.filled) <= _UNIT_CELLS):
            named = _MONEY.search(row.text) or (labels[k] is Label.OTHER and _UNIT.match(row.text.strip()))
            labels[k] = Label.UNIT if named else labels[k]


def _tells_units(row: Row) -> bool:
    """A cell or two below a title, each with its own label, that name the unit, or that of money."""
    told = [_TOLD.match(cell.text) for cell in row.filled]
    if len(told) > _UNIT_CELLS or not all(told) or any("project_name" in whole_roles(one[1]) for one in told if one):
        return False
    return _MONEY.search(row.text) is not None or _UNIT.match(row.text.strip()) is not None


def find_titles(rows: Sequence[Row], labels: list[Label]) -> None:
    """A heading right above a form's unit line or first field is its title, and so is the year between them."""
    for k, row in reversed(list(enumerate(rows[:-1]))):
        if labels[k] is Label.UNIT and k and labels[k - 1] is Label.TITLE and _YEAR.fullmatch(row.text):
            labels[k] = Label.TITLE
        if labels[k] is not Label.OTHER or not is_line(row):
            continue
        below = labels[k + 1] is Label.TITLE and _YEAR.fullmatch(rows[k + 1].text)
        if labels[k + 1] not in (Label.UNIT, Label.IDENTITY) and not below:
            continue
        if (
            _is_title(row)
            or _NAME.fullmatch("".join(row.text.split()))
            or (k and _YEAR.fullmatch(row.text) and _is_title(rows[k - 1]))
        ):
            labels[k] = Label.TITLE
        elif k and labels[k - 1] is Label.OTHER and is_line(rows[k - 1]) and _names_form(rows[k - 1 : k + 1]):
            labels[k - 1 : k + 1] = [Label.TITLE] * 2


def _is_title(row: Row) -> bool:
    return is_line(row) and _TITLE.search("".join(row.text.split())) is not None


def begin_titles(rows: Sequence[Row], labels: list[Label]) -> None:
    """A line of text and the title below it are one where only both together name the form (项目支出 绩效目标表).

    No title goes on above the line that counts it (1.项目支出绩效目标表).
    """
    for k in range(len(rows) - 1):
        if labels[k] is labels[k + 1] is Label.TITLE and _ORDINAL.match(rows[k + 1].text.strip()):
            labels[k] = Label.OTHER
        apart = labels[k] in (Label.OTHER, Label.UP) and labels[k + 1] is Label.TITLE
        if apart and is_line(rows[k]) and is_line(rows[k + 1]) and _names_form(rows[k : k + 2]):
            labels[k] = Label.TITLE


def _names_form(rows: Sequence[Row]) -> bool:
    """Whether two lines name a form, or the year of one, that neither names alone."""
    first, second = ("".join(row.text.split()) for row in rows)
    if len(first) > _SHORT or _ORDINAL.match(second) or TABLE_NUMBER.match(first):
        return False
    if (
        _YEAR_BEGUN.search(first)
        and (first[-1] in "年度" or second[0].isdigit() or second[0] == "年")
        and _TITLE.search(first + second)
    ):
        return True
    if BARE_TITLE.match(second) and _BEGUN.match(first):
        return True
    named = None if _FORM.search(second) else _FORM.search(first + second)
    return named is not None and named.start() < len(first) < named.end()
