"""Holding forms out: what is left out of training, and how the results are counted."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from extractor.errors import TrainingError
from extractor.lines.labels import Label
from extractor.training.corpus import of_family, synthetic
from extractor.training.fold import fold_of, macro_f1
from extractor.training.synthesis import UNSEEN, generate
from extractor.training.synthesis.grammar import draw_form


def test_macro_f1_counts_every_label_alike():
    labels = Counter({(Label.INDICATOR, Label.INDICATOR): 98, (Label.UP, Label.INDICATOR): 2})
    assert macro_f1(labels) == pytest.approx((2 * 98 / 198) / 2)
    assert macro_f1(Counter({(Label.TITLE, Label.TITLE): 3})) == 1
    assert macro_f1(Counter()) == 0


def test_a_held_out_form_lends_nothing_to_others():
    held = ("longyan", "jiaxian", "jingyan", "ezhou")
    forms = [draw_form("mixed", Random(seed), damage=False, without=held) for seed in range(300)]
    assert all("counties" not in form.columns for form in forms)
    assert all(not {"indicators_twice", "budget_costs"} & set(form.sections) for form in forms)
    whole = [draw_form("mixed", Random(seed), damage=False) for seed in range(300)]
    assert any("counties" in form.columns for form in whole)


def test_a_held_out_form_is_not_drawn():
    assert not {sample.form for sample in synthetic([], 60, 1, without=UNSEEN)} & set(UNSEEN)
    with pytest.raises(TrainingError, match="unknown family"):
        generate([], Random(1), without=("nowhere",))


def test_documents_of_a_form_are_the_same_each_time():
    first, second = (of_family("wuhan", [], 2, 7, damage=True) for _ in range(2))
    assert first == second
    assert [sample.document.layout for sample in first] == ["grid", "grid", "rows", "rows", "cells", "cells"]
    assert {sample.form for sample in first} == {"wuhan"}


def test_a_fold_counts_rows_tables_and_indicators(model):
    held = of_family("jinzhai", [], 2, 7, damage=False)
    fold = fold_of("jinzhai", held, model)
    assert fold.labels.total() == sum(len(sample.labels) for sample in held)
    assert fold.tables >= fold.score.projects == sum(len(sample.gold) for sample in held)
    assert sum(len(record.indicators) for record in fold.judged) == fold.score.predicted
    assert fold.name == "jinzhai"
    assert fold.rows_right > 0.9
