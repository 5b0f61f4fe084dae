from __future__ import annotations

import random
from dataclasses import fields

from extractor.assemble.evidence import Evidence
from extractor.training.calibrate import fit_curve

PARTS = [part.name for part in fields(Evidence)]


def judged(seed: int, count: int = 1500, *, wrong: float = 0.01) -> list[tuple[Evidence, bool]]:
    """Indicators that are wrong more often the less sure their label is; the other evidence says nothing."""
    rng = random.Random(seed)
    found = []
    for _ in range(count):
        doubt = rng.choice((0.0, 0.0, 0.0, 1.0))
        parts = dict.fromkeys(PARTS, 0.0) | {"label": doubt, "unnamed": rng.random()}
        found.append((Evidence(**parts), rng.random() > (0.4 if doubt else wrong)))
    return found


def test_confidence_is_near_the_share_that_is_right_and_never_above_the_ceiling():
    curve, reliability = fit_curve({str(seed): judged(seed) for seed in range(4)}, Evidence, 400)
    sure, doubted = (
        curve(Evidence(**(dict.fromkeys(PARTS, 0.0) | {"label": doubt, "unnamed": 0.5}))) for doubt in (0.0, 1.0)
    )
    assert 0.97 < sure <= 0.995
    assert 0.5 < doubted < 0.62
    assert len(reliability) == 6000
    for given in {value for value, _ in reliability}:
        right = [right for value, right in reliability if value == given]
        assert len(right) < 200 or sum(right) / len(right) > given - 0.03


def test_a_form_that_differs_from_the_others_lowers_what_is_given():
    alike, _ = fit_curve({str(seed): judged(seed) for seed in range(4)}, Evidence, 400)
    differing, _ = fit_curve(
        {str(seed): judged(seed, wrong=0.2 if seed == 3 else 0.01) for seed in range(4)}, Evidence, 400
    )
    assert max(differing.chances.values) < max(alike.chances.values) - 0.03


def test_nothing_to_learn_from():
    curve, reliability = fit_curve({"a": [(evidence, True) for evidence, _ in judged(1, 50)]}, Evidence, 400)
    assert reliability
    assert curve(judged(1, 1)[0][0]) <= 0.995
    assert fit_curve({}, Evidence, 400)[0](judged(1, 1)[0][0]) == 0
