from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.assemble.readings import _issues
from extractor.document import Cell, Document, Mend, Row
from extractor.pipeline import extract_document

TABLE = (
    ("甲经费绩效目标表",),
    ("单位：万元",),
    ("项目名称", "甲经费"),
    ("预算数", "5.00", "其中：财政资金", "5.00"),
    ("绩效目标", "做好甲工作"),
    ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"),
    ("产出指标", "数量指标", "巡查次数", "巡查次数", "≥3次"),
    ("效益指标", "社会效益指标", "社会影响", "社会影响", "良好"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "群众满意度", "≥90%"),
)


def document(confidence, mends=()):
    rows = []
    for n, texts in enumerate(TABLE):
        table = 0 if n > 1 else None
        doubt = n == 6
        cells = tuple(
            Cell(text, k, confidence=confidence if doubt and k == 4 else 0.999, mends=mends if doubt and k == 4 else ())
            for k, text in enumerate(texts)
        )
        rows.append(Row(cells, page=1, table=table))
    return Document("scan.png", "0" * 64, "scan", "grid", tuple(rows), 1)


def test_doubt_of_the_engine_lowers_the_confidence_and_is_told(model):
    (sure,) = extract_document(document(0.999), model).projects
    (doubted,) = extract_document(document(0.6), model).projects
    assert doubted.indicators[0].confidence < 0.7 * sure.indicators[0].confidence
    assert doubted.indicators[1].confidence == sure.indicators[1].confidence
    assert [issue.page for issue in doubted.issues if issue.code == "ocr-doubtful"] == [1]
    assert not [issue for issue in sure.issues if issue.code == "ocr-doubtful"]


def paid(confidence):
    page = document(0.999)
    rows = list(page.rows)
    cells = list(rows[3].cells)
    cells[1] = replace(cells[1], confidence=confidence)
    rows[3] = replace(rows[3], cells=tuple(cells))
    return replace(page, rows=tuple(rows))


@pytest.mark.parametrize(("confidence", "code"), [(0.99, None), (0.95, "money-doubtful"), (0.8, "ocr-doubtful")])
def test_a_sum_of_money_is_flagged_sooner_than_other_cells(model, confidence, code):
    (project,) = extract_document(paid(confidence), model).projects
    codes = {issue.code for issue in project.issues} & {"money-doubtful", "ocr-doubtful"}
    assert codes == ({code} if code else set())


def without_parts(confidence, *amounts):
    page = document(confidence)
    rows = [replace(row, cells=tuple(replace(cell, confidence=confidence) for cell in row.cells)) for row in page.rows]
    rows[3] = replace(rows[3], cells=tuple(Cell(text, k, confidence=confidence) for k, text in enumerate(amounts)))
    return replace(page, rows=tuple(rows))


BLANK, MERGED = ("预算数", "5.00", "其中：财政资金", ""), ("预算数", "5.00", "其中：财15.00其他资金\n政资金")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (document(0.999), 0),
        (without_parts(0.999, *BLANK), 1),
        (without_parts(0.999, *MERGED), 1),
        (without_parts(None, *BLANK), 0),
    ],
)
def test_parts_without_an_amount_are_told_on_scans(model, page, told):
    (project,) = extract_document(page, model).projects
    assert [issue.field for issue in project.issues if issue.code == "missing-part"] == ["budget"] * told


def test_a_doubted_sum_is_named(model):
    page = paid(0.95)
    rows = [
        replace(row, cells=tuple(replace(c, text="12.50" if c.text == "5.00" else c.text) for c in row.cells))
        for row in page.rows
    ]
    (project,) = extract_document(replace(page, rows=tuple(rows)), model).projects
    found = [issue for issue in project.issues if issue.code == "money-doubtful"]
    assert [issue.field for issue in found] == ["budget.total", "budget.fiscal"]
    assert all("12.50" in issue.message and issue.page == 1 for issue in found)


def test_a_repair_made_while_reading_is_listed(model):
    mend = Mend(">3次", "≥3次", "ocr-sign", 0.93)
    (project,) = extract_document(document(0.93, (mend,)), model).projects
    (repair,) = [repair for repair in project.repairs if repair.rule == "ocr-sign"]
    assert (repair.field, repair.pieces, repair.to) == ("indicators[0].target", [">3次"], "≥3次")


def test_a_repair_that_is_only_proposed_is_an_issue():
    mend = Mend(">3次", "≥3次", "ocr-sign", 0.5, done=False)
    (issue,) = _issues([Cell(">3次", confidence=0.95, mends=(mend,))], 2)
    assert (issue.code, issue.severity, issue.page) == ("ocr-proposal", "info", 2)
    assert "≥3次" in issue.message
