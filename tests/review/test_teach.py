"""Corrected tables into labelled rows."""

from __future__ import annotations

import random

import pytest

from extractor import Options, extract_document, read
from extractor.assemble import assemble
from extractor.errors import TrainingError
from extractor.lines.classifier import LabelledRow
from extractor.lines.labels import Label
from extractor.review.journal import Act, Action
from extractor.review.places import extent, locate
from extractor.review.teach import _Search, likeness, taught
from extractor.training.added import read_added
from extractor.training.labels import to_document
from extractor.training.scoring import flatten

from .conftest import MADE


def test_likeness_of_records(dump_desk):
    project = dump_desk.table(1, 1).read
    flat = flatten(project)
    assert likeness(flat, flat) == 1
    assert likeness(flat, flat, more=1) < 1
    other = flatten(project.model_copy(update={"indicators": project.indicators[1:]}))
    assert 0.8 < likeness(flat, other) < 1


@pytest.mark.parametrize("form", ["000", "001", "002", "003", "004"])
def test_labels_are_found_that_give_the_record(samples, model, form):
    """Labels spoilt at random come back to such as give the same record, in each of the dumps' forms."""
    sample = next(sample for sample in samples if sample.form == form)
    rows = [LabelledRow(row, label, 1.0) for row, label in zip(sample.document.rows, sample.labels, strict=True)]
    projects = assemble(sample.document, rows, model.columns, model.confidence)
    touched = [
        sorted({spot.row for cells in one.values() for spot in cells}) for one in locate(sample.document, projects)
    ]
    first, end = extent(sample.document, touched, 3)
    right, rng = list(sample.labels[first:end]), random.Random(3)
    spoilt = list(right)
    for k in rng.sample(range(len(right)), 2):
        spoilt[k] = rng.choice([Label.OTHER, Label.INDICATOR, Label.UP])
    search = _Search(sample.document, rows[first:end], flatten(projects[3]), model)
    assert search.likeness(right) == 1
    found = search.run(spoilt)
    assert search.likeness(found) > 0.999
    assert sum(a is not b for a, b in zip(found, right, strict=True)) <= 2


def test_marked_tables_are_taught(dump_desk, model):
    table = dump_desk.table(1, 2)
    assert taught(dump_desk, model) == []
    dump_desk.act([Act(table.subject, "", Action.TRAIN, "甲")])
    (lesson,) = taught(dump_desk, model)
    assert lesson.likeness == lesson.likeness_before == 1
    assert lesson.labels == tuple(row.label for row in lesson.before)
    sample = lesson.sample
    assert len(sample.document.rows) == len(sample.labels)
    assert sample.gold[0]["title"] == table.read.title
    dump_desk.act([Act(table.subject, "", Action.UNTRAIN, "甲")])
    assert taught(dump_desk, model) == []


def test_a_correction_moves_labels(dump_desk, model):
    """Who takes an indicator away says that its rows are none."""
    table = dump_desk.table(1, 2)
    row = table.read.indicators[-1]
    text = "\t".join(
        table.texts[name] for name in table.texts if name.startswith(f"indicators[{len(table.read.indicators) - 1}].")
    )
    dump_desk.act([
        Act(table.subject, f"indicators[{len(table.read.indicators) - 1}]", Action.REMOVE, "甲", text),
        Act(table.subject, "", Action.TRAIN, "甲"),
    ])  # fmt: skip
    (lesson,) = taught(dump_desk, model)
    assert lesson.likeness_before < lesson.likeness
    assert row.level3 not in {one["level3"] for one in lesson.gold["indicators"]}
    changed = [k for k, (a, b) in enumerate(zip(lesson.labels, lesson.before, strict=True)) if a is not b.label]
    assert changed


def test_an_archive_is_training_data_as_far_as_tables_are_marked(dump_folder, dump_desk, model):
    place = dump_folder / "a.sqlite"
    with pytest.raises(TrainingError, match="no table is marked"):
        read_added([place], model)
    table = dump_desk.table(1, 2)
    dump_desk.act([Act(table.subject, "", Action.TRAIN, "甲")])
    (added,) = read_added([place], model)
    (lesson,) = taught(dump_desk, model)
    assert [row for one in added.tables for row in to_document([one]).rows] == list(lesson.document.rows)
    (checked,) = added.checked
    assert checked.labels == lesson.labels
    assert len(added.tables) == 3  # what stands before it, the table, what stands behind it


def test_of_labels_that_give_the_same_the_natural_ones_are_taken(model):
    """Purpose and plan that were read as one come apart; the row of percentages is the plan's, as the one above it."""
    document = read(MADE / "001-ruled-chromium-NotoSerif.pdf", Options())
    rows = model.lines.label(document.rows)
    projects = extract_document(document, model).projects
    touched = [sorted({spot.row for cells in one.values() for spot in cells}) for one in locate(document, projects)]
    first, end = extent(document, touched, 0)
    right = [row.label for row in rows[first:end]]
    at = right.index(Label.PURPOSE)
    assert right[at : at + 3] == [Label.PURPOSE, Label.PLAN, Label.PLAN]
    spoilt = [*right[:at], Label.OTHER, Label.OTHER, Label.PURPOSE, *right[at + 3 :]]
    search = _Search(document, rows[first:end], flatten(projects[0]), model)
    assert search.likeness(spoilt) < 1
    assert search.run(spoilt) == right
