"""A document's rows as compact text, and back: what the archive keeps for those who look again."""

from __future__ import annotations

import base64
import zlib

import msgspec

from ..document import Document

_LEVEL = 1
"""Of deflating: higher ones take twice the time for a tenth of the size."""


def pack(document: Document) -> str:
    """The document as text: MessagePack, deflated, in base 64. The same document gives the same text."""
    return base64.b64encode(zlib.compress(msgspec.msgpack.encode(document), _LEVEL)).decode("ascii")


def unpack(text: str) -> Document:
    """The document that `pack` made `text` of."""
    return msgspec.msgpack.decode(zlib.decompress(base64.b64decode(text)), type=Document)
