"""How certain each part of a record is, and where it was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor import Options, extract, read
from extractor.document import Box, Cell, Mend, Row
from extractor.records import Issue, Repair
from extractor.review.doubts import all_doubts
from extractor.review.fields import FORM, texts
from extractor.review.places import cell_at, extent, fold, locate

from .conftest import DUMP, MADE, scanned


def doubts_of(document, project):
    return {doubt.field: doubt for doubt in all_doubts(document, [project])[0]}


def test_letters_make_a_cell_doubtful_and_leave_its_row():
    found = doubts_of(*scanned("x", letters=0.6))
    assert (found["indicators[1].level3"].certainty, found["indicators[1].level3"].reason) == (0.6, "letters")
    assert found["indicators[0].level3"].certainty == 0.99
    assert found["indicators[1]"].reason == "row"
    assert found["indicators[1]"].certainty > 0.97
    assert found[FORM].reason == "form"


def test_without_the_document_the_records_speak_alone():
    found = doubts_of(None, scanned("x")[1])
    assert "indicators[1].level3" not in found
    assert found["indicators[1]"].certainty == round(0.9 ** (1 / 5), 4)


def test_name_and_description_that_nearly_agree():
    document, project = scanned("x")
    project.indicators[0].description = "期刊汀阅类别"
    found = doubts_of(document, project)
    assert found["indicators[0].level3"].reason == found["indicators[0].description"].reason == "twins"
    assert found["indicators[0].level3"].certainty < 0.5


def test_a_level_that_no_form_knows():
    document, project = scanned("x")
    project.indicators[0].level2 = "数最指标标"
    assert doubts_of(document, project)["indicators[0].level2"].reason == "word"


def test_blank_where_others_are_filled():
    document, project = scanned("x")
    project.indicators[0].description = None
    assert doubts_of(document, project)["indicators[0]"].reason == "blank"


def test_proposals_issues_and_repairs():
    document, project = scanned("x")
    cell = replace(document.rows[4].cells[4], mends=(Mend("≥95%", "≥96%", "ocr-sign", 0.6, done=False),))
    row = replace(document.rows[4], cells=(*document.rows[4].cells[:4], cell))
    document = replace(document, rows=(*document.rows[:4], row, *document.rows[5:]))
    project.issues = [Issue(code="budget-sum", severity="warning", field="budget", message="")]
    project.repairs = [Repair.of("title", ["a"], "b", "continuation", 0.55)]
    found = doubts_of(document, project)
    assert found["indicators[1].target"].reason == "proposal"
    assert found["budget.total"].reason == "issue:budget-sum"
    assert (found["title"].reason, found["title"].certainty) == ("repair:continuation", 0.55)


@pytest.mark.parametrize(
    "path",
    [
        DUMP,
        MADE / "001-ruled-chromium-NotoSerif.pdf",
        MADE / "001-ruled-libreoffice-NotoSerif.docx",
        MADE / "000-extra-columns-chromium-WenQuanYiZenHei.xlsx",
        MADE / "001-nested-chromium-WenQuanYiZenHei.html",
    ],
    ids=lambda path: path.suffix,
)
def test_fields_are_found_where_they_are_printed(path):
    document = read(path, Options())
    projects = extract(path).projects
    found = locate(document, projects)
    wanted = [(project, spots) for project, spots in zip(projects, found, strict=True)]
    fields = [(field, text, spots) for project, spots in wanted for field, text in texts(project).items()]
    placed = [(text, spots[field]) for field, text, spots in fields if field in spots]
    assert len(placed) / len(fields) > 0.95
    for text, spots in placed:
        held = "".join(fold(cell_at(document, spot).text) for spot in spots)
        assert any(letter in held for letter in fold(text))
    starts = [min(spot.row for cells in spots.values() for spot in cells) for spots in found]
    assert starts == sorted(starts)


def test_tables_do_not_share_rows():
    document = read(DUMP, Options())
    found = locate(document, extract(DUMP).projects)
    touched = [sorted({spot.row for cells in spots.values() for spot in cells}) for spots in found]
    extents = [extent(document, touched, k) for k in range(len(touched))]
    assert all(first < end for first, end in extents)
    assert all(first <= rows[0] and rows[-1] < end for (first, end), rows in zip(extents, touched, strict=True))


def test_text_that_came_into_no_field():
    document, project = scanned("x")
    lost = Row((Cell("购买服务", 1, 4, box=Box(100, 90, 380, 110), confidence=0.99),), 1, table=0)
    document = replace(document, rows=(*document.rows[:3], lost, *document.rows[3:]))
    found = doubts_of(document, project)
    assert (found[FORM].reason, found[FORM].certainty) == ("lost:购买服务", 0.5)
    project.purpose = "用于购买服务"
    assert doubts_of(document, project)[FORM].reason == "form"


def test_names_of_fields_are_not_lost():
    document, project = scanned("x")
    head = [
        Cell(name, k, confidence=0.99)
        for k, name in enumerate(("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"))
    ]
    document = replace(document, rows=(*document.rows[:3], Row(tuple(head), 1, table=0), *document.rows[3:]))
    assert doubts_of(document, project)[FORM].reason == "form"
