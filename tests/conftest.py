"""What all tests share: the shipped model, the labelled dumps, and hypothesis without deadlines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from extractor.models import Model, load_model
from extractor.training.corpus import Sample, load_dumps

settings.register_profile("extractor", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("extractor")

TRAINING_DATA = Path(__file__).parent.parent / "training_data"


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="session")
def samples() -> list[Sample]:
    return load_dumps(TRAINING_DATA)


@pytest.fixture(scope="session")
def dumps() -> list[Path]:
    return sorted((TRAINING_DATA / "dumps").glob("*.txt"))
