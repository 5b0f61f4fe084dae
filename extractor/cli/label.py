"""`extractor label`: tables labelled by the model, for a person to correct."""

from __future__ import annotations

from pathlib import Path

import click

from ..options import Options
from .shared import model_option


@click.command("label", context_settings={"show_default": True})
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="Result for a spreadsheet: .csv or .xlsx."
)
@model_option
@click.option("--all-pages", is_flag=True, help="Read pages of a PDF, too, that have none of the words of such tables.")
def command(inputs: tuple[Path, ...], output: Path, model: str | None, all_pages: bool) -> None:
    """Write the rows of INPUTS with their labels, whole tables, the least certain first.

    Open the file in a spreadsheet. Where a label is wrong, write the right one into the column `correct`; write ok into any
    row of a table whose labels are all right. Leave everything else as it is. `extractor train --add` learns from the tables
    of which something is said in that column. A form that has none of the usual words (绩效, 指标) needs --all-pages.
    """
    from ..choice import choose  # noqa: PLC0415
    from ..readers import read  # noqa: PLC0415
    from ..training.label_file import check_ending, write_labels  # noqa: PLC0415
    from ..training.prelabel import prelabel  # noqa: PLC0415

    check_ending(output)
    options = Options(model=model, all_pages=all_pages)
    documents = [read(path, options) for path in inputs]
    tables = prelabel((document, choose(document, model)[0]) for document in documents)
    write_labels(tables, output)
    rows = sum(len(table.lines) for table in tables)
    doubtful = sum(line.probability < 0.9 for table in tables for line in table.lines)
    click.echo(
        f"{len(tables)} tables, {rows} rows ({doubtful} doubtful) written to {click.format_filename(output)}", err=True
    )
    if not rows:
        click.echo("no page has the words of such a table; if the form has words of its own, add --all-pages", err=True)
        return
    click.echo("correct the column `correct`, then `extractor train --add FILE -o MODEL`", err=True)
