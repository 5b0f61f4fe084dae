"""The same work on the machines of a Dask cluster; the archive stays here.

Documents travel with their tasks, so the machines need no common disk, and a task whose machine is lost is done by another.
On each machine a document is worked on in a process of its own, as in `pool`, with the same limits.
"""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

from ..errors import BatchError, MissingDependency
from .keys import key_of
from .outcome import Outcome, Status, Task
from .plan import unreadable
from .pool import Pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .keys import Key
    from .worker import Settings

_AHEAD = 2
"""Tasks given to the cluster for each of its threads: one at work, one waiting."""
_ANSWER = 10
"""Seconds within which the scheduler has to answer."""
_local = threading.local()


class Cluster:
    """The workers of a cluster, for as long as the block lasts.

    Raises:
        BatchError: the scheduler does not answer, or a machine has another version or model.
        MissingDependency: Dask is not installed.
    """

    def __init__(self, settings: Settings, address: str) -> None:
        self._settings = settings
        self._key = key_of(settings)
        self._address = address

    def __enter__(self) -> Self:
        try:
            from distributed import Client  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise MissingDependency('--scheduler needs dask. Install it: pip install "extractor[dask]"') from error
        try:
            self._client = Client(self._address, timeout=_ANSWER)
        except (OSError, ValueError) as error:
            raise BatchError(
                f"{self._address}: no Dask scheduler answers ({error}). Start one: dask scheduler"
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def work(self, tasks: Iterable[Task]) -> Iterator[list[tuple[Task, Outcome]]]:
        """The outcomes as they come.

        Raises:
            BatchError: a machine has another version or model, or cannot start a worker.
        """
        from distributed import as_completed  # noqa: PLC0415

        tasks = iter(tasks)
        running: dict[str, Task] = {}
        finished = as_completed()
        while True:
            if unread := self._fill(tasks, running, finished):
                yield unread
            if not running:
                return
            with self._reached():
                future = next(finished)
                outcome = _outcome(future)
            yield [(running.pop(future.key), outcome)]

    def _fill(self, tasks: Iterator[Task], running: dict[str, Task], finished: Any) -> list[tuple[Task, Outcome]]:
        """Give the cluster as much as it has room for; what could not be read here."""
        unread: list[tuple[Task, Outcome]] = []
        with self._reached():
            while len(running) < self._room() and (task := next(tasks, None)):
                try:
                    content = task.path.read_bytes()
                except OSError as error:
                    unread.append((task, Outcome(Status.FAILED, *unreadable(error))))
                    continue
                future = self._submit(content, task)
                running[future.key] = task
                finished.add(future)
        return unread

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (OSError, CancelledError) as error:
            raise BatchError(
                f"{self._address}: the cluster is gone. What was done is kept; run the same again."
            ) from error

    def _room(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        return _AHEAD * max(1, threads)

    def _submit(self, content: bytes, task: Task) -> Any:
        import dask  # noqa: PLC0415

        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TiB"}):  # documents may be large
            return self._client.submit(_remote, content, task, self._settings, self._key, pure=False)


def _outcome(future: Any) -> Outcome:
    from distributed import KilledWorker  # noqa: PLC0415

    try:
        return Outcome.from_bytes(future.result())
    except KilledWorker:
        return Outcome(Status.QUARANTINED, "crash", "every machine of the cluster that worked on it died. Report it.")


def _remote(content: bytes, task: Task, settings: Settings, key: Key) -> bytes:
    """What became of a document, on the machine that runs this."""
    with TemporaryDirectory(prefix="extractor-") as folder:
        path = Path(folder) / "document"
        path.write_bytes(content)
        here = Task(task.document, task.name, path, task.sha256)
        return next(outcome.to_bytes() for done in _pool(settings, key).work([here]) for _, outcome in done)


def _pool(settings: Settings, key: Key) -> Pool:
    """The worker of this thread, kept from task to task."""
    if getattr(_local, "work", None) != (settings, key):
        if key_of(settings) != key:
            raise BatchError(
                "a machine of the cluster has another version of extractor or of its model. Install the same."
            )
        _local.pool, _local.work = Pool(settings), (settings, key)
    pool: Pool = _local.pool
    return pool
