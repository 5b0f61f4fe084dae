"""Trained models: where they are, what they hold, and that they are what their manifest says.

A model is a folder: ``lines.crfsuite`` and ``pieces.crfsuite`` (the line classifier, and that for streams of pieces),
``columns.npy`` (the column typer), ``confidence.json`` (the calibration) and ``manifest.json`` (hashes, training data,
metrics). None of them can carry code.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .assemble.confidence import Calibration, Confidence
from .errors import ModelError
from .lines.classifier import CrfClassifier, EitherClassifier, LineClassifier
from .repair.typer import ColumnTyper

LINES, PIECES, COLUMNS, CONFIDENCE = "lines.crfsuite", "pieces.crfsuite", "columns.npy", "confidence.json"
MANIFEST = "manifest.json"
SHIPPED = "general"


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


def load_model(folder: Path | None = None) -> Model:
    """The model in `folder`, or the shipped one. Loaded once per process.

    Raises:
        ModelError: a file is missing, or is not the one that the manifest names.
    """
    return _load((folder or shipped_folder() / SHIPPED).absolute())


@cache
def _load(folder: Path) -> Model:
    verify(folder)
    return Model(
        folder.name,
        EitherClassifier(CrfClassifier(folder / LINES), CrfClassifier(folder / PIECES)),
        ColumnTyper(folder / COLUMNS),
        Calibration.load(folder / CONFIDENCE),
    )


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
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise ModelError(f"{folder / MANIFEST}: not a model manifest. Train the model again.")
    return manifest


def fingerprint(folder: Path | None = None) -> str:
    """What tells a model from every other: the digest of its manifest, which names the digests of its files.

    Raises:
        ModelError: a file is missing, or is not the one that the manifest names.
    """
    folder = folder or shipped_folder() / SHIPPED
    verify(folder)
    return digest((folder / MANIFEST).read_bytes())


def verify(folder: Path) -> None:
    """Check every file of a model against its manifest.

    Raises:
        ModelError: a file is missing or differs.
    """
    for name, expected in read_manifest(folder)["files"].items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path}: missing. Install the package again or train the model again.")
        if digest(path.read_bytes()) != expected:
            raise ModelError(f"{path}: not the file that {MANIFEST} names. It is not loaded; train the model again.")


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
