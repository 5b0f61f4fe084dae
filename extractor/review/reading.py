"""A document's rows as compact text, and back: what the archive keeps for those who look again."""

from __future__ import annotations

import base64
import zlib
from functools import cache

from pydantic import TypeAdapter

from ..document import Document

_LEVEL = 1
"""Of deflating: higher ones take twice the time for a tenth of the size."""


@cache
def _json() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def pack(document: Document) -> str:
    """The document as text: JSON without what has its default, deflated, in base 64. The same document gives the same text."""
    text = _json().dump_json(document, exclude_defaults=True)
    return base64.b64encode(zlib.compress(text, _LEVEL)).decode("ascii")


def unpack(text: str) -> Document:
    """The document that `pack` made `text` of."""
    return _json().validate_json(zlib.decompress(base64.b64decode(text)))
