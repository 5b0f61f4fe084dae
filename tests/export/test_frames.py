from __future__ import annotations

import json

import pandas as pd
import pytest

from extractor.export import write
from extractor.export.frames import indicators_frame, issues_frame, projects_frame, repairs_frame
from extractor.records import Issue, Project, Source

EMPTY = Project(source=Source(file="b.pdf", sha256="", kind="pdf", pages=(2, 3)), title="空")


def test_indicators(full):
    frame = indicators_frame([full, EMPTY])
    assert list(frame["project_index"]) == [1, 1, 1, 2]
    first = frame.iloc[0]
    assert (first["target"], first["target_operator"], first["target_value"], first["target_unit"]) == (
        "≥3种",
        "≥",
        "3",
        "种",
    )
    assert (first["budget_total"], first["budget_total_yuan"]) == ("13.5万元", "135000")
    assert (first["first_line"], first["last_line"], first["level3"]) == (7, 8, "nan")
    assert first["spending_plan"] == "3月底 25%；6月底"
    assert json.loads(first["extra"])["备注"] == "指标的"
    assert frame.iloc[3]["title"] == "空"
    assert frame.iloc[3][["level3", "confidence", "extra"]].isna().all()


def test_projects(full):
    frame = projects_frame([full, EMPTY])
    assert list(frame["last_line"].fillna(0)) == [20, 0]
    assert list(frame["first_page"].fillna(0)) == [0, 2]
    assert list(frame["kind"]) == ["text", "pdf"]
    assert json.loads(frame["extra"][0]) == {"备注": "项目的", "主管部门": "局"}


def test_repairs_and_issues(full):
    repairs = repairs_frame([EMPTY, full])
    assert set(repairs["project_index"]) == {2}
    assert json.loads(repairs["pieces"][0]) == ["13.", "5万元"]
    issues = issues_frame([full], [Issue(code="input", severity="error", message="x", page=4)])
    assert list(issues["code"]) == ["input", "plan-end"]
    assert list(issues["project_index"].fillna(0)) == [0, 1]


def test_empty_frames_have_the_same_columns_and_types(full):
    for make in (projects_frame, indicators_frame, repairs_frame, issues_frame):
        pd.testing.assert_series_equal(make([]).dtypes, make([full]).dtypes)


def test_parquet_is_the_frame_with_repairs_and_issues(full, extraction, tmp_path):
    projects = [EMPTY, full, *extraction.projects]
    write(projects, tmp_path / "out.parquet")
    read = pd.read_parquet(tmp_path / "out.parquet")
    frame = indicators_frame(projects)
    pd.testing.assert_frame_equal(read[list(frame)], frame, check_dtype=False)
    assert list(read.columns[len(frame.columns) :]) == ["repairs", "issues"]
    assert [x["from"] for x in json.loads(read["repairs"][1])] == [x.pieces for x in full.repairs]
    assert [x["code"] for x in json.loads(read["issues"][3])] == ["plan-end"]
    assert pd.isna(read["repairs"][0])


@pytest.mark.parametrize("projects", [[], [EMPTY]])
def test_parquet_of_nothing_has_the_same_schema(full, tmp_path, projects):
    import pyarrow.parquet as pq

    for name, records in (("a", projects), ("b", [full])):
        write(records, tmp_path / f"{name}.parquet")
    schemas = [pq.read_schema(tmp_path / f"{name}.parquet").remove_metadata() for name in "ab"]
    assert schemas[0] == schemas[1]
