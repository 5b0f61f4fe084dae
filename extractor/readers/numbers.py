"""Whole numbers in attributes, which may hold anything in a damaged or hostile document."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[0-9]{1,9}")


def whole(text: str | None, default: int, most: int = 10**9) -> int:
    """The number that `text` is, at most `most`; `default` where it is none."""
    return min(int(text), most) if text and _WHOLE.fullmatch(text) else default
