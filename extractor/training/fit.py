"""Fitting the models: the same samples give the same bytes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from ..lines.features import row_features
from ..lines.vocabulary import words
from ..repair.typer import ROLES, tokens
from .canonical import canonical_skops

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .corpus import Sample

_HASHES = 2**14
_SEED = 20260101
_OPERATORS = ("≥", "≤", "=", ">", "<", "定量", "定性", "正向指标", "反向指标", "大于等于", "小于等于")
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
)


def fit_lines(samples: Iterable[Sample], path: Path, iterations: int = 100) -> None:
    """Train the line classifier: L-BFGS with L1 and L2 penalties (Okazaki's CRFsuite), and write it to `path`."""
    import pycrfsuite  # noqa: PLC0415

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.05, "c2": 0.02, "max_iterations": iterations, "feature.possible_transitions": True})
    for sample in samples:
        trainer.append(row_features(sample.document.rows), [label.value for label in sample.labels])
    trainer.train(str(path))


def fit_columns(records: Iterable[dict[str, Any]], path: Path) -> None:
    """Train the column typer on the cells of `records` (flat gold form) and on the vocabulary, and write it to `path`."""
    from skops.io import dump  # noqa: PLC0415

    pairs = sorted(set(_cells(records)) | set(_known_words()))
    random.Random(_SEED).shuffle(pairs)
    pipeline = _pipeline()
    pipeline.fit([tokens(text) for text, _ in pairs], [role for _, role in pairs])
    dump(pipeline, path)
    canonical_skops(path)


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


def _pipeline() -> Any:
    from sklearn.feature_extraction import FeatureHasher  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    from sklearn.preprocessing import Normalizer  # noqa: PLC0415

    hasher = FeatureHasher(_HASHES, input_type="string", alternate_sign=False)
    return make_pipeline(hasher, Normalizer(), LogisticRegression(C=30.0, max_iter=300))


def gold_of(samples: Sequence[Sample]) -> list[dict[str, Any]]:
    """The gold records of `samples`."""
    return [record for sample in samples for record in sample.gold]
