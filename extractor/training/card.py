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
        "Not meant for other kinds of tables. Limits: forms that print several projects in one long table, and several value "
        "columns, are read in part."
    )


def _folds(folds: Sequence[Fold]) -> str:
    lines = [
        "## Forms held out\n",
        "Each form's documents were left out of training, and so was everything made from their records.\n",
        "| form | row labels right | indicator F1 | perfect projects |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {f.form} | {f.rows_right:.4f} | {f.score.indicator_f1:.4f} | {f.score.perfect_projects:.4f} |"
        for f in folds
    ]
    return "\n".join(lines)


def _reliability(folds: Sequence[Fold], calibration: Calibration) -> str:
    """The reliability curve, each fold judged by a calibration fitted on the others."""
    from .evaluate import calibrate  # noqa: PLC0415

    judged = []
    for fold in folds:
        others = calibrate([pair for other in folds if other is not fold for pair in other.judged])
        judged += [(others(evidence), right) for evidence, right in fold.judged]
    lines = [
        "## Is the confidence honest?\n",
        "Indicators of damaged synthetic documents of held-out records, in forms drawn at random; confidence as fitted on the"
        " other folds.\n",
        "| confidence given | indicators | right in every cell |",
        "|---|---|---|",
    ]
    for low, high in itertools.pairwise(_BINS):
        inside = [right for value, right in judged if low <= value < high]
        if inside:
            lines.append(f"| {low:.2f}–{min(high, 1.0):.2f} | {len(inside)} | {sum(inside) / len(inside):.3f} |")
    lines.append(f"\nThe calibration has {len(calibration.values)} steps.")
    return "\n".join(lines)
