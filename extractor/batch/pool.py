"""Processes that work: kept while they are well, ended when they take too long, replaced when they die."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Self

from ..errors import BatchError
from .outcome import Outcome, Status
from .worker import OUT_OF_MEMORY, READY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .outcome import Task
    from .worker import Settings

Done = tuple["Task", Outcome]

_BOOT = (
    "import sys; from json import loads; sys.path[:] = loads(sys.argv[2]);"
    " from extractor.batch.worker import main; main(int(sys.argv[1]))"
)
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)
"""A process a core: libraries that would start a thread for each core only get in each other's way."""
_START = 120.0
"""Seconds that a worker may take to start."""
_TICK = 0.5
"""Seconds after which dead processes are looked for that left their socket to a child."""
_DOCUMENTS = 500
"""A worker is replaced after so many, so that what its libraries leak stays small."""


class Worker:
    """One process and the document that it has."""

    def __init__(self, settings: Settings) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = _start(theirs.fileno())
        self.connection = Connection(ours.detach())
        with contextlib.suppress(ConnectionError):  # it is dead: `listen` finds out
            self.connection.send(settings)
        self.task: Task | None = None
        self._limits = settings.options
        self._deadline = time.monotonic() + _START
        self._ready = False
        self._left = _DOCUMENTS

    @property
    def tired(self) -> bool:
        """True if it has worked enough."""
        return self._left <= 0

    @property
    def patience(self) -> float:
        """Seconds until it is over time."""
        return self._deadline - time.monotonic()

    def give(self, task: Task) -> None:
        """Let it work on a document; one at a time."""
        self.task = task
        self._left -= 1
        if self._ready:
            self._send()

    def listen(self) -> Outcome | None:
        """What became of its document, None if it is still at it. A worker that is quarantined for is dead.

        Raises:
            BatchError: it did not start.
        """
        with contextlib.suppress(EOFError, ConnectionError):  # a process that died: told below
            if self.connection.poll():
                return self._take(self.connection.recv_bytes())
            if self.patience > 0 and self._process.poll() is None:
                return None
            return self._give_up(late=self.patience <= 0)
        return self._give_up(late=False)

    def end(self) -> None:
        """Kill it and whatever it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.connection.close()

    def _send(self) -> None:
        self._deadline = time.monotonic() + self._limits.max_seconds_per_document
        with contextlib.suppress(ConnectionError):  # it is dead: `listen` finds out
            self.connection.send(self.task)

    def _take(self, message: bytes) -> Outcome | None:
        if not self._ready:
            if message != READY:
                raise BatchError(f"a worker cannot start ({message.decode()}). Install the package again.")
            self._ready = True
            self._send()
            return None
        if message == OUT_OF_MEMORY:
            megabytes = self._limits.max_megabytes_per_document
            return self._quarantine(
                "out-of-memory", f"took more than max_megabytes_per_document={megabytes}. Raise it with --memory."
            )
        try:
            return Outcome.from_bytes(message)
        except ValueError:
            return self._quarantine("crash", "its process answered nonsense.")

    def _give_up(self, *, late: bool) -> Outcome:
        if not self._ready:
            raise BatchError(f"a worker does not start ({self._end_of_process()}). Free memory, or use fewer --jobs.")
        if late:
            seconds = self._limits.max_seconds_per_document
            return self._quarantine(
                "timeout", f"took longer than max_seconds_per_document={seconds:g}. Raise it with --timeout."
            )
        return self._quarantine("crash", f"its process ended ({self._end_of_process()}). Report it with the document.")

    def _quarantine(self, code: str, reason: str) -> Outcome:
        return Outcome(Status.QUARANTINED, code, f"{reason} It was tried twice.")

    def _end_of_process(self) -> str:
        try:
            status = self._process.wait(timeout=_TICK)
        except subprocess.TimeoutExpired:
            return "it hangs"
        return signal.Signals(-status).name if status < 0 else f"exit status {status}"


def _start(descriptor: int) -> subprocess.Popen[bytes]:
    """A process that serves this socket, in a session of its own: Ctrl-C does not reach it, a kill reaches its children."""
    command = [sys.executable, "-P", "-c", _BOOT, str(descriptor), json.dumps(sys.path)]
    try:
        return subprocess.Popen(command, pass_fds=[descriptor], env=_ONE_THREAD | os.environ, start_new_session=True)
    except OSError as error:
        raise BatchError(f"a worker cannot be started ({error.strerror}). Free memory, or use fewer --jobs.") from error


class Pool:
    """So many workers, for as long as the block lasts."""

    def __init__(self, settings: Settings, jobs: int = 1) -> None:
        self._settings = settings
        self._jobs = jobs
        self._idle: list[Worker] = []
        self._busy: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._idle + self._busy:
            worker.end()

    def work(self, tasks: Iterable[Task]) -> Iterator[list[Done]]:
        """The outcomes as they come; each list's are there at once. Workers have their next task before it is given out.

        Raises:
            BatchError: a worker did not start.
        """
        tasks = iter(tasks)
        again: deque[Task] = deque()
        suspects: set[int] = set()
        while True:
            self._hand_out(tasks, again)
            if not self._busy:
                return
            done = self._collect(again, suspects)
            self._hand_out(tasks, again)
            if done:
                yield done

    def _hand_out(self, tasks: Iterator[Task], again: deque[Task]) -> None:
        while len(self._busy) < self._jobs:
            task = again.popleft() if again else next(tasks, None)
            if task is None:
                return
            worker = self._idle.pop() if self._idle else Worker(self._settings)
            self._busy.append(worker)
            worker.give(task)

    def _collect(self, again: deque[Task], suspects: set[int]) -> list[Done]:
        patience = min(worker.patience for worker in self._busy)
        wait([worker.connection for worker in self._busy], max(0.0, min(_TICK, patience)))
        done: list[Done] = []
        for worker in list(self._busy):
            outcome = worker.listen()
            if outcome is None or worker.task is None:
                continue
            self._release(worker, outcome)
            if outcome.status is Status.QUARANTINED and worker.task.document not in suspects:
                suspects.add(worker.task.document)
                again.append(worker.task)
            else:
                done.append((worker.task, outcome))
        return done

    def _release(self, worker: Worker, outcome: Outcome) -> None:
        self._busy.remove(worker)
        if outcome.status is Status.QUARANTINED or worker.tired:
            worker.end()
        else:
            self._idle.append(worker)
