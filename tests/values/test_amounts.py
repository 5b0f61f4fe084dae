from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.values import parse_amount, parse_percent


@pytest.mark.parametrize(
    ("printed", "unit", "text", "yuan"),
    [
        ("13500000. 00", "元", "13500000.00", "13500000"),
        ("700万元", None, "700万元", "7000000"),
        ("700 万元", "元", "700万元", "7000000"),
        ("2.28", "万元", "2.28", "22800"),
        ("406.万元", None, "406.万元", "4060000"),
        ("1,234.50", "元", "1,234.50", "1234.5"),
        ("968.191 8", "万元", "968.1918", "9681918"),
        ("0", "元", "0", "0"),
        ("0.00", "万元", "0.00", "0"),
        ("0", None, "0", None),
        ("3.5亿元", None, "3.5亿元", "350000000"),
        ("100（万元）", None, "100（万元）", "1000000"),
        ("-3.20", "万元", "-3.20", "-32000"),
        ("￥500", "元", "￥500", "500"),
        ("5", "金额单位：万元", "5", "50000"),
        ("5", "美元", "5", None),
        ("详见附件", "元", "详见附件", None),
        ("约700万元", "元", "约700万元", None),
        ("1,23", "元", "1,23", None),
        ("１２", "元", "12", "12"),
    ],
)
def test_parse_amount(printed, unit, text, yuan):
    amount = parse_amount(printed, unit)
    assert amount is not None
    assert (amount.text, amount.yuan) == (text, yuan)


@pytest.mark.parametrize("printed", ["", " \u3000", "-", "————", "——", "/"])
def test_blank_amounts(printed):
    assert parse_amount(printed, "元") is None


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from([("元", 0), ("万元", 4), ("亿元", 8)]))
def test_amounts_are_exact(value, unit):
    printed = format(value, "f")
    amount = parse_amount(printed, unit[0])
    assert amount is not None
    assert amount.yuan is not None
    digits = amount.yuan
    assert re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", digits)
    assert Decimal(digits).as_tuple().exponent <= 0
    power = unit[1]
    shifted = Decimal(printed).as_tuple()
    assert Decimal(digits) == Decimal((shifted.sign, shifted.digits, shifted.exponent + power))


@settings(deadline=None)
@given(st.text(), st.none() | st.text())
def test_no_text_raises(text, unit):
    parse_amount(text, unit)
    percent = parse_percent(text)
    assert percent is None or 0 <= percent <= 100


@pytest.mark.parametrize(
    ("printed", "percent"),
    [
        ("25%", 25), ("20", 20), ("\u30000", 0), ("0", 0), ("100", 100), ("100.0%", 100), ("２５％", 25),
        ("33.3 %", 33.3),
        ("101", None), ("-1", None), ("", None), ("%", None), ("1e1", None), ("第一季度", None),
    ],
)  # fmt: skip
def test_parse_percent(printed, percent):
    assert parse_percent(printed) == percent
