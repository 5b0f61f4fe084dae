"""`extractor evaluate`: how good a model is."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..lines.labels import Label
    from ..training.fold import Fold
    from ..training.gold import Gold
    from ..training.scoring import Score

_HEAD = f"{'form':20} {'indicator F1':>12} {'cells':>7} {'records':>8} {'files':>7} {'tables':>7} {'indicators':>10}"


@click.command("evaluate", context_settings={"show_default": True})
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path))
@click.option("--model", metavar="MODEL", help="Score this model (name or folder, or auto) on GOLD instead of leaving each form"
              " out in turn.")  # fmt: skip
@click.option("--documents", type=click.Path(path_type=Path), help="Folder of the documents that GOLD was made from.  [default:"
              " that of each gold file]")  # fmt: skip
@click.option("--partly", is_flag=True, help="GOLD holds only some of the tables of its documents.")
@click.option("--errors", is_flag=True, help="List every error with the command that shows where it is.")
@click.option("--curve", is_flag=True, help="Also what 1, 3, 5 and 10 labelled tables of a held-out form do.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("training_data"), help="Folder with dumps/, labels/ and"
              " gold/.")  # fmt: skip
@click.option(
    "--config", type=click.Path(path_type=Path), help="TOML with the settings to train with (see `extractor train`)."
)
def command(  # noqa: PLR0913, PLR0917  click's way
    gold: tuple[Path, ...], model: str | None, documents: Path | None, partly: bool, errors: bool, curve: bool, data: Path,
    config: Path | None,
) -> None:  # fmt: skip
    """Leave each form out of training in turn and score it; or score a model on GOLD records (JSON Lines).

    GOLD is what `extractor extract` writes, corrected. With --model and no GOLD the gold records of --data are used.
    """
    if gold and not model:
        raise click.UsageError("Name the model to score with --model, for example --model general.")
    if not gold and not data.is_dir():
        raise TrainingError(f"{data}: no such folder. Name the folder of the training data with --data.")
    if model:
        _score_model(_golds(gold, documents, data), model, partly or not gold, errors)
    else:
        _leave_one_out(data, config, errors, curve)


def _golds(gold: Sequence[Path], documents: Path | None, data: Path) -> list[Gold]:
    from ..training.gold import read_gold  # noqa: PLC0415

    if gold:
        return [one for path in gold for one in read_gold(path, documents)]
    return [one for path in sorted((data / "gold").glob("*.jsonl")) for one in read_gold(path, data / "dumps")]


def _score_model(golds: Sequence[Gold], model: str, partly: bool, errors: bool) -> None:
    from ..training.gold import score_gold  # noqa: PLC0415
    from ..training.scoring import Score  # noqa: PLC0415

    total = Score()
    click.echo(_HEAD)
    for document, found in score_gold(golds, model, partly=partly):
        total.add(found)
        _line(document.name, found)
        if errors:
            _list(found, document, model)
    _line("all", total)


def _leave_one_out(data: Path, config: Path | None, errors: bool, curve: bool) -> None:
    from ..training.corpus import load_dumps  # noqa: PLC0415
    from ..training.evaluate import leave_one_out  # noqa: PLC0415
    from ..training.fold import macro_f1  # noqa: PLC0415
    from ..training.recipe import Recipe, load_recipe  # noqa: PLC0415

    recipe = load_recipe(config) if config else Recipe()
    folds = []
    click.echo(f"{_HEAD} {'label F1':>9} {'whole tables':>12}")
    for fold in leave_one_out(load_dumps(data), recipe, curves=curve):
        folds.append(fold)
        _line(fold.name, fold.score, f" {macro_f1(fold.labels):9.4f} {fold.tables_right / max(fold.tables, 1):12.4f}")
        if errors and fold.labelled is None:
            _list(fold.score, data / "dumps" / f"{fold.form}.txt", None)
    _sum_up([fold for fold in folds if not fold.how and fold.labelled is None])
    if curve:
        _tell_curve(folds)


def _sum_up(folds: Sequence[Fold]) -> None:
    from ..training.fold import macro_f1  # noqa: PLC0415

    ordered = sorted(folds, key=lambda fold: fold.score.indicator_f1)
    labels: Counter[tuple[Label, Label]] = Counter()
    for fold in folds:
        labels.update(fold.labels)
    f1 = [fold.score.indicator_f1 for fold in ordered]
    right = sum(fold.tables_right for fold in folds) / max(sum(fold.tables for fold in folds), 1)
    click.echo(f"undamaged: worst {ordered[0].form} ({f1[0]:.4f}), best {ordered[-1].form} ({f1[-1]:.4f})")
    click.echo(f"mean indicator F1 {sum(f1) / len(f1):.4f} over {len(f1)} forms; row labels: macro F1 {macro_f1(labels):.4f},"
               f" every one right in {right:.4f} of the tables")  # fmt: skip


def _tell_curve(folds: Sequence[Fold]) -> None:
    """Mean and worst indicator F1 over the forms for each number of labelled tables."""
    by_count: dict[int, list[tuple[float, str]]] = {}
    for fold in folds:
        if fold.labelled is not None:
            by_count.setdefault(fold.labelled, []).append((fold.score.indicator_f1, fold.form))
    for count, found in sorted(by_count.items()):
        mean = sum(f1 for f1, _ in found) / len(found)
        click.echo(f"{count:2} labelled tables: mean indicator F1 {mean:.4f}, worst {min(found)[1]} ({min(found)[0]:.4f}),"
                   f" {len(found)} forms")  # fmt: skip


def _line(form: str, score: Score, more: str = "") -> None:
    files = score.files_right / max(score.files, 1)
    click.echo(
        f"{form:20} {score.indicator_f1:12.4f} {score.right_cells:7.4f} {score.perfect_projects:8.4f} {files:7.4f}"
        f" {score.projects:7d} {score.gold:10d}{more}"
    )


def _list(score: Score, document: Path, model: str | None) -> None:
    """Every error, and the command that shows its page where there is a document to show."""
    for error in score.errors:
        click.echo(f"  {error}")
        if document.is_file():
            page = ["--page", str(error.page)] if error.page else []
            named = ["--model", model] if model else []
            where = f"   # line {error.line}" if error.line else ""
            click.echo(f"    {shlex.join(['extractor', 'inspect', str(document), *page, *named])}{where}")
