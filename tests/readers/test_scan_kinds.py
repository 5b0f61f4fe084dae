"""What archives and telephones bring: fax, sheets on their side, scans between digital pages, a second engine, nothing at all."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from extractor.errors import ExtractorError
from extractor.options import Options
from extractor.pipeline import extract
from tests.maker.scan import KINDS, render, scan

MADE = Path(__file__).parents[1] / "data" / "made"
NAME = "001-ruled-chromium-NotoSerif"


@pytest.fixture(scope="module")
def page():
    return scan(next(iter(render(MADE / f"{NAME}.pdf", 150))), KINDS["clean-150"], 1)


@pytest.fixture(scope="module")
def wanted():
    gold = json.loads((MADE / f"{NAME}.jsonl").read_text("utf-8").splitlines()[0])
    return gold["project_name"], gold["budget_total"], [(row["level3"], row["target"]) for row in gold["indicators"]]


def first(path, **options):
    project = extract(path, options=Options(**options)).projects[0]
    rows = [(row.level3, row.target.text if row.target else None) for row in project.indicators]
    return project.project_name, project.budget.total.text, rows


def test_a_fax_of_one_bit_in_a_tiff(tmp_path, wanted):
    picture = scan(next(iter(render(MADE / f"{NAME}.pdf", 200))), KINDS["fax-200"], 3)
    path = tmp_path / "fax.tif"
    Image.fromarray(picture).convert("1", dither=Image.Dither.NONE).save(path, compression="group4")
    name, total, rows = first(path)
    assert (name, total) == wanted[:2]
    assert len(set(rows) & set(wanted[2])) >= 0.8 * len(wanted[2])


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_page_on_its_side_loses_nothing(page, tmp_path, wanted, quarters):
    path = tmp_path / "side.png"
    Image.fromarray(np.ascontiguousarray(np.rot90(page, quarters))).save(path)
    assert first(path) == wanted


def test_scanned_and_digital_pages_in_one_pdf(page, tmp_path, wanted):
    scanned = io.BytesIO()
    Image.fromarray(page).save(scanned, "PDF", resolution=150)
    document = pypdfium2.PdfDocument(MADE / f"{NAME}.pdf")
    kept = pypdfium2.PdfDocument.new()
    kept.import_pages(document, [0])
    kept.import_pages(pypdfium2.PdfDocument(scanned.getvalue()), [0])
    path = tmp_path / "mixed.pdf"
    kept.save(path)
    result = extract(path)
    names = [project.project_name for project in result.projects]
    assert names.count(wanted[0]) == 2
    assert {row.page for project in result.projects for row in project.indicators} == {1, 2}


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_two_engines_read_what_one_reads(page, tmp_path, wanted):
    pytest.importorskip("pytesseract")
    path = tmp_path / "page.png"
    Image.fromarray(page).save(path)
    assert first(path, ocr="both") == wanted


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "pdf"])
def test_a_file_without_a_byte_is_an_error_of_ours(tmp_path, suffix):
    path = tmp_path / f"empty.{suffix}"
    path.write_bytes(b"")
    with pytest.raises(ExtractorError, match="empty"):
        extract(path)
