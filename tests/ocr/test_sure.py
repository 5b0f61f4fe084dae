"""What an engine's confidence is worth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.ocr.sure import calibrated


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_surer_letter_is_no_less_worth(one, other):
    low, high = sorted((one, other))
    assert 0 <= calibrated(low) <= calibrated(high) < 1
