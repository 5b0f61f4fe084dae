"""Batches of text dumps: ``python tests/benchmarks/bench_batch.py [small] [large]`` (10000 small and 100 large ones).

Memory: the command over small dumps (six tables, 250 lines each) with two jobs; the peak memory of the command and of its
largest worker in the first tenth of the time and in the last. Overhead: seconds a file of the batch with one job, over those of
bare `extract` calls in one process, both without their start; medians of three.
Processor time tells on a machine that others use, too. Two workers: throughput over one worker's.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterable

DUMPS = Path(__file__).parents[2] / "training_data" / "dumps"


class Times(NamedTuple):
    """Seconds on the wall, and seconds of the processor."""

    wall: float
    cpu: float

    def less(self, other: Times) -> Times:
        return Times(self.wall - other.wall, self.cpu - other.cpu)

    def over(self, other: Times) -> str:
        return f"{100 * (self.wall / other.wall - 1):+.1f} % ({100 * (self.cpu / other.cpu - 1):+.1f} %)"


def median(times: Iterable[Times]) -> Times:
    return Times(*(statistics.median(values) for values in zip(*times, strict=True)))


def make(folder: Path, dump: str, count: int) -> Path:
    """So many different texts of one dump's form."""
    text = (DUMPS / dump).read_text(encoding="utf-8")
    for i in range(count):
        path = folder / f"{i % 100:02}" / f"{i:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        digits = iter(f"{i * 7919:012}" * len(text))
        path.write_text(
            re.sub(r"\d(?=\d*\.\d\d)", lambda _, d=digits: next(d), text) + f"\n第{i}号\n", encoding="utf-8"
        )
    return folder


def batch(folder: Path, archive: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "extractor", "batch", str(folder), "-o", str(archive), "--jobs", str(jobs), "--quiet"]


def watched(command: list[str]) -> tuple[float, list[tuple[float, float]]]:
    """Seconds, and MB of the command and of its largest child, several times a second."""
    begin = time.perf_counter()
    process = psutil.Popen(command)
    seen = []
    while process.poll() is None:
        try:
            children = [child.memory_info().rss for child in process.children()]
            seen.append((process.memory_info().rss / 2**20, max(children, default=0) / 2**20))
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.25)
    assert process.returncode == 0, command
    return time.perf_counter() - begin, seen


def memory(home: Path, count: int) -> None:
    folder = make(home / "small", "003.txt", count)
    seconds, seen = watched(batch(folder, home / "small.sqlite", 2))
    tenth = max(1, len(seen) // 10)
    print(f"{count} small dumps, two jobs: {seconds:.0f} s, {count / seconds:.0f} a second, "
          f"archive {(home / 'small.sqlite').stat().st_size / 2**20:.0f} MB")  # fmt: skip
    for which, part in (("first", seen[tenth : 2 * tenth]), ("last", seen[-tenth:])):
        command, worker = (max(values) for values in zip(*part, strict=True))
        print(f"  {which} tenth: command {command:.0f} MB, largest worker {worker:.0f} MB")


_BARE = """
import sys, time
from pathlib import Path
from extractor import extract
paths = sorted(Path(sys.argv[1]).rglob("*.txt"))
extract(paths[0])
begin, cpu = time.perf_counter(), time.process_time()
for path in paths: extract(path)
print(time.perf_counter() - begin, time.process_time() - cpu)
"""


def bare(folder: Path) -> Times:
    """Seconds for all files in one warm process."""
    done = subprocess.run([sys.executable, "-c", _BARE, folder], capture_output=True, text=True, check=True)
    wall, cpu = map(float, done.stdout.split())
    return Times(wall, cpu)


def timed(folder: Path, home: Path, jobs: int) -> Times:
    """Seconds of a batch, its workers included."""
    with TemporaryDirectory(dir=home) as name:
        begin = time.perf_counter()
        process = subprocess.Popen(batch(folder, Path(name) / "a.sqlite", jobs))
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0
        return Times(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime)


def overhead(home: Path, dump: str, count: int) -> None:
    folder, one = make(home / f"{count}-{dump}", dump, count), make(home / f"one-{dump}", dump, 1)
    runs = []
    for _ in range(3):  # in turn, so that a slower minute of the machine meets all of them
        start = timed(one, home, 1)
        runs.append((bare(folder), timed(folder, home, 1).less(start), timed(folder, home, 2).less(start)))
    alone, single, double = (median(column) for column in zip(*runs, strict=True))
    print(f"{count} x {dump}, wall (processor) time a file: bare {1000 * alone.wall / count:.1f} ms ({1000 * alone.cpu / count:.1f}); "
          f"batch with one worker {single.over(alone)}, with two {double.over(alone)}; "
          f"two workers {single.wall / double.wall:.2f} x one", flush=True)  # fmt: skip


def main(small: int = 10_000, large: int = 100) -> None:
    with TemporaryDirectory() as name:
        overhead(Path(name), "004.txt", large)
        overhead(Path(name), "003.txt", 4 * large)
        memory(Path(name), small)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
