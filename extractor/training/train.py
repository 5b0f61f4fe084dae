"""Training a model folder from labelled documents: fit, judge on held-out forms, calibrate, write manifest and card."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..errors import OutputError
from ..models import COLUMNS, CONFIDENCE, LINES, MANIFEST, PIECES, digest
from .calibrate import calibrate
from .card import CARD, write_card
from .corpus import load_dumps
from .evaluate import RAW, Fold, fit_model, leave_one_out, macro_f1

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENTS = 600
"""Synthetic documents that a model is trained on beside the labelled ones."""
SEED = 20260101


def train(
    data: Path, out: Path, *, documents: int = DOCUMENTS, seed: int = SEED, progress: Callable[[str], None] = print
) -> dict[str, Any]:
    """Train a model on the folder `data` and write it to the folder `out`; give its manifest.

    The same data, code and arguments give the same bytes. The model replaces one that stands in `out` only when it is
    whole.

    Raises:
        TrainingError: the data cannot be used.
        OutputError: `out` cannot be written.
    """
    samples = load_dumps(data)
    folds = []
    for fold in leave_one_out(samples, documents, seed):
        folds.append(fold)
        progress(f"without {fold.name}: rows right {fold.rows_right:.4f}, indicator F1 {fold.score.indicator_f1:.4f}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fit_model(samples, folder, documents, seed)
        judged = [pair for fold in folds if fold.how != RAW for pair in fold.judged]
        calibration = calibrate(judged)
        calibration.dump(folder / CONFIDENCE)
        manifest = _manifest(folder, data, folds, documents, seed)
        _write_json(folder / MANIFEST, manifest)
        write_card(folder / CARD, manifest, folds, calibration)
        _publish(folder, out)
    return manifest


def _manifest(folder: Path, data: Path, folds: list[Fold], documents: int, seed: int) -> dict[str, Any]:
    inputs = sorted(path for part in ("dumps", "labels", "gold") for path in (data / part).iterdir() if path.is_file())
    return {
        "format": 1,
        "code": __version__,
        "seed": seed,
        "synthetic_documents": documents,
        "data": {path.relative_to(data).as_posix(): digest(path.read_bytes()) for path in inputs},
        "files": {name: digest((folder / name).read_bytes()) for name in (LINES, PIECES, COLUMNS, CONFIDENCE)},
        "held_out": {
            fold.name: {
                "rows_right": round(fold.rows_right, 4),
                "row_label_f1": round(macro_f1(fold.labels), 4),
                "indicator_f1": round(fold.score.indicator_f1, 4),
                "perfect_projects": round(fold.score.perfect_projects, 4),
            }
            for fold in folds
        },
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _publish(folder: Path, out: Path) -> None:
    """Copy a finished model to where it is wanted; the manifest last, so that half a model is never taken for one."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / MANIFEST).unlink(missing_ok=True)
        for name in (LINES, PIECES, COLUMNS, CONFIDENCE, CARD, MANIFEST):
            shutil.copyfile(folder / name, out / name)
    except OSError as error:
        raise OutputError(
            f"{out}: the model cannot be written ({error.strerror}). Choose another folder with -o."
        ) from error
