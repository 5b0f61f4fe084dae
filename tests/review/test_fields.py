"""A record as named cells: every text has a name, and comes back into the record under it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import extract
from extractor.review.fields import FORM, Place, parse, part_of, put, put_cell, texts

from .conftest import DUMP, scanned


@pytest.mark.parametrize(
    ("field", "what", "place", "cell"),
    [
        ("title", "title", None, None),
        ("budget.other", "budget.other", None, None),
        ("spending_plan", "spending_plan", None, None),
        ("extra.主管部门", "extra.主管部门", None, None),
        ("goals[2]", "goals", Place(2), None),
        ("indicators[3]", "indicators", Place(3), None),
        ("indicators[3+1].target", "indicators", Place(3, 1), "target"),
        ("indicators[-1+2].extra.权重", "indicators", Place(-1, 2), "extra.权重"),
    ],
)
def test_names_are_taken_apart(field, what, place, cell):
    path = parse(field)
    assert (path.what, path.place, path.cell) == (what, place, cell)


@pytest.mark.parametrize(
    "field", ["", "budget", "budget.sum", "indicators", "indicators[3].page", "goals[1].text", "extra.", "form"]
)
def test_other_names_are_none(field):
    assert parse(field) is None


def test_what_a_field_is_part_of():
    assert part_of("indicators[3+1].target") == "indicators[3+1]"
    assert part_of("indicators[3]") == "indicators[3]"
    assert part_of("goals[0]") == part_of("title") == FORM


def test_places_stand_as_printed():
    assert sorted([Place(1), Place(0, 2), Place(-1, 1), Place(0)]) == [Place(-1, 1), Place(0), Place(0, 2), Place(1)]


def test_every_text_can_be_put_where_it_is():
    for project in extract(DUMP).projects:
        before = texts(project)
        again = project.model_copy(deep=True)
        for field, text in before.items():
            path = parse(field)
            if path.what == "indicators":
                put_cell(again.indicators[path.place.row], path.cell, text)
            elif path.what != "goals":
                assert put(again, field, text)
        assert again == project


def test_what_is_put_is_understood():
    _, project = scanned("x")
    put(project, "budget.total", "1,200.50")
    assert project.budget.total.yuan == "1200.5"
    put(project, "money_unit", "万元")
    assert project.budget.total.yuan == "12005000"
    put(project, "spending_plan", "3月底：25%；6月底 100%")
    assert [(step.by, step.percent) for step in project.spending_plan] == [("3月底", 25), ("6月底", 100)]
    put_cell(project.indicators[0], "target", "不超过5次")
    assert (project.indicators[0].target.operator, project.indicators[0].target.value) == ("≤", "5")
    put_cell(project.indicators[0], "target", None)
    assert project.indicators[0].target is None
    put_cell(project.indicators[0], "extra.权重", "10")
    assert project.indicators[0].extra == {"权重": "10"}
    put_cell(project.indicators[0], "extra.权重", None)
    assert project.indicators[0].extra == {}
    assert not put(project, "nothing", "x")


@given(st.text(max_size=30))
def test_any_text_may_be_put_anywhere(text):
    _, project = scanned("x")
    for field in ("title", "budget.fiscal", "money_unit", "purpose", "spending_plan", "extra.x"):
        assert put(project, field, text)
    put_cell(project.indicators[0], "target", text)
    project.to_json()
