"""Labelled rows as readers give them."""

from __future__ import annotations

from extractor.document import Cell, Row
from extractor.lines.classifier import LabelledRow


def row(texts, label):
    """A printed row; None is a position that a cell above covers, a pair a text and the columns that it spans."""
    cells, at = [], 0
    for text in texts:
        word, span = text if isinstance(text, tuple) else (text, 1)
        cells.append(Cell(word or "", at, span, covered=word is None))
        at += span
    return LabelledRow(Row(tuple(cells), table=0), label, 1.0)


def lines(texts, label):
    """A printed row whose cells are lines; a spanned cell is one, a covered one blank."""
    words = [text[0] if isinstance(text, tuple) else text or "" for text in texts]
    return [LabelledRow(Row((Cell(word),), gap=int(not k), indented=True), label, 1.0) for k, word in enumerate(words)]
