"""`--model hunan`: a model by its name or folder, for every command that reads documents."""

from __future__ import annotations

import click

model_option = click.option(
    "--model",
    metavar="MODEL",
    help="Name (see `extractor models list`) or folder of the model to use instead of the shipped one; auto: the one that"
    " knows a document's form best.",
)
