"""What survives damage: ``python tests/benchmarks/bench_damage.py``.

Every dump is damaged on purpose, with three seeds a kind, and the records of the damaged dump are compared with those of the
whole one: the share of projects with every field and every row the same, and the F1 of indicators.
"""

from __future__ import annotations

import random
from pathlib import Path

from extractor.models import load_model
from extractor.options import Options
from extractor.pipeline import extract_document
from extractor.readers.text import read_text
from extractor.training.scoring import Score, flatten, score
from extractor.training.synthesis import KINDS, damage_text

DUMPS = sorted((Path(__file__).parents[2] / "training_data" / "dumps").glob("*.txt"))
SEEDS = range(101, 104)


def main() -> None:
    model, options = load_model(), Options()
    texts = [path.read_text(encoding="utf-8") for path in DUMPS]
    whole = [extract_document(read_text(text.encode(), "a", "", options), model).projects for text in texts]
    gold = [[flatten(project) for project in projects] for projects in whole]
    print(f"{'damage':16} {'projects the same':>18} {'indicator F1':>13}")
    for kind in KINDS:
        total = Score()
        for seed in SEEDS:
            for text, expected in zip(texts, gold, strict=True):
                data = damage_text(text, random.Random(seed), kind).encode()
                total.add(score(expected, extract_document(read_text(data, "a", "", options), model).projects))
        print(f"{kind:16} {total.perfect_projects:18.4f} {total.indicator_f1:13.4f}")


if __name__ == "__main__":
    main()
