"""Corrections through spreadsheets and back, and to Label Studio."""

from __future__ import annotations

import csv
import json

import pytest
from python_calamine import CalamineWorkbook

from extractor.errors import DamagedInput, InputNotFound, OutputError
from extractor.review import exchange, labelstudio
from extractor.review.journal import Act, Action
from extractor.review.pages import Pages
from extractor.review.words import Words

FIELD = "indicators[1].level3"


def written(desk, path, below=1.0, language="zh"):
    exchange.write(desk, path, Words(language), below)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    else:
        rows = [
            [str(cell) for cell in row] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        ]
    return rows


def filled(desk, path, said, **kept):
    """Write, put what is said into the column of corrections, and save as CSV."""
    rows = written(desk, path, **kept)
    place, correct = rows[0].index("位置"), rows[0].index("改为")
    for row in rows[1:]:
        row[correct] = said.get(row[place], "")
    known = {row[place] for row in rows[1:]}
    for field, text in said.items():
        if field not in known:
            line = [*rows[1]]
            line[place], line[correct] = field, text
            rows.append(line)
    with path.with_suffix(".csv").open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path.with_suffix(".csv")


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_least_certain_line_first_and_nothing_sure(scan_desk, tmp_path, ending):
    rows = written(scan_desk, tmp_path / f"c{ending}", below=0.98)
    assert rows[0] == list(exchange.COLUMNS.values())
    certainties = [float(row[9]) for row in rows[1:]]
    assert certainties == sorted(certainties)
    assert max(certainties) < 0.98
    assert rows[1][4:8] == [FIELD, "第 2 行 · 三级指标", "设备采买合格率", "设备采买合格率"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_corrections_come_back(scan_desk, tmp_path, ending):
    path = filled(
        scan_desk, tmp_path / f"c{ending}", {FIELD: "设备采买合格事", "indicators[0]": "ok", "title": "（空）"}
    )
    came = exchange.read(scan_desk, path, "乙")
    assert (came.written, came.changed, came.unknown) == (3, (), ())
    table = scan_desk.table(1, 1)
    assert table.texts[FIELD] == "设备采买合格事"
    assert "title" not in table.texts
    assert table.corrected.settled("indicators[0].target").who == "乙"
    rows = written(scan_desk, tmp_path / f"again{ending}", below=0.0)
    assert {row[4] for row in rows[1:]} == {FIELD, "title"}
    again = exchange.read(scan_desk, path, "乙")
    assert again.written == 1  # the acceptance; the texts are there already


def test_rows_and_goals_through_a_file(scan_desk, tmp_path):
    said = {
        "indicators[2]": "删除",
        "indicators[0+1].level3": "新增指标",
        "indicators[0+1].target": "≥1次",
        "goals[0+1]": "2.又一个",
    }
    came = exchange.read(scan_desk, filled(scan_desk, tmp_path / "c.csv", said), "乙")
    assert came.unknown == ()
    project = scan_desk.table(1, 1).corrected.project
    assert [row.level3 for row in project.indicators] == ["期刊订阅类别", "新增指标", "设备采买合格率"]
    assert project.indicators[1].target.value == "1"
    assert project.goals == ["1.保障运转", "2.又一个"]


def test_what_others_did_meanwhile_is_told(scan_desk, tmp_path):
    path = filled(scan_desk, tmp_path / "c.csv", {FIELD: "乙的"})
    scan_desk.act([Act(scan_desk.table(1, 1).subject, FIELD, Action.CORRECT, "甲", "设备采买合格率", "甲的")])
    came = exchange.read(scan_desk, path, "乙")
    assert came.changed == (FIELD,)
    assert [entry.after for entry in scan_desk.journal()] == ["甲的", "乙的"]


def test_lines_that_fit_nothing_are_told(scan_desk, tmp_path):
    path = filled(scan_desk, tmp_path / "c.csv", {"nothing": "x", "indicators[0]": "text"})
    came = exchange.read(scan_desk, path, "乙")
    assert came.written == 0
    assert len(came.unknown) == 2


def test_formulas_stay_texts(scan_desk, tmp_path):
    scan_desk.act([Act(scan_desk.table(1, 1).subject, FIELD, Action.CORRECT, "甲", "设备采买合格率", "=1+1")])
    row = next(row for row in written(scan_desk, tmp_path / "c.csv") if row[4] == FIELD)
    assert row[7] == "'=1+1"
    path = filled(scan_desk, tmp_path / "d.csv", {FIELD: "x"})
    assert exchange.read(scan_desk, path, "乙").changed == ()


def test_files_that_are_none(scan_desk, tmp_path):
    with pytest.raises(OutputError, match="Use one of"):
        exchange.check_ending(tmp_path / "c.ods")
    with pytest.raises(InputNotFound):
        exchange.read(scan_desk, tmp_path / "none.csv", "乙")
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DamagedInput, match="no column 校验值 / sha256"):
        exchange.read(scan_desk, tmp_path / "x.csv", "乙")
    (tmp_path / "x.xlsx").write_bytes(b"PK but no workbook")
    with pytest.raises(DamagedInput, match="no workbook"):
        exchange.read(scan_desk, tmp_path / "x.xlsx", "乙")


def test_tasks_for_label_studio(scan_folder, scan_desk, tmp_path):
    path = tmp_path / "tasks.json"
    assert labelstudio.write(scan_desk, Pages(scan_folder), path) == 0
    scan_desk.act([Act(scan_desk.table(1, 1).subject, FIELD, Action.CORRECT, "甲", "设备采买合格率", "设备采买合格事")])
    assert labelstudio.write(scan_desk, Pages(scan_folder), path) == 1
    (task,) = json.loads(path.read_text(encoding="utf-8"))
    assert task["data"]["image"].startswith("data:image/jpeg;base64,")
    box, text = task["annotations"][0]["result"]
    assert box["value"]["rectanglelabels"] == ["level3"]
    assert (box["value"]["x"], box["value"]["width"]) == (41.0, 18.0)
    assert text["value"]["text"] == ["设备采买合格事"]
    read = {
        part["id"]: part["value"].get("text") for part in task["predictions"][0]["result"] if part["type"] == "textarea"
    }
    assert read[f"{FIELD}#0"] == ["设备采买合格率"]


def test_lines_for_label_studio(dump_folder, dump_desk, tmp_path):
    item = dump_desk.queue()[0]
    dump_desk.act([Act(item.subject, item.doubt.field, Action.ACCEPT, "甲")])
    labelstudio.write(dump_desk, Pages(dump_folder), tmp_path / "tasks.json")
    (task,) = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    for part in task["predictions"][0]["result"]:
        value = part["value"]
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
