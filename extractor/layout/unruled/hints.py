"""What the words of an indicator tell of the second level that it belongs to.

The scheme that the Ministry of Finance sets (财预〔2015〕88号) says what each level measures: 时效指标 tell when, 成本指标 what it
costs, 数量指标 how many, 满意度指标 how content people are. Of the rows of real forms nine in ten use their level's words.
"""

from __future__ import annotations

import re

_HINTS = (
    ("满意", re.compile("满意"), 2.0),
    ("时效", re.compile(r"及时|按时|按期|如期|准时|时间|时限|时效|期限|进度|[年月日]底?前|年内|小时"), 2.0),
    ("成本", re.compile(r"成本|费用|经费|金额|标准|控制|节约|元"), 1.2),
    ("数量", re.compile(r"数量|[人次个户台件]数|面积|\d\s*(?:个|人|次|场|批|家|项|类|平|户|台|件|套)"), 0.8),
)
"""A part of a second level's name, what its indicators' words tell it by, and how surely."""
_COSTLY = "经济"
"""A level that speaks of money as well."""
_LACKS = 0.5
"""Share of a hint's weight for a row that lacks the hint of its level."""


def unlike(name: str, text: str) -> float:
    """How unlikely a row that says `text` stands under the level `name`: 0 where nothing speaks against it."""
    told = [(level, weight) for level, pattern, weight in _HINTS if pattern.search(text)]
    if any(level in name for level, _ in told):
        return 0.0
    other = max((weight for level, weight in told if level != "成本" or _COSTLY not in name), default=0.0)
    lacking = max((_LACKS * weight for level, _, weight in _HINTS if level in name), default=0.0)
    return max(other, lacking)
