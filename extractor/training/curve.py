"""Learning curves: how good a model becomes when a person labels a few tables of a form that it never saw.

The tables are chosen as `extractor label` offers them, least certain first, and are given the labels that a person would give
them. What the taught model is then scored on holds none of them.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..lines.features import row_features
from ..models import FILES, LINES, open_lines
from .adapt import adapt, remind, sequence
from .added import sequences
from .corpus import synthetic
from .fold import Fold
from .prelabel import prelabel
from .weights import Weights, read_weights, write_weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..models import Model
    from .adapt import Reminder
    from .corpus import Sample
    from .labels import LabelTable
    from .recipe import Addition

COUNTS = (0, 1, 3, 5, 10)
"""Labelled tables at which a curve is measured."""


class Learner:
    """A trained model that is taught tables, always starting from what it was trained to."""

    def __init__(self, folder: Path, model: Model, old: Reminder, how: Addition) -> None:
        self.model = model
        self._folder = folder
        self._weights = read_weights(folder / LINES)
        self._old = old
        self._how = how

    def learn(self, tables: Sequence[LabelTable]) -> Weights:
        """The weights after learning the tables that a person has looked at."""
        return adapt(self._weights, sequences(tables, self._how.emphasis), self._old, self._how)

    def taught(self, tables: Sequence[LabelTable]) -> Model:
        """The model after learning the tables that a person has looked at."""
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            self.write(tables, folder)
            return dataclasses.replace(self.model, lines=open_lines(folder))

    def write(self, tables: Sequence[LabelTable], folder: Path) -> None:
        """Write to a folder the files of the model after learning the tables."""
        write_weights(self.learn(tables), folder / LINES)
        for name in FILES:
            if name != LINES and (self._folder / name).is_file():
                shutil.copyfile(self._folder / name, folder / name)


def reminders(
    records: Sequence[dict[str, Any]], documents: int, seed: int, *, without: Collection[str] = ()
) -> Reminder:
    """Made-up documents of the forms that a model knows, printed from `records` as far as there are any."""
    made = synthetic(records, documents, seed, without=without)
    return remind([sequence(row_features(sample.document.rows), sample.labels) for sample in made])


def corrected(samples: Sequence[Sample], model: Model) -> list[LabelTable]:
    """The tables of labelled documents as `model` finds them, least certain first, with the labels that are right."""
    gold = {
        id(row): label for sample in samples for row, label in zip(sample.document.rows, sample.labels, strict=True)
    }
    return [
        dataclasses.replace(
            table, lines=tuple(dataclasses.replace(line, correct=gold[id(line.row)]) for line in table.lines)
        )
        for table in prelabel((sample.document, model) for sample in samples)
    ]


def curve(
    learner: Learner, pool: Sequence[Sample], held: Sequence[Sample], counts: Collection[int] = COUNTS
) -> Iterator[Fold]:
    """What becomes of the documents `held` when tables of the documents `pool` have been labelled, one fold a count."""
    offered = corrected(pool, learner.model)
    for count in counts:
        fold = Fold(held[0].form, labelled=count)
        model = learner.taught(offered[:count]) if count else learner.model
        for sample in held:
            fold.add(sample, model)
        yield fold
