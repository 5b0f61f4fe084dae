from __future__ import annotations

import io
import json
import struct
import unicodedata
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractor.errors import DamagedInput, ExtractorError, LimitExceeded
from extractor.options import Options
from extractor.pipeline import extract, extract_document
from extractor.readers.image import is_image, read_image
from tests.maker.scan import KINDS, render, scan

MADE = Path(__file__).parents[1] / "data" / "made"
NAME = "001-ruled-chromium-NotoSerif"


@pytest.fixture(scope="module")
def page():
    rendered = next(iter(render(MADE / f"{NAME}.pdf", 150)))
    return scan(rendered, KINDS["clean-150"], 1)


def saved(picture, kind, **how):
    out = io.BytesIO()
    Image.fromarray(picture).save(out, kind, **how)
    return out.getvalue()


def read(data, **limits):
    return read_image(data, "page.png", "0" * 64, Options(**limits))


def test_kinds_are_told_by_their_bytes(page):
    small = page[:64, :64]
    assert all(is_image(saved(small, kind)[:32]) for kind in ("PNG", "JPEG", "WEBP", "BMP", "TIFF"))
    assert not is_image("BM 项目名称 绩效目标表 一级指标".encode())
    assert not is_image(b"")


def test_a_scanned_page_becomes_the_gold_record(page, model):
    document = read(saved(page, "PNG"))
    gold = json.loads((MADE / f"{NAME}.jsonl").read_text("utf-8").splitlines()[0])
    project = extract_document(document, model).projects[0]
    assert (document.kind, document.layout, document.pages) == ("scan", "grid", 1)
    assert project.project_name == gold["project_name"]
    assert project.budget.total.text == gold["budget_total"]
    wanted = [(row["level3"], row["target"]) for row in gold["indicators"]]
    assert [(row.level3, row.target.text) for row in project.indicators] == wanted
    assert all(row.box and row.page == 1 for row in project.indicators)


def test_a_photograph_is_turned_as_its_exif_says_and_upside_down_loses_nothing(page):
    exif = Image.Exif()
    exif[0x0112] = 6

    def texts(scan):  # engines read a colon as wide or narrow
        return [unicodedata.normalize("NFKC", row.text) for row in read(scan).rows]

    plain = texts(saved(page, "PNG"))
    turned = saved(np.ascontiguousarray(np.rot90(page)), "JPEG", exif=exif, quality=95)
    overturned = saved(np.ascontiguousarray(np.rot90(page, 2)), "PNG")
    assert texts(turned) == plain
    assert texts(overturned) == plain


def test_a_tiff_of_several_pages_and_its_limit():
    blank = Image.new("1", (400, 300), 1)
    out = io.BytesIO()
    blank.save(out, "TIFF", save_all=True, append_images=[blank, blank])
    document = read(out.getvalue())
    assert document.pages == 3
    assert [(trouble.code, trouble.page) for trouble in document.troubles] == [("no-text", n) for n in (1, 2, 3)]
    with pytest.raises(LimitExceeded, match="max_pages"):
        read(out.getvalue(), max_pages=2)


def test_a_bomb_is_refused_before_it_is_decoded():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(LimitExceeded, match="max_megapixels"):
        read(bomb)


def test_a_truncated_picture_is_damaged(page):
    data = saved(page, "JPEG")
    with pytest.raises(DamagedInput, match="broken"):
        read(data[: len(data) // 2])


@pytest.mark.parametrize("cut", [9, 20, 33, 60])
def test_a_head_of_a_picture_is_an_error_of_ours(page, cut):
    with pytest.raises(ExtractorError):
        read(saved(page[:99, :99], "PNG")[:cut])


def test_a_picture_without_text_gives_no_rows_and_a_reason():
    rng = np.random.default_rng(1)
    furry = np.clip(rng.normal(120, 40, (600, 800, 3)), 0, 255).astype(np.uint8)
    document = read(saved(furry, "JPEG"))
    assert document.rows == ()
    assert document.troubles[0].code == "no-text"


def test_a_pdf_of_pictures(page, tmp_path):
    path = tmp_path / "scan.pdf"
    Image.fromarray(page).save(path, "PDF", resolution=150)
    found = extract(path)
    gold = json.loads((MADE / f"{NAME}.jsonl").read_text("utf-8").splitlines()[0])
    assert found.projects[0].project_name == gold["project_name"]
    assert len(found.projects[0].indicators) == len(gold["indicators"])
    assert found.projects[0].indicators[0].box[2] < 600


def test_through_the_front_door(page, tmp_path):
    path = tmp_path / "archive.tif"
    path.write_bytes(saved(page, "TIFF"))
    assert extract(path).projects[0].source.kind == "scan"
