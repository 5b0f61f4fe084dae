"""The small documents kept in ``tests/data/made``, so that tests need neither Chromium nor LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from tests.maker.documents import PRODUCERS, make_all
from tests.maker.form import FORMS
from tests.maker.gold import read_gold

KEPT = Path("tests/data/made")
"""Below the root of the repository."""

_ZEN, _MING, _KAI, _SERIF = "WenQuanYi Zen Hei", "AR PL UMing CN", "AR PL UKai CN", "Noto Serif CJK SC"
_CHOSEN: dict[str, tuple[str, str, tuple[int, ...]]] = {
    "ruled": (_SERIF, "001", (1, 3)),
    "ruled-split": (_ZEN, "004", (25, 39)),
    "ruled-split-nohead": (_ZEN, "004", (13, 25)),
    "side-label": (_MING, "002", (7, 9)),
    "borderless": (_ZEN, "001", (1, 3)),
    "borderless-middle": (_ZEN, "002", (9, 11)),
    "horizontal": (_KAI, "001", (3, 5)),
    "two-tables": (_ZEN, "002", (7, 9)),
    "nested": (_ZEN, "001", (1, 5)),
    "small-print-landscape": (_ZEN, "002", (7, 9, 11)),
    "extra-columns": (_ZEN, "000", (7, 9)),
    "no-description": (_ZEN, "001", (1, 5)),
}
"""For each form its typeface, the gold file and the `index` of the records. Chromium draws a Noto typeface as hundreds
of Type 3 fonts, which readers should meet once, but which are large."""


def make_kept(root: Path) -> list[Path]:
    """Make the kept documents anew, below the repository's folder `root`."""
    made = []
    for name, (font, source, indices) in _CHOSEN.items():
        gold = read_gold(root / "training_data" / "gold" / f"{source}.jsonl")
        records = [record for record in gold if record["index"] in indices]
        for producer in PRODUCERS:
            made += make_all(records, FORMS[name].with_font(font), producer, root / KEPT, source)
    for path in made:
        if path.suffix == ".pdf":
            _shrink(path)
    return made


def _shrink(path: Path) -> None:
    """Pack the objects of a PDF, which Chromium leaves loose; what it draws stays as it is."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
