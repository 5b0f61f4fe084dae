"""The kept documents, by form, producer and kind: each is read whole, and its boxes lie on its pages."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from extractor import extract
from extractor.training.scoring import Score, score

MADE = Path(__file__).parents[1] / "data" / "made"
UNRULED = ("-borderless-", "-horizontal-")


def kept(ending, *, ruled=None):
    found = sorted(MADE.glob(f"*{ending}"))
    return [path for path in found if ruled is None or ruled == (not any(form in path.name for form in UNRULED))]


def judged(path, model):
    stem = path.name.removesuffix(path.suffix)
    gold = [json.loads(line) for line in (MADE / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()]
    return score(gold, extract(path, model=model).projects)


def by_name(path):
    return path.name


WHOLE = [*kept(".pdf", ruled=True), *kept(".docx"), *kept(".html"), *kept(".xlsx")]


def test_every_form_is_kept_by_both_producers():
    assert len(kept(".pdf", ruled=False)) == 6
    assert len(kept(".pdf", ruled=True)) == 18
    assert [len(kept(ending)) for ending in (".docx", ".html", ".xlsx")] == [12, 12, 12]


@pytest.mark.parametrize("path", WHOLE, ids=by_name)
def test_ruled_documents_are_read_perfectly(model, path):
    found = judged(path, model)
    assert (found.perfect_projects, found.indicator_f1, found.errors) == (1.0, 1.0, [])


def test_tables_without_rulings_are_read_nearly_perfectly(model):
    total = Score()
    for path in kept(".pdf", ruled=False):
        total.add(judged(path, model))
    assert total.indicator_f1 >= 0.98, total.errors


@pytest.mark.parametrize("path", kept(".pdf"), ids=by_name)
def test_every_indicator_of_a_pdf_has_a_box_on_its_page(model, path):
    with pypdfium2.PdfDocument(path) as pdf:
        sizes = [page.get_size() for page in pdf]
    for project in extract(path, model=model):
        first, last = project.source.pages
        for indicator in project.indicators:
            assert first <= indicator.page <= last
            width, height = sizes[indicator.page - 1]
            x0, top, x1, bottom = indicator.box
            assert 0 <= x0 < x1 <= width + 0.01
            assert 0 <= top < bottom <= height + 0.01


@pytest.mark.parametrize("path", kept(".pdf", ruled=True)[:4], ids=by_name)
def test_the_box_of_an_indicator_holds_its_text(model, path):
    """The letters that PDFium finds in the box are those of the record."""
    with pypdfium2.PdfDocument(path) as pdf:
        for project in extract(path, model=model):
            for indicator in project.indicators:
                page = pdf[indicator.page - 1]
                x0, top, x1, bottom = indicator.box
                height = page.get_height()
                text = page.get_textpage().get_text_bounded(x0 - 1, height - bottom - 1, x1 + 1, height - top + 1)
                printed = "".join(text.split())
                assert "".join(indicator.level3.split())[:3] in printed


@pytest.mark.parametrize("ending", [".docx", ".html", ".xlsx"])
def test_documents_without_pages_give_none(model, ending):
    for project in extract(kept(ending)[0], model=model):
        assert project.source.pages is None
        assert all(indicator.page is None and indicator.box is None for indicator in project.indicators)
