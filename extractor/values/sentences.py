"""Budgets that are printed inside a sentence: 预算数112万元。其中：财政资金112万元，其他资金0万元。主要用于发放…"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.records import Amount, Budget
from extractor.values.amounts import DIGITS, MONEY_UNIT, parse_amount
from extractor.values.text import heal

_MONEY = rf"(?:{DIGITS})(?:{MONEY_UNIT})"
_NO_VERB = "(?!用于|主要|统筹|包括|购买|其中|(?<!转移)支付)"
_LABEL = rf"(?:{_NO_VERB}[一-鿿（）()]){{2,20}}[:：]?"
_END = r"(?=$|[，,。；;、（()）]|其中|主要|统筹|用于|包括)"
_TOTAL = re.compile(rf"((?:20\d\d年)?{_LABEL})({_MONEY}){_END}")
_TOTAL_WORDS = re.compile("预算|总额|总投资|项目资金|专项资金|年度资金|申请资金|所需资金|资金规模|资金总")
_LINK = re.compile("[，,。；;、（(]?其中[:：，,]?|[，,；;、]")
"""What leads on to the next amount: a full stop only where 其中 follows."""
_PART = re.compile(rf"({_LABEL})({_MONEY}){_END}[）)]?")


@dataclass(frozen=True, slots=True)
class BudgetSentence:
    """A budget sentence taken apart. Nothing of it is lost but the punctuation between its parts."""

    budget: Budget
    purpose: str
    """What follows the amounts (主要用于…), healed; empty where nothing does."""
    parts: dict[str, str] = field(default_factory=dict)
    """Amounts that are not in `budget`, as printed, by their label (政府性基金, 本级安排 …)."""


def split_budget_sentence(text: str) -> BudgetSentence | None:
    """The amounts at the head of a sentence (each a label, a number and a unit of money) and the rest of it.

    None for any other text. The first label must name a whole budget (预算数, 资金总额 …), so that a purpose that
    begins with a sum stays a purpose.
    """
    text = heal(text)
    head = _TOTAL.match(text)
    if head is None or not _TOTAL_WORDS.search(head.group(1)):
        return None
    parts, end = _parts(text, head.end())
    budget = Budget(
        total=parse_amount(head.group(2), None),
        fiscal=_take(parts, "财政资金", "财政拨款"),
        other=_take(parts, "其他资金"),
    )
    return BudgetSentence(budget, text[end:].lstrip("，,。；;、 "), parts)


def _parts(text: str, end: int) -> tuple[dict[str, str], int]:
    """The amounts after the total by their labels, and where they end."""
    parts: dict[str, str] = {}
    while (link := _LINK.match(text, end)) and (part := _PART.match(text, link.end())):
        label = part.group(1).rstrip(":：")
        if label in parts:
            break
        parts[label] = part.group(2)
        end = part.end()
    return parts, end


def _take(parts: dict[str, str], *labels: str) -> Amount | None:
    found = next((label for label in labels if label in parts), None)
    return parse_amount(parts.pop(found), None) if found else None
