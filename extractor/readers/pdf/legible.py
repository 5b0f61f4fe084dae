"""Text layers that say something else than what one sees: characters without a meaning, or with wrong ones.

A PDF draws glyphs by number; which letter a number is, a table of its font says (ISO 32000-1, 9.10), and programs that make or
change PDFs lose or spoil that table.
"""

from __future__ import annotations

import re

from .characters import CONTROLS

_MEANINGLESS = re.compile(f"[{re.escape(''.join(sorted(CONTROLS)))}\ue000-\uf8ff\ufffd\x80-\x9f]")
_MOST_MEANINGLESS = 0.3
"""Share of the letters. Bullets are drawn from fonts of signs and have no meaning either."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_FOREIGN = re.compile(
    "(?<=[\u4e00-\u9fff])[\x80-\x9f\xa1-\xa6\xa8-\xaf\xb4\xb6\xb8\xba-\xd6\xd8-\xf6\xf8-\u024f]"
    "|[\x80-\x9f\xa1-\xa6\xa8-\xaf\xb4\xb6\xb8\xba-\xd6\xd8-\xf6\xf8-\u024f](?=[\u4e00-\u9fff])"
)
"""Letters of western languages right beside Chinese ones (signs such as ° ± ² · × are printed there)."""
_MOST_FOREIGN = 0.02
"""Of the Chinese letters."""
_LEVEL_1 = bytes(range(0xB0, 0xD8))
"""First bytes of the 3,755 usual letters of GB 2312; in running text they are more than 95 in 100."""
_LEAST_USUAL = 0.5
_ENOUGH = 50
"""Chinese letters from which their frequency tells anything."""


def readable(text: str) -> bool:
    """False where there is no text, or one of characters without a meaning."""
    letters = "".join(text.split())
    return bool(letters) and len(_MEANINGLESS.findall(letters)) <= _MOST_MEANINGLESS * len(letters)


def is_garbled(text: str) -> bool:
    """Whether some of the letters were given wrong meanings: foreign ones among Chinese, or Chinese ones that hardly occur."""
    chinese = "".join(_CHINESE.findall(text))
    if len(chinese) < _ENOUGH:
        return False
    encoded = chinese.encode("gb2312", errors="ignore")[::2]
    usual = len(encoded) - len(encoded.translate(None, _LEVEL_1))
    return usual < _LEAST_USUAL * len(chinese) or len(_FOREIGN.findall(text)) > _MOST_FOREIGN * len(chinese)
