"""Hostile files: how fast, in how much memory and with which exit code the command ends on each.

python tests/benchmarks/bench_bombs.py
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEEP = 100_000
LAUGHS = "".join(f"<!ENTITY l{k} '{f'&l{k - 1};' * 10}'>" for k in range(1, 10))


def _docx(document: bytes, blanks: int = 0) -> bytes:
    """A container of one part, with so many million blanks behind it."""
    packed = BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container,
        container.open("word/document.xml", "w") as part,
    ):
        part.write(document)
        for _ in range(blanks):
            part.write(b" " * 1_000_000)
    return packed.getvalue()


def _png(width: int, height: int) -> bytes:
    """A picture of one colour that unpacks to width x height bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(width + 1)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _pdf(pages: int) -> bytes:
    """A tree of pages a hundred wide, all of them the same page."""
    depth, count = 0, 1
    nodes: list[bytes] = []
    while count < pages:
        child = 3 if depth == 0 else 3 + depth
        kids = b" ".join(b"%d 0 R" % child for _ in range(100))
        count *= 100
        depth += 1
        nodes.append(b"%d 0 obj <</Type/Pages/Count %d/Kids[%s]>> endobj\n" % (3 + depth, count, kids))
    return (
        b"%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages %d 0 R>> endobj\n" % (3 + depth)
        + b"3 0 obj <</Type/Page/MediaBox[0 0 595 842]>> endobj\n"
        + b"".join(nodes)
        + b"trailer <</Root 1 0 R>>\n%%EOF\n"
    )


BOMBS = {
    "zip.docx": lambda: _docx(b"<a>", blanks=1500),
    "laughs.docx": lambda: _docx(f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>'.encode()),
    "deep.docx": lambda: _docx(b"<a>" * DEEP + b"</a>" * DEEP),
    "deep.html": lambda: b"<html><body>" + b"<div><table><tr><td>" * DEEP,
    "spans.html": lambda: b"<table><tr><td rowspan=999999 colspan=999999>x</td></tr>" + b"<tr><td>y</td></tr>" * 1000,
    "picture.png": lambda: _png(30_000, 30_000),
    "million.pdf": lambda: _pdf(1_000_000),
    "line.txt": lambda: b"\xe7\xbb\xa9" * 2_000_000,
}


def main() -> None:
    """Try each."""
    print(f"{'file':14}{'bytes':>12}{'exit':>6}{'s':>8}{'MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in BOMBS.items():
            path = Path(folder) / name
            path.write_bytes(make())
            code, seconds, megabytes = _run(path)
            print(f"{name:14}{path.stat().st_size:>12}{code:>6}{seconds:>8.2f}{megabytes:>8.0f}")


def _run(path: Path) -> tuple[int, float, float]:
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "extractor", "extract", "--quiet", str(path)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(child.pid, 0)
    return os.waitstatus_to_exitcode(status), time.perf_counter() - started, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
