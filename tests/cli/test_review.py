"""`extractor review` and `extractor report`, and exports of corrected archives."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.batch import open_archive
from extractor.cli import cli
from extractor.review.desk import Desk
from extractor.review.journal import Act, Action

DUMP = Path(__file__).parents[2] / "training_data" / "dumps" / "003.txt"


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)), standalone_mode=False)


@pytest.fixture
def document(tmp_path):
    return Path(shutil.copy(DUMP, tmp_path / "003.txt"))


@pytest.fixture
def archive(document):
    """The archive of a dump whose first title was corrected."""
    run("review", document, "--export", document.with_name("first.csv"))
    place = document.with_name("003.txt.review.sqlite")
    with open_archive(str(place)) as opened:
        desk = Desk(opened)
        table = desk.table(1, 1)
        desk.act([Act(table.subject, "title", Action.CORRECT, "甲", table.read.title, "改过的标题")])
    return place


def test_corrections_through_a_file(document, archive, tmp_path):
    out = tmp_path / "corrections.xlsx"
    assert "fields written" in run("review", archive, "--export", out, "--below", "1", "--language", "en").stderr
    assert "0 entries written" in run("review", archive, "--import", out, "--who", "乙").stderr
    assert "1 tasks written" in run("review", archive, "--export", tmp_path / "tasks.json").stderr


def test_an_unknown_ending(archive, tmp_path):
    assert "unknown ending" in str(run("review", archive, "--export", tmp_path / "x.ods").exception)


def test_no_such_archive(tmp_path):
    assert "no such archive or document" in str(run("review", tmp_path / "none.sqlite").exception)


def test_the_report(archive, tmp_path):
    assert run("report", archive, "-o", tmp_path / "r.html", "--language", "en").exit_code == 0
    assert "改过的标题" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "no such folder" in str(run("report", archive, "-o", tmp_path / "none" / "r.html").exception)


def titles(path):
    return [json.loads(line)["title"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_exports_hold_what_was_corrected_or_what_was_read(archive, tmp_path):
    run("export", archive, "-o", tmp_path / "c.jsonl")
    run("export", archive, "--as", "read", "-o", tmp_path / "r.jsonl")
    corrected, read = titles(tmp_path / "c.jsonl"), titles(tmp_path / "r.jsonl")
    assert corrected[0] == "改过的标题" != read[0]
    assert corrected[1:] == read[1:]
    rules = {
        repair["rule"] for repair in json.loads((tmp_path / "c.jsonl").read_text("utf-8").splitlines()[0])["repairs"]
    }
    assert "review" in rules


def test_corrected_cells_are_coloured(archive, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    run("export", archive, "-o", tmp_path / "c.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["项目"]
    column = [cell.value for cell in sheet[1]].index("标题") + 1
    assert sheet.cell(2, column).value == "改过的标题"
    assert sheet.cell(2, column).fill.start_color.rgb.endswith("CFE2FF")
    assert not sheet.cell(3, column).fill.start_color.rgb.endswith("CFE2FF")
