"""A bar with rate and time left, where someone is looking."""

from __future__ import annotations

import sys
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager


def progress(total: int, quiet: bool) -> AbstractContextManager[Callable[[], None]]:
    """A bar on standard error if that is a terminal; what is given out is called for each document that is done."""
    return nullcontext(lambda: None) if quiet or not sys.stderr.isatty() else _bar(total)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("documents", total=total, rate="")

        def advance() -> None:
            shown.advance(task)
            shown.update(task, rate=f"{60 * (shown.tasks[0].speed or 0):.0f}/min")

        yield advance
