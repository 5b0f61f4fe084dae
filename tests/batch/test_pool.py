"""What a document does to its process costs that document, and nothing else."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from extractor.batch.outcome import Outcome, Status, Task
from extractor.batch.pool import Pool
from extractor.batch.worker import Settings
from extractor.errors import BatchError
from extractor.options import Options

ENGINE = "tests.faults.engines:extract"


def task(folder, number, text):
    path = folder / f"{number}.txt"
    path.write_text(text)
    return Task(number, f"x/{number}.txt", path, hashlib.sha256(text.encode()).hexdigest())


def work(folder, *texts, jobs=1, seconds=20.0, engine=ENGINE):
    """The outcomes, in the order of the texts."""
    settings = Settings(Options(max_seconds_per_document=seconds, max_megabytes_per_document=300), engine)
    tasks = [task(folder, i, text) for i, text in enumerate(texts)]
    with Pool(settings, jobs) as pool:
        done = {task.document: outcome for some in pool.work(iter(tasks)) for task, outcome in some}
    return [done[i] for i in range(len(texts))]


@pytest.mark.parametrize(
    ("fault", "code", "reason"),
    [
        ("kill", "crash", "its process ended (SIGKILL)"),
        ("segfault", "crash", "its process ended (SIGSEGV)"),
        ("leave", "crash", "its process ended (exit status 3)"),
        ("orphan", "crash", "its process ended (exit status 1)"),
        ("memory", "out-of-memory", "max_megabytes_per_document=300"),
        ("greed", "out-of-memory", "max_megabytes_per_document=300"),
    ],
)
def test_a_fault_costs_one_document(tmp_path, fault, code, reason):
    before, bad, after = work(tmp_path, "before", f"{fault} x", "after")
    assert (bad.status, bad.code) == (Status.QUARANTINED, code)
    assert reason in bad.reason
    assert "tried twice" in bad.reason
    assert before.status == after.status == Status.OK


def test_hangs_end_at_the_limit(tmp_path):
    texts = ["hang x", "hang_in_c x", "starts_a_program x", "fine"]
    *bad, fine = work(tmp_path, *texts, jobs=3, seconds=1.0)
    assert {outcome.code for outcome in bad} == {"timeout"}
    assert "max_seconds_per_document=1." in bad[0].reason
    assert fine.status is Status.OK


def test_noise_harms_nobody(tmp_path, capfd):
    (outcome,) = work(tmp_path, "noise x")
    assert outcome.status is Status.OK
    assert capfd.readouterr() == ("", "")


def test_failures_are_told_without_content(tmp_path):
    defect, deep, limit = work(tmp_path, "defect x", "deep x", "limit x")
    assert {outcome.status for outcome in (defect, deep, limit)} == {Status.FAILED}
    assert defect.code == deep.code == "internal-error"
    assert "ValueError at engines.py" in defect.reason
    assert "secret" not in defect.reason
    assert (limit.code, limit.reason) == ("limit-exceeded", "more than max_pages=1. Raise the limit.")


def test_a_second_try_may_do(tmp_path):
    """The first try kills its process and leaves a mark that the second finds."""
    mark = tmp_path / "mark"
    (outcome,) = work(tmp_path, f"once {mark}", engine="tests.faults.engines:extract")
    assert mark.exists()
    assert outcome.status is Status.OK


def test_records_name_the_place_in_the_folder(tmp_path):
    (outcome,) = work(tmp_path, "partial x")
    assert outcome.status is Status.PARTIAL
    assert (outcome.code, outcome.reason, outcome.kind) == ("page-lost", "a page", "text")
    assert '"file":"x/0.txt"' in outcome.tables["project"][0][-1]
    assert len(outcome.tables["indicator"]) == 2


def test_a_file_that_changes_meanwhile_is_not_mistaken(tmp_path):
    settings = Settings(Options(), ENGINE)
    old = task(tmp_path, 0, "old")
    old.path.write_text("new")
    with Pool(settings) as pool:
        (((_, outcome),),) = pool.work([old])
    assert (outcome.status, outcome.code) == (Status.FAILED, "input-changed")


def test_many_documents_and_few_workers(tmp_path):
    outcomes = work(tmp_path, *[f"text {i}" for i in range(60)], jobs=2)
    assert [outcome.tables["indicator"][1][4] for outcome in outcomes] == [str(i) for i in range(60)]


def test_a_worker_that_cannot_start(tmp_path):
    with pytest.raises(BatchError, match=r"cannot start .*no_such_module"):
        work(tmp_path, "x", engine="no_such_module:extract")
    with pytest.raises(BatchError, match=r"does not start .*exit status 3"):
        work(tmp_path, "x", engine="tests.faults.leaves_at_import:extract")


_PARENT = """
import os, sys
from pathlib import Path
from tests.batch.test_pool import ENGINE, Options, Pool, Settings, task
pool = Pool(Settings(Options(), ENGINE), 2)
folder = Path(sys.argv[1])
tasks = [task(folder, 0, f"tell_and_hang {folder}/pid"), task(folder, 1, f"when {folder}/pid")]
for done in pool.work(tasks):
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends processes with their parent")
def test_workers_die_with_their_parent(tmp_path):
    done = subprocess.run([sys.executable, "-c", _PARENT, tmp_path], check=False)
    assert done.returncode == -9
    assert not alive(int((tmp_path / "pid").read_text()))


def alive(pid):
    """A killed process may take a moment to go."""
    for _ in range(100):
        try:
            with open(f"/proc/{pid}/stat") as stream:
                if stream.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return False
        except FileNotFoundError:
            return False
        os.sched_yield()
        subprocess.run(["sleep", "0.05"], check=True)
    return True


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"status": "odd"}',
        b"\xff",
        b'{"status": "ok", "x": 1}',
        b'{"status": "ok", "code": 1}',
    ],
)
def test_nonsense_is_no_outcome(data):
    with pytest.raises(ValueError):  # noqa: PT011  of any kind
        Outcome.from_bytes(data)
