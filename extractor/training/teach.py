"""Teaching a model a new form: a few corrected tables, a minute, and no form forgotten."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..models import COLUMNS, CONFIDENCE, FILES, LINES, MANIFEST, digest, read_manifest, verify
from .adapt import Adaptation, adapt, sequence
from .added import read_added, sequences
from .corpus import synthetic
from .train import publish, write_json
from .weights import read_weights, write_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .added import Added
    from .chain import Sequenced

REMINDERS = 40
"""Made-up documents of known forms that stand beside the new tables."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a model is taught, and how."""

    base: Path
    """Folder of the model that learns."""
    files: tuple[Path, ...]
    seed: int
    how: Adaptation = field(default_factory=Adaptation)


def teach(lesson: Lesson, out: Path) -> dict[str, Any]:
    """Write to the folder `out` a model that knows the corrected tables of `lesson` too; give its manifest.

    Raises:
        TrainingError: a file of corrected tables cannot be used.
        ModelError: the base cannot be used.
        OutputError: `out` cannot be written.
    """
    verify(lesson.base)
    added = read_added(lesson.files)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        weights = adapt(read_weights(lesson.base / LINES), sequences(added), reminders(lesson.seed), lesson.how)
        write_weights(weights, folder / LINES)
        for name in (COLUMNS, CONFIDENCE):
            shutil.copyfile(lesson.base / name, folder / name)
        manifest = _manifest(lesson, added, folder)
        write_json(folder / MANIFEST, manifest)
        publish(folder, out)
    return manifest


def reminders(seed: int) -> list[Sequenced]:
    """Documents of the forms that every model knows."""
    from ..lines.features import row_features  # noqa: PLC0415

    return [sequence(row_features(sample.document.rows), sample.labels) for sample in synthetic([], REMINDERS, seed)]


def _manifest(lesson: Lesson, added: Sequence[Added], folder: Path) -> dict[str, Any]:
    base = read_manifest(lesson.base)
    return {
        **base,
        "code": __version__,
        "base": {"name": lesson.base.name, "manifest": digest((lesson.base / MANIFEST).read_bytes())},
        "seed": lesson.seed,
        "added": {one.path.name: {"sha256": one.sha256, "tables": len(one.checked)} for one in added},
        "files": {name: digest((folder / name).read_bytes()) for name in FILES},
    }
