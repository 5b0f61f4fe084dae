"""`extractor status`: what became of every input of a batch."""

from __future__ import annotations

import click


@click.command("status")
@click.argument("archive")
def command(archive: str) -> None:
    """Print the state of ARCHIVE (a file, or postgresql://…): a summary, then a line for each input in trouble.

    Each line has state, code, name and reason, separated by tabs.
    """
    from ..batch import open_archive  # noqa: PLC0415

    with open_archive(archive) as opened:
        from ..batch.outcome import Status  # noqa: PLC0415
        from ..batch.stored import counts, totals, troubles  # noqa: PLC0415

        states = counts(opened)
        tables, indicators = totals(opened)
        click.echo(f"{states.total()} inputs, {tables} tables, {indicators} indicators")
        for status in Status:
            if states[status]:
                click.echo(f"{status:12} {states[status]:8}")
        for trouble in troubles(opened):
            click.echo(f"{trouble.status}\t{trouble.code}\t{trouble.file}\t{trouble.reason}")
        if states[Status.PENDING]:
            click.echo("run `extractor batch` again to go on", err=True)
