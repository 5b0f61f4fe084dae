"""`extractor batch`: a folder of documents into an archive, resumable at any moment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..batch import open_archive
from ..batch.outcome import Outcome, Status, Task
from ..errors import ExitCode
from ..options import Options
from .limits import limits_option
from .progress import progress
from .shared import model_option, ocr_option, quiet_option

if TYPE_CHECKING:
    from collections import Counter
    from contextlib import AbstractContextManager

    from ..batch.runner import Batch, Workers
    from ..batch.worker import Settings
    from ..options import EngineName

_LIMITS = Options()


@click.command("batch", context_settings={"show_default": True})
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", help="Archive to make or to go on with: a file, for example archive.sqlite.")
@click.option("--store", help="Archive on a server instead: postgresql://user@host/database.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count(), help="Documents worked on at once.")
@click.option("--timeout", type=click.IntRange(1), default=int(_LIMITS.max_seconds_per_document),
              help="max_seconds_per_document: a document that takes longer is given up.")  # fmt: skip
@click.option("--memory", type=click.IntRange(1), default=_LIMITS.max_megabytes_per_document,
              help="max_megabytes_per_document: a document that takes more is given up.")  # fmt: skip
@click.option("--scheduler", help="Work on the Dask cluster of this scheduler, for example tcp://host:8786.")
@model_option
@ocr_option
@limits_option
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@quiet_option
def command(  # noqa: PLR0913, PLR0917  click's way
    folder: Path, output: str | None, store: str | None, jobs: int, timeout: int, memory: int, scheduler: str | None,
    model: str | None, ocr: EngineName, limits: dict[str, Any], dry_run: bool, quiet: bool,
) -> int:  # fmt: skip
    """Work on every document below FOLDER and keep records and a ledger of all inputs in an archive.

    Stopped at any moment, even by power loss, the same command goes on where it stopped; what was done is told by its
    content, options and model. `extractor status` and `extractor export` read the archive.
    """
    from ..batch.keys import key_of  # noqa: PLC0415
    from ..batch.plan import root_of  # noqa: PLC0415
    from ..batch.runner import Batch, exit_code  # noqa: PLC0415
    from ..batch.worker import Settings  # noqa: PLC0415

    place = _place(output, store, dry_run)
    chosen = {"max_seconds_per_document": timeout, "max_megabytes_per_document": memory, **limits}
    settings = Settings(Options(model=model, ocr=ocr, **chosen))
    root, key = root_of(folder), key_of(settings)
    with open_archive(place, create=True) as archive:
        batch = Batch(root, archive, settings, key)
        counts = batch.plan(dry=dry_run)
        if dry_run:
            click.echo(_told(counts))
            return ExitCode.OK
        try:
            _work(batch, _workers(settings, jobs, scheduler), counts, quiet)
        except KeyboardInterrupt:
            click.echo(f"extractor: interrupted; {_told(counts)}. The same command goes on from here.", err=True)
            return ExitCode.INTERRUPTED
        finally:
            archive.finish()
    if not quiet:
        click.echo(f"{_told(counts)}; see `extractor status {archive}`", err=True)
    return exit_code(counts)


def _place(output: str | None, store: str | None, dry_run: bool) -> str:
    if (output is None) == (store is None):
        raise click.UsageError("Give either -o ARCHIVE or --store postgresql://….")
    place = output or store or ""
    return ":memory:" if dry_run and output and not Path(output).exists() else place


def _workers(settings: Settings, jobs: int, scheduler: str | None) -> AbstractContextManager[Workers]:
    if scheduler:
        from ..batch.dask import Cluster  # noqa: PLC0415

        return Cluster(settings, scheduler)
    from ..batch.pool import Pool  # noqa: PLC0415

    return Pool(settings, jobs)


def _work(batch: Batch, workers: AbstractContextManager[Workers], counts: Counter[Status], quiet: bool) -> None:
    """Work, and keep the counts."""
    with progress(counts[Status.PENDING], quiet) as advance, workers as started:

        def seen(_: Task, outcome: Outcome) -> None:
            counts[Status.PENDING] -= 1
            counts[outcome.status] += 1
            advance()

        batch.work(started, seen)


def _told(counts: Counter[Status]) -> str:
    return ", ".join(f"{counts[status]} {status}" for status in Status if counts[status]) or "nothing in the folder"
