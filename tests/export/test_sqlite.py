from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from extractor.export import write
from extractor.records import Issue, Project, Source

EMPTY = Project(source=Source(file="b.pdf", sha256="1", kind="pdf"), title="空")


@pytest.fixture
def base(full, tmp_path):
    path = tmp_path / "out.sqlite"
    write([full, EMPTY, full], path, issues=[Issue(code="input", severity="error", message="x")])
    assert [file.name for file in tmp_path.iterdir()] == ["out.sqlite"]
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def counts(base) -> dict[str, int]:
    names = ("source", "project", "indicator", "repair", "issue", "indicator_with_project")
    return {name: base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def test_every_record_is_there_once(base):
    assert counts(base) == {
        "source": 2, "project": 3, "indicator": 6, "repair": 6, "issue": 3, "indicator_with_project": 6,
    }  # fmt: skip


def test_records_come_back(base, full):
    records = [Project.model_validate_json(row["record"]) for row in base.execute("SELECT record FROM project")]
    assert records == [full, EMPTY, full]


def test_the_view_joins(base):
    row = base.execute(
        "SELECT * FROM indicator_with_project WHERE project_index = 3 AND indicator_index = 0"
    ).fetchone()
    assert (row["file"], row["project_name"], row["level3"], row["target_value"]) == ("a.txt", "甲", "nan", "3")
    assert (row["confidence"], row["first_line"]) == (1.0, 7)


def test_types_and_exact_amounts(base):
    row = base.execute("SELECT typeof(target_value), typeof(confidence), target_value FROM indicator").fetchall()[2]
    assert tuple(row) == ("text", "real", "123456789012345.1234")


def test_keys_are_sound_and_hold(base):
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for table in ("indicator", "repair", "issue"):
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            base.execute(f"INSERT INTO {table} (project_index) VALUES (99)")


def test_a_real_dump(extraction, tmp_path):
    path = tmp_path / "out.db"
    extraction.write(path)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT project_name, level3 FROM indicator_with_project").fetchall()
    assert rows == [(p.project_name, i.level3) for p in extraction for i in p.indicators]
