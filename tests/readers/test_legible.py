"""Text layers whose letters have lost their meanings, or have wrong ones: the pages are read as pictures."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from extractor.pipeline import extract
from extractor.readers.pdf.legible import is_garbled, readable
from extractor.readers.pdf.scanned import is_picture

MADE = Path(__file__).parents[1] / "data" / "made" / "001-ruled-chromium-NotoSerif.pdf"
SENTENCE = (
    "保障义务教育学校正常运转，按时足额发放教师工资，"
    "改善办学条件，提高教育教学质量和管理水平，使用资金三百万元，分四次拨付。"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [("绩效目标", True), ("", False), (" \n ", False), ("\ue001\ue002\ue003", False), ("绩效\ufffd目标", True)],
)
def test_characters_without_a_meaning_are_no_text(text, told):
    assert readable(text) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(SENTENCE, False, id="as printed"),
        pytest.param(SENTENCE.replace("教", "ù"), True, id="a foreign letter for a Chinese one"),
        pytest.param(SENTENCE.replace("，", "\x80"), True, id="a control character for a sign"),
        pytest.param("".join(chr(ord(letter) + 0x151) for letter in SENTENCE), True, id="letters moved in the table"),
        pytest.param(SENTENCE + "面积≥300m²，温度25±2°C，3×5米", False, id="signs of measures"),
        pytest.param("Café Zürich " * 9 + SENTENCE, False, id="foreign words apart"),
        pytest.param("é中" * 9, False, id="too few letters"),
    ],
)
def test_letters_with_wrong_meanings_are_told(text, told):
    assert is_garbled(text) is told


def _indicators(path):
    return [[(row.level3, row.target.text) for row in project.indicators] for project in extract(path).projects]


def _spoilt(path, change):
    """The made document with the tables of its fonts' letters changed."""
    with pikepdf.open(MADE) as pdf:
        for font in [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each]:
            change(font)
        pdf.save(path)
    return path


def _lose(font):
    del font["/ToUnicode"]


def _mistake(font):
    table = font["/ToUnicode"].read_bytes()
    font["/ToUnicode"].write(re.sub(rb"<(?:6807|9879|5E74|6570)>", b"<00F9>", table, flags=re.I))


@pytest.mark.parametrize("change", [_lose, _mistake])
def test_what_is_seen_is_read_where_the_letters_have_wrong_meanings(tmp_path, change):
    gold = [json.loads(line) for line in MADE.with_suffix(".jsonl").read_text("utf-8").splitlines()]
    printed = [[(row["level3"], row["target"]) for row in record["indicators"]] for record in gold]
    assert _indicators(_spoilt(tmp_path / "spoilt.pdf", change)) == printed


@pytest.mark.parametrize(("shapes", "told"), [(300, True), (30, False)])
def test_letters_made_curves_are_a_picture_and_rulings_are_none(shapes, told):
    saved = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.contents_add(b"".join(b"%d 100 m 20 30 l 40 20 l f " % x for x in range(shapes)))
        pdf.save(saved)
    page = pypdfium2.PdfDocument(saved.getvalue())[0]
    assert is_picture(page, page.get_textpage(), "") is told
