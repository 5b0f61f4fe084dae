"""The small documents kept in ``tests/data/made``, so that tests need neither Chromium nor LibreOffice."""

from __future__ import annotations

from pathlib import Path

from tests.maker.documents import PRODUCERS, make_all
from tests.maker.form import FORMS
from tests.maker.gold import read_gold

KEPT = Path("tests/data/made")
"""Below the root of the repository."""

_ZEN, _MING, _KAI, _SERIF = "WenQuanYi Zen Hei", "AR PL UMing CN", "AR PL UKai CN", "Noto Serif CJK SC"
_CHOSEN: dict[str, tuple[str, str, tuple[int, ...]]] = {
    "ruled": (_SERIF, "001", (1,)),
    "ruled-split": (_ZEN, "004", (1, 3)),
    "ruled-split-nohead": (_ZEN, "000", (1, 3)),
    "side-label": (_MING, "002", (1, 3)),
    "borderless": (_ZEN, "001", (1, 3)),
    "borderless-middle": (_ZEN, "000", (1, 3)),
    "horizontal": (_KAI, "001", (3, 5)),
    "two-tables": (_ZEN, "004", (1, 3)),
    "nested": (_ZEN, "001", (1, 5)),
    "small-print-landscape": (_ZEN, "002", (1, 3)),
    "extra-columns": (_ZEN, "000", (1, 3)),
    "no-description": (_ZEN, "001", (1, 5)),
}
"""For each form its typeface, the gold file and the `index` of the records. Chromium draws a Noto typeface as hundreds
of Type 3 fonts, which other readers stumble over, but which are large: one record must do."""


def make_kept(root: Path) -> list[Path]:
    """Make the kept documents anew, below the repository's folder `root`."""
    made = []
    for name, (font, source, indices) in _CHOSEN.items():
        gold = read_gold(root / "training_data" / "gold" / f"{source}.jsonl")
        records = [record for record in gold if record["index"] in indices]
        for producer in PRODUCERS:
            made += make_all(records, FORMS[name].with_font(font), producer, root / KEPT, source)
    return made
