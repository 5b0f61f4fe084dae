from __future__ import annotations

import pytest

from extractor.document import Cell, Row
from extractor.errors import ModelError
from extractor.lines.classifier import CrfClassifier, _below_merged, _outside
from extractor.lines.features import row_features
from extractor.lines.labels import Label


def test_nearly_all_rows_of_the_dumps_are_labelled_right(model, samples):
    for sample in samples:
        labelled = model.lines.label(sample.document.rows)
        right = sum(row.label is label for row, label in zip(labelled, sample.labels, strict=True))
        assert right / len(labelled) > 0.998, sample.form
        assert all(0 <= row.probability <= 1 and 0 <= row.continues <= 1 for row in labelled)


def test_nothing_to_label(model):
    assert model.lines.label([]) == []


def test_features_do_not_name_texts():
    """What is seen of a project's own words is their shape, so that it holds for other projects."""
    first, second = ([Row((Cell(text),))] for text in ("扶持孵化中心方法", "迎接创文检查事务"))
    assert row_features(first) == row_features(second)


def test_a_pickle_is_refused_by_its_content(tmp_path):
    path = tmp_path / "lines.crfsuite"
    path.write_bytes(b"\x80\x04K\x01.")
    with pytest.raises(ModelError, match="not a CRFsuite model"):
        CrfClassifier(path)
    with pytest.raises(ModelError, match="no such model"):
        CrfClassifier(tmp_path / "none")


def _row(text: str, *, table: int | None, covered: bool = False) -> Row:
    return Row((Cell(text, covered=covered), Cell("≥90%", column=1)), page=1, table=table)


def test_text_beside_a_table_of_its_page_is_no_row_of_it():
    rows = [_row("数量指标", table=None), _row("资金安排", table=0), _row("第 3 页", table=None)]
    assert _outside(rows, [Label.INDICATOR, Label.INDICATOR, Label.OTHER]) == [0]


def test_the_rest_of_a_title_stays_one():
    rows = [_row("2026年部门预算", table=None), _row("绩效目标表", table=None), _row("资金安排", table=0)]
    assert _outside(rows, [Label.TITLE, Label.UP, Label.INDICATOR]) == []
    assert _outside(rows, [Label.INDICATOR, Label.UP, Label.INDICATOR]) == [0, 1]


def test_lines_of_pages_without_tables_may_be_anything():
    rows = [_row("数量指标", table=None), _row("数量指标", table=None)]
    assert _outside(rows, [Label.INDICATOR, Label.UP]) == []


def test_a_row_below_a_merged_cell_is_a_row_of_its_own():
    rows = [_row("产出指标", table=0), _row("", table=0, covered=True), _row("面积", table=0)]
    assert _below_merged(rows, [Label.INDICATOR, Label.UP, Label.UP]) == [1]
    assert _below_merged(rows, [Label.INDICATOR, Label.INDICATOR, Label.UP]) == []
