"""Whole batches: the same archive however it came about."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time

import pytest

from extractor import extract
from extractor.batch import open_archive
from extractor.batch.keys import key_of
from extractor.batch.outcome import Status
from extractor.batch.pool import Pool
from extractor.batch.runner import Batch, exit_code
from extractor.batch.stored import StoredProjects, stored_issues
from extractor.batch.worker import Settings
from extractor.export import write
from extractor.options import Options
from tests.batch.conftest import content, rows, run

_BATCH = """
import sys
from pathlib import Path
from extractor.batch.worker import Settings
from extractor.options import Options
from tests.batch.conftest import run
run(Path(sys.argv[1]), sys.argv[2], Settings(Options(), "tests.faults.engines:extract"), jobs=2)
"""


def exports(place, folder):
    """The bytes of every export."""
    folder.mkdir()
    with open_archive(str(place)) as archive:
        for ending in ("jsonl", "csv", "xlsx", "parquet", "sqlite"):
            write(StoredProjects(archive), folder / f"out.{ending}", issues=stored_issues(archive))
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def dump_folder(dumps, tmp_path_factory):
    """Two dumps that differ, the first one again, and an empty file."""
    folder = tmp_path_factory.mktemp("dumps") / "in"
    text = dumps[3].read_text(encoding="utf-8")
    for i, more in enumerate(["", "\n完", ""]):
        (folder / f"{i}").mkdir(parents=True)
        (folder / f"{i}" / "a.txt").write_text(text + more, encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture(scope="module")
def dump_archive(dump_folder):
    """The archive of one worker."""
    run(dump_folder, dump_folder.parent / "one.sqlite", Settings(Options()))
    return dump_folder.parent / "one.sqlite"


def test_one_job_or_two_and_any_order_give_the_same_bytes(dump_folder, dump_archive, tmp_path):
    other = tmp_path / "other"
    for path in sorted(dump_folder.rglob("*.txt"), reverse=True):
        place = other / path.relative_to(dump_folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    run(other, tmp_path / "two.sqlite", Settings(Options()), jobs=2)
    assert content(dump_archive) == content(tmp_path / "two.sqlite")
    assert exports(dump_archive, tmp_path / "e1") == exports(tmp_path / "two.sqlite", tmp_path / "e2")


def test_the_ledger_says_what_became_of_every_input(dump_archive):
    found = rows(dump_archive)
    assert {name: (row.status, row.code, row.projects, row.same_as) for name, row in found.items()} == {
        "0/a.txt": ("ok", None, 6, None),
        "1/a.txt": ("ok", None, 6, None),
        "2/a.txt": ("skipped", "same-content", 0, "0/a.txt"),
        "empty.txt": ("failed", "input-empty", 0, None),
    }
    assert found["empty.txt"].reason.startswith("the file is empty")


def test_records_are_those_of_a_bare_extraction(dump_archive, extraction):
    with open_archive(str(dump_archive)) as archive:
        stored = list(StoredProjects(archive))[:6]
    for project in extraction:
        project.source.file = "0/a.txt"
    assert stored == extraction.projects


def test_a_renamed_file_is_known_by_its_content(folder, tmp_path, settings):
    place = tmp_path / "a.sqlite"
    run(folder, place, settings)
    (folder / "c.txt").rename(folder / "d.txt")
    assert run(folder, place, settings) == []
    assert rows(place)["d.txt"].same_as == "c.txt"


@pytest.fixture
def extraction(dumps):
    return extract(dumps[3])


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_moment_it_goes_on(folder, tmp_path, seed):
    """The benchmark bench_kill.py does so a hundred times, with the real engine."""
    rng = random.Random(seed)
    for i in range(30):
        (folder / f"{i}.txt").write_text(f"{['fine', 'defect', 'partial'][i % 3]} {i // 2 * 2}")
    settings = Settings(Options(), "tests.faults.engines:extract")
    run(folder, tmp_path / "whole.sqlite", settings)
    place = tmp_path / "a.sqlite"
    for _ in range(2):
        process = subprocess.Popen([sys.executable, "-c", _BATCH, folder, place])
        while process.poll() is None and not place.exists():
            time.sleep(0.001)
        time.sleep(rng.uniform(0, 0.6))
        process.kill()
        process.wait()
    run(folder, place, settings, jobs=2)
    assert content(place) == content(tmp_path / "whole.sqlite")


def test_what_was_quarantined_has_another_try_with_other_limits(folder, tmp_path):
    (folder / "bad.txt").write_text("hang x")
    place = tmp_path / "a.sqlite"
    short = Settings(Options(max_seconds_per_document=1), "tests.faults.engines:extract")
    run(folder, place, short, jobs=2)
    assert (rows(place)["bad.txt"].status, rows(place)["bad.txt"].code) == ("quarantined", "timeout")
    assert run(folder, place, short) == []
    longer = Settings(Options(max_seconds_per_document=1.1), "tests.faults.engines:extract")
    assert run(folder, place, longer) == ["bad.txt"]


def test_extraction_in_a_batch_reaches_for_no_network(dump_folder, tmp_path):
    run(dump_folder, tmp_path / "a.sqlite", Settings(Options(), "tests.faults.offline:extract"))
    assert {row.status for row in rows(tmp_path / "a.sqlite").values()} == {"ok", "skipped", "failed"}


def test_the_offline_engine_would_notice(folder, tmp_path):
    (folder / "net.txt").write_text("network")
    run(folder, tmp_path / "a.sqlite", Settings(Options(), "tests.faults.offline:reach_out"))
    assert rows(tmp_path / "a.sqlite")["net.txt"].reason.startswith("RuntimeError at offline.py")


def test_the_archive_may_stand_in_the_folder(folder, settings):
    place = folder / "archive.sqlite"
    run(folder, place, settings)
    run(folder, place, settings)
    assert len(rows(place)) == 6


def test_a_full_disk_stops_the_batch_and_loses_nothing(folder, tmp_path, settings):
    from extractor.batch.store import Archive
    from extractor.errors import OutputError

    place = tmp_path / "a.sqlite"
    (folder / "c.txt").write_text("c " * 200_000)
    with Archive(str(place), create=True) as archive, Pool(settings) as pool:
        batch = Batch(folder, archive, settings, key_of(settings))
        batch.plan()

        def full(connection, _):
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")

        from sqlalchemy import event

        archive.engine.dispose()
        event.listen(archive.engine, "connect", full)
        with pytest.raises(OutputError, match="full"):
            batch.work(pool, lambda task, outcome: None)
    assert 0 < sum(row.status == "ok" for row in rows(place).values()) < 5
    run(folder, place, settings)
    run(folder, tmp_path / "whole.sqlite", settings)
    assert content(place) == content(tmp_path / "whole.sqlite")


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ([], 0),
        ([Status.OK, Status.SKIPPED], 0),
        ([Status.SKIPPED], 0),
        ([Status.OK, Status.PARTIAL], 3),
        ([Status.PARTIAL, Status.QUARANTINED], 3),
        ([Status.OK, Status.FAILED], 3),
        ([Status.OK, Status.QUARANTINED], 3),
        ([Status.FAILED, Status.SKIPPED], 4),
        ([Status.QUARANTINED], 4),
    ],
)
def test_exit_codes(states, code):
    from collections import Counter

    assert exit_code(Counter(states)) == code
