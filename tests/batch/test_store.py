"""The same tests for SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import insert, text

from extractor.batch import open_archive
from extractor.batch.keys import Key, key_of
from extractor.batch.outcome import Outcome, Status
from extractor.batch.plan import Entry, walk
from extractor.batch.store import Archive
from extractor.batch.stored import StoredProjects, counts, stored_issues, totals, troubles
from extractor.batch.tables import records
from extractor.batch.worker import Settings, work
from extractor.errors import InputNotFound, OutputError
from extractor.options import Options
from extractor.records import Project
from tests.batch.conftest import content, rows, run
from tests.faults.engines import extract

KEY = Key("options", "model", "limits")


@pytest.fixture
def archive(place):
    with Archive(place, create=True) as opened:
        yield opened


def plan(archive, *entries, key=KEY, dry=False):
    return archive.plan([Entry(name, sha) for name, sha in entries], key, dry=dry)


def settle(archive, folder, status=Status.OK, code=None):
    """Give everything pending this outcome; their names."""
    tasks = list(archive.pending(folder))
    archive.commit((task, Outcome(status, code, "why")) for task in tasks)
    return [task.name for task in tasks]


def test_plan_and_go_through_by_name(archive, tmp_path):
    assert plan(archive, ("b", "1"), ("a/x", "2"), ("a-b", "3")) == {Status.PENDING: 3}
    tasks = list(archive.pending(tmp_path))
    assert [(task.document, task.name, task.sha256) for task in tasks] == [
        (3, "a-b", "3"),
        (2, "a/x", "2"),
        (1, "b", "1"),
    ]
    assert tasks[1].path == tmp_path / "a" / "x"


def test_more_than_is_listed_at_once(archive, tmp_path):
    names = [f"{i:04}" for i in range(1203)]
    plan(archive, *zip(names, names, strict=True))
    assert settle(archive, tmp_path) == names
    assert counts(archive) == {Status.OK: 1203}


def test_what_is_done_is_not_done_again(archive, tmp_path):
    plan(archive, ("a", "1"), ("b", "2"))
    settle(archive, tmp_path)
    assert plan(archive, ("a", "1"), ("b", "2"), ("c", "3")) == {Status.OK: 2, Status.PENDING: 1}
    assert settle(archive, tmp_path) == ["c"]


@pytest.mark.parametrize("key", [replace(KEY, options="others"), replace(KEY, model="another")])
def test_other_options_or_model_are_other_work(archive, tmp_path, key):
    plan(archive, ("a", "1"))
    settle(archive, tmp_path)
    assert plan(archive, ("a", "1"), key=replace(KEY, limits="higher")) == {Status.OK: 1}
    assert plan(archive, ("a", "1"), key=key) == {Status.PENDING: 1}


@pytest.mark.parametrize(
    ("status", "code", "again"),
    [
        (Status.QUARANTINED, "timeout", Status.PENDING),
        (Status.FAILED, "input-damaged", Status.FAILED),
        (Status.PARTIAL, "page-lost", Status.PARTIAL),
    ],
)
def test_only_the_quarantined_are_tried_with_other_limits(archive, tmp_path, status, code, again):
    plan(archive, ("a", "1"))
    settle(archive, tmp_path, status, code)
    assert plan(archive, ("a", "1")) == {status: 1}
    assert plan(archive, ("a", "1"), key=replace(KEY, limits="higher")) == {again: 1}


@pytest.mark.parametrize("code", ["missing-dependency", "input-not-found", "input-not-allowed", "input-changed"])
def test_failures_of_the_machine_are_tried_again(archive, tmp_path, code):
    plan(archive, ("a", "1"))
    settle(archive, tmp_path, Status.FAILED, code)
    assert plan(archive, ("a", "1")) == {Status.PENDING: 1}


def test_the_same_content_is_done_once(archive, tmp_path, place):
    assert plan(archive, ("b", "1"), ("a", "1"), ("c", "1"), ("d", "2")) == {Status.PENDING: 2, Status.SKIPPED: 2}
    assert settle(archive, tmp_path) == ["a", "d"]
    assert plan(archive, ("b", "1"), ("a", "1"), ("0", "1"), ("d", "2")) == {Status.OK: 2, Status.SKIPPED: 2}
    found = rows(place)
    assert {name: row.same_as for name, row in found.items()} == {"a": None, "b": "a", "c": "a", "0": "a", "d": None}
    assert (found["b"].code, found["b"].reason) == ("same-content", "the same content as a")


def test_a_first_one_that_changes_leaves_its_content_to_the_next(archive, tmp_path, place):
    plan(archive, ("a", "1"), ("b", "1"))
    settle(archive, tmp_path)
    assert plan(archive, ("a", "2"), ("b", "1")) == {Status.PENDING: 2}
    assert settle(archive, tmp_path) == ["a", "b"]
    assert rows(place)["b"].same_as is None


@pytest.mark.parametrize(
    ("status", "code", "key"),
    [
        (Status.FAILED, "input-not-found", KEY),
        (Status.QUARANTINED, "timeout", replace(KEY, limits="higher")),
    ],
)
def test_a_first_one_that_was_lost_leaves_its_content_to_the_next(archive, tmp_path, status, code, key):
    plan(archive, ("a", "1"), ("b", "1"))
    settle(archive, tmp_path, status, code)
    assert plan(archive, ("b", "1"), key=key) == {Status.PENDING: 1}
    assert settle(archive, tmp_path) == ["b"]


def test_a_dry_plan_changes_nothing(archive, place):
    plan(archive, ("a", "1"))
    before = content(place)
    assert plan(archive, ("a", "2"), ("b", "2"), dry=True) == {Status.PENDING: 1, Status.SKIPPED: 1}
    assert content(place) == before


def outcome(task):
    return Outcome.from_bytes(work(task, Options(), extract))


def entered(archive, folder):
    archive.plan(walk(folder, archive.files), KEY)
    return list(archive.pending(folder))


def test_records_come_back_in_order(archive, folder):
    tasks = entered(archive, folder)
    for task in reversed(tasks):
        archive.commit([(task, outcome(task))])
    projects = StoredProjects(archive)
    names = ["a-b/a.txt", "a.txt", "b/a.txt", "c.txt", "甲/乙.txt"]
    assert [project.source.file for project in projects] == names
    assert [project.title for project in projects] == [f"text of {name}" for name in names]
    assert list(projects) == list(projects) == projects[:]
    assert projects[1].source.file == projects[-4].source.file == "a.txt"
    assert len(projects) == 5
    assert totals(archive) == (5, 15)


def test_committing_twice_is_committing_once(archive, folder, place):
    tasks = entered(archive, folder)
    archive.commit([(task, outcome(task)) for task in tasks])
    before = content(place)
    archive.commit([(task, outcome(task)) for task in tasks])
    assert content(place) == before


def test_new_content_replaces_the_records(archive, folder):
    archive.commit([(task, outcome(task)) for task in entered(archive, folder)])
    (folder / "c.txt").write_text("new")
    (task,) = entered(archive, folder)
    assert [project.title for project in StoredProjects(archive) if project.source.file == "c.txt"] == []
    archive.commit([(task, outcome(task))])
    assert [project.title for project in StoredProjects(archive) if project.source.file == "c.txt"] == ["new"]


def test_a_commit_comes_whole_or_not_at_all(archive, folder, place):
    tasks = entered(archive, folder)
    before = content(place)
    good = outcome(tasks[1])
    bad = msgspec.structs.replace(good, tables=good.tables | {"indicator": [[None] * 3]})
    with pytest.raises(OutputError):
        archive.commit([(tasks[0], outcome(tasks[0])), (tasks[1], bad)])
    assert content(place) == before


def test_views_join_records_with_their_inputs(archive, folder):
    archive.commit([(task, outcome(task)) for task in entered(archive, folder)])
    with archive.transaction() as connection:
        query = "SELECT file, project_index, level3 FROM indicator_with_project ORDER BY file DESC, indicator_index"
        assert connection.execute(text(query)).all()[2] == ("甲/乙.txt", 1, "甲/乙.txt")
        assert connection.execute(text("SELECT count(*), count(kind) FROM source")).one() == (5, 5)


def test_characters_that_databases_dislike(archive, tmp_path):
    (tmp_path / "a").write_text("a\0b 𠀀 ' \" \\ %s :x")
    (task,) = entered(archive, tmp_path)
    archive.commit([(task, outcome(task))])
    (project,) = StoredProjects(archive)
    assert project.title == "a\0b 𠀀 ' \" \\ %s :x"


def test_status_and_issues(archive, tmp_path):
    plan(archive, ("a", "1"), ("b", "2"), ("c", "3"))
    states = [(Status.FAILED, "input-empty"), (Status.QUARANTINED, "timeout"), (Status.OK, None)]
    for task, (status, code) in zip(archive.pending(tmp_path), states, strict=True):
        archive.commit([(task, Outcome(status, code, "why"))])
    assert counts(archive) == Counter([Status.FAILED, Status.QUARANTINED, Status.OK])
    assert [(x.file, x.status, x.code, x.reason) for x in troubles(archive)] == [
        ("a", Status.FAILED, "input-empty", "why"),
        ("b", Status.QUARANTINED, "timeout", "why"),
    ]
    assert [(issue.severity, issue.message) for issue in stored_issues(archive)] == [
        ("error", "a: why"),
        ("error", "b: why"),
    ]


def test_issues_of_an_input_are_kept(archive, tmp_path):
    (tmp_path / "a").write_text("partial x")
    for task in entered(archive, tmp_path):
        archive.commit([(task, outcome(task))])
    assert [(issue.code, issue.message) for issue in stored_issues(archive) if issue.code == "page-lost"] == [
        ("page-lost", "a: a page")
    ]


def test_a_whole_batch(place, folder, settings):
    assert run(folder, place, settings, jobs=2).sort() is None
    before = content(place)
    assert len(before["project"]) == 5
    assert run(folder, place, settings) == []
    assert content(place) == before
    assert all(Project.model_validate_json(row[-1]) for row in before["project"])


def test_no_archive(tmp_path):
    with pytest.raises(InputNotFound, match="no such archive"):
        open_archive(str(tmp_path / "none.sqlite"))
    assert list(tmp_path.iterdir()) == []


_MAKER = """
import os, sys
from sqlalchemy import event
from extractor.batch.store import Archive
from extractor.batch.tables import records
event.listen(records[sys.argv[2]], "after_create", lambda *_, **__: os._exit(9))
Archive(sys.argv[1], create=True)
"""


@pytest.mark.parametrize("table", ["project", "issue"])
def test_an_archive_is_made_whole_or_not_at_all(place, table, folder, settings):
    assert subprocess.run([sys.executable, "-c", _MAKER, place, table], check=False).returncode == 9
    assert len(run(folder, place, settings)) == 5


def test_another_database_is_left_alone(tmp_path):
    path = tmp_path / "mine.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE ledger (mine)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(OutputError, match="not an archive"):
        open_archive(str(path), create=True)
    (tmp_path / "text.txt").write_text("not a database at all" * 100)
    for create in (True, False):
        with pytest.raises(OutputError, match="not a database"):
            open_archive(str(tmp_path / "text.txt"), create=create)
    assert path.read_bytes() == before


def test_an_archive_of_another_form(tmp_path):
    path = str(tmp_path / "a.sqlite")
    with Archive(path, create=True) as archive, archive.transaction() as connection:
        connection.execute(text("UPDATE about SET value = '99'"))
    with pytest.raises(OutputError, match="another version"):
        open_archive(path)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("mysql://host/base", "mysql: no store"),
        ("://", "not a store"),
        ("postgresql://me:secret@/base?host=/nowhere", "the database says"),
    ],
)
def test_stores_that_are_none(place, message):
    with pytest.raises(OutputError, match=message) as caught:
        open_archive(place, create=True)
    assert "secret" not in str(caught.value)


def test_errors_tell_no_content(tmp_path):
    with Archive(str(tmp_path / "a.sqlite"), create=True) as archive, pytest.raises(OutputError) as caught:  # noqa: SIM117
        with archive.transaction() as connection:
            connection.execute(insert(records["project"]), {"document": 1, "row": 0, "title": "secret"})
    assert "secret" not in str(caught.value)
    assert "FOREIGN KEY" in str(caught.value)


def test_a_finished_archive_is_one_file(folder, tmp_path, settings):
    path = tmp_path / "out" / "archive.sqlite"
    path.parent.mkdir()
    run(folder, path, settings)
    assert [file.name for file in path.parent.iterdir()] == ["archive.sqlite"]
    content(path)
    assert [file.name for file in path.parent.iterdir()] == ["archive.sqlite"]


def test_a_batch_ends_well_while_another_looks_on(folder, tmp_path, settings):
    place = str(tmp_path / "a.sqlite")
    run(folder, place, settings)
    with Archive(place, create=True) as archive, Archive(place) as looking:
        plan(archive, ("new", "1"))
        projects = iter(StoredProjects(looking))
        next(projects)
        archive.commit((task, Outcome(Status.OK)) for task in archive.pending(folder))
        archive.finish()
        assert len(list(projects)) == 4
    assert rows(place)["new"].status == "ok"


def test_the_key_is_of_options_and_model_not_of_limits():
    key = key_of(Settings(Options()))
    assert key_of(Settings(Options(max_seconds_per_document=1))) == replace(key, limits=key_of(
        Settings(Options(max_seconds_per_document=1))).limits)  # fmt: skip
    assert key_of(Settings(Options(max_lines=5))).options != key.options
    assert key_of(Settings(Options(), "another:engine")).options != key.options
    assert key_of(Settings(Options(max_lines=5))).model == key.model
