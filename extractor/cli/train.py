"""`extractor train`: a model from labelled documents."""

from __future__ import annotations

import dataclasses
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..training.recipe import Recipe
    from ..training.teach import Taught


@click.command("train", context_settings={"show_default": True})
@click.option("--add", "added", multiple=True, type=click.Path(), help="Corrected tables (see `extractor label`) that a trained"
              " model is to learn; may be given several times.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder of the model to write.")
@click.option("--base", help="With --add: name or folder of the model that learns them, instead of the shipped one.")
@click.option("--force", is_flag=True, help="With --add: write the model even if it is worse on the known forms.")
@click.option("--data", type=click.Path(), help="Folder with dumps/, labels/ and gold/.  [default: training_data]")
@click.option(
    "--synthetic", type=click.IntRange(0, 100_000), help="Synthetic documents to train on as well.  [default: 1350]"
)
@click.option("--seed", type=int, help="Seed of everything that is drawn.  [default: 20260101]")
@click.option("--config", type=click.Path(path_type=Path), help="TOML with all settings, such as training.toml of a model; other"
              " options go before it.")  # fmt: skip
def command(  # noqa: PLR0913, PLR0917  click's way
    added: tuple[str, ...], output: Path, base: str | None, force: bool, data: str | None, synthetic: int | None,
    seed: int | None, config: Path | None,
) -> None:  # fmt: skip
    """Train a model from the labelled documents of a folder, or teach a trained one some corrected tables.

    The first takes minutes and judges the model on forms held out. With --add it takes less than a minute, says whether more
    labels would help, and refuses a model that is worse on the known forms than the one it would replace.
    """
    from ..training.recipe import Recipe, load_recipe  # noqa: PLC0415

    recipe = load_recipe(config) if config else Recipe()
    recipe = _replaced(recipe, "", seed=seed)
    recipe = _replaced(recipe, "corpus", data=data, synthetic_documents=synthetic)
    recipe = _replaced(recipe, "addition", base=base, files=added or None)
    if recipe.addition.files:
        _teach(recipe, output, force)
    else:
        _train(recipe, output)
    click.echo(f"model written to {click.format_filename(output)}", err=True)


def _replaced(recipe: Recipe, part: str, **given: Any) -> Recipe:
    """The recipe with what was given on the command line in one of its parts."""
    chosen = {name: value for name, value in given.items() if value is not None}
    if not part:
        return dataclasses.replace(recipe, **chosen)
    changed: dict[str, Any] = {part: dataclasses.replace(getattr(recipe, part), **chosen)}
    return dataclasses.replace(recipe, **changed)


def _train(recipe: Recipe, output: Path) -> None:
    from ..training.train import train  # noqa: PLC0415

    with ExitStack() as stack:
        train(recipe, output, advance=_bars(stack), say=_say)


def _teach(recipe: Recipe, output: Path, force: bool) -> None:
    from ..training.teach import teach  # noqa: PLC0415

    with ExitStack() as stack:
        taught = teach(recipe, output, force=force, advance=_bars(stack))
    _tell(taught)


def _bars(stack: ExitStack) -> Callable[[int], Callable[[], None]]:
    return lambda total: stack.enter_context(progress(total, quiet=False))


def _say(line: str) -> None:
    """A line for each step where there is no bar."""
    if not sys.stderr.isatty():
        click.echo(line, err=True)


def _tell(taught: Taught) -> None:
    from ..training.worth import verdict  # noqa: PLC0415

    click.echo(f"{taught.tables} corrected tables learned. Held out in turn, they are read so:")
    click.echo(f"{'learned':>8} {'rows right':>11} {'tables right':>13} {'indicator F1':>13}")
    for point in taught.curve:
        click.echo(f"{point.learned:8} {point.rows_right:11.4f} {point.tables_right:13.4f} {point.indicator_f1:13.4f}")
    click.echo(verdict(taught.curve))
    worst = max(taught.changes, key=lambda change: change.before - change.after)
    click.echo(f"Known forms against {taught.against}: {len(taught.changes)} compared, the one that lost most is {worst.form}:"
               f" indicator F1 {worst.before:.4f} before, {worst.after:.4f} after.")  # fmt: skip
    for reason in taught.reasons:
        click.echo(f"written all the same: {reason}", err=True)
