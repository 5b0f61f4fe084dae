"""What each rule of `extractor.lines.mend` is worth on forms that the model never saw: ``python -m tests.benchmarks.bench_rules``.

Each form is held out of training in turn, as `extractor evaluate` does, and made-up documents of the held-out forms are
labelled with all rules and with each left out: how many documents are then labelled otherwise, and how many more row labels,
indicators and whole projects are right with the rule than without it.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from extractor.lines import mend
from extractor.training.corpus import Sample, load_dumps, of_family
from extractor.training.evaluate import fit_model, share
from extractor.training.fit import gold_of
from extractor.training.fold import Fold
from extractor.training.recipe import Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.models import Model

DATA = Path(__file__).parents[2] / "training_data"
DOCUMENTS = 4
"""Of each held-out form, layout and damage."""
SEED = 20261122
RULES = mend._PASSES


def main() -> None:
    samples, changed, worth = load_dumps(DATA), Counter[str](), Counter[tuple[str, str]]()
    for form in dict.fromkeys(sample.form for sample in samples):
        with tempfile.TemporaryDirectory() as folder:
            rest = [sample for sample in samples if sample.form != form]
            model = fit_model(rest, Path(folder), Recipe(), without=share(samples, form))
            for document in _held_out(samples, form):
                _add(document, model, changed, worth)
    print(f"{'rule':16} {'changed':>8} {'labels':>8} {'indicators':>11} {'projects':>9}")
    for rule in sorted(RULES, key=lambda rule: -worth[rule.__name__, "projects"]):
        gains = (worth[rule.__name__, what] for what in ("labels", "indicators", "projects"))
        print("{:16} {:8} {:8} {:11} {:9}".format(rule.__name__, changed[rule.__name__], *gains))


def _held_out(samples: Sequence[Sample], form: str) -> Iterator[Sample]:
    records = gold_of([sample for sample in samples if sample.form == form])
    for family in share(samples, form):
        for damage in (False, True):
            yield from of_family(family, records, DOCUMENTS, SEED, damage=damage)
        yield from of_family(family, records, DOCUMENTS, SEED, damage=False, layouts=("stream",))


def _add(document: Sample, model: Model, changed: Counter[str], worth: Counter[tuple[str, str]]) -> None:
    whole = _right(document, model)
    for rule in RULES:
        with patch.object(mend, "_PASSES", tuple(other for other in RULES if other is not rule)):
            without = _right(document, model)
        changed[rule.__name__] += whole != without
        for what, count in whole.items():
            worth[rule.__name__, what] += count - without[what]


def _right(document: Sample, model: Model) -> dict[str, int]:
    """How much of a document is right."""
    fold = Fold(document.form)
    fold.add(document, model)
    labels = sum(count for (gold, given), count in fold.labels.items() if gold is given)
    return {"labels": labels, "indicators": fold.score.exact, "projects": fold.score.perfect}


if __name__ == "__main__":
    main()
