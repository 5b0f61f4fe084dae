"""Commits beside the work: nothing is lost at the end, and errors come out where the work is."""

from __future__ import annotations

import threading
from itertools import chain
from pathlib import Path

import pytest

from extractor.batch.committer import Committer
from extractor.batch.outcome import Outcome, Status, Task
from extractor.errors import OutputError

OK = Outcome(Status.OK)


def task(number):
    return Task(number, f"{number}", Path(f"{number}"), "")


class Slow:
    """An archive that takes its time: the first commit waits until all is put."""

    def __init__(self):
        self.go = threading.Event()
        self.groups = []

    def commit(self, group):
        self.go.wait(timeout=60)
        self.groups.append([task.document for task, _ in group])


class Full:
    """An archive that cannot be written after the first document."""

    def __init__(self):
        self.done = []

    def commit(self, group):
        if self.done:
            raise OutputError("the disk is full")
        self.done += group


def test_what_waits_goes_together():
    archive, seen = Slow(), []
    with Committer(archive, lambda task, _: seen.append(task.document)) as committer:
        for i in range(60):
            committer.put(task(i), OK)
        archive.go.set()
    assert list(chain(*archive.groups)) == seen == list(range(60))
    assert len(archive.groups) <= 2


def test_more_than_may_wait():
    archive = Slow()
    archive.go.set()
    with Committer(archive, lambda *_: None) as committer:
        for i in range(1000):
            committer.put(task(i), OK)
    assert list(chain(*archive.groups)) == list(range(1000))
    assert max(map(len, archive.groups)) <= 100


def test_an_error_stops_the_work():
    archive = Full()

    def work():
        with Committer(archive, lambda *_: None) as committer:
            for i in range(10_000_000):
                committer.put(task(i), OK)
            pytest.fail("nobody was told")

    with pytest.raises(OutputError, match="full"):
        work()
    assert 1 <= len(archive.done) <= 100


def test_an_error_of_the_last_commit_is_told():
    archive = Full()
    archive.done.append("before")

    def work():
        with Committer(archive, lambda *_: None) as committer:
            committer.put(task(1), OK)

    with pytest.raises(OutputError, match="full"):
        work()


def test_what_was_put_before_an_interruption_is_committed():
    archive = Slow()
    archive.go.set()

    def work():
        with Committer(archive, lambda *_: None) as committer:
            committer.put(task(1), OK)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert archive.groups == [[1]]
