"""`extractor evaluate`: how good a model is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import TrainingError

if TYPE_CHECKING:
    from ..lines.labels import Label
    from ..training.scoring import Score


@click.command("evaluate", context_settings={"show_default": True})
@click.option("--data", type=click.Path(path_type=Path), default=Path("training_data"), help="Folder with dumps/, labels/ and"
              " gold/.")  # fmt: skip
@click.option("--model", type=click.Path(path_type=Path), help="Score this model on the gold records instead of leaving each"
              " form out in turn.")  # fmt: skip
@click.option("--shipped", is_flag=True, help="Score the shipped model on the gold records.")
@click.option(
    "--synthetic", type=click.IntRange(0, 100_000), default=600, help="Synthetic documents to train each fold on."
)
@click.option("--seed", type=int, default=20260101, help="Seed of everything that is drawn.")
@click.option("--show", type=click.IntRange(0), default=0, help="Errors to print for each form.")
def command(data: Path, model: Path | None, shipped: bool, synthetic: int, seed: int, show: int) -> None:
    """Leave each form out of training in turn and score it, or score a model on the gold records."""
    if not data.is_dir():
        raise TrainingError(f"{data}: no such folder. Name the folder of the training data with --data.")
    if model or shipped:
        _score_model(data, model, show)
    else:
        _leave_one_out(data, synthetic, seed, show)


def _leave_one_out(data: Path, synthetic: int, seed: int, show: int) -> None:
    from ..training.corpus import load_dumps  # noqa: PLC0415
    from ..training.evaluate import leave_one_out, macro_f1  # noqa: PLC0415

    _head()
    labels: Counter[tuple[Label, Label]] = Counter()
    clean, tables, right = [], 0, 0
    for fold in leave_one_out(load_dumps(data), synthetic, seed):
        labelling = f"{macro_f1(fold.labels):.4f} {fold.tables_right / max(fold.tables, 1):.4f}"
        _line(fold.name, fold.score, show, labelling)
        if not fold.how:
            clean.append((fold.score.indicator_f1, fold.form))
            labels += fold.labels
            tables, right = tables + fold.tables, right + fold.tables_right
    click.echo(f"undamaged: worst {min(clean)[1]} ({min(clean)[0]:.4f}), best {max(clean)[1]} ({max(clean)[0]:.4f})")
    click.echo(f"mean indicator F1 {sum(f1 for f1, _ in clean) / len(clean):.4f} over {len(clean)} forms; row labels: macro"
               f" F1 {macro_f1(labels):.4f}, every one right in {right / max(tables, 1):.4f} of the tables")  # fmt: skip


def _score_model(data: Path, model: Path | None, show: int) -> None:
    from ..models import load_model  # noqa: PLC0415
    from ..pipeline import extract_document  # noqa: PLC0415
    from ..training.corpus import load_dumps  # noqa: PLC0415
    from ..training.scoring import score  # noqa: PLC0415

    loaded = load_model(model)
    _head()
    for sample in load_dumps(data):
        projects = extract_document(sample.document, loaded).projects
        _line(sample.form, score(sample.gold, projects, partly=True), show)


def _head() -> None:
    click.echo(
        f"{'form':20} {'indicator F1':>12} {'perfect':>8} {'tables':>7} {'indicators':>10} {'label F1, tables':>17}"
    )


def _line(form: str, score: Score, show: int, labelling: str = "") -> None:
    click.echo(
        f"{form:20} {score.indicator_f1:12.4f} {score.perfect_projects:8.4f} {score.projects:7d} {score.gold:10d}"
        f" {labelling:>17}"
    )
    for error in score.errors[:show]:
        click.echo(f"  {error}")
