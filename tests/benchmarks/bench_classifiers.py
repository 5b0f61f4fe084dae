"""Is the chain worth it? ``python tests/benchmarks/bench_classifiers.py``.

The line classifier (a CRF) beside scikit-learn's logistic regression on the very same features, each form held out in turn:
share of row labels that are right.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from extractor.lines.classifier import CrfClassifier
from extractor.lines.features import row_features
from extractor.training.corpus import load_dumps, synthetic
from extractor.training.fit import fit_lines, gold_of
from extractor.training.wear import worn

DOCUMENTS, SEED = 150, 20260101


def main() -> None:
    samples = load_dumps(Path(__file__).parents[2] / "training_data")
    print(f"{'held out':10} {'CRF':>8} {'logistic regression':>20}")
    for held in samples:
        rest = [sample for sample in samples if sample is not held]
        rng = random.Random(SEED)
        train = [*rest, *(worn(sample, rng) for sample in rest), *synthetic(gold_of(rest), DOCUMENTS, SEED)]
        with tempfile.TemporaryDirectory() as folder:
            fit_lines(train, Path(folder) / "lines.crfsuite")
            chain = [row.label for row in CrfClassifier(Path(folder) / "lines.crfsuite").label(held.document.rows)]
        plain = make_pipeline(FeatureHasher(2**16, input_type="string"), LogisticRegression(max_iter=200, C=10))
        plain.fit(
            [row for sample in train for row in row_features(sample.document.rows)],
            [label.value for sample in train for label in sample.labels],
        )
        single = plain.predict(row_features(held.document.rows))
        count = len(held.labels)
        crf = sum(a is b for a, b in zip(chain, held.labels, strict=True)) / count
        logistic = sum(a == b.value for a, b in zip(single, held.labels, strict=True)) / count
        print(f"{held.form:10} {crf:8.4f} {logistic:20.4f}")


if __name__ == "__main__":
    main()
