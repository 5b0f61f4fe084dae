"""Commits beside the work: workers never wait for the disk, and what comes meanwhile goes into the next transaction."""

from __future__ import annotations

import queue
import sys
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from .outcome import Outcome, Task
    from .store import Archive

_GROUP = 100
"""Most documents of a transaction; as many may wait for theirs before the work has to wait for the archive."""
_SWITCH = 0.0005
"""Seconds (Python's own: 0.005) after which the thread that commits lets the one go on that has work for a process."""


class Committer:
    """A thread that commits outcomes to an archive, for as long as the block lasts; its end waits for all."""

    def __init__(self, archive: Archive, seen: Callable[[Task, Outcome], None]) -> None:
        """`seen` is told of each document after its commit, from the thread."""
        self._archive = archive
        self._seen = seen
        self._waiting: queue.Queue[tuple[Task, Outcome] | None] = queue.Queue(_GROUP)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="committer")
        self._switch = sys.getswitchinterval()

    def __enter__(self) -> Self:
        sys.setswitchinterval(_SWITCH)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.put(None)
        self._thread.join()
        sys.setswitchinterval(self._switch)
        self._tell()

    def put(self, task: Task, outcome: Outcome) -> None:
        """Have an outcome committed soon.

        Raises:
            OutputError: an earlier commit failed.
        """
        self._tell()
        self._waiting.put((task, outcome))

    def _tell(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            while group := self._group():
                self._archive.commit(group)
                for task, outcome in group:
                    self._seen(task, outcome)
        except BaseException as error:  # noqa: BLE001  raised again where the outcomes come from
            self._error = error
            while self._waiting.get() is not None:
                pass

    def _group(self) -> list[tuple[Task, Outcome]]:
        """What waits, at least one; nothing at the end."""
        group: list[tuple[Task, Outcome]] = []
        while len(group) < _GROUP and (not group or not self._waiting.empty()):
            item = self._waiting.get()
            if item is None:
                self._waiting.put(None)  # for the next time
                break
            group.append(item)
        return group
