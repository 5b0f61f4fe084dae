"""Scans of tables without ruling, whatever way up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractor.options import Options
from extractor.readers import read
from tests.maker.scan import Kind, copier, grey, render, scan, turn

MADE = Path(__file__).parents[1] / "data" / "made" / "001-borderless-chromium-WenQuanYiZenHei.pdf"


@pytest.mark.parametrize("quarters", [2])
def test_an_unruled_scan_has_the_columns_of_its_print(tmp_path, quarters):
    page = scan(next(iter(render(MADE, 150))), Kind(150, (grey, copier, turn(quarters))), 1)
    Image.fromarray(np.asarray(page)).save(tmp_path / "page.png")
    printed = [row for row in read(MADE, Options()).rows if row.page == 1 and row.table is not None]
    found = read(tmp_path / "page.png", Options()).rows
    wanted = {"".join(cell.text.split()) for row in printed for cell in row.filled}
    seen = {"".join(cell.text.split()) for row in found if row.table is not None for cell in row.filled}
    assert len(wanted & seen) >= 0.9 * len(wanted)
    assert all(cell.confidence is not None for row in found if row.table is not None for cell in row.filled)
