from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import DamagedInput, EncryptedInput, UnsupportedInput
from extractor.options import Options
from extractor.readers import read
from extractor.readers.sniff import sniff
from tests.readers.builders import compound, packed, paragraph, pdf, word

KINDS = {
    "pdf": pdf(),
    "docx": word(paragraph("a")),
    "sheet": packed(xl__workbook="<workbook/>"),
    "html": b"<!DOCTYPE html><html><body>a</body></html>",
    "office": b"{\\rtf1 a}",
    "text": "项目名称\t甲".encode(),
}
SUFFIXES = ["", ".pdf", ".docx", ".doc", ".xls", ".xlsx", ".html", ".txt", ".exe", ".PDF", ".json"]


@given(kind=st.sampled_from(sorted(KINDS)), stem=st.text(max_size=8), suffix=st.sampled_from(SUFFIXES))
def test_the_name_never_matters(kind, stem, suffix):
    assert sniff(KINDS[kind], f"{stem}{suffix}") == kind


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_is_read_as_what_it_is(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(KINDS["docx"])
    document = read(path, Options())
    assert (document.kind, [row.text for row in document.rows]) == ("docx", ["a"])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\n\n junk %PDF-1.4 ", "pdf"),
        (b"\xef\xbb\xbf  <HTML><body>", "html"),
        (b'<meta charset="gbk"><table>', "html"),
        ("<html><table>".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (b"1 < 2 <3", "text"),
        (b"a<tablets>", "text"),
        (compound("WordDocument"), "office"),
        (compound("Workbook"), "sheet"),
        (compound("Book\0"), "sheet"),
        (packed(content="<x/>"), "office"),
    ],
)
def test_kinds(data, kind):
    assert sniff(data, "a") == kind


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\x03\x04 and no more", DamagedInput),
        (packed(other="x"), UnsupportedInput),
        (packed(OFD="<x/>"), UnsupportedInput),
        (b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00", UnsupportedInput),
        (compound("WordDocument", "EncryptedPackage"), EncryptedInput),
    ],
)
def test_what_is_not_read(data, error):
    with pytest.raises(error, match=r"^a\.bin: "):
        sniff(data, "a.bin")
