"""The way through: file -> document -> labelled rows -> tables -> projects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .assemble import assemble
from .choice import choose
from .options import Options
from .readers import read
from .records import Issue
from .result import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from .document import Document
    from .models import Model


def extract(path: str | PathLike[str], options: Options | None = None, *, model: Model | None = None) -> Extraction:
    """Every 绩效目标表 of one file.

    Raises:
        InputError: the file cannot be used (see `extractor.errors`).
        ModelError: the model cannot be used.
    """
    options = options or Options()
    document = read(path, options)
    if model is not None:
        return extract_document(document, model)
    model, told = choose(document, options.model)
    found = extract_document(document, model)
    return replace(found, issues=[*told, *found.issues])


def extract_many(
    paths: Iterable[str | PathLike[str]], options: Options | None = None, *, model: Model | None = None
) -> Iterator[Extraction]:
    """Extractions of several files, in their order; what `extract` raises is raised when its file is reached."""
    for path in paths:
        yield extract(path, options, model=model)


def extract_document(document: Document, model: Model) -> Extraction:
    """Every 绩效目标表 of a document that has been read."""
    projects = assemble(document, model.lines.label(document.rows), model.columns, model.confidence)
    issues = [
        Issue(code=trouble.code, severity="warning", message=trouble.message, page=trouble.page)
        for trouble in document.troubles
    ]
    if not projects:
        issues.append(
            Issue(code="no-table", severity="info", message=f"{document.file}: no 绩效目标表 was found in it")
        )
    return Extraction(document.file, projects, issues, document)
