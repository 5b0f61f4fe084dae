"""Archives of many documents, without the extraction: ``python tests/benchmarks/bench_archive.py [documents]`` (20000).

Every document has the records of the dump 003 (six tables, 54 indicators). For each step the time a document, and the peak
memory of a process that does that step alone: planning a folder of new files, planning it again, committing one document a
transaction (the disk included), and each export. From these the README's plan for a million documents is made.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from extractor.batch import open_archive
from extractor.batch.keys import Key
from extractor.batch.outcome import outcome_of
from extractor.batch.plan import walk

DUMP = Path(__file__).parents[2] / "training_data" / "dumps" / "003.txt"
KEY = Key("options", "model", "limits")


def make(home: Path, count: int) -> None:
    data = DUMP.read_bytes()
    for i in range(count):
        path = home / "in" / f"{i % 100:02}" / f"{i:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data + f"\n{i}".encode())


def plan(home: Path) -> None:
    with open_archive(str(home / "a.sqlite"), create=True) as archive:
        archive.plan(walk(home / "in"), KEY)


def commit(home: Path) -> None:
    from extractor import extract

    found = extract(DUMP)
    with open_archive(str(home / "a.sqlite"), create=True) as archive:
        for task in archive.pending(home / "in"):
            for project in found:
                project.source.file, project.source.sha256 = task.name, task.sha256
            archive.commit([(task, outcome_of(found))])
        archive.finish()


def export(home: Path, ending: str) -> None:
    from extractor.batch.stored import StoredProjects, stored_issues
    from extractor.export import write

    with open_archive(str(home / "a.sqlite")) as archive:
        write(StoredProjects(archive), home / f"out.{ending}", issues=stored_issues(archive))


def _measured(step, home, arguments, answer) -> None:
    begin, cpu = time.perf_counter(), time.process_time()
    step(home, *arguments)
    seconds = time.perf_counter() - begin, time.process_time() - cpu
    answer.send((*seconds, getrusage(RUSAGE_SELF).ru_maxrss / 1024))


def measured(name: str, count: int, step, home: Path, *arguments: str) -> None:
    """One step in a process of its own."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_measured, args=(step, home, arguments, theirs))
    process.start()
    theirs.close()
    try:
        wall, cpu, memory = ours.recv()
        print(f"{name:16} {1000 * wall / count:8.3f} ms a document ({1000 * cpu / count:.3f} of the processor), {memory:6.0f} MB",
              flush=True)  # fmt: skip
    except EOFError:
        print(f"{name:16} failed")
    process.join()


def main(count: int = 20_000) -> None:
    with TemporaryDirectory() as name:
        home = Path(name)
        make(home, count)
        hashed = hashlib.sha256(DUMP.read_bytes()).hexdigest()[:8]
        print(f"{count} documents of {DUMP.stat().st_size} bytes ({hashed}), {os.cpu_count()} cores")
        measured("plan", count, plan, home)
        measured("commit", count, commit, home)
        measured("plan again", count, plan, home)
        print(f"archive          {(home / 'a.sqlite').stat().st_size / count / 1024:8.1f} kB a document")
        for ending in ("jsonl", "sqlite", "parquet", "csv", "xlsx"):
            measured(f"export .{ending}", count, export, home, ending)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
