"""Learning curves: how good a model becomes when a person labels a few tables of a form that it never saw.

The tables are chosen as `extractor label` offers them, least certain first, and are given the labels that a person would give
them. What the taught model is then scored on holds none of them.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..lines.features import row_features
from ..models import FILES, LINES, PIECES, open_lines
from .adapt import adapt, remind, sequence
from .added import documents, sequences
from .corpus import synthetic
from .fold import Fold
from .prelabel import prelabel
from .weights import Weights, read_weights, write_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from ..document import Layout
    from ..models import Model
    from .adapt import Reminder
    from .corpus import Sample
    from .labels import LabelTable
    from .recipe import Addition

_LAYOUT: dict[str, Layout | None] = {LINES: None, PIECES: "stream"}
"""What each file of the line classifier reads."""
COUNTS = (0, 1, 3, 5, 10)
"""Labelled tables at which a curve is measured."""


class Learner:
    """A trained model that is taught tables, always starting from what it was trained to."""

    def __init__(self, folder: Path, model: Model, old: Callable[[Layout | None], Reminder], how: Addition) -> None:
        """`old`: what reminds of the old forms, given the layout ``stream`` or None for the others (see `reminders`)."""
        self.model = model
        self._folder = folder
        self._old = cache(old)
        self._how = how

    def learn(self, tables: Sequence[LabelTable], name: str = LINES) -> Weights:
        """The weights of one file of the model after learning the tables that a person has looked at."""
        weights = read_weights(self._folder / name)
        return adapt(weights, sequences(tables, self._how.emphasis), self._old(_LAYOUT[name]), self._how)

    def taught(self, tables: Sequence[LabelTable]) -> Model:
        """The model after learning the tables that a person has looked at."""
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            self.write(tables, folder)
            return dataclasses.replace(self.model, lines=open_lines(folder))

    def write(self, tables: Sequence[LabelTable], folder: Path) -> None:
        """Write to a folder the files of the model after learning the tables."""
        streams = {id(table) for group in documents(tables) if _is_stream(group) for table in group}
        for name in FILES:
            own = [table for table in tables if (id(table) in streams) is (name == PIECES)]
            if name in _LAYOUT and any(table.checked for table in own):
                write_weights(self.learn(own, name), folder / name)
            elif (self._folder / name).is_file():
                shutil.copyfile(self._folder / name, folder / name)


def _is_stream(tables: Iterable[LabelTable]) -> bool:
    return any(line.row.beside for table in tables for line in table.lines)


def reminders(
    records: Sequence[dict[str, Any]],
    documents: int,
    seed: int,
    layout: Layout | None = None,
    *,
    without: Collection[str] = (),
) -> Reminder:
    """Made-up documents of the forms that a model knows, printed from `records` as far as there are any."""
    made = synthetic(records, documents, seed, without=without, layout=layout)
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
