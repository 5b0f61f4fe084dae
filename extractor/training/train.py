"""Training a model folder from labelled documents: fit, judge on held-out forms, calibrate, write manifest and card."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..errors import OutputError
from ..models import CONFIDENCE, FILES, MANIFEST, digest
from .calibrate import calibrate
from .card import CARD, write_card
from .corpus import load_dumps
from .evaluate import count_folds, leave_one_out
from .fold import RAW, Fold, macro_f1
from .profile import profiles
from .recipe import RECIPE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .corpus import Sample
    from .recipe import Recipe


def train(
    recipe: Recipe, out: Path, *, advance: Callable[[int], Callable[[], None]], say: Callable[[str], None]
) -> dict[str, Any]:
    """Train a model as `recipe` says and write it to the folder `out`; give its manifest.

    The same data, code and recipe give the same bytes. The model replaces one that stands in `out` only when it is
    whole. `advance` is told how many steps there are, and gives what is called after each; `say` is told of every held-out
    form.

    Raises:
        TrainingError: the data cannot be used.
        OutputError: `out` cannot be written.
    """
    samples = load_dumps(Path(recipe.corpus.data))
    folds, step = [], advance(count_folds(samples) + 1)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for fold in leave_one_out(samples, recipe, whole=folder):
            folds.append(fold)
            step()
            say(f"without {fold.name}: rows right {fold.rows_right:.4f}, indicator F1 {fold.score.indicator_f1:.4f}")
        calibration, *reliability = calibrate([fold for fold in folds if fold.how != RAW])
        calibration.dump(folder / CONFIDENCE)
        recipe.dump(folder / RECIPE)
        manifest = _manifest(folder, recipe, samples, folds)
        write_json(folder / MANIFEST, manifest)
        write_card(folder / CARD, manifest, folds, *reliability)
        publish(folder, out)
        step()
    return manifest


def _manifest(folder: Path, recipe: Recipe, samples: Sequence[Sample], folds: Sequence[Fold]) -> dict[str, Any]:
    data = Path(recipe.corpus.data)
    inputs = sorted(path for part in ("dumps", "labels", "gold") for path in (data / part).iterdir() if path.is_file())
    return {
        "format": 1,
        "code": __version__,
        "seed": recipe.seed,
        "synthetic_documents": recipe.corpus.synthetic_documents,
        "data": {path.relative_to(data).as_posix(): digest(path.read_bytes()) for path in inputs},
        "files": {name: digest((folder / name).read_bytes()) for name in FILES},
        "forms": profiles(samples, recipe.seed),
        "held_out": {fold.name: figures(fold) for fold in folds},
    }


def figures(fold: Fold) -> dict[str, float]:
    """The figures of a fold as manifests give them, each 0..1."""
    return {
        "rows_right": round(fold.rows_right, 4),
        "row_label_f1": round(macro_f1(fold.labels), 4),
        "tables_right": round(fold.tables_right / max(fold.tables, 1), 4),
        "indicator_f1": round(fold.score.indicator_f1, 4),
        "perfect_projects": round(fold.score.perfect_projects, 4),
    }


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a manifest; the same content gives the same bytes."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def publish(folder: Path, out: Path) -> None:
    """Copy a finished model to where it is wanted; the manifest last, so that half a model is never taken for one.

    Raises:
        OutputError: it cannot be written there.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / MANIFEST).unlink(missing_ok=True)
        for path in sorted(folder.iterdir(), key=lambda path: path.name == MANIFEST):
            shutil.copyfile(path, out / path.name)
    except OSError as error:
        raise OutputError(
            f"{out}: the model cannot be written ({error.strerror}). Choose another folder with -o."
        ) from error
