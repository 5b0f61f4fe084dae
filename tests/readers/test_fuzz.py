"""Damaged documents give records or an error that the package raises on purpose; tests/benchmarks/bench_fuzz.py tries more."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.errors import ExtractorError
from extractor.result import Extraction
from tests.readers.mutations import mutated, originals

ORIGINALS = originals()


@pytest.mark.parametrize("seed", range(60))
def test_damage_gives_records_or_a_typed_error(model, tmp_path, seed):
    name, data = ORIGINALS[seed % len(ORIGINALS)]
    path = tmp_path / name
    path.write_bytes(mutated(data, seed))
    outcome = outcome_of(path, model)
    assert isinstance(outcome, Extraction) or name in str(outcome)


def outcome_of(path, model):
    try:
        return extract(path, model=model)
    except ExtractorError as error:
        return error
