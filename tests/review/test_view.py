"""What is shown: the record, the page with its frames, the lines; every text escaped."""

from __future__ import annotations

import re
from html import escape

import pytest

from extractor.batch import open_archive
from extractor.review import view
from extractor.review.desk import Desk
from extractor.review.fields import FORM
from extractor.review.journal import Act, Action
from extractor.review.opening import open_for_review
from extractor.review.pages import Pages
from extractor.review.shown import shown
from extractor.review.words import _FIELDS, _REASONS, _WORDS, KEYS, Words

from .conftest import DUMP

ZH = Words("zh")


@pytest.fixture
def table(scan_desk):
    return scan_desk.table(1, 1)


def test_the_record_looks_as_the_table_does(table):
    html = view.record(table, "indicators[1].level3", ZH)
    for text in table.texts.values():
        assert escape(text) in html
    assert re.search(r'class="cell c1 here" data-field="indicators\[1\]\.level3"', html)
    assert "三级指标" in html
    assert "把握 70%" in html


def test_every_shown_field_can_be_pointed_at(table):
    html = view.record(table, "title", ZH)
    for block in shown(table):
        for name in block:
            assert f'data-field="{name}"' in html


def test_texts_are_harmless(scan_desk, table):
    scan_desk.act([Act(table.subject, "title", Action.CORRECT, "<b>", "运转经费绩效目标表", '<script>"x"</script>')])
    table = scan_desk.table(1, 1)
    for html in (view.record(table, "title", ZH), view.notes(table, ZH), view.lines(table, "title", ZH)):
        assert "<script" not in html
        assert "<b>," not in html


def test_what_a_person_did_is_seen(scan_desk, table):
    scan_desk.act(
        [Act(table.subject, "indicators[1].level3", Action.CORRECT, "甲", "设备采买合格率", "设备采买合格事")]
    )
    scan_desk.act([Act(table.subject, "indicators[0]", Action.ACCEPT, "乙")])
    table = scan_desk.table(1, 1)
    html = view.record(table, "", ZH)
    assert re.search(r'class="cell c3 corrected" data-field="indicators\[1\]\.level3"', html)
    assert re.search(r'class="cell c3 accepted" data-field="indicators\[0\]\.target"', html)
    assert "“设备采买合格率” → “设备采买合格事”" in view.notes(table, ZH)


def test_the_other_ones_text_is_told(scan_desk, table):
    field = "indicators[1].level3"
    scan_desk.act([Act(table.subject, field, Action.CORRECT, "甲", "设备采买合格率", "甲的")])
    assert view.conflict(scan_desk.table(1, 1), field) is None
    scan_desk.act([Act(table.subject, field, Action.CORRECT, "乙", "设备采买合格率", "乙的")])
    assert view.conflict(scan_desk.table(1, 1), field).after == "甲的"


def test_the_frame_stands_where_the_cell_was_read(table):
    assert view.boxes(table, "indicators[1].level3") == [(1, table.source.rows[4].cells[2].box)]
    assert len(view.boxes(table, "indicators[1]")) == 5
    assert view.page_of(table, "goals[0]") == 1
    svg = view.page_svg("/p", (400, 300), table, "indicators[1].level3", 1)
    assert 'class="frame" x="162.8" y="128.8"' in svg
    assert svg.count('class="read') == len({spot for spots in table.spots.values() for spot in spots})
    lens = view.lens_svg("/p", (400, 300), table, "indicators[1].level3")
    assert 'viewBox="160.8 126.8' in lens
    assert view.lens_svg("/p", (400, 300), table, "goals[0]") == ""


def test_a_blank_cell_is_shown_among_its_neighbours(scan_desk, table):
    assert view.boxes(table, "indicators[1].basis") == view.boxes(table, "indicators[1]")
    assert [page for page, _ in view.boxes(table, "budget.other")] == [1]


def test_the_lines_of_a_dump(dump_desk):
    table = dump_desk.table(1, 2)
    field = next(name for name in table.texts if name.endswith(".target"))
    html = view.lines(table, field, ZH)
    assert html.count("framed") == len(table.spots[field])
    assert f'<span class="n">{table.read.source.lines[0]}</span>' in html
    assert view.lines(table, FORM, ZH).count("framed") > 3
    assert view.page_of(table, field) is None


def test_pages_of_documents(scan_folder, table):
    pages = Pages(scan_folder)
    picture = pages.page("scan.png", table.subject.sha256, 1)
    assert (picture.width, picture.height, picture.mime) == (400, 300, "image/jpeg")
    assert pages.page("scan.png", "another", 1) is None
    assert pages.why_not("scan.png", "another") == "changed_file"
    assert pages.why_not("none.png", "x") == "no_file"
    (scan_folder / "scan.png").write_bytes(b"changed")
    assert pages.why_not("scan.png", table.subject.sha256) == "changed_file"


def test_every_word_in_both_languages():
    for words in (_WORDS, _FIELDS, _REASONS, KEYS):
        assert all(len(pair) == 2 and all(pair) for pair in words.values())
    assert Words("en").field("indicators[3].target") == "Row 4 · Target"
    assert ZH.field("indicators[3].extra.权重") == "第 4 行 · 权重"
    assert ZH.field("goals[1]") == "绩效目标 2"
    assert ZH.reason("repair:split-number") == "修补过：split-number"


def test_a_single_document_gets_an_archive_beside_it(tmp_path):
    path = tmp_path / "003.txt"
    path.write_bytes(DUMP.read_bytes())
    with open_for_review(str(path)) as (desk, pages):
        assert desk.progress().tables == 6
        assert pages.why_not("003.txt", desk.file(1)[1]) is None
        item = desk.queue()[0]
        desk.act([Act(item.subject, item.doubt.field, Action.ACCEPT, "甲")])
    assert (tmp_path / "003.txt.review.sqlite").is_file()
    with open_for_review(str(path)) as (desk, _):
        assert desk.progress().seen == 1


def test_an_archive_is_opened_as_it_is(scan_folder):
    with open_for_review(str(scan_folder / "a.sqlite")) as (desk, pages):
        assert pages.page(*desk.file(1), 1) is not None
    with open_archive(str(scan_folder / "a.sqlite")) as archive:
        assert Desk(archive).progress().tables == 1
