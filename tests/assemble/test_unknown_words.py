"""A form in words that nobody knows, with the row labels that a model has learned: where its cells stand tells what they are."""

from __future__ import annotations

import dataclasses

import pytest

from extractor.assemble import assemble
from extractor.document import Document
from extractor.lines.labels import Label
from tests.assemble.builders import lines, row

FIELDS = (
    (("责任主体：水务局（计量：万元）",), Label.UNIT),
    (("事项", "河塘清淤", "牵头人", "张某"), Label.IDENTITY),
    (("为何办", "解决河塘淤积。"), Label.PURPOSE),
    (("办成啥样", "全年清淤到位。"), Label.GOAL),
)
HEADER = (("看哪方面", "细分", "看什么", "做到多少", "凭什么"), Label.HEADER)
INDICATORS = (
    (("做什么", "量", "清淤河塘", "≥23处", "年初计划"), Label.INDICATOR),
    (("", "质", "验收合格率", "95%", "行业规范"), Label.INDICATOR),
    (("带来什么", "百姓", "受益人数", "1682人", "统计口径"), Label.INDICATOR),
)


def read(model, rows, layout="grid"):
    document = Document("a", "0" * 64, "text", layout, tuple(each.row for each in rows))
    return assemble(document, rows, model.columns, model.confidence)


@pytest.mark.parametrize("layout", ["grid", "rows", "cells"])
def test_a_form_in_unknown_words(model, layout):
    rows = [*FIELDS, HEADER, *INDICATORS]
    labelled = [line for each in rows for line in lines(*each)] if layout == "cells" else [row(*each) for each in rows]
    (record,) = read(model, labelled, layout)
    found = [(one.level1, one.level2, one.level3, one.target.text, one.extra) for one in record.indicators]
    assert found == [
        ("做什么", "量", "清淤河塘", "≥23处", {"凭什么": "年初计划"}),
        ("做什么", "质", "验收合格率", "95%", {"凭什么": "行业规范"}),
        ("带来什么", "百姓", "受益人数", "1682人", {"凭什么": "统计口径"}),
    ]
    assert (record.project_name, record.unit_name, record.money_unit) == ("河塘清淤", "水务局", "万元")
    assert (record.purpose, record.goals) == ("解决河塘淤积。", ["全年清淤到位。"])
    assert record.extra == {"牵头人": "张某"}
    assert [(repair.field, repair.rule) for repair in record.repairs] == [("project_name", "label-guessed")]


def test_a_header_is_believed_only_where_the_labels_are_sure(model):
    rows = [row(*each) for each in (HEADER, *INDICATORS)]
    doubtful = [rows[0], dataclasses.replace(rows[1], probability=0.6), *rows[2:]]
    assert [len(read(model, labelled)) for labelled in (rows, doubtful)] == [1, 0]


def test_columns_without_targets_are_none(model):
    rows = [row(("编码", "摘要", "去向"), Label.HEADER)]
    rows += [
        row((code, name, "甲市财政局"), Label.INDICATOR)
        for code, name in (("2010301", "行政运行"), ("2010302", "机关"))
    ]
    assert read(model, rows) == []
