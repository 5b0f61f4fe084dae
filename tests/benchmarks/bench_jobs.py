"""Scans with one worker and with two: ``python -m tests.benchmarks.bench_jobs [FOLDER]``.

Without a folder, scans of the pages in tests/data/made: clean, copied, faint, stamped and photographed in turn. Seconds of the whole
command, on the wall and of the processor, three runs each in turn; the medians are compared.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2

from tests.benchmarks.bench_batch import median, timed
from tests.maker.scan import KINDS, render, scan

MADE = Path(__file__).parents[1] / "data" / "made"
RUNS = 3


def make(folder: Path, count: int = 20) -> Path:
    """So many scans, one page each."""
    pages = (page for pdf in sorted(MADE.glob("*.pdf")) for page in render(pdf, 200))
    for number, page in zip(range(count), pages, strict=False):
        kind = KINDS[list(KINDS)[number % len(KINDS)]]
        cv2.imwrite(str(folder / f"{number:02}.png"), scan(page, kind, number))
    return folder


def main(folder: Path | None = None) -> None:
    with TemporaryDirectory() as name:
        home = Path(name)
        (home / "scans").mkdir()
        folder = folder or make(home / "scans")
        count = sum(path.is_file() for path in folder.rglob("*"))
        runs = [(timed(folder, home, 1), timed(folder, home, 2)) for _ in range(RUNS)]
        one, two = (median(column) for column in zip(*runs, strict=True))
        print(f"{count} scans: one worker {one.wall:.1f} s ({one.cpu:.1f} s of processor), two {two.wall:.1f} s ({two.cpu:.1f} s): "
              f"{one.wall / two.wall:.2f} x the throughput")  # fmt: skip


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
