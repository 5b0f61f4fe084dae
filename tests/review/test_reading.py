"""What the archive keeps of a document."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extractor import Options, read
from extractor.document import Box, Cell, Document, Mend, Row, Trouble
from extractor.review.reading import pack, unpack

from .conftest import DUMP, MADE

EDGES = st.floats(0, 10_000)
SHARES = st.floats(0, 1)
COUNTS = st.integers(0, 2**31)
PLACES = st.none() | COUNTS
CELLS = st.builds(
    Cell, column=COUNTS, span=COUNTS, covered=..., open=...,
    box=st.none() | st.builds(Box, EDGES, EDGES, EDGES, EDGES),
    confidence=st.none() | SHARES,
    mends=st.lists(st.builds(Mend, score=SHARES, done=...), max_size=2).map(tuple),
)  # fmt: skip
PARTS = st.builds(
    Row, st.lists(CELLS, max_size=3).map(tuple),
    page=PLACES, line=PLACES, table=PLACES, gap=COUNTS, indented=..., beside=..., spaced=...,
)  # fmt: skip
ROWS = st.builds(lambda row, rest: replace(row, rest=rest), PARTS, st.none() | PARTS)

TROUBLES = st.lists(st.builds(Trouble, page=PLACES), max_size=2).map(tuple)


@given(st.builds(Document, rows=st.lists(ROWS, max_size=3).map(tuple), pages=PLACES, troubles=TROUBLES))
def test_every_part_of_a_document_comes_back(document: Document):
    assert unpack(pack(document)) == document


def test_what_was_read_comes_back_as_it_was():
    for path in (DUMP, MADE / "001-ruled-chromium-NotoSerif.pdf"):
        document = read(path, Options())
        assert unpack(pack(document)) == document


def test_the_same_document_gives_the_same_text():
    document = read(DUMP, Options())
    assert pack(unpack(pack(document))) == pack(document)
