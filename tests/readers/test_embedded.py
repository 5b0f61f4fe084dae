"""Word documents into which pages were pasted as pictures."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from docx.shared import Cm
from PIL import Image

from extractor.errors import MissingDependency
from extractor.options import Options
from extractor.pipeline import extract
from extractor.readers.docx import read_docx
from tests.maker.scan import render

MADE = Path(__file__).parents[1] / "data" / "made" / "001-ruled-chromium-NotoSerif.pdf"


def document(*pictures):
    """A Word document with a table of its own, and pictures below it."""
    made = docx.Document()
    made.add_paragraph("附件：项目支出绩效目标表")
    made.add_table(1, 2).cell(0, 1).text = "无"
    for picture in pictures:
        data = io.BytesIO()
        picture.save(data, "PNG")
        made.add_picture(data, width=Cm(16))
    made.add_paragraph("注：以上。")
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module")
def page():
    return Image.fromarray(next(iter(render(MADE, 150))))


def no_engine(name):
    raise MissingDependency(f"no {name}: pip install it")


def test_a_pasted_page_is_read_where_it_stands(page, tmp_path):
    gold = json.loads(MADE.with_suffix(".jsonl").read_text("utf-8").splitlines()[0])
    path = tmp_path / "a.docx"
    path.write_bytes(document(Image.new("RGB", (40, 40)), page))
    project = extract(path).projects[0]
    assert (project.source.kind, project.budget.total.text) == ("docx", gold["budget_total"])
    assert [(row.level3, row.page) for row in project.indicators] == [(row["level3"], 2) for row in gold["indicators"]]
    rows = read_docx(path.read_bytes(), "a.docx", "0" * 64, Options()).rows
    assert (rows[0].text, rows[-1].text) == ("附件：项目支出绩效目标表", "注：以上。")
    own, pasted = ({row.table for row in rows if bool(row.page) is there} - {None} for there in (False, True))
    assert own
    assert pasted
    assert not own & pasted


def test_without_an_engine_the_pictures_are_told(page, monkeypatch):
    monkeypatch.setattr("extractor.ocr.load_engine", no_engine)
    found = read_docx(document(page), "a.docx", "0" * 64, Options())
    assert [trouble.code for trouble in found.troubles] == ["picture-unread"]
    assert "pip install" in found.troubles[0].message


def test_a_seal_needs_no_engine(monkeypatch):
    monkeypatch.setattr("extractor.ocr.load_engine", no_engine)
    assert not read_docx(document(Image.new("RGB", (200, 200))), "a.docx", "0" * 64, Options()).troubles


def test_a_picture_beyond_the_limit_is_told(page):
    found = read_docx(document(page), "a.docx", "0" * 64, Options(max_megapixels=1))
    assert [trouble.code for trouble in found.troubles] == ["picture-unread"]
    assert "max_megapixels" in found.troubles[0].message
