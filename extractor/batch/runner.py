"""The batch from end to end: plan, work, commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..errors import ExitCode
from .committer import Committer
from .outcome import Status
from .plan import walk

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from .keys import Key
    from .outcome import Outcome, Task
    from .store import Archive
    from .worker import Settings


class Workers(Protocol):
    """A `pool.Pool`, or the same on a cluster."""

    def work(self, tasks: Iterable[Task]) -> Iterator[list[tuple[Task, Outcome]]]:
        """The outcomes as they come."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A folder, the archive it goes to, and how."""

    folder: Path
    archive: Archive
    settings: Settings
    key: Key

    def plan(self, *, dry: bool = False) -> Counter[Status]:
        """Enter what is in the folder into the ledger; how many inputs are in which state, PENDING being the work.

        Raises:
            InputError: the folder cannot be read.
            OutputError: the archive cannot be written.
        """
        return self.archive.plan(walk(self.folder, self.archive.files), self.key, dry=dry)

    def work(self, workers: Workers, seen: Callable[[Task, Outcome], None]) -> None:
        """Work on what is pending; each document is committed as it comes, then `seen` is told (from another thread).

        Raises:
            BatchError: no worker starts, or the cluster does not answer.
            OutputError: the archive cannot be written; what was committed stays.
        """
        with Committer(self.archive, seen) as committer:
            for done in workers.work(self.archive.pending(self.folder)):
                for task, outcome in done:
                    committer.put(task, outcome)


def exit_code(counts: Counter[Status]) -> ExitCode:
    """What the states of all inputs come to; skipped ones do not count."""
    read = counts[Status.OK] + counts[Status.PARTIAL]
    lost = counts[Status.FAILED] + counts[Status.QUARANTINED]
    if lost and not read:
        return ExitCode.FAILED
    return ExitCode.PARTIAL if lost or counts[Status.PARTIAL] else ExitCode.OK
