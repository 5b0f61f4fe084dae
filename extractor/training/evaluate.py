"""Holding forms out: models that never saw a form, and what they make of it."""

from __future__ import annotations

import itertools
import random
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from ..lines.classifier import CrfClassifier, EitherClassifier
from ..models import COLUMNS, LINES, PIECES, Model
from ..repair.typer import ColumnTyper
from .corpus import Sample, of_family, of_print, synthetic
from .curve import COUNTS, Learner, curve, reminders
from .fit import fit_columns, fit_lines, gold_of
from .fold import RAW, Fold, Recorder, fold_of
from .wear import worn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..document import Layout
    from .recipe import Recipe

JUDGED = 10
"""Documents of each layout in which a made-up form is printed to judge a model on it."""
LAYOUTS: tuple[Layout, ...] = ("grid", "rows", "cells")
PRINTS, OFFERED, PRINTED = 3, 6, 4
"""For a learning curve: prints of a form in each layout, documents of each to choose tables from, and to judge on."""
_PROCESSES = 2


def fit_model(samples: Sequence[Sample], folder: Path, recipe: Recipe, *, without: Collection[str] = ()) -> Model:
    """Train on `samples`, worn copies of them and synthetic documents of their records; every confidence is still 1.

    `without`: families of made-up forms that are held out.
    """
    made = synthetic(gold_of(samples), recipe.corpus.synthetic_documents, recipe.seed, without=without)
    rng = random.Random(recipe.seed)
    copies = [worn(sample, rng) for sample in samples for _ in range(recipe.corpus.worn_copies)]
    fit_lines([*samples, *copies, *made], folder / LINES, recipe.chain)
    streams = synthetic(
        gold_of(samples), recipe.corpus.synthetic_streams, recipe.seed, without=without, layout="stream"
    )
    fit_lines(streams, folder / PIECES, recipe.chain)
    fit_columns([*gold_of(samples), *gold_of(made)], folder / COLUMNS, recipe.columns)
    lines = EitherClassifier(CrfClassifier(folder / LINES), CrfClassifier(folder / PIECES))
    return Model(folder.name, lines, ColumnTyper(folder / COLUMNS), Recorder())


def leave_one_out(
    samples: Sequence[Sample], recipe: Recipe, *, curves: bool = False, whole: Path | None = None
) -> Iterator[Fold]:
    """Each form held out in turn: the forms of the dumps, and the made-up forms that no dump is printed in.

    One model is trained without one dump and without its share of the made-up forms; these are then printed from the
    held-out dump's records, clean, damaged and as raw dumps, so that neither the form nor a word of the records was trained
    on. Two models are trained at a time; the folds do not depend on that. `curves`: also folds of models that were then taught
    a few tables of the undamaged form; `whole`: a folder to which, beside them, the model trained on all forms is written.
    """
    forms = list(dict.fromkeys(sample.form for sample in samples))
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(_leave_out, samples, recipe, form, curves) for form in forms]
        last = pool.submit(_fit_whole, samples, recipe, whole) if whole else None
        for task in tasks:
            yield from task.result()
        if last:
            last.result()


def _fit_whole(samples: Sequence[Sample], recipe: Recipe, folder: Path) -> None:
    """`fit_model` in another process, from which no model can be sent."""
    fit_model(samples, folder, recipe)


def count_folds(samples: Sequence[Sample]) -> int:
    """How many folds `leave_one_out` gives without curves."""
    from .synthesis import UNSEEN  # noqa: PLC0415

    return len({sample.form for sample in samples}) + 3 * len(UNSEEN)


def _leave_out(samples: Sequence[Sample], recipe: Recipe, form: str, curves: bool) -> list[Fold]:
    """The folds of the model that is trained without a form of the dumps and its share of the made-up ones."""
    families = share(samples, form)
    held = [sample for sample in samples if sample.form == form]
    rest = [sample for sample in samples if sample.form != form]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        model = fit_model(rest, folder, recipe, without=families)
        folds = [fold_of(form, held, model, partly=True)]
        for family in families:
            for damage in (False, True):
                made = of_family(family, gold_of(held), JUDGED, recipe.seed, damage=damage)
                folds.append(fold_of(family, made, model, how="damaged" if damage else ""))
            made = of_family(family, gold_of(held), JUDGED, recipe.seed, damage=False, layouts=("stream",))
            folds.append(fold_of(family, made, model, how=RAW))
        if curves:
            folds += _curves(folder, model, samples, form, recipe)
    return folds


def _curves(folder: Path, model: Model, samples: Sequence[Sample], form: str, recipe: Recipe) -> Iterator[Fold]:
    """The folds of a model that was trained without `form` and its share, and then taught tables of these."""
    families = share(samples, form)
    held = [sample for sample in samples if sample.form == form]
    rest = gold_of([sample for sample in samples if sample.form != form])
    how = recipe.addition
    learner = Learner(folder, model, partial(reminders, rest, how.reminders, recipe.seed, without=families), how)
    for family in families:
        whole = {count: Fold(family, labelled=count) for count in COUNTS}
        for layout, number in itertools.product(LAYOUTS, range(PRINTS)):
            pool = of_print(family, layout, rest, OFFERED, (f"{number}", f"{number} offered"))
            test = of_print(family, layout, gold_of(held), PRINTED, (f"{number}", f"{number} held"))
            for fold in curve(learner, pool, test):
                whole[fold.labelled or 0].merge(fold)
        yield from whole.values()


def share(samples: Sequence[Sample], form: str) -> tuple[str, ...]:
    """The made-up forms that are held out together with a form of the dumps."""
    from .synthesis import UNSEEN  # noqa: PLC0415

    forms = list(dict.fromkeys(sample.form for sample in samples))
    return UNSEEN[forms.index(form) :: len(forms)]
