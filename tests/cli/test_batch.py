"""The commands batch, status and export as a user calls them."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from extractor.export.jsonl import read_jsonl
from tests.cli.test_cli import run


@pytest.fixture(scope="module")
def folder(dumps, tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch") / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(dumps[3].read_bytes())
    (folder / "b.txt").write_bytes(dumps[3].read_bytes())
    (folder / "c.txt").touch()
    (folder / "d.txt").write_text("他站在窗前。\n", encoding="utf-8")
    with open(os.path.join(os.fsencode(folder), b"\xc8\xcb.txt"), "wb") as stream:
        stream.write(b"\x00\x01\x02" * 100)
    return folder


@pytest.fixture(scope="module")
def archive(folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("archive") / "archive.sqlite"
    done = run("batch", folder, "-o", path, "--jobs", 1)
    assert done.returncode == 3
    assert done.stderr.startswith("2 ok, 2 failed, 1 skipped; see `extractor status")
    return path


def test_again_there_is_nothing_to_do(folder, archive):
    done = run("batch", folder, "-o", archive, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")


def test_dry_run(folder, archive, tmp_path):
    before = archive.read_bytes()
    done = run("batch", folder, "-o", tmp_path / "new.sqlite", "--dry-run")
    assert (done.returncode, done.stdout.strip()) == (0, "4 pending, 1 skipped")
    assert run("batch", folder, "-o", archive, "--dry-run").stdout.strip() == "2 ok, 2 failed, 1 skipped"
    assert list(tmp_path.iterdir()) == []
    assert archive.read_bytes() == before


def test_status(archive):
    done = run("status", archive)
    assert done.returncode == 0
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert lines[0] == ["5 inputs, 6 tables, 54 indicators"]
    assert [line[0].split() for line in lines[1:4]] == [["ok", "2"], ["failed", "2"], ["skipped", "1"]]
    assert [line[:3] for line in lines[4:]] == [
        ["failed", "input-unsupported", "\\xc8\\xcb.txt"],
        ["failed", "input-empty", "c.txt"],
    ]


@pytest.mark.parametrize("ending", ["jsonl", "csv", "xlsx", "parquet", "sqlite"])
def test_export(archive, tmp_path, ending):
    out = tmp_path / f"out.{ending}"
    done = run("export", archive, "-o", out)
    assert done.returncode == 0
    assert "6 tables written" in done.stderr
    assert out.stat().st_size > 10_000


def test_exported_records_name_their_input(archive, tmp_path):
    out = tmp_path / "out.jsonl"
    assert run("export", archive, "-o", out, "--quiet").stderr == ""
    assert {project.source.file for project in read_jsonl(out)} == {"a.txt"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["batch", "{folder}"], 2, "-o ARCHIVE or --store"),
        (["batch", "{folder}", "-o", "a.sqlite", "--store", "postgresql://x"], 2, "-o ARCHIVE or --store"),
        (["batch", "{folder}", "-o", "a.sqlite", "--jobs", "0"], 2, "--jobs"),
        (["batch", "{folder}", "-o", "a.sqlite", "--timeout", "0"], 2, "--timeout"),
        (["batch", "{folder}/none", "-o", "{tmp}/a.sqlite"], 4, "no such folder"),
        (["batch", "{folder}/a.txt", "-o", "{tmp}/a.sqlite"], 4, "not a folder"),
        (["batch", "{folder}", "-o", "{tmp}/none/a.sqlite"], 5, "unable to open"),
        (["batch", "{folder}", "-o", "{folder}/a.txt"], 5, "not a database"),
        (["batch", "{folder}", "-o", "{tmp}/a.sqlite", "--model", "none"], 7, "no model there"),
        (["batch", "{folder}", "-o", "{tmp}/a.sqlite", "--scheduler", "nonsense"], 1, "no Dask scheduler"),
        (["status", "{tmp}/none.sqlite"], 4, "no such archive"),
        (["export", "{tmp}/none.sqlite", "-o", "{tmp}/a.csv"], 4, "no such archive"),
        (["export", "{tmp}/none.sqlite", "-o", "{tmp}/a.doc"], 5, "unknown ending"),
    ],
)
def test_clear_errors(folder, tmp_path, arguments, code, message):
    done = run(*[argument.format(folder=folder, tmp=tmp_path) for argument in arguments])
    assert (done.returncode, message in done.stderr) == (code, True), done.stderr


def test_any_limit_can_be_set_by_its_name(folder, tmp_path):
    done = run("batch", folder, "-o", tmp_path / "a.sqlite", "--limit", "max_lines=3", "--limit", "max_bytes=100000")
    assert done.returncode == 3
    assert "lines, more than max_lines=3" in run("status", tmp_path / "a.sqlite").stdout
    assert "max_lines=3" in run("extract", folder / "a.txt", "--limit", "max_lines=3").stderr


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("model=x", "is no limit"),
        ("max_lines", "finite number"),
        ("max_lines=-1", "positive"),
        ("max_lines=x", "'x'"),
    ],
)
def test_no_limit(folder, limit, message):
    done = run("batch", folder, "-o", "a.sqlite", "--limit", limit)
    assert (done.returncode, message in done.stderr) == (2, True)


def test_all_failed(tmp_path):
    (tmp_path / "a.txt").touch()
    assert run("batch", tmp_path, "-o", tmp_path / "a.sqlite").returncode == 4


def test_an_empty_folder(tmp_path):
    done = run("batch", tmp_path, "-o", tmp_path / "a.sqlite")
    assert done.returncode == 0
    assert "nothing in the folder" in done.stderr


def start(folder, archive, **more):
    command = [sys.executable, "-m", "extractor", "batch", folder, "-o", archive, "--jobs", "1"]
    return subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, **more)


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_interrupted_and_gone_on(folder, dumps, tmp_path):
    many = tmp_path / "in"
    many.mkdir()
    for i in range(40):
        (many / f"{i:03}.txt").write_bytes(dumps[3].read_bytes() + f"\n{i}".encode())
    archive, log = tmp_path / "a.sqlite", tmp_path / "a.sqlite-wal"
    process = start(many, archive, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: log.exists() and log.stat().st_size > 100_000)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted; " in told
    assert "The same command goes on" in told
    assert "pending" in run("status", archive).stdout
    assert "still pending" in run("export", archive, "-o", tmp_path / "part.jsonl").stderr
    assert run("batch", many, "-o", archive).returncode == 0
    assert "240 tables" in run("status", archive).stdout


def test_a_bar_on_a_terminal(folder, tmp_path):
    ours, theirs = pty.openpty()
    process = start(folder, tmp_path / "a.sqlite", stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # the other side was closed
        pass
    finally:
        os.close(ours)
    assert process.wait() == 3
    assert b"4/4" in shown
    assert b"/min" in shown
