"""What is drawn of a page."""

from __future__ import annotations

from dataclasses import replace

from extractor.document import Box, Cell, Row
from extractor.inspect.overlay import overlay
from extractor.lines.classifier import LabelledRow
from extractor.lines.labels import Label
from extractor.records import Indicator, Issue, Project, Repair, Source
from extractor.result import Extraction


def seen(row, label=Label.INDICATOR):
    return LabelledRow(row, label, 0.8)


def page_row(text, page):
    return Row((Cell(text, box=Box(0, 0, 10, 10)),), page=page)


def extraction():
    source = Source(file="a.pdf", sha256="0", kind="pdf", pages=(1, 2))
    indicators = [Indicator(level3="里程", page=1), Indicator(level3="合格率", page=2)]
    repair = Repair.of("indicators[1].level3", ["合格率"], "合格率", "level-name", 0.9)
    issues = [
        Issue(code="low", severity="warning", field="indicators[0]", message="look"),
        Issue(code="missing-goals", severity="info", field="goals", message="no goal"),
    ]
    project = Project(source=source, title="甲", indicators=indicators, repairs=[repair], issues=issues)
    other = project.model_copy(update={"source": source.model_copy(update={"pages": (3, 3)})})
    page = Issue(code="page-damaged", severity="warning", message="page 7 cannot be read", page=7)
    return Extraction("a.pdf", [project, other], [page])


ROWS = [seen(page_row("里程", 1)), seen(page_row("合格率", 2))]


def test_a_page_has_its_own_rows_and_notes_and_those_without_a_place():
    first, second = overlay(ROWS, extraction(), 1), overlay(ROWS, extraction(), 2)
    assert [row.number for row in first.rows] == [0]
    assert [(note.number, note.kind, note.row) for note in first.notes] == [(1, "warning", 0), (2, "info", None)]
    assert [(note.number, note.kind, note.row) for note in second.notes] == [(1, "repair", 1), (2, "info", None)]
    assert [table.title for table in first.tables] == ["甲"]
    assert first.rows[0].notes_of(None) == [first.notes[0]]
    assert second.rows[0].notes_of(0) == [second.notes[0]]


def test_an_issue_of_the_file_is_told_on_its_page():
    assert [note.text for note in overlay(ROWS, extraction(), 7).notes] == ["page 7 cannot be read (page-damaged)"]


def test_without_pages_all_is_shown():
    rows = [replace(row, row=replace(row.row, page=None)) for row in ROWS]
    found = overlay(rows, extraction(), None)
    assert [row.number for row in found.rows] == [0, 1]
    assert len(found.tables) == 2


def test_a_row_does_not_take_the_height_of_the_cells_that_span_it():
    tall, low, below = Box(0, 0, 10, 40), Box(10, 0, 50, 20), Box(10, 20, 50, 40)
    rows = [
        seen(Row((Cell("产出指标", box=tall), Cell("里程", 1, box=low)), page=1)),
        seen(Row((Cell("", covered=True, box=tall), Cell("合格率", 1, box=below)), page=1)),
        seen(Row((Cell("无框"),), page=1)),
    ]
    assert [row.band for row in overlay(rows, extraction(), 1).rows] == [low, below, None]
