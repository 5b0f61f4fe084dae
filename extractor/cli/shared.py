"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

model_option = click.option(
    "--model", type=click.Path(path_type=Path), help="Folder of the model to use instead of the shipped one."
)
ocr_option = click.option(
    "--ocr", type=click.Choice(["rapid", "tesseract", "both"]), default="rapid", help="Engine that reads scans and"
    " photographs; both: the second reads again what the first is unsure of.")  # fmt: skip
quiet_option = click.option("--quiet", is_flag=True, help="No progress and no summary.")
