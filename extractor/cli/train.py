"""`extractor train`: a model from labelled documents."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("train", context_settings={"show_default": True})
@click.option("--add", "added", multiple=True, type=click.Path(path_type=Path), help="Corrected tables (see `extractor label`)"
              " that the model of --base is to learn; may be given several times. Takes less than a minute.")  # fmt: skip
@click.option("--base", type=click.Path(path_type=Path), help="With --add: folder of the model that learns them, instead of"
              " the shipped one.")  # fmt: skip
@click.option("--data", type=click.Path(path_type=Path), default=Path("training_data"), help="Without --add: folder with"
              " dumps/, labels/ and gold/.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder of the model to write.")
@click.option("--synthetic", type=click.IntRange(0, 100_000), default=600, help="Without --add: synthetic documents to train"
              " on as well.")  # fmt: skip
@click.option("--seed", type=int, default=20260101, help="Seed of everything that is drawn.")
def command(added: tuple[Path, ...], base: Path | None, data: Path, output: Path, synthetic: int, seed: int) -> None:
    """Train a model from the labelled documents of a folder, or teach one a few more tables."""
    if added:
        _teach(added, base, output, seed)
    else:
        from ..training.train import train  # noqa: PLC0415

        train(data, output, documents=synthetic, seed=seed, progress=lambda line: click.echo(line, err=True))
    click.echo(f"model written to {output}", err=True)


def _teach(added: tuple[Path, ...], base: Path | None, output: Path, seed: int) -> None:
    from ..models import SHIPPED, shipped_folder  # noqa: PLC0415
    from ..training.teach import Lesson, teach  # noqa: PLC0415

    lesson = Lesson(base or shipped_folder() / SHIPPED, added, seed)
    manifest = teach(lesson, output)
    tables = sum(one["tables"] for one in manifest["added"].values())
    click.echo(f"{tables} tables learned", err=True)
