"""Folders of made-up documents, archives of both kinds, and what an archive holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from extractor.batch.keys import key_of
from extractor.batch.pool import Pool
from extractor.batch.runner import Batch
from extractor.batch.store import Archive
from extractor.batch.tables import ledger, metadata
from extractor.batch.worker import Settings
from extractor.options import Options

ENGINE = "tests.faults.engines:extract"


@pytest.fixture
def settings() -> Settings:
    return Settings(Options(max_seconds_per_document=60, max_megabytes_per_document=1000), ENGINE)


@pytest.fixture
def folder(tmp_path) -> Path:
    """Documents in subfolders, one of them twice."""
    root = tmp_path / "in"
    for name in ("b/a.txt", "a.txt", "a-b/a.txt", "甲/乙.txt", "c.txt"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}", encoding="utf-8")
    (root / "again.txt").write_text("text of a.txt", encoding="utf-8")
    return root


def run(folder, place, settings, jobs=1):
    """A batch from end to end; the documents worked on."""
    done = []
    with Archive(str(place), create=True) as archive, Pool(settings, jobs) as pool:
        batch = Batch(folder, archive, settings, key_of(settings))
        batch.plan()
        batch.work(pool, lambda task, outcome: done.append(task.name))
        archive.finish()
    return done


def content(place):
    """Every row of every table, and its place."""
    with Archive(str(place)) as archive, archive.transaction() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def rows(place):
    """The ledger by name."""
    with Archive(str(place)) as archive, archive.transaction() as connection:
        return {row.file: row for row in connection.execute(select(ledger))}


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL cluster of its own in a temporary folder, reached by a socket there."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb") or (str(programs[-1]) if programs else None)
    if found is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        home = Path(name)
        user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        if user:
            shutil.chown(home, user)
        options = f"-k {home} -c listen_addresses= -c fsync=off"
        tool = [str(Path(found).with_name("pg_ctl")), "-D", f"{home}/data", "-s", "-w"]
        quiet = {"user": user, "cwd": home, "stdout": subprocess.DEVNULL}
        subprocess.run([found, "-D", f"{home}/data", "-U", "me", "-E", "UTF8", "--locale=C.UTF-8"], check=True, **quiet)
        subprocess.run([*tool, "-l", f"{home}/log", "-o", options, "start"], check=True, **quiet)
        try:
            yield f"postgresql://me@/postgres?host={home}"
        finally:
            subprocess.run([*tool, "-m", "immediate", "stop"], check=True, **quiet)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where an archive may be made, in each kind of database."""
    if request.param == "sqlite":
        yield str(tmp_path / "archive.sqlite")
        return
    if sys.platform != "linux":
        pytest.skip("the test starts PostgreSQL as Debian installs it")
    url = request.getfixturevalue("cluster")
    yield url
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
