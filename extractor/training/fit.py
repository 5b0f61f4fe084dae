"""Fitting the models: the same samples give the same bytes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from ..lines.features import row_features
from ..lines.vocabulary import words
from ..repair.typer import HASHES, ROLES, hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .corpus import Sample
    from .recipe import Chain, Columns

_UNSEEN = -20.0
"""Intercept of a role that the training data have no cell of."""
_SEED = 20260101
_STEEP = 0.001
"""A gradient less steep than this is the bottom: what comes later changes no cell's column."""
_OPERATORS = ("≥", "≤", "=", ">", "<", "定量", "定性", "大于等于", "小于等于", "等于", "大于", "小于", "不低于",
    "不超过", "不少于", "不高于", "＝", "＞", "＜", "≧", "≦", ">=", "<=")  # fmt: skip
_MEASURES = (
    *"%个次元人年月天日户家项套件场篇条",
    "万元", "人次", "平方米", "公里", "个月", "工作日", "万人", "分", "小时", "元/人", "吨", "亩", "处", "批", "册", "辆", "台", "栋",
)  # fmt: skip
_EXTRAS = (
    *(str(n) for n in (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30)),
    "10分",
    "5分",
    "20分",
    "10.0",
    "5.00",
    "无",
    "历史数据",
    "正向指标",
    "反向指标",
    "正向",
    "反向",
)


def fit_lines(samples: Iterable[Sample], path: Path, how: Chain) -> None:
    """Train the line classifier: L-BFGS with L1 and L2 penalties (Okazaki's CRFsuite), and write it to `path`."""
    import pycrfsuite  # noqa: PLC0415

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {
            "c1": how.c1,
            "c2": how.c2,
            "max_iterations": how.iterations,
            "delta": how.fall,
            "feature.possible_transitions": True,
            "feature.minfreq": how.seen,
        }
    )
    for sample in samples:
        trainer.append(row_features(sample.document.rows), [label.value for label in sample.labels])
    trainer.train(str(path))


def fit_columns(records: Iterable[dict[str, Any]], path: Path, how: Columns) -> None:
    """Train the column typer on the cells of `records` (flat gold form) and on the vocabulary, and write it to `path`."""
    import numpy as np  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    pairs = sorted(set(_cells(records)) | set(_known_words()))
    random.Random(_SEED).shuffle(pairs)
    model = LogisticRegression(C=how.c, max_iter=how.iterations, tol=_STEEP)
    with threadpool_limits(1):  # sums by several threads differ in their last digits
        fitted = model.fit(_matrix([text for text, _ in pairs]), [role for _, role in pairs])
    weights = np.zeros((HASHES + 1, len(ROLES)))
    weights[HASHES] = _UNSEEN
    for k, role in enumerate(fitted.classes_):
        weights[:HASHES, ROLES.index(role)] = fitted.coef_[k]
        weights[HASHES, ROLES.index(role)] = fitted.intercept_[k]
    with path.open("wb") as stream:
        np.save(stream, weights.astype(np.float32), allow_pickle=False)


def _matrix(texts: Sequence[str]) -> Any:
    """Hashed texts as a sparse matrix of shape (texts, HASHES), each row of length 1."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    found = [hashes(text) for text in texts]
    values = np.concatenate([np.full(len(row), len(row) ** -0.5) for row in found])
    ends = np.cumsum([0, *map(len, found)])
    return csr_matrix((values, np.concatenate(found), ends), shape=(len(texts), HASHES))


def _cells(records: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    for record in records:
        for indicator in record["indicators"]:
            for role in ROLES:
                text = indicator.get(role)
                if isinstance(text, str) and text.strip():
                    yield text.strip(), role


def _known_words() -> Iterable[tuple[str, str]]:
    yield from ((word, "level1") for word in words("name1"))
    yield from ((word, "level2") for word in words("name2"))
    yield from ((word, "operator") for word in _OPERATORS)
    yield from ((word, "measure") for word in _MEASURES)
    yield from ((word, "extra") for word in _EXTRAS)


def gold_of(samples: Sequence[Sample]) -> list[dict[str, Any]]:
    """The gold records of `samples`."""
    return [record for sample in samples for record in sample.gold]
