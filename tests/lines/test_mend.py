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
