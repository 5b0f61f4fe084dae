"""Which ink of a line belongs to which letter."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.picture.inked import ink_of_letters


def columns(*spans):
    found = np.zeros(100, bool)
    for start, end in spans:
        found[start:end] = True
    return found


def test_the_widest_paper_parts_letters_not_that_inside_them():
    inked = columns((0, 4), (6, 10), (13, 23))  # 小, and a letter after it
    assert ink_of_letters(inked, [5, 18]) == [(0, 10), (13, 23)]


def test_letters_that_touch_are_parted_between_their_middles():
    assert ink_of_letters(columns((0, 20)), [5, 14]) == [(0, 10), (10, 20)]


def test_a_letter_on_paper_is_that_of_the_nearest_ink():
    assert ink_of_letters(columns((0, 10), (12, 14), (40, 50)), [5, 19, 45]) == [(0, 10), (12, 14), (40, 50)]


def test_where_there_is_no_ink_letters_have_none():
    assert ink_of_letters(columns(), [5, 60]) == [None, None]


def test_no_letters_have_no_ink():
    assert ink_of_letters(columns((0, 10)), []) == []


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_all_ink_belongs_to_some_letter_in_order(inked, shares):
    found = [span for span in ink_of_letters(np.array(inked), sorted(share * len(inked) for share in shares)) if span]
    assert found or not any(inked)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(any(start <= k < end for start, end in found) for k in np.flatnonzero(inked))
