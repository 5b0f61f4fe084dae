"""Learning a few tables: the weights, the likelihood, and what becomes of the model."""

from __future__ import annotations

import numpy as np
import pycrfsuite
import pytest

from extractor.lines.classifier import CrfClassifier
from extractor.lines.features import row_features
from extractor.models import LINES, SHIPPED, shipped_folder
from extractor.training.adapt import adapt, remind, sequence
from extractor.training.chain import loss, make_batch
from extractor.training.corpus import of_family, of_print
from extractor.training.recipe import Addition
from extractor.training.weights import LABELS, Weights, read_weights, write_weights

SHIPPED_LINES = shipped_folder() / SHIPPED / LINES


@pytest.fixture(scope="module")
def weights():
    return read_weights(SHIPPED_LINES)


@pytest.fixture(scope="module")
def made():
    return of_family("wuhan", [], 1, 7, damage=False)


@pytest.fixture(scope="module")
def sequences(made):
    return [sequence(row_features(sample.document.rows), sample.labels, 1.5) for sample in made]


def test_weights_are_written_as_they_are_read(weights, made, tmp_path):
    write_weights(weights, tmp_path / "copy")
    again = read_weights(tmp_path / "copy")
    places = {name: k for k, name in enumerate(weights.attributes)}
    assert set(again.attributes) <= set(places)
    assert (again.state == weights.state[[places[name] for name in again.attributes]]).all()
    assert (again.transitions == weights.transitions).all()
    first, second = (CrfClassifier(path) for path in (SHIPPED_LINES, tmp_path / "copy"))
    for sample in made:
        left, right = first.label(sample.document.rows), second.label(sample.document.rows)
        assert [row.label for row in left] == [row.label for row in right]
        assert np.allclose([row.probability for row in left], [row.probability for row in right])


def test_a_model_of_nothing_but_new_features(tmp_path):
    state = np.zeros((2, len(LABELS)))
    state[0, 1], state[1, 2] = 3.0, -2.5
    write_weights(Weights(("甲", "b\tc"), state, np.eye(len(LABELS))), tmp_path / "made")
    again = read_weights(tmp_path / "made")
    assert dict(zip(again.attributes, again.state.tolist(), strict=True)) == {
        "甲": state[0].tolist(),
        "b\tc": state[1].tolist(),
    }
    assert (again.transitions == np.eye(len(LABELS))).all()


def test_the_likelihood_is_crfsuites(weights, made, sequences):
    batch = make_batch(sequences, {name: k for k, name in enumerate(weights.attributes)})
    tagger = pycrfsuite.Tagger()
    tagger.open(str(SHIPPED_LINES))
    expected = 0.0
    for sample in made:
        tagger.set(row_features(sample.document.rows))
        expected -= 1.5 * np.log(tagger.probability([label.value for label in sample.labels]))
    assert loss(batch, weights.state, weights.transitions)[0] == pytest.approx(expected, rel=1e-6)


def test_the_gradient_is_the_slope(weights, sequences):
    batch = make_batch(sequences, {name: k for k, name in enumerate(weights.attributes)})
    _, by_state, by_moves = loss(batch, weights.state, weights.transitions)
    step = 1e-5
    steepest = np.unravel_index(np.abs(by_state).argmax(), by_state.shape)
    for matrix, gradient, at in [
        (weights.state, by_state, steepest),
        (weights.transitions, by_moves, np.unravel_index(np.abs(by_moves).argmax(), by_moves.shape)),
    ]:
        values = []
        for sign in (1, -1):
            moved = matrix.copy()
            moved[at] += sign * step
            pair = (moved, weights.transitions) if matrix is weights.state else (weights.state, moved)
            values.append(loss(batch, *pair)[0])
        assert gradient[at] == pytest.approx((values[0] - values[1]) / (2 * step), rel=1e-3)


def test_what_is_learned_is_known_and_the_rest_not_forgotten(weights, made, tmp_path):
    """Tables whose goals are called purposes: after learning three, the others are labelled so too."""
    renamed = {"field.goal": "field.purpose"}
    pool = of_print("jinzhai", "rows", [], 5, ("form", "projects"))
    wanted = [
        [LABELS[[x.value for x in LABELS].index(renamed.get(label, label))] for label in one.labels] for one in pool
    ]
    added = [sequence(row_features(one.document.rows), labels, 20.0) for one, labels in zip(pool, wanted, strict=True)]
    old = remind([sequence(row_features(one.document.rows), one.labels) for one in made])
    taught = adapt(weights, added[:3], old, Addition())
    write_weights(taught, tmp_path / "a")
    write_weights(adapt(weights, added[:3], old, Addition()), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    read = CrfClassifier(tmp_path / "a")
    for one, labels in zip(pool[3:], wanted[3:], strict=True):
        right = sum(row.label is label for row, label in zip(read.label(one.document.rows), labels, strict=True))
        assert right >= 0.97 * len(labels)
    for one in made:
        right = sum(row.label is label for row, label in zip(read.label(one.document.rows), one.labels, strict=True))
        assert right >= 0.97 * len(one.labels)
