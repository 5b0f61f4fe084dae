"""The same archive from a cluster of processes on this machine, also if one of them is killed meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from extractor.batch.dask import Cluster
from extractor.batch.keys import key_of
from extractor.batch.runner import Batch
from extractor.batch.store import Archive
from extractor.batch.worker import Settings
from extractor.errors import BatchError
from extractor.options import Options
from tests.batch.conftest import content, run

pytest.importorskip("distributed", reason='Dask is not installed: pip install "extractor[dask]"')
ENGINE = "tests.faults.engines:extract"


@pytest.fixture(scope="module")
def local():
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0") as cluster:
        yield cluster


def on_cluster(local, folder, place, settings, seen=lambda *_: None):
    """A batch on the cluster, from end to end."""
    with Archive(str(place), create=True) as archive, Cluster(settings, local.scheduler_address) as workers:
        batch = Batch(folder, archive, settings, key_of(settings))
        batch.plan()
        batch.work(workers, seen)
        archive.finish()


@pytest.fixture
def mixed(folder):
    for i in range(20):
        (folder / f"{i:02}.txt").write_text(f"text {i}")
    for fault in ("kill", "segfault", "memory", "defect", "noise", "limit", "hang_in_c"):
        (folder / f"{fault}.txt").write_text(f"{fault} x")
    return folder


def test_a_cluster_that_loses_a_worker_gives_the_same_archive(local, mixed, tmp_path):
    settings = Settings(Options(max_seconds_per_document=1.5), ENGINE)
    run(mixed, tmp_path / "here.sqlite", settings, jobs=2)
    done = []

    def seen(task, outcome):
        done.append(task.name)
        if len(done) == 8:
            victim = next(iter(local.workers.values())).pid
            os.kill(victim, signal.SIGKILL)

    on_cluster(local, mixed, tmp_path / "there.sqlite", settings, seen)
    assert len(done) == 32
    assert content(tmp_path / "there.sqlite") == content(tmp_path / "here.sqlite")


def test_a_file_that_is_gone(local, folder, tmp_path):
    settings = Settings(Options(), ENGINE)
    with Archive(str(tmp_path / "a.sqlite"), create=True) as archive:
        batch = Batch(folder, archive, settings, key_of(settings))
        batch.plan()
        (folder / "c.txt").unlink()
        with Cluster(settings, local.scheduler_address) as workers:
            done = {}
            batch.work(workers, lambda task, outcome: done.update({task.name: outcome.code}))
    assert done["c.txt"] == "input-not-found"
    assert sum(code is None for code in done.values()) == 4


def test_a_machine_with_another_model_is_refused(local, folder, tmp_path):
    settings = Settings(Options(), ENGINE)
    with (
        Archive(str(tmp_path / "a.sqlite"), create=True) as archive,
        Cluster(settings, local.scheduler_address) as workers,
    ):
        batch = Batch(folder, archive, settings, key_of(settings))
        batch.plan()
        workers._key = key_of(Settings(Options(max_lines=3), ENGINE))
        with pytest.raises(BatchError, match="another version"):
            batch.work(workers, lambda task, outcome: None)


def test_no_scheduler(monkeypatch):
    monkeypatch.setattr("extractor.batch.dask._ANSWER", 1)
    with pytest.raises(BatchError, match="dask scheduler"), Cluster(Settings(Options()), "tcp://127.0.0.1:9"):
        pass


_SCHEDULER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", host="127.0.0.1",
                      dashboard_address=":0") as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


def test_a_cluster_that_goes_away_is_told(folder, tmp_path):
    (folder / "z.txt").write_text("hang x")
    settings = Settings(Options(), ENGINE)
    process = subprocess.Popen(
        [sys.executable, "-c", _SCHEDULER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process, Archive(str(tmp_path / "a.sqlite"), create=True) as archive:
        batch = Batch(folder, archive, settings, key_of(settings))
        batch.plan()
        with (
            Cluster(settings, process.stdout.readline().strip()) as workers,
            pytest.raises(BatchError, match="is gone"),
        ):
            batch.work(workers, lambda *_: process.kill())
    run(folder, tmp_path / "a.sqlite", Settings(Options(max_seconds_per_document=1), ENGINE))
