"""`extractor train`: a model from labelled documents."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("train", context_settings={"show_default": True})
@click.option("--data", type=click.Path(path_type=Path), default=Path("training_data"), help="Folder with dumps/, labels/ and"
              " gold/.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder of the model to write.")
@click.option(
    "--synthetic", type=click.IntRange(0, 100_000), default=600, help="Synthetic documents to train on as well."
)
@click.option("--seed", type=int, default=20260101, help="Seed of everything that is drawn.")
def command(data: Path, output: Path, synthetic: int, seed: int) -> None:
    """Train a model, judge it on held-out forms, and write it with its manifest and model card."""
    from ..training.train import train  # noqa: PLC0415

    train(data, output, documents=synthetic, seed=seed, progress=lambda line: click.echo(line, err=True))
    click.echo(f"model written to {output}", err=True)
