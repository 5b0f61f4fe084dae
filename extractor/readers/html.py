"""HTML pages: their tables with row and column spans, and the text around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..document import Document, Trouble
from ..errors import DamagedInput
from ..layout.letters import SUPERSCRIPTS
from .decode import decode
from .numbers import whole
from .spans import Rows, Spanned, Table, release_headings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..options import Options

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_SKIPPED = frozenset(["script", "style", "head", "template", "noscript", "select", "object", "svg"])
_BLOCKS = frozenset([
    "article", "body", "caption", "center", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "html", "li", "ol", "p", "section", "tr", "ul",
])  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_TOO_DEEP = "Excessive depth"
"""What libxml2 says of elements nested more than 256 deep, behind which it reads nothing."""


def read_html(data: bytes, name: str, sha256: str, options: Options) -> Document:  # noqa: ARG001 - all readers are called alike
    """Read an HTML page, also one that calls itself .xls.

    Raises:
        DamagedInput: no HTML can be made of it.
    """
    from lxml import etree  # noqa: PLC0415
    from lxml import html as parser  # noqa: PLC0415

    text, complaint = _decoded(data, name)
    reader = parser.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = parser.document_fromstring(text, parser=reader)
    except (etree.ParserError, ValueError):
        raise DamagedInput(f"{name}: no HTML page can be made of it. Save it again in your browser.") from None
    rows = Rows()
    for block in _blocks(root):
        if isinstance(block, Table):
            rows.table(block)
        else:
            rows.text(block)
    troubles = [Trouble("encoding", complaint)] if complaint else []
    if any(_TOO_DEEP in entry.message for entry in reader.error_log):
        troubles.append(Trouble("page-cut", "elements are nested too deep, and nothing behind them was read"))
    return Document(name, sha256, "html", "grid", tuple(release_headings(rows.rows)), troubles=tuple(troubles))


def _decoded(data: bytes, name: str) -> tuple[str, str | None]:
    """Text without the XML declaration, which lxml refuses in text; the declared encoding is tried before the usual ones."""
    declared = _CHARSET.search(data[:4096])
    encoding = declared.group(1).decode("ascii").lower() if declared else ""
    if encoding in ("gb2312", "gbk", "gb18030"):
        try:
            return data.decode("gb18030"), None
        except UnicodeDecodeError:
            pass  # the page lies about itself: `decode` finds out or complains
    text, complaint = decode(data, name)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text), complaint


def _blocks(element: Any) -> Iterator[str | Table]:
    """Pieces of text and tables in printed order; a piece ends where a block does."""
    line: list[str] = []
    for part in _parts(element):
        if isinstance(part, str):
            line.append(part)
        else:
            yield "".join(line)
            line = []
            yield part
    yield "".join(line)


def _parts(element: Any) -> Iterator[str | Table]:
    """Text (with a line break at each end of a block) and tables below an element."""
    if _unseen(element):
        return
    if element.tag == "table":
        yield Table(tuple(_rows(element)))
        return
    if element.tag == "br":
        yield "\n"
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    yield _plain(element.text, element.tag)
    for child in element:
        yield from _parts(child)
        yield _plain(child.tail, element.tag)
    if block:
        yield "\n"


def _unseen(element: Any) -> bool:
    return (
        not isinstance(element.tag, str) or element.tag in _SKIPPED or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _plain(text: str | None, tag: str) -> str:
    plain = _SPACE.sub(" ", text or "")
    return plain.translate(SUPERSCRIPTS) if tag == "sup" else plain


def _rows(table: Any) -> Iterator[tuple[Spanned, ...]]:
    for child in table:
        if child.tag == "tr" and not _unseen(child):
            yield tuple(_cell(cell) for cell in child if cell.tag in ("td", "th") and not _unseen(cell))
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)
        elif child.tag == "caption":
            yield (Spanned("".join(part for part in _parts(child) if isinstance(part, str)).strip(), 1000),)


def _cell(cell: Any) -> Spanned:
    inner: list[Table] = []
    text: list[str] = []
    for part in [
        _plain(cell.text, cell.tag),
        *(p for child in cell for p in (*_parts(child), _plain(child.tail, ""))),
    ]:
        if isinstance(part, Table):
            inner.append(part)
        else:
            text.append(part)
    lines = (line.strip() for line in "".join(text).split("\n"))
    return Spanned("\n".join(filter(None, lines)), _span(cell, "colspan"), _span(cell, "rowspan"), tuple(inner))


def _span(cell: Any, name: str) -> int:
    return max(1, whole((cell.get(name) or "").strip(), 1, 10_000))
