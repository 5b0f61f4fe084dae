"""Would more labels help? The corrected tables themselves tell: some are held out, the model learns some of the others."""

from __future__ import annotations

import dataclasses
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..lines.classifier import LabelledRow
from ..pipeline import extract_document
from .added import documents
from .fold import Fold, Given
from .labels import to_document
from .scoring import flatten, score

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..models import Model
    from .curve import Learner
    from .labels import LabelTable
    from .scoring import Flat

COUNTS = (0, 1, 3, 5, 10)
_FOLDS = 5
_GAIN = 0.005
"""A difference in F1 that is more than chance."""
_GOOD = 0.995

Task = tuple[int, tuple[int, ...], tuple[int, ...]]
"""Tables to learn, which they are, and which are held out."""


@dataclass(frozen=True, slots=True)
class Point:
    """How well held-out corrected tables are read after learning some of the others."""

    learned: int
    held_out: int
    """Tables that were held out, over all folds."""
    rows_right: float
    """0..1."""
    tables_right: float
    """Share of tables with every row label right, 0..1."""
    indicator_f1: float
    """Against the records that the corrected labels give, 0..1."""


def plan(tables: int, seed: int) -> list[Task]:
    """What to learn and what to hold out, in folds, for each count up to all the tables that are not held out."""
    order = list(range(tables))
    random.Random(seed).shuffle(order)
    folds = [order[k::_FOLDS] for k in range(min(_FOLDS, tables))]
    most = min((tables - len(fold) for fold in folds), default=0)
    counts = [count for count in (*COUNTS, most) if count <= most]
    tasks = []
    for fold in folds:
        rest = [table for table in order if table not in fold]
        tasks += [(count, tuple(rest[:count]), tuple(fold)) for count in sorted(set(counts))]
    return tasks


def measure(learner: Learner, tables: Sequence[LabelTable], task: Task) -> Fold:
    """How well the tables that `task` holds out are read. `tables`: also those that nobody has looked at."""
    count, learned, held = task
    checked = [id(table) for table in tables if table.checked]
    wanted, out = {checked[k] for k in learned}, {checked[k] for k in held}
    known = [table if id(table) in wanted else _unsaid(table) for table in tables]
    model = learner.taught(known) if count else learner.model
    fold = Fold("added", labelled=count)
    for group in documents(tables):
        if any(id(table) in out for table in group):
            _count(group, out, model, fold)
    return fold


def _count(group: Sequence[LabelTable], out: Collection[int], model: Model, fold: Fold) -> None:
    """Count what a model makes of the held-out tables of one document."""
    document = to_document(group)
    labelled = model.lines.label(document.rows)
    projects = extract_document(document, dataclasses.replace(model, lines=Given(labelled))).projects
    gold: list[Flat] = []
    at = 0
    for table in group:
        own = labelled[at : at + len(table.lines)]
        at += len(table.lines)
        if id(table) in out:
            pairs = [(label, row.label) for label, row in zip(table.labels, own, strict=True)]
            fold.labels.update(pairs)
            fold.tables += 1
            fold.tables_right += all(label is given for label, given in pairs)
            gold += _records(table, model)
    fold.score.add(score(gold, projects, partly=True))


def points(folds: Sequence[Fold]) -> list[Point]:
    """The curve, from the folds of all tasks."""
    whole: dict[int, Fold] = {}
    for fold in folds:
        whole.setdefault(fold.labelled or 0, Fold("added")).merge(fold)
    return [
        Point(
            count,
            fold.score.projects,
            round(fold.rows_right, 4),
            round(fold.tables_right / max(fold.tables, 1), 4),
            round(fold.score.indicator_f1, 4),
        )
        for count, fold in sorted(whole.items())
    ]


def verdict(curve: Sequence[Point]) -> str:
    """What the curve says, in one sentence."""
    if len(curve) < 3:
        return "Too few tables to say whether more would help: correct five or more."
    (last, before) = curve[-1], curve[-2]
    gain = max(last.indicator_f1 - before.indicator_f1, last.rows_right - before.rows_right)
    if last.indicator_f1 >= _GOOD and last.rows_right >= _GOOD:
        return "The form is learned: more tables will hardly help."
    if gain > _GAIN:
        return "Still rising: more corrected tables will help."
    return "No longer rising: more tables of the same kind will hardly help; look for tables of another kind."


def _records(table: LabelTable, model: Model) -> list[Flat]:
    """What the corrected labels of a table give."""
    rows = [LabelledRow(line.row, label, 1.0) for line, label in zip(table.lines, table.labels, strict=True)]
    told = dataclasses.replace(model, lines=Given(rows))
    return list(map(flatten, extract_document(to_document([table]), told).projects))


def _unsaid(table: LabelTable) -> LabelTable:
    return dataclasses.replace(table, lines=tuple(dataclasses.replace(line, correct=None) for line in table.lines))
