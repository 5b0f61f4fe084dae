"""The queue, the tables and the progress of an archive, and a reviewer's keys."""

from __future__ import annotations

import pytest

from extractor.batch import open_archive
from extractor.batch.store import Archive
from extractor.review.desk import Desk
from extractor.review.fields import FORM
from extractor.review.journal import Act, Action
from extractor.review.session import Session

from .conftest import store_scan


@pytest.fixture
def session(scan_desk):
    session = Session(scan_desk, "甲")
    session.start()
    return session


def whole_queue(desk, limit=50):
    found, last = [], None
    while items := desk.queue(last, limit):
        found += items
        last = items[-1].key
    return found


def test_the_least_certain_comes_first_and_nothing_twice(dump_desk):
    items = whole_queue(dump_desk, 7)
    keys = [item.key for item in items]
    assert keys == sorted(set(keys))
    assert len(items) == dump_desk.progress().items > 50


def test_what_was_seen_leaves_the_queue(scan_desk):
    first = scan_desk.queue()[0]
    assert first.doubt.field == "indicators[1].level3"
    scan_desk.act([Act(first.subject, first.doubt.field, Action.ACCEPT, "甲")])
    assert first not in scan_desk.queue()
    assert first in scan_desk.queue(seen=True)
    assert scan_desk.progress().seen == 1


def test_who_accepts_a_row_accepts_its_cells(scan_desk):
    before = len(whole_queue(scan_desk))
    subject = scan_desk.queue()[0].subject
    scan_desk.act([Act(subject, "indicators[1]", Action.ACCEPT, "甲")])
    assert len(whole_queue(scan_desk)) == before - 6
    assert scan_desk.progress().seen == 6
    scan_desk.act([Act(subject, FORM, Action.ACCEPT, "甲")])
    assert all(item.doubt.field.startswith("indicators[") for item in whole_queue(scan_desk))
    scan_desk.undo("甲")
    scan_desk.undo("甲")
    assert len(whole_queue(scan_desk)) == before
    assert scan_desk.progress().seen == 0


def test_tables_page_by_page_and_by_search(dump_desk):
    every = dump_desk.tables(limit=1000)
    found, last = [], None
    while some := dump_desk.tables(last, 2):
        found += some
        last = (some[-1][2], some[-1][1])
    assert found == every
    assert len(every) == dump_desk.progress().tables == 6
    title = every[3][3]
    assert [row[3] for row in dump_desk.tables(search=title)] == [title]
    assert dump_desk.tables(search="100%_") == []


def test_the_same_on_every_database(place, tmp_path):
    with Archive(place, create=True) as archive:
        store_scan(archive, tmp_path)
        desk = Desk(archive)
        session = Session(desk, "甲")
        session.start()
        session.correct("设备采买合格事")
        session.mark()
        assert desk.table(1, 1).texts["indicators[1].level3"] == "设备采买合格事"
        progress = desk.progress()
        assert (progress.seen, progress.corrected, progress.tables, progress.training) == (1, 1, 1, 1)
        assert desk.marked() == [(1, 1)]
        assert desk.tables(search="运转")


def test_a_table_that_is_not_there(scan_desk):
    assert scan_desk.table(9, 1) is None
    assert scan_desk.file(9) is None
    assert scan_desk.rows_of(9, 1) == (0, 0)


def test_accept_goes_on_and_undo_comes_back(session):
    first = session.where
    session.accept()
    second = session.where
    assert first != second
    session.next()
    assert session.undo().field == first[2]
    assert session.where == first
    assert session.undo() is None


def test_previous_goes_back_the_way_one_came(session):
    places = [session.where]
    for _ in range(3):
        session.next()
        places.append(session.where)
    for place in reversed(places[:-1]):
        session.previous()
        assert session.where == place
    session.previous()
    assert session.where == places[0]


def test_a_correction_stays_on_its_cell_until_one_goes_on(session):
    where = session.where
    session.correct("  设备采买合格事 ")
    assert session.where == where
    assert session.table.texts[session.field] == "设备采买合格事"
    assert session.table.certainty(session.field) == 1.0
    session.accept()
    assert [entry.action for entry in session.desk.journal()] == [Action.CORRECT]
    session.previous()
    session.correct("")
    assert session.field not in session.table.texts


def test_the_same_text_again_is_an_acceptance(session):
    session.correct(session.table.texts[session.field])
    assert session.desk.journal()[0].action is Action.ACCEPT


def test_rows_are_added_filled_removed(session):
    session.field = "indicators[0].target"
    session.add_row()
    assert session.field == "indicators[0+1].level3"
    session.correct("新增指标")
    session.add_row()
    assert session.field == "indicators[0+2].level3"
    session.remove_row()
    session.field = "indicators[2].target"
    session.remove_row()
    session.reload()
    names = [row.level3 for row in session.table.corrected.project.indicators]
    assert names == ["期刊订阅类别", "新增指标", "设备采买合格率"]


def test_goals_are_added_changed_removed(session):
    session.field = "goals[0+1]"
    session.correct("2.又一个")
    session.field = "goals[0]"
    session.correct("")
    assert session.table.corrected.project.goals == ["2.又一个"]


def test_a_row_has_no_text_of_its_own(session):
    session.field = "indicators[0]"
    assert not session.editable
    session.correct("x")
    assert session.desk.journal() == []


def test_moving_stays_in_the_column(session):
    session.field = "indicators[0].target"
    session.move(1, 0)
    assert session.field == "indicators[1].target"
    session.move(0, 1)
    assert session.field == "indicators[2]"
    session.move(5, 0)
    assert session.field in session.fields()


def test_a_table_walked_to_its_end(session):
    session.toggle_scope()
    session.accept_table()
    table = session.table
    assert all(table.corrected.settled(name) for name in table.doubts)
    session.toggle_scope()
    session.next()
    assert session.table is None
    session.accept()
    session.accept_table()
    session.correct("x")
    assert session.undo().field == "indicators[2]"


def test_others_are_noticed(scan_folder, session):
    assert session.changed()
    assert not session.changed()
    with open_archive(str(scan_folder / "a.sqlite")) as other:
        theirs = Session(Desk(other), "乙")
        theirs.open(*session.where)
        theirs.correct("别人改的")
    assert session.changed()
    session.reload()
    assert session.table.texts[session.field] == "别人改的"
