"""Damaged documents: ``python -m tests.benchmarks.bench_fuzz [CASES] [FIRST-SEED]``.

Each case is one of the kept documents with the damage that belongs to its seed (tests/readers/mutations.py), extracted in a child
process that has ten seconds for it. Printed are the counts of records, typed errors, other exceptions, dead processes and
cases over time; whatever must not happen is printed with its seed.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.readers.mutations import mutated, originals

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LIMIT = 10.0
"""Seconds for each case."""
START = 60.0
"""Seconds for a child to load its model."""


def serve(pipe: Connection) -> None:
    """Extract file after file; answer with what came out."""
    from extractor import extract
    from extractor.errors import ExtractorError
    from extractor.models import load_model

    model = load_model()
    pipe.send("ready")
    while path := pipe.recv():
        try:
            found = extract(path, model=model)
            pipe.send("records" if list(found) else "no records")
        except ExtractorError as error:
            pipe.send(f"typed: {error.code}")
        except Exception:  # noqa: BLE001 - to be counted
            pipe.send(f"CRASH\n{traceback.format_exc()}")


class Child:
    """The process that extracts; started anew after it died or was stopped."""

    def __init__(self) -> None:
        self._pipe, other = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(target=serve, args=(other,), daemon=True)
        self._process.start()
        other.close()
        if not self._pipe.poll(START):
            raise SystemExit("the child did not start")
        self._pipe.recv()

    def run(self, path: Path) -> str:
        self._pipe.send(str(path))
        if not self._pipe.poll(LIMIT):
            return "OVER TIME"
        try:
            return str(self._pipe.recv())
        except EOFError:
            self._process.join()
            return f"DEAD with exit code {self._process.exitcode}"

    def stop(self) -> None:
        self._process.kill()
        self._process.join()


def main(cases: int, first: int) -> None:
    sources = originals()
    counts: Counter[str] = Counter()
    longest = 0.0
    child = Child()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + cases):
            name, data = sources[seed % len(sources)]
            path = Path(folder) / name
            path.write_bytes(mutated(data, seed))
            begin = time.perf_counter()
            outcome = child.run(path)
            longest = max(longest, time.perf_counter() - begin)
            path.unlink()
            counts[outcome.split("\n", maxsplit=1)[0]] += 1
            if outcome[:4].isupper():
                print(f"seed {seed}, {name}: {outcome}", flush=True)
            if outcome.startswith(("OVER", "DEAD")):
                child.stop()
                child = Child()
    child.stop()
    for outcome, count in counts.most_common():
        print(f"{count:6d}  {outcome}")
    print(f"longest case {longest:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
