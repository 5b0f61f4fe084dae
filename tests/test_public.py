from __future__ import annotations

import subprocess
import sys

import extractor
from extractor.errors import ExitCode


def test_public_names():
    assert extractor.__all__ == sorted(extractor.__all__)
    assert all(getattr(extractor, name) is not None for name in extractor.__all__)
    assert dir(extractor) == sorted(extractor.__all__)


def test_importing_the_package_imports_nothing_heavy():
    code = "import sys, extractor; print([m for m in ('pandas', 'spacy', 'sklearn', 'numpy', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_extraction_needs_neither_scikit_learn_nor_pandas():
    code = (
        "import sys, extractor; extractor.extract('training_data/dumps/003.txt');"
        "print([m for m in ('pandas', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_exit_codes_are_stable():
    assert {code.name: code.value for code in ExitCode} == {
        "OK": 0,
        "FAILURE": 1,
        "USAGE": 2,
        "PARTIAL": 3,
        "FAILED": 4,
        "OUTPUT": 5,
        "MISSING_DEPENDENCY": 6,
        "MODEL": 7,
        "INTERRUPTED": 130,
    }
