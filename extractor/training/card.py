"""The model card: what a model was trained on, how good it is, and how far its confidence can be trusted."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

from ..lines.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .calibrate import Reliability
    from .fold import Fold

CARD = "MODEL_CARD.md"
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)


def write_card(
    path: Path, manifest: dict[str, Any], folds: Sequence[Fold], indicators: Reliability, records: Reliability
) -> None:
    """Write the card as Markdown. `indicators` and `records`: the confidence of each and whether it was right."""
    parts = [_head(manifest), _folds(folds), _confusions(folds), _reliability(indicators, records)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _head(manifest: dict[str, Any]) -> str:
    return (
        "# Model card\n\n"
        f"Line classifier (linear-chain CRF), column typer (logistic regression) and calibration of extractor "
        f"{manifest['code']}, for 绩效目标表 in Chinese. Trained on {len(manifest['data'])} files of labelled dumps and gold "
        f"records (hashes in manifest.json) and on {manifest['synthetic_documents']} synthetic documents made from their "
        f"records, seed {manifest['seed']}. Only odd tables have gold records; row labels cover every row.\n\n"
        "Not meant for other kinds of tables."
    )


def _folds(folds: Sequence[Fold]) -> str:
    lines = [
        "## Forms held out\n",
        "Each form was left out of training, and so was everything made from the records that its documents print. The"
        " numbered forms are the hand-labelled dumps; the others are made up after forms of other provinces, with 0 labelled"
        " tables of theirs.\n",
        "| form | row labels right | row labels, macro F1 | tables with every row label right | indicator F1 | perfect projects |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_fold_line(fold) for fold in folds]
    return "\n".join(lines)


def _fold_line(fold: Fold) -> str:
    from .fold import macro_f1  # noqa: PLC0415

    figures = (
        fold.rows_right,
        macro_f1(fold.labels),
        fold.tables_right / max(fold.tables, 1),
        fold.score.indicator_f1,
        fold.score.perfect_projects,
    )
    return f"| {fold.name} | {' | '.join(f'{figure:.4f}' for figure in figures)} |"


def _confusions(folds: Sequence[Fold]) -> str:
    """Rows of the undamaged forms by the label they have (down) and the label they were given (across)."""
    counts = Counter[tuple[Label, Label]]()
    for fold in folds:
        if not fold.how:
            counts.update(fold.labels)
    lines = [
        "## Which labels are taken for which\n",
        "Rows of the undamaged held-out forms: down the label they have, across the label they were given.\n",
        f"| | {' | '.join(map(str, Label))} |",
        "|---" * (len(Label) + 1) + "|",
    ]
    lines += [f"| {has} | {' | '.join(str(counts[has, given] or '') for given in Label)} |" for has in Label]
    return "\n".join(lines)


def _reliability(indicators: Reliability, records: Reliability) -> str:
    """The reliability curves."""
    lines = [
        "## Is the confidence honest?\n",
        "Indicators and records of the made-up forms above, clean and damaged; the confidence of each form as fitted on the"
        " others. Letters that were read wrongly are no part of it: the engine that reads them doubts them itself.\n",
        "| confidence given | indicators | right in every cell | records | right in everything |",
        "|---|---|---|---|---|",
    ]
    for low, high in itertools.pairwise(_BINS):
        figures = (*_bin(indicators, low, high), *_bin(records, low, high))
        lines.append(f"| {low:.2f}–{min(high, 1.0):.2f} | {' | '.join(figures)} |")
    return "\n".join(lines)


def _bin(judged: Reliability, low: float, high: float) -> tuple[str, str]:
    """How many were given such a confidence, and the share of them that is right."""
    inside = [right for value, right in judged if low <= value < high]
    return str(len(inside)), f"{sum(inside) / len(inside):.4f}" if inside else "–"
