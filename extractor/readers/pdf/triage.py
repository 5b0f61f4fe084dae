"""Which pages of a PDF are read: those whose text speaks of targets, and those a table may go on to."""

from __future__ import annotations

import re

_WORDS = re.compile("绩效|指标")
_STRONG = re.compile("绩效目标|绩效指标|[一二三]级指标|指标值|自评表")
_FORM = re.compile("项目(?:名称|编码|代码)|预算(?:数|规模|资金)|资金用途|财政资金|资金支出计划|年度目标")
_HEADING = re.compile("绩效.*表")
_BLANK = re.compile(r"\s+")


def may_hold_table(text: str) -> bool:
    """Whether a page's text has the words of a 绩效目标表."""
    plain = _BLANK.sub("", text)
    return bool(_STRONG.search(plain)) and len(_WORDS.findall(plain)) > 1


def may_go_on(text: str) -> bool:
    """Whether a page's text can be the rest of a table that began on the page before."""
    plain = _BLANK.sub("", text)
    return "指标" in plain or len(_WORDS.findall(plain)) > 1


def may_hold_form(text: str) -> bool:
    """Whether a page has the fields above the indicators, which stand on the next page (and the title on the one before)."""
    return len(set(_FORM.findall(_BLANK.sub("", text)))) > 1


def may_be_of_table(text: str) -> bool:
    """Whether a page's text has any of these words: what is left of a page of a table that was recognised badly."""
    return may_go_on(text) or may_hold_form(text)


def is_heading(text: str) -> bool:
    """Whether a line of text is the heading of a 绩效目标表."""
    return bool(_HEADING.search(_BLANK.sub("", text)))
