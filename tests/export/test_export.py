from __future__ import annotations

import csv
import json
import os
import sqlite3

import jsonschema
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import extract, json_schema
from extractor.errors import OutputError
from extractor.export import write
from extractor.export.jsonl import read_jsonl
from extractor.export.sheet import looks_like_formula
from extractor.records import Indicator, Project, Source, Target

ENDINGS = (".jsonl", ".csv", ".xlsx", ".parquet", ".sqlite")
SOURCE = Source(file="a.txt", sha256="", kind="text")


def project(text: str) -> Project:
    indicator = Indicator(level3=text, target=Target(text="=100%"), extra={"权重": "10"})
    return Project(source=SOURCE, title=text, indicators=[indicator])


@pytest.fixture(scope="module")
def extraction(dumps):
    return extract(dumps[3])


def test_jsonl_is_the_contract(extraction, tmp_path):
    path = tmp_path / "out.jsonl"
    extraction.write(path)
    assert read_jsonl(path) == extraction.projects
    for line in path.read_text(encoding="utf-8").splitlines():
        jsonschema.validate(json.loads(line), json_schema())


def test_csv(extraction, tmp_path):
    path = tmp_path / "out.csv"
    extraction.write(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["三级指标"] for row in rows] == [i.level3 for p in extraction for i in p.indicators]
    assert rows[0]["预算数（元）"] == "6300000"


def test_xlsx(extraction, tmp_path):
    path = tmp_path / "out.xlsx"
    extraction.write(path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["项目", "指标", "问题"]
    sheet = book["指标"]
    headers = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 1 + sum(len(p.indicators) for p in extraction)
    assert sheet.cell(2, headers.index("预算数（元）") + 1).value == 6300000
    assert sheet.freeze_panes == "A2"


def test_parquet_and_frame(extraction, tmp_path):
    path = tmp_path / "out.parquet"
    extraction.write(path)
    pd.testing.assert_frame_equal(pd.read_parquet(path), extraction.to_frame(), check_dtype=False)
    for what in ("projects", "repairs", "issues"):
        assert len(extraction.to_frame(what).columns) > 5


def test_sqlite(extraction, tmp_path):
    path = tmp_path / "out.sqlite"
    extraction.write(path)
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT project_name FROM indicator_with_project LIMIT 1").fetchall()
        count = connection.execute("SELECT count(*) FROM indicator_with_project").fetchone()
    connection.close()
    assert rows[0][0] == "2026年政务服务办运行经费"
    assert count == (sum(len(p.indicators) for p in extraction),)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_records_give_the_same_bytes(extraction, tmp_path, ending):
    paths = [tmp_path / f"{name}{ending}" for name in "ab"]
    for path in paths:
        extraction.write(path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_at_all_can_be_written(tmp_path, ending):
    write([], tmp_path / f"none{ending}")
    assert [path.name for path in tmp_path.iterdir()] == [f"none{ending}"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_failed_write_leaves_the_old_file(monkeypatch, tmp_path, ending):
    path = tmp_path / f"out{ending}"
    path.write_text("old", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write([project("甲")], path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "message"),
    [("out.doc", "unknown ending"), ("none/out.csv", "no such folder"), ("folder.csv", "is a folder")],
)
def test_names_that_cannot_be_written(tmp_path, name, message):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(OutputError, match=message):
        write([], tmp_path / name)


@given(st.text(max_size=12))
def test_no_cell_becomes_a_formula(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("cells")
    record = project(text)
    write([record], folder / "a.csv")
    with (folder / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not any(looks_like_formula(cell) for cell in cells)
    assert "'=100%" in cells


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "\x01\x02", "x" * 40_000, "http://a.b", "+86"])
def test_xlsx_holds_texts_as_texts(tmp_path, text):
    path = tmp_path / "a.xlsx"
    write([project(text)], path)
    book = openpyxl.load_workbook(path)
    sheet = book["指标"]
    cell = sheet.cell(2, [c.value for c in sheet[1]].index("三级指标") + 1)
    assert cell.data_type in ("s", "inlineStr")
    assert (len(text) > 32_767) == any(row[2].value == "cell-cut" for row in book["问题"].iter_rows(min_row=2))
