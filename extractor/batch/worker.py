"""The process that reads documents: one at a time, told over a socket of its own, so that noise on stdout harms nobody.

It is started by `pool.Worker` and may die at any moment. Its address space is limited, so that a greedy document gets a
MemoryError instead of taking the machine down; on Linux it dies with its parent.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
import signal
import sys
import traceback
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ExtractorError
from .outcome import Outcome, Status, outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..options import Options
    from ..result import Extraction
    from .outcome import Task

    Engine = Callable[[Path, Options], Extraction]

ENGINE = "extractor.pipeline:extract"
OUT_OF_MEMORY = b"out of memory"
READY = b"ready"
_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker needs to know."""

    options: Options
    engine: str = ENGINE
    """``module:function`` that is given a path and options and returns an `Extraction`."""


def main(descriptor: int) -> None:
    """Serve the socket `descriptor` until it is closed."""
    os.set_inheritable(descriptor, False)
    _be_quiet()
    _die_with_parent()
    connection = Connection(descriptor)
    settings: Settings = connection.recv()
    try:
        engine = _engine(settings.engine)
    except Exception as error:  # noqa: BLE001  whatever it is, the parent tells the user
        connection.send_bytes(f"{type(error).__name__}: {error}".encode())
        return
    connection.send_bytes(READY)
    _limit_memory(settings.options.max_megabytes_per_document)
    with contextlib.suppress(EOFError):
        connection.send_bytes(work(connection.recv(), settings.options, engine))
        gc.freeze()  # models and vocabularies stay as long as the process: nobody looks for garbage among them
        while True:
            connection.send_bytes(work(connection.recv(), settings.options, engine))


def work(task: Task, options: Options, engine: Engine) -> bytes:
    """What became of one document, as `Outcome.to_bytes`, or `OUT_OF_MEMORY`."""
    try:
        return _work(task, options, engine).to_bytes()
    except MemoryError:
        return OUT_OF_MEMORY
    except ExtractorError as error:
        reason = str(error).removeprefix(f"{task.path}: ").removeprefix(f"{task.path.name}: ")
        # Where the folder stands is no matter of the archive.
        return Outcome(Status.FAILED, error.code, reason.replace(str(task.path), task.name)).to_bytes()
    except Exception as error:  # noqa: BLE001  a defect costs one document, and is told
        return Outcome(Status.FAILED, "internal-error", _defect(error)).to_bytes()


def _work(task: Task, options: Options, engine: Engine) -> Outcome:
    found = engine(task.path, options)
    if any(project.source.sha256 != task.sha256 for project in found.projects):
        return Outcome(Status.FAILED, "input-changed", "changed while the batch ran. Run the batch again.")
    for project in found.projects:
        project.source.file = task.name
    for issue in found.issues:
        issue.message = issue.message.removeprefix(f"{found.file}: ")
    return outcome_of(found)


def _defect(error: Exception) -> str:
    """Kind and place of an unexpected error, without its text, which may hold the document's content."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}. This is a defect of extractor: report it."


def _engine(name: str) -> Engine:
    module, _, function = name.partition(":")
    engine: Engine = getattr(import_module(module), function)
    return engine


def _be_quiet() -> None:
    """Nothing that a library prints may reach the terminal; Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)


def _limit_memory(megabytes: int) -> None:
    """Let the address space grow by so much, from what it is now."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
