"""What is ink, and what is the paper's grain."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.layout.picture.clean import ink_mask


def sheet(grain, ink):
    """An evened page of some grain with so many rows of ink."""
    draw = np.random.default_rng(1)
    page = np.clip(draw.normal(240, grain, (600, 500)), 0, 255)
    page[20 : 20 + ink, 50:450] = 40
    return page.astype(np.uint8)


@pytest.mark.parametrize("grain", [2.0, 10.0, 18.0])
@pytest.mark.parametrize("ink", [3, 30])
def test_ink_is_told_from_grain_however_little_there_is(grain, ink):
    mask = ink_mask(sheet(grain, ink))
    assert mask[20 : 20 + ink, 50:450].all()
    assert mask.sum() <= 1.01 * 400 * ink


def test_a_blank_page_has_no_ink():
    assert ink_mask(np.full((90, 90), 245, np.uint8)).sum() == 0
