"""Options that several commands have."""

from __future__ import annotations

import click

model_option = click.option(
    "--model",
    metavar="MODEL",
    help="Name (see `extractor models list`) or folder of the model to use instead of the shipped one; auto: the one that"
    " knows a document's form best.",
)
ocr_option = click.option(
    "--ocr", type=click.Choice(["rapid", "tesseract", "both"]), default="rapid", help="Engine that reads scans and"
    " photographs; both: the second reads again what the first is unsure of.")  # fmt: skip
quiet_option = click.option("--quiet", is_flag=True, help="No progress and no summary.")
