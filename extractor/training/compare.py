"""Whether a model has forgotten anything: two models on the forms that both should know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..models import load_model
from .corpus import load_dumps, of_family
from .fold import fold_of

if TYPE_CHECKING:
    from pathlib import Path

    from .corpus import Sample
    from .recipe import Recipe

TOLERANCE = 0.002
"""Indicator F1 that a form may lose."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form to compare on: a labelled dump, or a made-up one."""

    name: str
    data: Path | None = None
    """Folder of the labelled dumps; None for a made-up form."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one form."""

    form: str
    before: float
    """Indicator F1, 0..1."""
    after: float

    @property
    def worse(self) -> bool:
        """Whether the form lost more than it may."""
        return self.before - self.after > TOLERANCE


def old_forms(data: Path) -> list[Form]:
    """Every labelled dump below `data`, if there are any, and every made-up form."""
    from .synthesis import UNSEEN  # noqa: PLC0415

    dumps = sorted((data / "dumps").glob("*.txt"))
    return [*(Form(path.stem, data) for path in dumps), *map(Form, UNSEEN)]


def change_of(form: Form, before: Path, after: Path, recipe: Recipe) -> Change:
    """A form as two models, given by their folders, read it."""
    held = _samples(form, recipe)
    folds = (fold_of(form.name, held, load_model(folder), partly=form.data is not None) for folder in (before, after))
    return Change(form.name, *(fold.score.indicator_f1 for fold in folds))


def _samples(form: Form, recipe: Recipe) -> list[Sample]:
    if form.data is None:
        return of_family(form.name, [], recipe.addition.compared, recipe.seed, damage=False)
    return [sample for sample in load_dumps(form.data) if sample.form == form.name]
