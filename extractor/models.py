"""Trained models: where they are, what they hold, and that they are what their manifest says.

A model is a folder: ``lines.crfsuite`` and ``pieces.crfsuite`` (the line classifier, and that for streams of pieces),
``columns.npy`` (the column typer), ``confidence.json`` (the calibration) and ``manifest.json`` (hashes, training data,
metrics). None of them can carry code: what a file is, its content
tells, and a pickle is never loaded, whatever its name. A model is named by its folder, or by a name that is looked up in
``./models``, the folders of ``EXTRACTOR_MODELS``, the user's data folder, and among those that come with the package.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .assemble.confidence import Calibration, Confidence
from .errors import ModelError
from .lines.classifier import CrfClassifier, EitherClassifier, LineClassifier
from .repair.typer import ColumnTyper

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES, PIECES, COLUMNS, CONFIDENCE = "lines.crfsuite", "pieces.crfsuite", "columns.npy", "confidence.json"
MANIFEST = "manifest.json"
FILES = (LINES, PIECES, COLUMNS, CONFIDENCE)
"""What the manifest gives the digests of."""
SHIPPED = "general"
VARIABLE = "EXTRACTOR_MODELS"
_BEGINNINGS = {LINES: b"lCRF", PIECES: b"lCRF", COLUMNS: b"\x93NUMPY", CONFIDENCE: b"{"}
_PICKLE = b"\x80"
"""Pickles of protocol 2 and later begin with it."""


@dataclass(frozen=True, slots=True)
class Model:
    """What extraction needs of a model."""

    name: str
    lines: LineClassifier
    columns: ColumnTyper
    confidence: Confidence


def shipped_folder() -> Path:
    """The folder of the models that come with the package."""
    inside = Path(__file__).parent / "_models"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "models"


def search_path() -> list[Path]:
    """The folders in which models are looked up by name, the first found counting."""
    from platformdirs import user_data_path  # noqa: PLC0415

    named = [Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    return [Path("models"), *named, user_data_path("extractor", appauthor=False) / "models", shipped_folder()]


def find_model(model: str | Path | None = None) -> Path:
    """The folder of a model: a folder itself, or a name; the shipped general model for None.

    Raises:
        ModelError: nothing of that name.
    """
    if model is None:
        return shipped_folder() / SHIPPED
    folder = Path(model)
    if (folder / MANIFEST).is_file() or len(folder.parts) != 1:
        return folder
    for place in search_path():
        if (place / folder / MANIFEST).is_file():
            return place / folder
    raise ModelError(
        f"{model}: no model there, and none of that name: `extractor models list` names all."
        f" Train one with `extractor train -o {model}`."
    )


def known_models() -> Iterator[Path]:
    """The folders of all models that can be named, the shipped ones last; of two with one name the one that counts."""
    seen: set[str] = set()
    for place in search_path():
        for folder in sorted(place.iterdir()) if place.is_dir() else ():
            if (folder / MANIFEST).is_file() and folder.name not in seen:
                seen.add(folder.name)
                yield folder


def load_model(model: str | Path | None = None) -> Model:
    """A model by its folder or name, or the shipped general one. Loaded once per process.

    Raises:
        ModelError: there is none, a file is missing, not the one that the manifest names, or a pickle.
    """
    return _load(find_model(model).absolute())


@cache
def _load(folder: Path) -> Model:
    verify(folder)
    return Model(
        folder.name,
        open_lines(folder),
        ColumnTyper(folder / COLUMNS),
        Calibration.load(folder / CONFIDENCE),
    )


def open_lines(folder: Path) -> LineClassifier:
    """The line classifier of a model's folder.

    Raises:
        ModelError: a file is missing or no CRFsuite model.
    """
    return EitherClassifier(CrfClassifier(folder / LINES), CrfClassifier(folder / PIECES))


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a model.

    Raises:
        ModelError: there is none, or it is damaged.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(
            f"{folder}: no model there ({MANIFEST} is missing). Train one with `extractor train -o {folder}`."
        ) from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / MANIFEST}: cannot be read ({error}). Train the model again.") from error
    files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(files, dict) or set(files) != set(FILES):
        raise ModelError(f"{folder / MANIFEST}: not a model manifest. Train the model again.")
    return dict(manifest)


def fingerprint(model: str | Path | None = None) -> str:
    """What tells a model from every other: the digest of its manifest, which names the digests of its files.

    Raises:
        ModelError: a file is missing, or is not the one that the manifest names.
    """
    folder = find_model(model)
    verify(folder)
    return digest((folder / MANIFEST).read_bytes())


def verify(folder: Path) -> None:
    """Check every file of a model: that it is what its name says, by its content, and the one that the manifest names.

    Raises:
        ModelError: a file is missing, differs, or is a pickle.
    """
    for name, expected in read_manifest(folder)["files"].items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path}: missing. Install the package again or train the model again.")
        data = path.read_bytes()
        if data.startswith(_PICKLE):
            raise ModelError(f"{path}: a pickle, which could run any code. It is never loaded; train the model again.")
        if digest(data) != expected:
            raise ModelError(f"{path}: not the file that {MANIFEST} names. It is not loaded; train the model again.")
        if not data.startswith(_BEGINNINGS[name]):
            raise ModelError(
                f"{path}: not the kind of file that a model holds. It is not loaded; train the model again."
            )


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
