"""The model card: what a model was trained on, how good it is, and how far its confidence can be trusted."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..assemble.confidence import Calibration
    from .evaluate import Fold

CARD = "MODEL_CARD.md"
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


def write_card(path: Path, manifest: dict[str, Any], folds: Sequence[Fold], calibration: Calibration) -> None:
    """Write the card as Markdown."""
    parts = [_head(manifest), _folds(folds), _reliability(folds, calibration)]
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
    from .evaluate import macro_f1  # noqa: PLC0415

    figures = (
        fold.rows_right,
        macro_f1(fold.labels),
        fold.tables_right / max(fold.tables, 1),
        fold.score.indicator_f1,
        fold.score.perfect_projects,
    )
    return f"| {fold.name} | {' | '.join(f'{figure:.4f}' for figure in figures)} |"


def _reliability(folds: Sequence[Fold], calibration: Calibration) -> str:
    """The reliability curve, each fold judged by a calibration fitted on the others."""
    from .calibrate import calibrate  # noqa: PLC0415

    judged = []
    for fold in folds:
        others = calibrate([pair for other in folds if other.form != fold.form for pair in other.judged])
        judged += [(others(evidence), right) for evidence, right in fold.judged]
    lines = [
        "## Is the confidence honest?\n",
        "Indicators of the made-up forms above, clean, damaged and as raw dumps; confidence as fitted on the other folds.\n",
        "| confidence given | indicators | right in every cell |",
        "|---|---|---|",
    ]
    for low, high in itertools.pairwise(_BINS):
        inside = [right for value, right in judged if low <= value < high]
        if inside:
            lines.append(f"| {low:.2f}–{min(high, 1.0):.2f} | {len(inside)} | {sum(inside) / len(inside):.3f} |")
    lines.append(f"\nThe calibration has {len(calibration.values)} steps.")
    return "\n".join(lines)
