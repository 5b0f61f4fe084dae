"""`extractor report`: an archive's figures and plots as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..review.words import Language


@click.command("report", context_settings={"show_default": True})
@click.argument("archive")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The report, an .html file.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", help="Of the labels.")
def command(archive: str, output: Path, language: Language) -> None:
    """Write the figures of ARCHIVE (a file, or postgresql://…) as one HTML file: progress and errors of the review, budgets by
    unit, kinds of targets. It needs no script and nothing from the net.
    """  # noqa: D205
    from ..batch import open_archive  # noqa: PLC0415
    from ..export import check_place  # noqa: PLC0415

    check_place(output)
    with open_archive(archive) as opened:
        from ..review.desk import Desk  # noqa: PLC0415
        from ..review.report import write  # noqa: PLC0415
        from ..review.words import Words  # noqa: PLC0415

        write(Desk(opened), output, Words(language))
    click.echo(f"report written to {output}", err=True)
