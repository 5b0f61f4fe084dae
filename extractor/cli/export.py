"""`extractor export`: an archive into files."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("export", context_settings={"show_default": True})
@click.argument("archive")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Result; its ending chooses the form:"
              " .jsonl, .csv, .xlsx, .parquet, .sqlite.")  # fmt: skip
@click.option("--as", "form", type=click.Choice(["corrected", "read"]), default="corrected", help="With what reviewers corrected,"
              " told among the repairs and coloured in .xlsx, or as it was read.")  # fmt: skip
@click.option("--quiet", is_flag=True, help="No summary.")
def command(archive: str, output: Path, form: str, quiet: bool) -> None:
    """Write the records of ARCHIVE (a file, or postgresql://…) in the order of their inputs' names."""
    from ..batch import open_archive  # noqa: PLC0415
    from ..export import check_output, write  # noqa: PLC0415

    check_output(output)
    with open_archive(archive) as opened:
        from ..batch.outcome import Status  # noqa: PLC0415
        from ..batch.stored import StoredProjects, counts, stored_issues  # noqa: PLC0415

        projects = StoredProjects(opened, corrected=form == "corrected")
        write(projects, output, issues=stored_issues(opened))
        pending = counts(opened)[Status.PENDING]
    if pending:
        click.echo(f"extractor: {pending} inputs are still pending: run `extractor batch` again to have all.", err=True)
    if not quiet:
        click.echo(f"{len(projects)} tables written to {output}", err=True)
