"""Word documents: the XML of their body, tables with merged and nested cells, text boxes, pictures of tables.

The body is read as ECMA-376 part 1 (WordprocessingML) defines it. Deleted text and hidden text are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..document import Document
from ..errors import DamagedInput
from ..layout.letters import SUPERSCRIPTS
from .container import Container
from .embedded import Embedded, read_embedded
from .numbering import Numbering
from .numbers import whole
from .spans import Rows, Spanned, Table, release_headings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..options import Options

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset([f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK, f"{_W}instrText"])
_LETTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}
_TABLE, _PARAGRAPH, _BOX = f"{_W}tbl", f"{_W}p", f"{_W}txbxContent"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP, _IMAGE = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def read_docx(data: bytes, name: str, sha256: str, options: Options) -> Document:
    """Read a Word document.

    Raises:
        DamagedInput: it is broken.
        LimitExceeded: it unpacks to more than the limits allow.
    """
    container = Container(data, name, options)
    root = _root(container, name)
    body = root.find(f"{_W}body")
    if body is None:
        raise DamagedInput(f"{name}: a Word document without a body. Get it again from its source.")
    rows = Rows()
    pictures: list[tuple[int, Embedded]] = []
    reader = _Reader(Numbering(container.xml("word/numbering.xml")))
    for block in reader.blocks(body):
        if isinstance(block, Table):
            rows.table(block)
        elif isinstance(block, Embedded):
            pictures.append((len(rows.rows), block))
        else:
            rows.text(block)
    found = release_headings(rows.rows)
    parts, troubles = read_embedded(container, [one for _, one in pictures], name, options, rows.tables)
    for (at, _), part in reversed(list(zip(pictures, parts, strict=True))):
        found[at:at] = part
    return Document(name, sha256, "docx", "grid", tuple(found), troubles=tuple(troubles))


def _root(container: Container, name: str) -> Any:
    """The main part; the strict form of the standard differs in its namespace only."""
    from .container import parse_xml  # noqa: PLC0415

    return parse_xml(container.part("word/document.xml").replace(_STRICT, _W[1:-1].encode()), name)


class _Reader:
    """Reads paragraphs and tables in printed order; list numbers are counted on the way."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: Any) -> Iterator[str | Table | Embedded]:
        """Paragraphs and tables below an element; text boxes and pictures stand behind the paragraph that anchors them."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                yield self._numbering.label(child) + self._text(child)
                for box in child.iter(_BOX):
                    if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                        yield from self.blocks(box)
                yield from _pictures(child)
            elif child.tag == _TABLE:
                yield Table(tuple(self._rows(child)))
            elif child.tag not in _SKIPPED:
                yield from self.blocks(child)

    def _text(self, element: Any) -> str:
        """The text of a paragraph, without that of text boxes in it."""
        found = []
        for child in element:
            if child.tag == f"{_W}t":
                found.append(child.text or "")
            elif child.tag in _LETTERS:
                found.append(_LETTERS[child.tag])
            elif child.tag == f"{_W}r" and _hidden(child):
                continue
            elif child.tag not in _SKIPPED and child.tag != _BOX:
                text = self._text(child)
                found.append(text.translate(SUPERSCRIPTS) if _raised(child) else text)
        return "".join(found)

    def _rows(self, table: Any) -> Iterator[tuple[Spanned, ...]]:
        raw = [list(self._cells(row)) for row in _below(table, f"{_W}tr")]
        merges = [_merge_lengths(raw, i) for i in range(len(raw))]
        for cells, lengths in zip(raw, merges, strict=True):
            yield tuple(
                Spanned(text, span, lengths[column], inner)
                for column, span, merge, text, inner in cells
                if merge != "continue"
            )

    def _cells(self, row: Any) -> Iterator[tuple[int, int, str, str, tuple[Table, ...]]]:
        """Column, span, vertical merge, text and inner tables of each cell of a row."""
        column = _number(row, f"{_W}trPr/{_W}gridBefore", 0)
        if column:
            yield 0, column, "", "", ()
        for cell in _below(row, f"{_W}tc"):
            span = _number(cell, f"{_W}tcPr/{_W}gridSpan", 1)
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            merge = "" if merged is None else merged.get(f"{_W}val", "continue")
            blocks = list(self.blocks(cell))
            text = "\n".join(block for block in blocks if isinstance(block, str) and block.strip())
            yield column, span, merge, text, tuple(block for block in blocks if isinstance(block, Table))
            column += span


def _pictures(paragraph: Any) -> Iterator[Embedded]:
    """The pictures in a paragraph, those in its text boxes aside."""
    for picture in paragraph.iter(_BLIP, _IMAGE):
        relation = picture.get(f"{_R}embed") or picture.get(f"{_R}id")
        if relation and not any(above.tag in (_FALLBACK, _BOX) for above in picture.iterancestors()):
            yield Embedded(relation)


def _raised(run: Any) -> bool:
    found = run.find(f"{_W}rPr/{_W}vertAlign") if run.tag == f"{_W}r" else None
    return found is not None and found.get(f"{_W}val") == "superscript"


def _hidden(run: Any) -> bool:
    found = run.find(f"{_W}rPr/{_W}vanish")
    return found is not None and found.get(f"{_W}val", "true") not in ("0", "false")


def _below(element: Any, tag: str) -> Iterator[Any]:
    """Children of a kind, also inside content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _below(child, tag)


def _number(element: Any, path: str, default: int) -> int:
    found = element.find(path)
    return default if found is None else whole(found.get(f"{_W}val"), default, 1000)


def _merge_lengths(raw: list[list[Any]], i: int) -> dict[int, int]:
    """For the cells of row i, by column, how many rows each covers."""
    lengths = {}
    for column, _, merge, _, _ in raw[i]:
        end = i + 1
        while merge == "restart" and end < len(raw) and any(c[0] == column and c[2] == "continue" for c in raw[end]):
            end += 1
        lengths[column] = end - i
    return lengths
