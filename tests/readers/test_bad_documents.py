"""Documents that cannot be read, or that are out to do harm: an error that says what to do, soon and within limits."""

from __future__ import annotations

import io
import shutil
import zipfile

import openpyxl
import pikepdf
import pytest

from extractor import extract
from extractor.errors import (
    DamagedInput,
    EncryptedInput,
    InputEmpty,
    LimitExceeded,
    MissingDependency,
    UnsupportedInput,
)
from extractor.options import Options
from extractor.readers import read
from tests.readers.builders import W, cell, compound, packed, paragraph, pdf, table, word


def reading(folder, data, name="given.bin", **limits):
    path = folder / name
    path.write_bytes(data)
    return read(path, Options(**limits))


def locked(**permissions):
    return pikepdf.Encryption(**permissions)


def test_a_pdf_that_asks_for_a_password(tmp_path):
    with pytest.raises(EncryptedInput, match=r"given.pdf.*password"):
        reading(tmp_path, pdf(encryption=locked(user="secret", owner="secret")), "given.pdf")


def test_a_pdf_that_only_forbids_copying_is_read(tmp_path):
    assert reading(tmp_path, pdf(encryption=locked(owner="secret", user=""))).kind == "pdf"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n", b"%PDF-" + bytes(5000)])
def test_a_pdf_with_nothing_in_it(tmp_path, data):
    with pytest.raises(DamagedInput, match="PDF"):
        reading(tmp_path, data)


def test_a_pdf_without_pages(tmp_path):
    with pytest.raises(DamagedInput, match="PDF"):
        reading(tmp_path, pdf(pages=0))


def test_a_pdf_without_its_end_is_repaired(tmp_path):
    data = pdf(pages=3, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert reading(tmp_path, data[: data.rindex(b"xref")]).pages == 3


def test_a_pdf_of_blank_pages_has_no_rows(tmp_path, model):
    document = reading(tmp_path, pdf(pages=2))
    assert (document.pages, document.rows) == (2, ())
    found = extract(tmp_path / "given.bin", model=model)
    assert (found.projects, [issue.code for issue in found.issues]) == ([], ["no-table"])


def test_too_many_pages(tmp_path):
    with pytest.raises(LimitExceeded, match="max_pages=2"):
        reading(tmp_path, pdf(pages=3), max_pages=2)


@pytest.mark.parametrize("name", ["EncryptedPackage", "EncryptionInfo"])
def test_a_word_document_with_a_password_is_an_ole_container(tmp_path, name):
    with pytest.raises(EncryptedInput, match="password"):
        reading(tmp_path, compound(name), "given.docx")


def test_an_old_word_document_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(MissingDependency, match=r"LibreOffice.*docx"):
        reading(tmp_path, compound("WordDocument"), "given.doc")


def test_libreoffice_that_makes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: shutil.os.path.realpath("/bin/true"))
    with pytest.raises(DamagedInput, match="LibreOffice"):
        reading(tmp_path, b"{\\rtf1 }")


def test_libreoffice_that_hangs(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexec sleep 20\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    with pytest.raises(LimitExceeded, match="max_seconds_per_page"):
        reading(tmp_path, b"{\\rtf1 }", max_seconds_per_page=0.02)


@pytest.mark.parametrize("part", ["word__document", "xl__workbook"])
def test_zip_bombs(tmp_path, part):
    bomb = packed(**{part: b" " * 30_000_000})
    with pytest.raises(LimitExceeded, match="max_archive_ratio"):
        reading(tmp_path, bomb)
    with pytest.raises(LimitExceeded, match="max_archive_bytes"):
        reading(tmp_path, bomb, max_archive_bytes=1_000_000)


def test_a_zip_bomb_that_lies_about_its_size(tmp_path):
    """The directory says 10 bytes; no more than those are unpacked."""
    size = 30_000_000
    data = packed(word__document=b" " * size).replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(DamagedInput):
        reading(tmp_path, data)


def laughs(root):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{entities}]>{root}'


def test_billion_laughs(tmp_path):
    root = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>'
    try:
        rows = reading(tmp_path, packed(word__document=laughs(root))).rows
    except DamagedInput:
        return
    assert sum(len(row.text) for row in rows) < 100


