"""Bytes of a text dump into text: encodings as they come from Chinese offices."""

from __future__ import annotations

import codecs

from ..errors import DamagedInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TOLERATED = 0.002
"""Share of undecodable characters that is mended (and told) rather than refused."""


def decode(data: bytes, name: str) -> tuple[str, str | None]:
    """Text of `data`, and a message if some of it could not be decoded.

    A byte order mark decides; else UTF-16 is recognised by its zero bytes, then UTF-8 and GB18030 are tried strictly.

    Raises:
        DamagedInput: the bytes are no text in any of these encodings.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], encoding, name)
    wide = _wide(data)
    if wide:
        return _lenient(data, wide, name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), None
        except UnicodeDecodeError:
            continue
    return _best(data, name)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: line feeds and digits leave zero bytes on one side only."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd < len(head) // 50 or len(head) % 2:
        return None
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _lenient(data: bytes, encoding: str, name: str) -> tuple[str, str | None]:
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    if not bad:
        return text, None
    if bad > max(1, _TOLERATED * len(text)):
        raise DamagedInput(
            f"{name}: the bytes are not valid {encoding} text ({bad} places). Save the file again as UTF-8 and retry."
        )
    return text, f"{bad} characters could not be decoded as {encoding} and stand as U+FFFD"


def _best(data: bytes, name: str) -> tuple[str, str | None]:
    """The encoding with the fewest undecodable characters, if they are few."""

    def badness(encoding: str) -> int:
        return data.decode(encoding, errors="replace").count("\ufffd")

    return _lenient(data, min(("utf-8", "gb18030"), key=badness), name)
