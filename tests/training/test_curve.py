"""Learning curves on made-up prints of a form."""

from __future__ import annotations

import dataclasses
from functools import partial

from extractor.models import SHIPPED, shipped_folder
from extractor.training.corpus import of_print
from extractor.training.curve import Learner, corrected, curve, reminders
from extractor.training.recipe import Addition

FOLDER = shipped_folder() / SHIPPED


def test_an_office_prints_one_form():
    documents = of_print("wuhan", "rows", [], 4, ("form", "projects"))
    assert documents == of_print("wuhan", "rows", [], 4, ("form", "projects"))
    assert documents[0].document.rows != of_print("wuhan", "rows", [], 1, ("form", "others"))[0].document.rows
    headers = {
        row.text
        for one in documents
        for row, label in zip(one.document.rows, one.labels, strict=True)
        if label.value == "header"
    }
    assert len(headers) == 1


def test_a_curve_counts_the_held_out_documents(model):
    pool = of_print("jinzhai", "cells", [], 2, ("form", "offered"))
    held = of_print("jinzhai", "cells", [], 2, ("form", "held"))
    how = Addition(reminders=2, iterations=5)
    learner = Learner(FOLDER, model, partial(reminders, [], how.reminders, 1), how)
    folds = list(curve(learner, pool, held, (0, 2)))
    assert [fold.name for fold in folds] == ["jinzhai, 0 labelled", "jinzhai, 2 labelled"]
    for fold in folds:
        assert fold.labels.total() == sum(len(sample.labels) for sample in held)
        assert fold.score.projects == sum(len(sample.gold) for sample in held)


def test_offered_tables_have_the_labels_that_are_right(model):
    pool = of_print("jinzhai", "cells", [], 2, ("form", "offered"))
    wrong = [dataclasses.replace(one, labels=tuple(reversed(one.labels))) for one in pool]
    tables = corrected(wrong, model)
    assert [table.certainty for table in tables] == sorted(table.certainty for table in tables)
    assert sum(len(table.lines) for table in tables) == sum(len(one.labels) for one in pool)
    assert all(table.checked for table in tables)
    assert sum(table.corrections for table in tables) > 0


def test_without_reminders_a_model_learns_too(model):
    tables = corrected(of_print("jinzhai", "rows", [], 1, ("form", "offered")), model)
    learner = Learner(FOLDER, model, partial(reminders, [], 0, 1), Addition(reminders=0, iterations=3))
    assert learner.taught(tables[:1]).columns is model.columns