def test_entities_from_files_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    root = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>a&x;b</w:t></w:r></w:p></w:body></w:document>'
    data = packed(word__document=f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{root}')
    assert "secret" not in "".join(row.text for row in reading(tmp_path, data).rows)


def test_word_documents_that_are_broken(tmp_path):
    for data in (
        packed(word__document=""),
        packed(word__document="<w:document"),
        packed(word__document=f'<w:document xmlns:w="{W}"/>'),
        packed(word__document="<w:p>" * 5000 + "</w:p>" * 5000),
        word(paragraph("a"))[:-30],
    ):
        with pytest.raises(DamagedInput, match=r"given.bin"):
            reading(tmp_path, data)


def test_tables_nested_too_deep_for_word(tmp_path):
    inner = paragraph("a")
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert [row.text for row in reading(tmp_path, word(inner)).rows if row.text] == ["a"]


def test_numbers_in_word_documents_that_are_none(tmp_path):
    odd = "".join(table([cell("a", span=span), cell("b")]) for span in ("²", "-1", "", "9" * 6000, "1.5"))
    assert [row.text for row in reading(tmp_path, word(odd)).rows] == ["a\tb"] * 5


def test_an_archive_of_something_else(tmp_path):
    with pytest.raises(UnsupportedInput, match="Unpack"):
        reading(tmp_path, packed(readme="hello"))


def test_blanks_alone_are_empty(tmp_path):
    with pytest.raises(InputEmpty):
        reading(tmp_path, b" \n\n ")


def test_a_workbook_that_is_broken(tmp_path):
    for data in (packed(xl__workbook="<workbook"), packed(xl__workbook="<workbook/>"), compound("Workbook")):
        with pytest.raises(DamagedInput, match=r"given.bin"):
            reading(tmp_path, data)


def test_html_with_giant_spans(tmp_path):
    giant = '<table><tr><td rowspan="999999999" colspan="99999">甲<td>乙</tr>' + "<tr><td>丙</tr>" * 50 + "</table>"
    document = reading(tmp_path, giant.encode())
    assert sum(len(row.filled) for row in document.rows) == 52
    assert all(cell.span <= 1000 for row in document.rows for cell in row.cells)


def test_many_giant_row_spans(tmp_path):
    row = '<tr><td rowspan="10000">a</td></tr>'
    document = reading(tmp_path, f"<table>{row * 300}</table>".encode())
    assert len(document.rows) == 300


def test_html_that_is_nested_deep(tmp_path):
    for tag in ("div", "table><tr><td", "b"):
        document = reading(tmp_path, (f"<html><p>before</p>{f'<{tag}>' * 5000}within").encode())
        assert document.rows[0].text == "before"
        assert [trouble.code for trouble in document.troubles] == ["page-cut"]


@pytest.mark.parametrize("depth", [1, 40, 80])
def test_html_that_is_nested_as_deep_as_the_parser_goes(tmp_path, depth):
    inner = f"{'<table><tr><td>' * depth}within{'</td></tr></table>' * depth}<p>after"
    document = reading(tmp_path, f"<html><body>{inner}".encode())
    assert [row.text for row in document.rows if row.text] == ["within", "after"]
    assert document.troubles == ()


def test_html_cut_anywhere(tmp_path):
    page = "<html><table><tr><td colspan=2>项目名称</td><td>甲</td></tr></table></html>".encode()
    for end in range(6, len(page)):
        assert reading(tmp_path, page[:end]) is not None


def test_the_unpacked_size_counts_not_the_packed_one(tmp_path):
    """Much text that packs well is no bomb."""
    out = io.BytesIO(word(paragraph("项目") * 2000))
    assert len(reading(tmp_path, out.getvalue()).rows) == 2000


def sheet_of(rows, merges=""):
    """A workbook with the XML of its one sheet's rows."""
    whole, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(whole)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{merges}</worksheet>'
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("/sheet1.xml") else old.read(name))
    return out.getvalue()


NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path):
    with pytest.raises(LimitExceeded, match="1048576 rows and 16384 columns"):
        reading(tmp_path, sheet_of(f'{NEAR}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'))
    with pytest.raises(LimitExceeded, match="rows and"):
        reading(tmp_path, sheet_of(f'{NEAR}<row r="1048576">{"<c><v>2</v></c>" * 9}</row>'))


def test_a_blank_cell_far_away_does_not_matter(tmp_path):
    document = reading(tmp_path, sheet_of(f'{NEAR}<row r="1048576"><c r="XFD1048576" s="0"/></row>'))
    assert [row.text for row in document.rows] == ["1"]


def test_merged_ranges_that_lie_over_each_other(tmp_path):
    ranges = '<mergeCell ref="A1:XFD1048576"/>' * 5000
    merges = f"<mergeCells>{ranges}</mergeCells>"
    with pytest.raises(DamagedInput, match="merged"):
        reading(tmp_path, sheet_of(f'{NEAR}<row r="3000"><c r="B3000"><v>2</v></c></row>', merges))
