from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

from extractor.errors import TrainingError
from extractor.pipeline import extract_document
from extractor.training.corpus import load_dumps
from extractor.training.evaluate import fit_model
from extractor.training.fit import gold_of
from extractor.training.fold import fold_of
from extractor.training.recipe import Corpus, Recipe
from extractor.training.scoring import flatten, score
from extractor.training.wear import worn


def test_the_same_data_give_the_same_bytes(samples, tmp_path):
    few = [sample for sample in samples if sample.form == "003"]
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
        fit_model(few, folder, Recipe(1, Corpus(synthetic_documents=5)))
    for path in folders[0].iterdir():
        assert path.read_bytes() == (folders[1] / path.name).read_bytes()


def test_a_model_of_one_form_reads_that_form(samples, tmp_path):
    few = [sample for sample in samples if sample.form == "003"]
    model = fit_model(few, tmp_path, Recipe(1, Corpus(synthetic_documents=0)))
    judged = fold_of("003", few, model).judged
    assert [len(judged), sum(len(record.indicators) for record in judged)] == [6, 54]


def test_worn_copies_keep_their_labels_and_letters(samples):
    for sample in samples:
        copy = worn(sample, random.Random(4))
        assert len(copy.labels) == len(copy.document.rows)
        assert set(copy.labels) >= set(sample.labels)
        letters = sum(len(cell.text) for row in sample.document.rows for cell in row.cells)
        assert sum(len(cell.text) for row in copy.document.rows for cell in row.cells) >= letters


def test_data_that_cannot_be_used(tmp_path):
    with pytest.raises(TrainingError, match=r"no dumps"):
        load_dumps(tmp_path)
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / "a.txt").write_text("甲\n", encoding="utf-8")
    with pytest.raises(TrainingError, match="labels"):
        load_dumps(tmp_path)


def test_scores_count_what_is_missing(model, samples):
    sample = samples[3]
    projects = extract_document(sample.document, model).projects
    projects[0].indicators.pop()
    projects[0].title = "乙"
    found = score([flatten(p) for p in extract_document(sample.document, model)], projects)
    assert found.gold - found.exact == 1
    assert found.perfect == found.projects - 1
    assert dict(found.wrong) == {"title": 1}
    assert gold_of([sample])


def test_features_do_not_depend_on_the_hash_seed(dumps):
    code = (
        "import hashlib; from extractor.lines.features import row_features; from extractor.options import Options;"
        f"from extractor.readers.text import read_text; data = open({str(dumps[0])!r}, 'rb').read();"
        "print(hashlib.sha256(repr(row_features(read_text(data, 'a', '', Options()).rows)).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
