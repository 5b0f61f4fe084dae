"""Repairs and issues are found among the rows of their own table."""

from __future__ import annotations

import pytest

from extractor.document import Cell, Row
from extractor.inspect.places import Places
from extractor.records import Amount, Budget, Indicator, Issue, Project, Repair, Source, Target


def row(*texts, line=None, page=None):
    return Row(tuple(Cell(text, k) for k, text in enumerate(texts)), line=line, page=page)


def project(*indicators, budget=None, name="甲"):
    source = Source(file="a.docx", sha256="0", kind="docx")
    return Project(source=source, project_name=name, budget=budget or Budget(), indicators=list(indicators))


def indicator(level3, target, lines=None, page=None):
    return Indicator(level3=level3, target=Target(text=target), lines=lines, page=page)


TABLE = [
    row("预算数", "96\n万元", "其中", "96\n万元"),
    row("产出指标", "里程", "≥5公里"),
    row("", "合格率", "100%"),
]
BUDGET = Budget(total=Amount(text="96万元"), fiscal=Amount(text="96万元"))


def two_alike():
    rows = [*TABLE, *TABLE]
    one = project(indicator("里程", "≥5公里"), indicator("合格率", "100%"), budget=BUDGET)
    return Places(rows, [one, one.model_copy()])


def test_tables_alike_keep_apart():
    places = two_alike()
    assert [places.rows_of(number) for number in (0, 1)] == [range(3), range(3, 6)]


def test_pieces_alike_are_given_once_each():
    places = two_alike()
    repairs = [Repair.of(f"budget.{part}", ["96\n万元"], "96万元", "split-number", 1.0) for part in ("total", "fiscal")]
    assert [places.of_repair(1, repair) for repair in repairs] == [{(3, 1)}, {(3, 3)}]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("indicators[1]", {(5, None)}),
        ("indicators[0].level1", {(4, None)}),
        ("budget.total", {(3, 1)}),
        ("indicators[7]", {(3, None), (4, None), (5, None)}),
        ("goals", set()),
        ("no[3].such", set()),
    ],
)
def test_an_issue_stands_where_its_field_was_printed(field, expected):
    issue = Issue(code="x", severity="info", field=field, message="m")
    assert two_alike().of_issue(1, issue) == expected


def test_a_table_without_indicators_ends_with_the_next_one():
    one = project(indicator("里程", "≥5公里"), indicator("合格率", "100%"))
    bare = project(budget=Budget(total=Amount(text="7元")))
    places = Places([*TABLE, row("预算数", "7元"), *TABLE, row("预算数", "7元")], [one, bare, one, bare])
    assert [places.rows_of(number) for number in range(4)] == [range(3), range(3, 7), range(3, 7), range(7, 8)]
    issue = Issue(code="x", severity="info", field="budget.total", message="m")
    assert [places.of_issue(number, issue) for number in (1, 3)] == [{(3, 1)}, {(7, 1)}]


def test_lines_say_it_where_there_are_any():
    rows = [row("里程", line=3), row("≥5公里", line=4), row("里程", line=8)]
    places = Places(rows, [project(indicator("里程", "≥5公里", lines=(3, 4)))])
    repair = Repair.of("indicators[0].level3", ["里", "程度"], "里程", "overlap", 0.9, (3, 4))
    assert places.of_repair(0, repair) == {(0, 0)}
    lost = Repair.of("indicators[0].level3", ["别的"], "里程", "overlap", 0.9, (3, 4))
    assert places.of_repair(0, lost) == {(0, None), (1, None)}
    assert places.of_repair(0, lost.model_copy(update={"lines": None})) == set()


def test_the_page_is_kept():
    rows = [row("里程", "≥5公里", page=1), row("里程", "≥5公里", page=2)]
    places = Places(rows, [project(indicator("里程", "≥5公里", page=2))])
    assert places.of_issue(0, Issue(code="x", severity="info", field="indicators[0]", message="m")) == {(1, None)}
