from __future__ import annotations

import pytest

from extractor.document import Cell, Row
from extractor.errors import ModelError
from extractor.lines.classifier import CrfClassifier
from extractor.lines.features import row_features


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
