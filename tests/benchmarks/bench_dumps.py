"""Speed and memory on the dumps: ``python tests/benchmarks/bench_dumps.py``.

Cold: the command as a user starts it, from nothing to written records, with the peak memory of its process. Warm: lines of
dumps a second in one process that has its model and vocabulary, over texts it has not seen (every number in them is changed).
Import: ``import extractor`` in a fresh interpreter. Each figure is the median of five.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
DUMPS = sorted((ROOT / "training_data" / "dumps").glob("*.txt"))
RUNS = 5


def median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(RUNS))


def cold(ending: str) -> tuple[float, float]:
    """Seconds and peak MB of one command over all dumps."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "extractor",
            "extract",
            *map(str, DUMPS),
            "-o",
            f"{folder}/records{ending}",
            "--quiet",
        ]
        begin = time.perf_counter()
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0, command
        return time.perf_counter() - begin, usage.ru_maxrss / 1024


def imported() -> float:
    """Seconds that `import extractor` takes beyond an empty interpreter."""
    code = "import time; t = time.perf_counter(); import extractor; print(time.perf_counter() - t)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def fresh(text: str, rng: random.Random) -> bytes:
    """The dump with other numbers: nothing but its labels is known to a cache."""
    return re.sub(r"\d", lambda _: str(rng.randint(1, 9)), text).encode()


def warm() -> float:
    """Lines a second."""
    from extractor.models import load_model
    from extractor.options import Options
    from extractor.pipeline import extract_document
    from extractor.readers.text import read_text

    model, options, rng = load_model(), Options(), random.Random(1)
    texts = [path.read_text(encoding="utf-8") for path in DUMPS]
    lines = sum(text.count("\n") for text in texts)

    def once() -> float:
        inputs = [fresh(text, rng) for text in texts]
        begin = time.perf_counter()
        for data in inputs:
            extract_document(read_text(data, "dump", "", options), model)
        return lines / (time.perf_counter() - begin)

    once()
    return median(once)


def main() -> None:
    print(f"import extractor      {median(imported):8.3f} s")
    for ending in (".jsonl", ".xlsx"):
        runs = [cold(ending) for _ in range(RUNS)]
        seconds, memory = (statistics.median(values) for values in zip(*runs, strict=True))
        print(f"five dumps to {ending:7} {seconds:8.2f} s {memory:8.0f} MB")
    print(f"warm                  {warm():8.0f} lines/s")


if __name__ == "__main__":
    main()
