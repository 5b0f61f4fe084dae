"""`extractor inspect`: what was seen on a page, drawn over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import PageNotFound
from ..options import Options
from .shared import model_option, ocr_option

if TYPE_CHECKING:
    from ..options import EngineName


@click.command("inspect", context_settings={"show_default": True})
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=int, help="Page, counted from 1. Without it, the first one with a table.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Result; its ending chooses the form: .html, .png."
              " Without it FILE-pN.html in the current folder.")  # fmt: skip
@model_option
@ocr_option
def command(file: Path, page: int | None, output: Path | None, model: str | None, ocr: EngineName) -> None:
    """Draw what was seen on a page of FILE: the cells, the label of each row, repairs and issues.

    A file without pages is drawn as its lines.
    """
    from ..inspect.fonts import find_font  # noqa: PLC0415
    from ..inspect.sight import check_ending, inspect, write  # noqa: PLC0415

    if output is not None:
        check_ending(output)
    try:
        sight = inspect(file, page, Options(model=model, ocr=ocr))
    except PageNotFound as error:
        raise click.UsageError(str(error)) from None
    output = output or Path(f"{file.name}-p{sight.page}.html")
    write(sight, output)
    if output.suffix.lower() == ".png" and not find_font().chinese:
        click.echo(
            "extractor: no Chinese font was found, so labels are in English. Install one (fonts-noto-cjk).", err=True
        )
    click.echo(f"page {sight.page} of {sight.pages or 1}: {click.format_filename(output)}")
