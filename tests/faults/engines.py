"""Engines that misbehave: what a hostile document may do to its process. The document's first word says which one it is."""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from extractor.errors import LimitExceeded
from extractor.records import Indicator, Issue, Project, Source
from extractor.result import Extraction


def extract(path, options):
    """An engine without a model: one project whose title is the document's text, unless its first word is a fault's."""
    data = path.read_bytes()
    text = data.decode()
    name, *words = text.split()
    FAULTS.get(name, lambda *_: None)(*(words if name in ASKING else ()))
    source = Source(file=path.name, sha256=hashlib.sha256(data).hexdigest(), kind="text")
    issues = [Issue(code="page-lost", severity="warning", message="a page")] if text.startswith("partial") else []
    indicators = [Indicator(level3=word) for word in text.split()]
    return Extraction(path.name, [Project(source=source, title=text, indicators=indicators)], issues)


def hang():
    time.sleep(3600)


def hang_in_c():
    ctypes.PyDLL(None).sleep(3600)  # holds the interpreter's lock


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def segfault():
    ctypes.string_at(0)


def leave():
    os._exit(3)


def memory():
    raise MemoryError


def greed():
    blocks = []
    while True:
        blocks.append(b"x" * 10_000_000)


def noise():
    for descriptor in (1, 2):
        os.write(descriptor, b"\x00noise\n" * 100_000)
    print("noise", flush=True)
    sys.stderr.write("noise")


def defect():
    raise ValueError("secret content of the document")


def deep():
    deep()


def limit():
    raise LimitExceeded("more than max_pages=1. Raise the limit.")


def orphan():
    """A child that keeps every inherited descriptor, and a death before the child's."""
    if os.fork() == 0:
        time.sleep(3600)
    os._exit(1)


def starts_a_program():
    subprocess.Popen(["sleep", "3600"])
    time.sleep(3600)


def once(mark):
    """Kills its process the first time."""
    if not Path(mark).exists():
        Path(mark).touch()
        kill()


def tell_and_hang(mark):
    """Writes down which process it is in."""
    Path(f"{mark}.part").write_text(str(os.getpid()))
    Path(f"{mark}.part").rename(mark)
    hang()


def when(mark):
    """Waits until another has told."""
    while not Path(mark).exists():
        time.sleep(0.01)


ASKING = {"once", "tell_and_hang", "when"}
"""Faults that take the document's other words."""
FAULTS = {
    name.__name__: name
    for name in (
        hang, hang_in_c, kill, segfault, leave, memory, greed, noise, defect, deep, limit, orphan, starts_a_program,
        once, tell_and_hang, when,
    )
}  # fmt: skip
