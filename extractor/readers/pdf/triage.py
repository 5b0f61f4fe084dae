"""Which pages of a PDF are read: those whose text speaks of targets, and those a table may go on to."""

from __future__ import annotations

import re

_WORDS = re.compile("绩效|指标")
_STRONG = re.compile("绩效目标|绩效指标|[一二三]级指标|指标值|自评表")
_BLANK = re.compile(r"\s+")


def may_hold_table(text: str) -> bool:
    """Whether a page's text has the words of a 绩效目标表."""
    plain = _BLANK.sub("", text)
    return bool(_STRONG.search(plain)) and len(_WORDS.findall(plain)) > 1
