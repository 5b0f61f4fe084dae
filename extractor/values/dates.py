"""Dates of targets in the lexical forms of XML Schema part 2 (which extend ISO 8601 by dates without a year)."""

from __future__ import annotations

import re

_FIELDS = re.compile(r"\d+")


def iso_date(text: str) -> str:
    """A printed date as ``2023``, ``2023-12``, ``2023-12-31``; without a year ``--12``, ``--12-31``; 每月5日 ``---05``.

    The end of a year or month (年底, 月底) is the year or month itself: the date is never finer than what is printed.
    """
    fields = [field.zfill(2) for field in _FIELDS.findall(text)]
    if text.startswith("每月"):
        return f"---{fields[0]}"
    if len(fields[0]) == 4:
        return "-".join(fields)
    return f"--{'-'.join(fields)}"


def with_year_of(first: str, second: str) -> str:
    """The end of a period, in the year of its beginning where none is printed with it (2022年1月-12月)."""
    return first[:4] + second[1:] if second.startswith("--") and not first.startswith("-") else second
