from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.assemble.confidence import Calibration, Curve, Steps
from extractor.assemble.evidence import Evidence
from extractor.assemble.record_evidence import RecordEvidence
from extractor.errors import ModelError

FLAT = Steps((0.0,), (0.0,))
FALLING = Steps((0.0, 0.5), (2.0, -2.0))
CHANCES = Steps((-5.0, 0.0), (0.4, 0.9876))
CALIBRATION = Calibration(
    *(Curve((FALLING, *(FLAT for _ in fields(kind)[1:])), CHANCES) for kind in (Evidence, RecordEvidence))
)


def evidence(**parts: float) -> Evidence:
    return Evidence(**(dict.fromkeys((part.name for part in fields(Evidence)), 0.0) | parts))


def test_more_against_a_row_makes_it_less_sure():
    assert [CALIBRATION.indicator(evidence(label=x)) for x in (0.0, 0.49, 0.5, 9.0)] == [0.988, 0.988, 0.4, 0.4]


def test_what_is_dumped_is_loaded(tmp_path):
    CALIBRATION.dump(tmp_path / "confidence.json")
    assert Calibration.load(tmp_path / "confidence.json") == CALIBRATION


@pytest.mark.parametrize("damage", ["parts", "chances", "label"])
def test_a_damaged_calibration_is_refused(tmp_path, damage):
    path = tmp_path / "confidence.json"
    CALIBRATION.dump(path)
    content = json.loads(path.read_text())
    curve = content["indicators"]
    (curve["parts"] if damage == "label" else curve)[damage] = {"starts": [0.0, 1.0], "values": [1.0]}
    path.write_text(json.dumps(content))
    with pytest.raises(ModelError, match="extractor train"):
        Calibration.load(path)


@given(st.lists(st.floats(-10, 10), min_size=1, unique=True).map(sorted), st.floats(-20, 20))
def test_a_step_function_has_the_value_of_the_last_start_reached(starts, x):
    steps = Steps(tuple(starts), tuple(range(len(starts))))
    assert steps(x) == max(0, sum(start <= x for start in starts) - 1)
