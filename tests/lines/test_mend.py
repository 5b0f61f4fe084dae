from __future__ import annotations

import pytest

from extractor.document import Cell, Row
from extractor.lines.labels import Label
from extractor.lines.mend import mend_labels

BLANK = Row((Cell(""), Cell(" ", 1)))
SECOND = Row((Cell("", 0, covered=True), Cell("", 1, covered=True), Cell("新罗区", 2)))
BESIDE = Row((Cell("", 0, covered=True), Cell("产出指标", 1), Cell("长度", 2)))
LINE = Row((Cell("项目名称"),))


@pytest.mark.parametrize(
    ("rows", "labels", "heads", "mended"),
    [
        ([BLANK], ["indicator"], [False], ["other"]),
        ([SECOND, SECOND], ["header", "indicator"], [True, False], ["header", "header"]),
        ([BESIDE, BESIDE], ["header", "indicator"], [True, False], ["header", "indicator"]),
        ([SECOND], ["indicator"], [False], ["indicator"]),
        ([LINE, LINE], ["field.identity", "continuation.up"], [True, True], ["header", "continuation.up"]),
        ([LINE], ["field.identity"], [False], ["field.identity"]),
    ],
)
def test_what_the_print_decides(rows, labels, heads, mended):
    assert mend_labels(rows, [Label(label) for label in labels], heads) == [Label(label) for label in mended]


def test_a_purpose_that_was_wrapped_goes_on():
    marked, plain = (Row((Cell("用于"),), indented=indented) for indented in (True, False))
    labels = [Label.PURPOSE, Label.OTHER, Label.OTHER, Label.GOAL]
    found = mend_labels([marked, plain, plain, marked], labels, [False] * 4)
    assert found == [Label.PURPOSE, Label.UP, Label.UP, Label.GOAL]
    apart = Row((Cell("3"),), gap=1)
    assert mend_labels([marked, apart, apart, marked], labels, [False] * 4) == labels
