"""Labelled documents of forms that were never seen, to train the line classifier on.

A *form* is drawn from the grammar of a family (`forms`, `grammar`): its sections, columns and words. *Facts* are mixed
from records at hand and word lists (`facts`, `words`). `sections`, `indicators` and `tables` print facts on the
form, every line with its label and the gold record in step; `pages` adds what else a document holds. `wear` damages the
lines as printing and reading do, and `render` makes a document of them in one of the four layouts (for one of which
`stream` sets them on pages). `damage` does the like to the text of a real dump.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extractor.errors import TrainingError
from extractor.training.synthesis.damage import KINDS, damage_text
from extractor.training.synthesis.facts import Facts, draw_facts, draw_unit
from extractor.training.synthesis.forms import FAMILIES, UNSEEN
from extractor.training.synthesis.grammar import Form, draw_form
from extractor.training.synthesis.model import Labelled, Line
from extractor.training.synthesis.pages import between, front_matter, page_number, running_head
from extractor.training.synthesis.render import draw_style, render
from extractor.training.synthesis.tables import Written, write_long_table, write_table
from extractor.training.synthesis.wear import wear, wear_style

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from random import Random

    from extractor.document import Layout

__all__ = ["FAMILIES", "KINDS", "UNSEEN", "Labelled", "damage_text", "generate"]

_LAYOUTS: tuple[Layout, ...] = ("grid", "rows", "cells")
"""What is drawn from; a stream is made only where it is asked for, as its lines have a classifier of their own."""

_FEW, _AIMS = (1, 1, 2), (2, 3, 4, 6, 20)
"""Projects of a lesson, and indicators of each, at most."""
_PROJECTS, _STREAMED = 5, 3
"""Projects of another document, at most, and of a stream to learn from: its lines are many, forms differ more than projects."""


def generate(
    records: Sequence[dict[str, Any]],
    rng: Random,
    *,
    family: str | None = None,
    layout: Layout | None = None,
    damage: bool = True,
    lesson: bool = True,
    without: Collection[str] = (),
) -> Labelled:
    """One synthetic document, the same for the same state of `rng`.

    `records` lend texts (flat gold form; may be empty); `family` and `layout` are drawn where not given, the family
    not from those `without`, of which other families then borrow nothing; without `damage` the document is cleanly
    printed and read. A `lesson` is short, as what is to be learned differs from form to form and not from row to row, and
    damage may mistake its letters; other documents have more projects, and every letter as it was printed.
    Raises TrainingError for an unknown family.
    """
    for name in (family, *without):
        if name is not None and name not in FAMILIES:
            raise TrainingError(f"unknown family of forms {name!r}: choose one of {', '.join(FAMILIES)}")
    form = draw_form(family or _draw_family(rng, without), rng, damage=damage, without=without)
    projects = _draw_projects(records, rng, _STREAMED if layout == "stream" and not family else _PROJECTS)
    if lesson:
        projects = [_shortened(facts, rng) for facts in projects[: rng.choice(_FEW)]]
    lines, golds = _write_document(form, projects, rng)
    drawn = rng.choice(_LAYOUTS)
    style = draw_style(layout or drawn, rng)
    if damage:
        style = wear_style(style, rng)
        furniture = _furniture(form, projects[0], rng)
        lines = wear(lines, style, furniture, rng, misreads=lesson)
    document, labels = render(lines, style, form.family, rng)
    return Labelled(document, labels, tuple(golds), form.family)


def _draw_family(rng: Random, without: Collection[str]) -> str:
    return "mixed" if rng.random() < 0.3 else rng.choice([name for name in FAMILIES if name not in without])


def _draw_projects(records: Sequence[dict[str, Any]], rng: Random, most: int = _PROJECTS) -> list[Facts]:
    unit = draw_unit(records, rng)
    return [draw_facts(records, unit, rng) for _ in range(rng.randint(1, most))]


def _shortened(facts: Facts, rng: Random) -> Facts:
    count = min(len(facts.aims), rng.choice(_AIMS))
    return replace(facts, aims=tuple(facts.aims[at] for at in sorted(rng.sample(range(len(facts.aims)), count))))


def _write_document(form: Form, projects: Sequence[Facts], rng: Random) -> Written:
    lines: list[Line] = front_matter(projects, form.year, rng)
    if form.sections == ("long",):
        table, golds = write_long_table(form, projects, rng)
        return [*lines, *table, *between(projects[-1], form.year, rng)], golds
    golds = []
    for number, facts in enumerate(projects, 1):
        table, gold = write_table(form, facts, rng, number)
        lines += [*table, *between(facts, form.year, rng)]
        golds += gold
    return lines, golds


def _furniture(form: Form, facts: Facts, rng: Random) -> Callable[[int], list[Line]]:
    numbered, headed = rng.random() < 0.6, rng.random() < 0.2

    def lines(page: int) -> list[Line]:
        printed = [page_number(page, rng)] if numbered else []
        return [*printed, *([running_head(facts, form.year)] if headed else [])]

    return lines
