from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.values import heal, split_budget_sentence


def split(text):
    found = split_budget_sentence(text)
    assert found is not None
    budget = found.budget
    amounts = [amount and amount.text for amount in (budget.total, budget.fiscal, budget.other)]
    return amounts, found.parts, found.purpose


@pytest.mark.parametrize(
    ("text", "amounts", "parts", "purpose"),
    [
        (
            "预算数153万元。其中：财政资金153万元。主要用于保障教室",
            ["153万元", "153万元", None],
            {},
            "主要用于保障教室",
        ),
        ("预算数9680万元，其中：财政资金9680万元。主要用于建设", ["9680万元", "9680万元", None], {}, "主要用于建设"),
        (
            "预算数256.3 万元。其中：财政资金256.3万元。     主要用于1、发放",
            ["256.3万元"] * 2 + [None],
            {},
            "主要用于1、发放",
        ),
        ("预算数200万元，用于社会救助，如低保", ["200万元", None, None], {}, "用于社会救助，如低保"),
        ("预算数190万元，统筹用于高龄补贴、慰问", ["190万元", None, None], {}, "统筹用于高龄补贴、慰问"),
        (
            "预算数112万元。其中：财政资金112万元，其他资金0万元。主要用于发放1.补贴984万元",
            ["112万元", "112万元", "0万元"],
            {},
            "主要用于发放1.补贴984万元",
        ),
        (
            "预算数5.2万元。其中：政府性基金5.2万元。主要用于补偿",
            ["5.2万元", None, None],
            {"政府性基金": "5.2万元"},
            "主要用于补偿",
        ),
        (
            "预算数2100万元。其中：本级安排1930万元，上级转移支付安排170万元。主要包括1.社区工作经费",
            ["2100万元", None, None],
            {"本级安排": "1930万元", "上级转移支付安排": "170万元"},
            "主要包括1.社区工作经费",
        ),
        (
            "年度资金总额：100万元（其中：财政拨款80万元，自有资金20万元），用于购置设备",
            ["100万元", "80万元", None],
            {"自有资金": "20万元"},
            "用于购置设备",
        ),
        ("2021年预算数10元，其中财政资金9元，其中财政资金1元", ["10元", "9元", None], {}, "其中财政资金1元"),
        ("预算数100万元", ["100万元", None, None], {}, ""),
    ],
)
def test_split(text, amounts, parts, purpose):
    assert split(text) == (amounts, parts, purpose)


def test_yuan_comes_from_the_printed_unit():
    found = split_budget_sentence("预算数406.5万元。其中：财政资金406.万元。主要用于卫生")
    assert found is not None
    assert found.budget.total.yuan == "4065000"
    assert found.budget.fiscal.yuan == "4060000"
    assert found.budget.fiscal.text == "406.万元"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "预算数",
        "预算数 153",
        "预算数为零",
        "社区工作经费5万元，用于办公",
        "主要用于项目资金5万元",
        "用于预算5万元",
        "153万元",
    ],
)
def test_other_texts_are_left_alone(text):
    assert split_budget_sentence(text) is None


PIECES = st.lists(
    st.sampled_from(
        [
            "预算数",
            "其中：",
            "财政资金",
            "其他资金",
            "自筹资金",
            "5万元",
            "1,2",
            "3.元",
            "，",
            "。",
            "（",
            "）",
            "用于",
            " ",
        ]
    ),
    max_size=14,
)


@settings(deadline=None)
@given(st.one_of(st.text(), PIECES.map(lambda pieces: "预算数5万元" + "".join(pieces))))
def test_nothing_is_lost(text):
    found = split_budget_sentence(text)
    if found is None:
        return
    budget = found.budget
    kept = [amount.text for amount in (budget.total, budget.fiscal, budget.other) if amount]
    kept += [*found.parts.values(), *found.parts, found.purpose]
    for digits in set(re.findall(r"\d+", heal(text))):
        assert heal(text).count(digits) == sum(piece.count(digits) for piece in kept)
