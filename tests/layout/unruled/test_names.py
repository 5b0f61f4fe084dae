"""Which rows the names of levels cover."""

from __future__ import annotations

import pytest

from extractor.layout.unruled.bands import Name
from extractor.layout.unruled.names import Printed, spread


@pytest.mark.parametrize(("cut", "covers"), [(True, [(0, 1), (2, 2)]), (False, [(0, 0), (1, 2)])])
def test_a_name_that_a_page_end_breaks_has_no_place_of_its_own(cut, covers):
    names = [Name("数量指\n标", 0, 1, 0.0, 2.0, cut), Name("质量指\n标", 4, 6, 4.5, 7.5)]
    rows = Printed([(0.0, 2.0), (2.0, 5.0), (5.0, 8.0)], begins=(), exact=False)
    assert spread(names, rows, 1.0, middle=True) == covers
