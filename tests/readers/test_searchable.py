"""Searchable scans: what one sees counts, not what an unknown engine wrote into a layer below it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from extractor.errors import MissingDependency
from extractor.pipeline import extract
from extractor.readers.pdf.layer import is_layered
from extractor.readers.pdf.scanned import is_picture
from tests.maker.scan import render
from tests.maker.searchable import searchable

MADE = Path(__file__).parents[1] / "data" / "made" / "001-ruled-chromium-NotoSerif.pdf"


@pytest.fixture(scope="module")
def misread(tmp_path_factory):
    path = tmp_path_factory.mktemp("layer") / "misread.pdf"
    path.write_bytes(searchable(MADE, list(render(MADE, 150)), misread=0.05))
    return path


def test_the_picture_is_read_and_not_its_misread_layer(misread):
    gold = [json.loads(line) for line in MADE.with_suffix(".jsonl").read_text("utf-8").splitlines()]
    found = extract(misread).projects
    assert [project.budget.total.text for project in found] == [record["budget_total"] for record in gold]
    assert [[row.level3 for row in project.indicators] for project in found] == [
        [row["level3"] for row in record["indicators"]] for record in gold
    ]


def test_without_an_engine_the_layer_is_read_and_the_page_told(misread, monkeypatch):
    def load_engine(name):
        raise MissingDependency(f"no {name}: pip install it")

    monkeypatch.setattr("extractor.ocr.load_engine", load_engine)
    found = extract(misread)
    assert found.projects
    assert {issue.code for issue in found.issues} == {"page-scanned"}
    assert "pip install" in found.issues[0].message


def with_picture(share, *, over):
    """The page of a digital PDF with a picture over so much of its width, above or below its text."""
    with pikepdf.open(MADE) as pdf:
        page = pdf.pages[0]
        data = io.BytesIO()
        Image.new("L", (20, 20), 255).save(data, "PDF")
        with pikepdf.open(io.BytesIO(data.getvalue())) as picture:
            image = next(iter(picture.pages[0].Resources.XObject.values()))
            name = page.add_resource(pdf.copy_foreign(image), pikepdf.Name.XObject)
        _, _, width, height = map(float, page.mediabox)
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q")
        page.contents_add(f"q {share * width} 0 0 {height} 0 0 cm {name} Do Q".encode(), prepend=not over)
        saved = io.BytesIO()
        pdf.save(saved)
    return pypdfium2.PdfDocument(saved.getvalue())


@pytest.mark.parametrize(("share", "over", "layered"), [(1.0, True, True), (1.0, False, False), (0.2, True, False)])
def test_text_below_a_picture_of_the_page_is_a_layer(share, over, layered):
    page = with_picture(share, over=over)[0]
    assert is_layered(page, page.get_textpage()) is layered


def test_pages_whose_layer_speaks_of_other_things_are_not_looked_at():
    assert not is_picture(None, None, "部门收支总表 单位：万元 一般公共预算拨款收入 1386.42")
