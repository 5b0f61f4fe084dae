"""Which model reads a document: the one that was named, or, with ``auto``, the one that knows its form best.

Every model's manifest has the words of the forms that it knows (`extractor.training.profile`). How many of a form's words are
printed in a document as cells of their own tells how like they are, before any row is understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .lines.vocabulary import MAX_CHARS, fold
from .models import Model, digest, find_model, fingerprint, known_models, load_model, read_manifest
from .records import Issue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .document import Document

AUTO = "auto"
LIKE = 0.6
"""Least share of a form's words that a document of it has."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a form of some model a document is."""

    share: float
    """Of the form's words, how many the document has, 0..1."""
    words: int
    """Words of the form."""
    form: str
    folder: Path


def choose(document: Document, model: str | Path | None) -> tuple[Model, list[Issue]]:
    """The model to read a document with, and what to tell of the choice: nothing where one was named.

    Raises:
        ModelError: the model cannot be used.
    """
    if model != AUTO:
        return load_model(model), []
    best = likeness(document)
    known = best is not None and best.share >= LIKE
    folder = best.folder if best and known else find_model(None)
    if best is None:
        why = "no model says which forms it knows"
    else:
        why = f"{best.share:.0%} of the words of its form {best.form} are printed in it"
        if not known:
            why = f"the likest form, {best.form} of {best.folder.name}, shares only {best.share:.0%} of its words"
    message = f"{document.file}: read with the model {folder.name}: {why}"
    return load_model(folder), [Issue(code="model-chosen", severity="info", message=message)]


def likeness(document: Document) -> Likeness | None:
    """The form, of all models that can be named, that a document is most like; of equals the one with more words."""
    printed = {fold(cell.text) for row in document.rows for cell in row.cells if len(cell.text) <= MAX_CHARS}
    found = [
        Likeness(len(printed & words) / len(words), len(words), form, folder)
        for folder in known_models()
        for form, words in _forms(folder.absolute()).items()
    ]
    return max(found, key=lambda one: (one.share, one.words), default=None)


def form_words(model: str | Path | None) -> list[frozenset[str]]:
    """The words of each form that a model was taught, folded; with ``auto`` of all models. None for the shipped model.

    Raises:
        ModelError: the model cannot be used.
    """
    if model is None:
        return []
    folders = known_models() if model == AUTO else [find_model(model)]
    return [words for folder in folders for words in _forms(folder.absolute()).values()]


def has_words(text: str, forms: Sequence[frozenset[str]]) -> bool:
    """Whether most words of one of the forms stand in a page's text."""
    plain = fold(text) if forms else ""
    return any(sum(word in plain for word in words) >= LIKE * len(words) for words in forms)


def chosen_fingerprint(model: str | Path | None) -> str:
    """What tells one choice of models from every other: the model's fingerprint, with ``auto`` that of all models."""
    if model != AUTO:
        return fingerprint(model)
    return digest("".join(fingerprint(folder) for folder in known_models()).encode())


@cache
def _forms(folder: Path) -> dict[str, frozenset[str]]:
    return {form: frozenset(words) for form, words in read_manifest(folder).get("forms", {}).items() if words}
