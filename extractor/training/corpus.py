"""The labelled documents that models are trained and judged on, split by form, never by row."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import TrainingError
from ..lines.labels import Label
from ..options import Options
from ..readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from ..document import Document, Layout


@dataclass(frozen=True, slots=True)
class Sample:
    """One document with a label for each of its rows."""

    document: Document
    labels: tuple[Label, ...]
    gold: tuple[dict[str, Any], ...]
    """Records in the flat form of training_data/gold, as far as there are any."""
    form: str
    """The form it is printed in: what a split keeps together."""


def load_dumps(folder: Path) -> list[Sample]:
    """The hand-labelled dumps below `folder` (dumps/*.txt, labels/*.tsv, gold/*.jsonl), in the order of their names.

    Raises:
        TrainingError: a dump without labels, or labels that do not fit its rows.
    """
    paths = sorted((folder / "dumps").glob("*.txt"))
    if not paths:
        raise TrainingError(f"{folder}: no dumps/*.txt in it. Give the folder of the training data.")
    return [_load(folder, path.stem) for path in paths]


def synthetic(
    records: Sequence[dict[str, Any]],
    documents: int,
    seed: int,
    *,
    damage: bool = True,
    without: Collection[str] = (),
    layout: Layout | None = None,
) -> list[Sample]:
    """Labelled documents of made-up forms, printed from `records`; the same arguments give the same documents.

    `without`: families of forms that are held out; `layout`: of all of them, else drawn from those that have rows or cells.
    """
    from .synthesis import generate  # noqa: PLC0415

    rng = random.Random(seed)
    lesson = layout != "stream"  # what tells the pieces of one row apart shows in long tables only
    made = (
        generate(records, rng, layout=layout, damage=damage, lesson=lesson, without=without) for _ in range(documents)
    )
    return [Sample(one.document, one.labels, one.gold, one.form) for one in made]


def of_family(
    family: str,
    records: Sequence[dict[str, Any]],
    documents: int,
    seed: int,
    *,
    damage: bool,
    layouts: Sequence[Layout] = ("grid", "rows", "cells"),
) -> list[Sample]:
    """Documents of one made-up form in each layout, `documents` of each; the same arguments give the same documents.

    Damaged ones have no letters read wrongly: what a record says then is not what was printed, whatever is made of the rows.
    """
    from .synthesis import generate  # noqa: PLC0415

    rng = random.Random(f"{family} {seed}")
    made = (
        generate(records, rng, family=family, layout=layout, damage=damage, lesson=False)
        for layout in layouts
        for _ in range(documents)
    )
    return [Sample(one.document, one.labels, one.gold, one.form) for one in made]


def of_print(
    family: str, layout: Layout, records: Sequence[dict[str, Any]], documents: int, seeds: tuple[str, str]
) -> list[Sample]:
    """Documents that one office prints: one form of the family and one way of printing it, other projects in each.

    `seeds`: of the form and of the projects; the same arguments give the same documents.
    """
    from .synthesis import _draw_projects, _write_document  # noqa: PLC0415
    from .synthesis.grammar import draw_form  # noqa: PLC0415
    from .synthesis.render import draw_style, render  # noqa: PLC0415

    office, rng = random.Random(f"{family} {layout} {seeds[0]}"), random.Random(f"{family} {layout} {seeds[1]}")
    form, style = draw_form(family, office, damage=False), draw_style(layout, office)
    made = []
    for _ in range(documents):
        lines, gold = _write_document(form, _draw_projects(records, rng), rng)
        made.append(Sample(*render(lines, style, form.family, rng), tuple(gold), form.family))
    return made


def _load(folder: Path, stem: str) -> Sample:
    path = folder / "dumps" / f"{stem}.txt"
    document = read_text(path.read_bytes(), path.name, "", Options())
    labels = _labels(folder / "labels" / f"{stem}.tsv")
    if [row.line for row in document.rows] != list(labels):
        raise TrainingError(f"{stem}: the labels do not fit the lines of the dump. Label it again.")
    return Sample(document, tuple(labels.values()), _gold(folder / "gold" / f"{stem}.jsonl"), stem)


def _labels(path: Path) -> dict[int, Label]:
    if not path.is_file():
        raise TrainingError(f"{path}: missing. Every dump needs its labels beside it.")
    with path.open(encoding="utf-8", newline="") as stream:
        return {int(line["line"]): Label(line["label"]) for line in csv.DictReader(stream, delimiter="\t")}


def _gold(path: Path) -> tuple[dict[str, Any], ...]:
    if not path.is_file():
        return ()
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
