"""Kill -9 at seeded moments: ``python tests/benchmarks/bench_kill.py [moments] [seed]``.

A folder of dumps is made into an archive once without interruption. Then, for each moment, a new batch is killed there, as often
as it takes until one ends by itself; its archive must hold the same, nothing lost and nothing twice, and its export must have
the same bytes. Moments are drawn evenly from the whole time of a batch, its start and its end included.
"""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

DUMPS = Path(__file__).parents[2] / "training_data" / "dumps"


def make_folder(folder: Path, documents: int, seed: int) -> None:
    """Dumps with other numbers in subfolders, one in ten the same as another, one in ten broken."""
    rng = random.Random(seed)
    text = (DUMPS / "003.txt").read_text(encoding="utf-8")
    for i in range(documents):
        path = folder / f"{rng.randrange(5)}" / f"{i:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        number = i - i % 10 if i % 10 == 9 else i
        fresh = re.sub(r"\d(?=\d*\.\d\d)", lambda match, number=number: str((int(match[0]) + number) % 9 + 1), text)
        path.write_bytes(b"" if i % 10 == 5 else f"{fresh}\n第{number}号\n".encode())


def content(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(archive)) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {name: base.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables}


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """A batch of its own session, as from a terminal that is closed."""
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed(command: list[str], moments: list[float]) -> int:
    """Start again and again, killed at these moments after its start; the last one may end. How many were killed."""
    kills = 0
    for moment in moments:
        process = start(command)
        try:
            process.wait(timeout=moment)
            break
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
    assert start(command).wait() in (0, 3)
    return kills


def batch(folder: Path, archive: Path, jobs: int = 2) -> list[str]:
    return [sys.executable, "-m", "extractor", "batch", str(folder), "-o", str(archive), "--jobs", str(jobs), "--quiet"]


def export(archive: Path) -> bytes:
    out = archive.with_suffix(".jsonl")
    subprocess.run([sys.executable, "-m", "extractor", "export", archive, "-o", out, "--quiet"], check=True)
    return out.read_bytes()


def main(moments: int = 100, seed: int = 1) -> None:
    with TemporaryDirectory() as name:
        home = Path(name)
        make_folder(home / "in", 60, seed)
        begin = time.perf_counter()
        assert start(batch(home / "in", home / "whole.sqlite")).wait() == 3
        seconds = time.perf_counter() - begin
        whole, exported = content(home / "whole.sqlite"), export(home / "whole.sqlite")
        print(f"uninterrupted: {seconds:.1f} s, {len(whole['project'])} tables, {len(whole['indicator'])} indicators")
        rng, done, round_ = random.Random(seed), 0, 0
        while done < moments:
            round_ += 1
            archive = home / f"{round_}.sqlite"
            drawn = [rng.uniform(0, seconds) for _ in range(min(rng.randint(1, 6), moments - done))]
            done += killed(batch(home / "in", archive), drawn)
            assert content(archive) == whole, f"round {round_}: another archive"
            assert export(archive) == exported, f"round {round_}: another export"
            print(f"{done} kills in {round_} batches, each archive and export the same", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
