"""The journal: added to, never changed; nothing of two reviewers is lost, and a crash costs at most the edit under way."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from extractor.batch import open_archive
from extractor.batch.store import Archive
from extractor.review.desk import Desk
from extractor.review.journal import Act, Action, Subject, all_entries, counting, record, undo

from .conftest import ROOT, store_scan

SUBJECT = Subject("a" * 64, 1)


def act(field="title", after="x", who="甲", action=Action.CORRECT, before=None):
    return Act(SUBJECT, field, action, who, before, after)


@pytest.fixture
def archive(place):
    with Archive(place, create=True) as opened:
        yield opened


def journal(archive):
    with archive.transaction() as connection:
        return all_entries(connection)


def test_who_what_when_from_to(archive):
    record(archive, [act(before="y", after="x")])
    (entry,) = journal(archive)
    assert (entry.who, entry.field, entry.action, entry.before, entry.after) == (
        "甲",
        "title",
        Action.CORRECT,
        "y",
        "x",
    )
    assert entry.at.endswith("+00:00")


def test_the_later_of_two_counts_and_the_other_stays(archive):
    record(archive, [act(after="x", who="甲")])
    record(archive, [act(after="y", who="乙")])
    assert [entry.after for entry in journal(archive)] == ["x", "y"]
    assert counting(journal(archive))["title"].after == "y"


def test_undo_brings_back_what_counted_before_and_is_kept(archive):
    record(archive, [act(after="x")])
    record(archive, [act(after="y")])
    assert undo(archive, "甲").after == "y"
    assert counting(journal(archive))["title"].after == "x"
    assert undo(archive, "甲").after == "x"
    assert undo(archive, "甲") is None
    assert counting(journal(archive)) == {}
    assert [entry.action for entry in journal(archive)] == ["correct", "correct", "undo", "undo"]


def test_undo_takes_back_ones_own_alone(archive):
    record(archive, [act(after="x", who="甲")])
    record(archive, [act(after="y", who="乙")])
    assert undo(archive, "甲").after == "x"
    assert counting(journal(archive))["title"].after == "y"


def test_accepting_what_was_corrected_keeps_the_correction(archive):
    record(archive, [act(after="x"), act(action=Action.ACCEPT, after=None, who="乙")])
    assert counting(journal(archive))["title"].after == "x"


def test_several_actions_come_all_or_none(archive):
    with pytest.raises(Exception):  # noqa: B017, PT011  whatever the database says
        record(archive, [act(), act(who=None)])
    assert journal(archive) == []


def test_two_reviewers_at_once_lose_nothing(place):
    with Archive(place, create=True):
        pass

    def review(who):
        with open_archive(place) as archive:
            for k in range(25):
                record(archive, [act(field=f"indicators[{k}].target", after=who, who=who)])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(review, "甲乙丙"))
    with open_archive(place) as archive:
        found = journal(archive)
        assert len(found) == 75
        for k in range(25):
            mine = [entry for entry in found if entry.field == f"indicators[{k}].target"]
            assert {entry.who for entry in mine} == set("甲乙丙")
            assert counting(found)[mine[0].field].after == mine[-1].after


EDITOR = """
import sys
from extractor.batch import open_archive
from extractor.review.journal import Act, Action, Subject, record
with open_archive(sys.argv[1]) as archive:
    for k in range(100000):
        record(archive, [Act(Subject("a" * 64, 1), "title", Action.CORRECT, "me", None, str(k))])
        print(k, flush=True)
"""


def test_a_crash_in_mid_edit_loses_at_most_that_edit(tmp_path):
    place = str(tmp_path / "a.sqlite")
    with open_archive(place, create=True):
        pass
    process = subprocess.Popen([sys.executable, "-c", EDITOR, place], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    for _ in range(30):
        last = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    said = [last, *(int(line) for line in process.stdout if line.endswith("\n"))]
    process.wait()
    process.stdout.close()
    with open_archive(place) as archive:
        kept = [int(entry.after) for entry in journal(archive)]
    assert kept == list(range(len(kept)))
    assert len(kept) - (said[-1] + 1) in (0, 1)


def test_the_journal_outlives_another_batch(tmp_path):
    with open_archive(str(tmp_path / "a.sqlite"), create=True) as archive:
        sha256 = store_scan(archive, tmp_path)
        desk = Desk(archive)
        desk.act([Act(Subject(sha256, 1), "title", Action.CORRECT, "甲", "运转经费绩效目标表", "绩效目标表")])
        with archive.transaction(writes=True) as connection:
            connection.exec_driver_sql("UPDATE ledger SET model = 'another'")
        store_scan(archive, tmp_path)
        assert desk.table(1, 1).texts["title"] == "绩效目标表"
