"""Amounts of money and percentages: exact decimal text, never floats in between."""

from __future__ import annotations

import re
from decimal import Context, Decimal

from extractor.records import Amount
from extractor.values.text import heal_value

_POWER = {
    "元": 0, "圆": 0, "百元": 2, "千元": 3, "万": 4, "万元": 4, "十万元": 5, "百万": 6, "百万元": 6,
    "千万": 7, "千万元": 7, "亿": 8, "亿元": 8,
}  # fmt: skip
"""A unit of money as a power of ten of one yuan."""

MONEY_UNIT = "|".join(sorted(_POWER, key=len, reverse=True))
"""A regular expression of all units of money."""

DIGITS = r"(?:[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
"""A regular expression of a printed number."""

_BLANK = re.compile(r"[-—–―－_/\\]*")
_AMOUNT = re.compile(rf"(?:人民币)?[¥￥]?([-−]?(?:{DIGITS}))(?:[（(]?({MONEY_UNIT})[)）]?整?)?")
_UNIT = re.compile(rf"(?:^|[^一-鿿]|人民币|单位)({MONEY_UNIT})(?![一-鿿])")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]*)?)%?")
_SPACE = re.compile(r"\s+")


def parse_amount(text: str, money_unit: str | None) -> Amount | None:
    """The amount in a cell; None where the cell is blank or holds only dashes.

    `text` is the print without white space (``13500000. 00`` → ``13500000.00``), with its unit where one is printed.
    The printed unit counts before `money_unit`, that of the table (元, 万元 …). `yuan` has neither exponent nor
    trailing zeros; it is None where no unit is known or the text is not one number.
    """
    text = _SPACE.sub("", heal_value(text))
    if _BLANK.fullmatch(text):
        return None
    match = _AMOUNT.fullmatch(text)
    power = match and _power(match.group(2), money_unit)
    return Amount(text=text, yuan=None if match is None or power is None else _yuan(match.group(1), power))


def is_amount(text: str) -> bool:
    """Whether a text without white space is one number, with or without a unit of money."""
    return _AMOUNT.fullmatch(text) is not None


def parse_percent(text: str) -> float | None:
    """A step of a spending plan, 0..100, with or without ``%``; None for anything else (also for more than 100)."""
    match = _PERCENT.fullmatch(_SPACE.sub("", heal_value(text)))
    value = float(match.group(1)) if match else None
    return value if value is None or value <= 100 else None


def _power(printed: str | None, money_unit: str | None) -> int | None:
    if printed:
        return _POWER[printed]
    found = _UNIT.search(_SPACE.sub("", heal_value(money_unit or "")))
    return _POWER[found.group(1)] if found else None


def _yuan(digits: str, power: int) -> str:
    digits = re.sub("[,，]", "", digits).replace("−", "-")
    exact = Context(prec=len(digits) + power + 1)
    text = format(exact.scaleb(Decimal(digits), power), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"", "-", "-0"} else text
