"""Records with the corrections that count."""

from __future__ import annotations

import pytest

from extractor.review.corrected import ADDED, REMOVED, RULE, correct, row_text
from extractor.review.journal import Action, Entry, Subject

from .conftest import scanned

SUBJECT = Subject("x", 1)


class Journal:
    """Entries, numbered as they come."""

    def __init__(self):
        self.entries = []

    def add(self, field, action, before=None, after=None, who="甲", undoes=None):
        number = len(self.entries) + 1
        self.entries.append(
            Entry(number, SUBJECT, field, action, before, after, undoes, who, "2026-01-01T00:00:00+00:00")
        )
        return number


@pytest.fixture
def journal():
    return Journal()


@pytest.fixture
def project():
    return scanned("x")[1]


def test_without_entries_nothing_changes(project, journal):
    found = correct(project, [])
    assert found.project == project
    assert found.marks == {}


def test_a_corrected_cell_is_told_as_a_repair(project, journal):
    journal.add("indicators[1].target", Action.CORRECT, "≥95%", "≥96%")
    found = correct(project, journal.entries)
    row = found.project.indicators[1]
    assert (row.target.text, row.target.value) == ("≥96%", "96")
    assert project.indicators[1].target.text == "≥95%"
    repair = found.project.repairs[-1]
    assert (repair.field, repair.pieces, repair.to, repair.rule) == ("indicators[1].target", ["≥95%"], "≥96%", RULE)


def test_back_to_what_was_read_is_no_correction(project, journal):
    journal.add("title", Action.CORRECT, "运转经费绩效目标表", "另一个")
    journal.add("title", Action.CORRECT, "另一个", "运转经费绩效目标表")
    found = correct(project, journal.entries)
    assert found.project.title == project.title
    assert found.project.repairs == project.repairs


def test_rows_and_goals_are_added_and_removed(project, journal):
    journal.add("indicators[0+1]", Action.ADD)
    journal.add("indicators[0+1].level3", Action.CORRECT, None, "新增指标")
    journal.add("indicators[2]", Action.REMOVE, row_text(project.indicators[2]))
    journal.add("goals[0+1]", Action.ADD, None, "2.又一个")
    found = correct(project, journal.entries)
    assert [row.level3 for row in found.project.indicators] == ["期刊订阅类别", "新增指标", "设备采买合格率"]
    assert found.project.goals == ["1.保障运转", "2.又一个"]
    told = {(one.rule, one.field, one.to) for one in found.project.repairs}
    assert (ADDED, "indicators[1]", "新增指标") in told
    assert (REMOVED, "indicators", "") in told
    assert found.texts()["indicators[0+1].level3"] == "新增指标"
    assert found.texts()["indicators[1].level3"] == "设备采买合格率"


def test_repairs_and_issues_keep_to_their_rows(project, journal):
    project.indicators[1].target = None
    journal.add("indicators[0]", Action.REMOVE, row_text(project.indicators[0]))
    found = correct(project, journal.entries)
    assert ("missing-target", "indicators[0].target") in {(one.code, one.field) for one in found.project.issues}


def test_issues_are_those_of_the_corrected_record(project, journal):
    journal.add("budget.fiscal", Action.CORRECT, None, "100")
    assert "budget-sum" in {issue.code for issue in correct(project, journal.entries).project.issues}
    journal.add("budget.fiscal", Action.CORRECT, "100", "13500.00")
    assert "budget-sum" not in {issue.code for issue in correct(project, journal.entries).project.issues}


def test_a_correction_of_what_is_no_longer_read_is_stale(project, journal):
    journal.add("title", Action.CORRECT, "从前读到的标题", "改过的标题")
    journal.add("indicators[7].target", Action.CORRECT, "5", "6")
    journal.add("indicators[0]", Action.REMOVE, "另一行")
    found = correct(project, journal.entries)
    assert found.project.title == project.title
    assert len(found.project.indicators) == 3
    assert [entry.field for entry in found.stale] == ["title", "indicators[7].target", "indicators[0]"]


def test_a_row_that_was_seen_is_certain(project, journal):
    journal.add("indicators[0]", Action.ACCEPT)
    for cell in ("level1", "level2", "level3", "description", "target"):
        journal.add(f"indicators[1].{cell}", Action.ACCEPT)
    found = correct(project, journal.entries)
    assert [row.confidence for row in found.project.indicators] == [1.0, 1.0, 0.9]
    assert found.settled("indicators[0].target").action is Action.ACCEPT
    assert found.settled("indicators[2].target") is None


def test_marks_for_training(project, journal):
    journal.add("", Action.TRAIN)
    assert correct(project, journal.entries).train
    journal.add("", Action.UNTRAIN)
    assert not correct(project, journal.entries).train
