"""What the archive keeps of a document."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extractor import Options, read
from extractor.document import Box, Cell, Document, Mend, Row
from extractor.review.reading import pack, unpack

from .conftest import DUMP, MADE

EDGES = st.floats(0, 10_000)
SHARES = st.floats(0, 1)
CELLS = st.builds(
    Cell, column=..., span=..., covered=..., open=...,
    box=st.none() | st.builds(Box, EDGES, EDGES, EDGES, EDGES),
    confidence=st.none() | SHARES,
    mends=st.lists(st.builds(Mend, score=SHARES, done=...), max_size=2).map(tuple),
)  # fmt: skip
PARTS = st.builds(
    Row, st.lists(CELLS, max_size=3).map(tuple),
    page=..., line=..., table=..., gap=..., indented=..., beside=..., spaced=...,
)  # fmt: skip
ROWS = st.builds(lambda row, rest: replace(row, rest=rest), PARTS, st.none() | PARTS)


@given(st.builds(Document, rows=st.lists(ROWS, max_size=3).map(tuple), pages=..., troubles=...))
def test_every_part_of_a_document_comes_back(document: Document):
    assert unpack(pack(document)) == document


def test_what_was_read_comes_back_as_it_was():
    for path in (DUMP, MADE / "001-ruled-chromium-NotoSerif.pdf"):
        document = read(path, Options())
        assert unpack(pack(document)) == document


def test_the_same_document_gives_the_same_text():
    document = read(DUMP, Options())
    assert pack(unpack(pack(document))) == pack(document)
