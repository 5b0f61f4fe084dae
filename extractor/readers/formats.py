"""Number formats of spreadsheets: a value as it is printed (1 as 100 %, 5 as 5.00).

.xlsx keeps formats in its styles part (ECMA-376 part 1, 18.8); .xls is asked through xlrd. A format that is not known
leaves the value as it is stored.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .numbers import whole

if TYPE_CHECKING:
    from .container import Container

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy-m-d",
    31: "yyyy年m月d日",
    57: "yyyy年m月",
}
"""Formats that every workbook knows by number (ECMA-376 part 1, 18.8.30)."""
_PLACE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_DECIMALS = re.compile(r"\.(0+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')

Places = dict[tuple[int, int], str]
"""Row and column, counted from 0, and the format of each cell that has one of its own."""


@dataclass(frozen=True, slots=True)
class Formats:
    """The number formats of a workbook, by sheet."""

    sheets: dict[str, Places] = field(default_factory=dict)

    def of(self, sheet: str) -> Places:
        """The formats of a sheet."""
        return self.sheets.get(sheet, {})

    @classmethod
    def read(cls, container: Container | None, data: bytes, name: str) -> Formats:
        """The formats of a workbook; none for kinds that do not tell theirs (.xlsb)."""
        if container is None:
            return cls(_old(data, name))
        styles = _styles(container.xml("xl/styles.xml"))
        if not any(styles):
            return cls()
        return cls({sheet: _places(container.xml(part), styles) for sheet, part in sheet_parts(container)})


def _styles(root: Any) -> list[str]:
    """The number format of each cell style."""
    if root is None:
        return []
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iter(f"{_MAIN}numFmt")}
    styles = root.find(f"{_MAIN}cellXfs")
    ids = [each.get("numFmtId", "0") for each in styles] if styles is not None else []
    return [own.get(each) or _BUILT_IN.get(whole(each, 0), "") for each in ids]


def sheet_parts(container: Container) -> list[tuple[str, str]]:
    """Name and part of each sheet of an .xlsx workbook; none for other kinds."""
    if "xl/workbook.xml" not in container.parts:
        return []
    relations = container.xml("xl/_rels/workbook.xml.rels")
    targets = {each.get("Id"): each.get("Target", "") for each in relations} if relations is not None else {}
    found = []
    for sheet in container.xml("xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "").removeprefix("/")
        found.append((sheet.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"))
    return found


def extent(root: Any) -> tuple[int, int]:
    """How far down and right the cells with a value reach, in rows and columns."""
    down = right = 0
    for row in root.iter(f"{_MAIN}row") if root is not None else ():
        at = whole(row.get("r"), down + 1)
        for number, cell in enumerate(row, 1):
            place = _PLACE.match(cell.get("r", "")) if len(cell) else None
            down = max(down, int(place.group(2)) if place else at)
            right = max(right, _column(place.group(1)) + 1 if place else number)
    return down, right


def _places(root: Any, styles: list[str]) -> Places:
    places: Places = {}
    for cell in root.iter(f"{_MAIN}c") if root is not None else ():
        style, place = whole(cell.get("s"), len(styles)), _PLACE.match(cell.get("r", ""))
        if place and style < len(styles) and styles[style]:
            places[int(place.group(2)) - 1, _column(place.group(1))] = styles[style]
    return places


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _old(data: bytes, name: str) -> dict[str, Places]:
    """Formats of the old binary kind; what calamine reads but xlrd does not has none."""
    import io  # noqa: PLC0415

    import xlrd  # noqa: PLC0415

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (xlrd.XLRDError, ValueError, IndexError, KeyError, AssertionError, NotImplementedError) as error:
        if "password" in str(error).lower() or "encrypted" in str(error).lower():
            from ..errors import EncryptedInput  # noqa: PLC0415

            raise EncryptedInput(
                f"{name}: the workbook asks for a password. Save it without one and try again."
            ) from None
        return {}
    formats = [book.format_map[style.format_key].format_str for style in book.xf_list]
    return {
        sheet.name: {
            (i, j): formats[sheet.cell_xf_index(i, j)]
            for i in range(sheet.nrows)
            for j in range(sheet.row_len(i))
            if sheet.cell_type(i, j) == xlrd.XL_CELL_NUMBER
        }
        for sheet in book.sheets()
    }


def shown(value: object, form: str) -> str:
    """A cell's value as its number format prints it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime | dt.date):
        return _date(value, form)
    if isinstance(value, int | float):
        return _number(value, form)
    return "" if value is None else str(value).strip()


def _date(value: dt.date, form: str) -> str:
    if "年" in form:
        return f"{value.year}年{value.month}月" + (f"{value.day}日" if "d" in form.lower() else "")
    return value.strftime("%Y-%m-%d")


def _number(value: float, form: str) -> str:
    positive = _QUOTED.sub("", form.split(";", maxsplit=1)[0])
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    percent = "%" in positive
    if percent:
        exact *= 100
    decimals = _DECIMALS.search(positive)
    if not exact.is_finite():
        return str(value)
    if decimals or percent or positive in ("0", "#,##0"):
        comma = "," if "," in positive else ""
        return f"{exact:{comma}.{len(decimals.group(1)) if decimals else 0}f}" + ("%" if percent else "")
    return f"{exact.normalize():f}"
