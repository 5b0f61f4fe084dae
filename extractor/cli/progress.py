"""A bar with rate and time left. Imported only where someone is looking."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Rate(ProgressColumn):
    """Documents a minute, as lately seen."""

    def render(self, task: Task) -> Text:
        return Text(f"{60 * (task.speed or 0):.0f}/min", style="progress.data.speed")


@contextmanager
def bar(total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error; what is given out is called for each document that is done."""
    columns = (BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("batch", total=total)
        yield lambda: progress.advance(task)
