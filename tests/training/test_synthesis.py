"""The generator of labelled documents: every family in every layout, and what must hold of each of them."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import TrainingError
from extractor.lines.labels import Label
from extractor.training.synthesis import FAMILIES, generate

LAYOUTS = ("grid", "rows", "cells")
RECORDS = [
    {
        "project_name": "河道清淤经费",
        "unit_name": "平川市水务局",
        "purpose": "用于2023年河道清淤。",
        "goals": ["1.清淤12公里。", "2.改善水质。"],
        "indicators": [
            {
                "level2": "数量指标",
                "level3": "清淤长度",
                "description": "清淤公里数",
                "target": "≥12公里",
                "basis": "合同",
            },
            {"level2": "社会效益", "level3": "水质改善", "description": None, "target": "明显改善", "basis": None},
            {"level2": None, "level3": None, "description": None, "target": None, "basis": None},
        ],
    },
    {"project_name": None, "unit_name": None, "purpose": None, "goals": [], "indicators": []},
]
seeds = st.integers(0, 2**32)
families = st.sampled_from(FAMILIES)
layouts = st.sampled_from(LAYOUTS)


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_in_every_layout(family, layout):
    for seed in range(4):
        made = generate(RECORDS, Random(seed), family=family, layout=layout)
        assert made.form == family
        assert made.document.layout == layout
        assert len(made.labels) == len(made.document.rows)
        assert {Label.INDICATOR, Label.HEADER} <= set(made.labels)
        assert 1 <= len(made.gold) <= 5


@given(seeds, families, layouts, st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_same_seed_makes_the_same_document(seed, family, layout, damage):
    first, second = (generate(RECORDS, Random(seed), family=family, layout=layout, damage=damage) for _ in range(2))
    assert first == second


def test_other_seeds_make_other_documents():
    assert len({generate(RECORDS, Random(seed)).document.sha256 for seed in range(20)}) == 20


@given(seeds, layouts)
@settings(max_examples=60, deadline=None)
def test_rows_are_what_the_layout_says(seed, layout):
    rows = generate(RECORDS, Random(seed), layout=layout).document.rows
    for row in rows:
        assert row.cells
        assert all(cell.text == "" for cell in row.cells if cell.covered)
        assert layout == "cells" or not row.indented
        if layout == "cells":
            assert len(row.cells) == 1
        if layout == "rows":
            assert [cell.column for cell in row.cells] == list(range(len(row.cells)))
        if layout != "grid":
            assert "\n" not in row.text
    if layout == "grid":
        assert all(_without_overlap(row) for row in rows)
    else:
        lines = [row.line for row in rows]
        assert lines == sorted(set(lines))


def _without_overlap(row):
    ends = [cell.column + cell.span for cell in row.cells]
    return all(cell.column >= end for cell, end in zip(row.cells[1:], ends, strict=False))


@given(seeds, families, layouts)
@settings(max_examples=80, deadline=None)
def test_gold_texts_are_printed(seed, family, layout):
    made = generate(RECORDS, Random(seed), family=family, layout=layout, damage=False)
    printed = squeezed("".join(row.text for row in made.document.rows))
    for gold in made.gold:
        texts = [gold[key] for key in ("project_name", "project_code", "budget_total", "purpose", "unit_name", "title")]
        texts += gold["goals"] + list((gold["spending_plan"] or {}).values())
        for indicator in gold["indicators"]:
            texts += [indicator[key] for key in ("level1", "level2", "level3", "description", "basis")]
            texts += indicator["extra"].values()
        missing = [text for text in texts if text and squeezed(text) not in printed]
        assert not missing


@given(seeds, families)
@settings(max_examples=60, deadline=None)
def test_indicators_stand_in_rows_labelled_so(seed, family):
    made = generate(RECORDS, Random(seed), family=family, layout="grid", damage=False)
    marked = list(zip(made.document.rows, made.labels, strict=True))
    indicators = [squeezed(row.text) for row, label in marked if label is Label.INDICATOR]
    wanted = [indicator for gold in made.gold for indicator in gold["indicators"]]
    assert len(indicators) >= len(wanted)
    assert all(any(squeezed(each["level3"] or each["target"]) in text for text in indicators) for each in wanted)
    assert Label.UP not in made.labels
    assert Label.DOWN not in made.labels


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_one_cell_a_line_labels_each_cell_with_its_section(seed):
    made = generate([], Random(seed), family="hebei", layout="cells", damage=False)
    for row, label in zip(made.document.rows, made.labels, strict=True):
        wanted = {
            "预算规模及资金用途": Label.BUDGET,
            "资金支出计划（%）": Label.PLAN,
            "绩效目标": Label.GOAL,
            "项目编码": Label.IDENTITY,
            "指标值确定依据": Label.HEADER,
        }.get(row.text)
        assert wanted is None or label is wanted


def test_damage_makes_continuations_in_both_directions():
    labels = {label for seed in range(150) for label in generate(RECORDS, Random(seed), layout="rows").labels}
    assert labels == set(Label)


def test_no_records_are_needed():
    assert generate([], Random(1)).gold


def test_an_unknown_family_is_told():
    with pytest.raises(TrainingError, match="tianjin"):
        generate([], Random(1), family="atlantis")


def test_long_tables_have_the_headers_of_the_provinces():
    """Two rows of headers, columns that are numbered, a line that numbers the table: each in some, never an indicator."""
    made = [generate([], Random(seed), family="jingyan", layout="grid", damage=False) for seed in range(40)]
    covered = counted = numbered = 0
    for document in made:
        rows = list(zip(document.document.rows, document.labels, strict=True))
        covered += any(label is Label.HEADER and row.cells[0].covered for row, label in rows)
        counts = [label for row, label in rows if [cell.text for cell in row.cells[:3]] == ["1", "2", "3"]]
        numbers = [
            label for row, label in rows if re.fullmatch(r"(?:部门|预算)?公开\d+表|预算\d+-\d表|附件\d+", row.text)
        ]
        assert {*counts, *numbers} <= {Label.OTHER}
        counted, numbered = counted + bool(counts), numbered + bool(numbers)
    assert min(covered, counted, numbered) > 0
