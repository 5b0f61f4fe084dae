"""The notebooks are committed with what they show; pytest runs them by itself (nbmake)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
_MACHINE = re.compile(r"/(?:home|root|tmp|work|Users|var|usr|opt)/|[A-Z]:\\\\|Traceback|Warning")


def test_there_are_three():
    assert len(NOTEBOOKS) == 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_was_run_in_order_and_shows_no_machine(path):
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell["outputs"] for cell in cells)
    for cell in cells:
        assert not _MACHINE.search(json.dumps(cell["outputs"], ensure_ascii=False)), cell["source"]
