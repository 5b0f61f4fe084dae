"""Speed and memory on PDFs: ``python -m tests.benchmarks.bench_pdf FOLDER``.

FOLDER holds documents as ``python -m tests.maker`` makes them. Three measurements, each in child processes of its own:

- pages a processor second on ruled pages by each producer, from file to the cells' texts: this package's reader, pdfplumber
  and camelot (lattice) over the same document, one after the other; and this package from file to records;
- the same on ``budget-120p.pdf``, which has no such table and must give no record;
- peak memory and seconds on ``mixed-500p.pdf``, from file to records.

pdfplumber and camelot are no dependencies: ``pip install pdfplumber camelot-py``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 3
"""The best of so many runs counts; of camelot, which is slow, the only one."""
PRODUCERS = ("chromium", "libreoffice")


def ours(path: Path) -> int:
    from extractor.options import Options
    from extractor.readers import read

    return read(path, Options()).pages or 0


def records(path: Path) -> int:
    from extractor import extract

    extract(path, model=_model())
    return pages_of(path)


def pages_of(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def _model() -> object:
    from extractor.models import load_model

    if not _LOADED:
        _LOADED.append(load_model())
    return _LOADED[0]


_LOADED: list[object] = []


def plumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
        return len(pdf.pages)


def camelot(path: Path) -> int:
    import camelot as reader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for found in reader.read_pdf(str(path), pages="all", flavor="lattice"):
            found.data  # noqa: B018 - the texts are made here
    return pages_of(path)


WAYS: dict[str, Callable[[Path], int]] = {
    "extractor (cells)": ours,
    "extractor (records)": records,
    "pdfplumber": plumber,
    "camelot": camelot,
}


def child(way: str, path: Path) -> None:
    """Measure one way and print pages and processor seconds as JSON. The document is read once before, unmeasured."""
    pages = WAYS[way](path)
    seconds = []
    for _ in range(1 if way == "camelot" else RUNS):
        begin = time.process_time()
        WAYS[way](path)
        seconds.append(time.process_time() - begin)
    print(json.dumps({"pages": pages, "seconds": min(seconds)}))


def cold(path: Path) -> tuple[float, float, int]:
    """Seconds, peak MB and number of records of a process that extracts one document."""
    code = f"from extractor import extract; print(len(extract({str(path)!r}).projects))"
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    found = int(process.stdout.read())
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - begin, usage.ru_maxrss / 1024, found


def measured(way: str, path: Path) -> float:
    """Pages a second, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_pdf", "--child", way, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{way}: {done.stderr.strip().splitlines()[-1]}")
        return float("nan")
    figures = json.loads(done.stdout.splitlines()[-1])
    return float(figures["pages"] / figures["seconds"])


def main(folder: Path) -> None:
    for producer in PRODUCERS:
        path = folder / f"001-ruled-{producer}-NotoSans.pdf"
        print(f"{path.name}, {pages_of(path)} pages")
        for way in WAYS:
            print(f"    {way:22} {measured(way, path):8.1f} pages/s", flush=True)
    print(f"without tables             {measured('extractor (records)', folder / 'budget-120p.pdf'):8.1f} pages/s")
    for name in ("budget-120p.pdf", "mixed-500p.pdf"):
        seconds, memory, found = cold(folder / name)
        print(f"{name} from a cold start: {seconds:.1f} s, peak {memory:.0f} MB, {found} records")


if __name__ == "__main__":
    if sys.argv[1] == "--child":
        child(sys.argv[2], Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]))
