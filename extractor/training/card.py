"""The model card: what a model was trained on, how good it is, and how far its confidence can be trusted."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

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
    parts = [_head(manifest), _folds(folds), _reliability(indicators, records)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def write_taught_card(path: Path, manifest: dict[str, Any]) -> None:
    """Write the card of a model that was taught corrected tables."""
    parts = [
        _taught_head(manifest),
        _curve(manifest["curve"]),
        _old_forms(manifest["old_forms"], manifest["base"]["name"]),
    ]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _taught_head(manifest: dict[str, Any]) -> str:
    files = ", ".join(f"{name} ({one['tables']} tables)" for name, one in manifest["added"].items())
    return (
        "# Model card\n\n"
        f"The model {manifest['base']['name']}, which learned the corrected tables of {files} with extractor {manifest['code']},"
        f" seed {manifest['seed']}. Line classifier: weights moved as far as the tables pay for (MAP adaptation), with made-up"
        " documents as a reminder of the known forms. Column typer and calibration are those of the base; its card says"
        " what it was trained on."
    )


def _curve(points: list[dict[str, Any]]) -> str:
    lines = [
        "## Corrected tables held out\n",
        "The base learned some of the corrected tables and read others; F1 against the records that the corrected labels"
        " give.\n",
        "| tables learned | tables held out | row labels right | tables with every row label right | indicator F1 |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {point['learned']} | {point['held_out']} | {point['rows_right']:.4f} | {point['tables_right']:.4f}"
        f" | {point['indicator_f1']:.4f} |"
        for point in points
    ]
    return "\n".join(lines)


def _old_forms(forms: dict[str, list[float]], base: str) -> str:
    lines = [
        "## Known forms, before and after\n",
        f"Indicator F1. Before: {base}, or the model that this one replaced.\n",
        "| form | before | after |",
        "|---|---|---|",
    ]
    lines += [f"| {form} | {before:.4f} | {after:.4f} |" for form, (before, after) in forms.items()]
    return "\n".join(lines)


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
