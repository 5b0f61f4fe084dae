"""Radicals that PDF text layers (and dumps of them) hold in place of the letters they look like (⻋ for 车, ⼀ for 一)."""

from __future__ import annotations

import re
import unicodedata

_RADICAL = re.compile("[\u2e80-\u2fd5]")
_SUPPLEMENT = dict(
    zip(
        "⺝⺟⺠⺢⺣⺩⺫⺬⻁⻄⻅⻆⻈⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "月母民水灬王目示虎西见角讠贝车長长门雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟",
        strict=True,
    )
)
"""U+2E80..2EF3 has no compatibility mapping in Unicode."""


def mend_radicals(text: str) -> str:
    """`text` with radicals made letters; nothing else changes (full-width letters stay as they are)."""
    return _RADICAL.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    radical = match.group()
    return _SUPPLEMENT.get(radical) or unicodedata.normalize("NFKC", radical)
