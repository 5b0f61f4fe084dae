from __future__ import annotations

import pytest

from extractor.values.numerals import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1), ("两", 2), ("十", 10), ("十五", 15), ("二十", 20), ("九十九", 99), ("一百零五", 105),
        ("一百二十", 120), ("一千零一十", 1010), ("三万", 30000), ("十二万三千", 123000), ("一亿二千万", 120000000),
        ("一二", None), ("十百", None), ("三百五", None), ("万", None), ("", None), ("人", None),
    ],
)  # fmt: skip
def test_whole_number(text, number):
    assert whole_number(text) == number
