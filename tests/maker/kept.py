"""The small documents kept in ``tests/data/made``, so that tests need no program."""

from __future__ import annotations

from pathlib import Path

from tests.maker.documents import PRODUCERS, make_all
from tests.maker.form import FORMS
from tests.maker.gold import read_gold

KEPT = Path("tests/data/made")


def make_kept(root: Path) -> list[Path]:
    """Make the kept documents anew, below the repository's folder `root`."""
    gold = root / "training_data" / "gold"
    made = []
    for number, form in enumerate(FORMS.values()):
        source = _SOURCES[number % len(_SOURCES)]
        records = sorted(read_gold(gold / f"{source}.jsonl"), key=lambda record: len(record["indicators"]))[:2]
        for producer in PRODUCERS:
            made += make_all(records, form, producer, root / KEPT, source)
    return made


_SOURCES = ("001", "000", "004")
