"""Gold records beside the documents that they were made from, and how a model does on them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ..choice import choose
from ..errors import TrainingError
from ..options import Options
from ..pipeline import extract_document
from ..readers import read
from ..records import Project
from .scoring import Flat, Score, flatten, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Gold:
    """A document and the records that it should give."""

    document: Path
    records: tuple[Flat, ...]


def read_gold(path: Path, documents: Path | None = None) -> list[Gold]:
    """The gold of a JSON Lines file, by document: records as `extractor extract` writes them, corrected, or flat ones.

    A record names its document (`source.file`); flat records are of the document with the name of their own file.
    Documents are looked for in the folder `documents`, or beside the file.

    Raises:
        TrainingError: the file is not of that form, or a document is not there.
    """
    found: dict[Path, list[Flat]] = {}
    for at, record in _lines(path):
        name, flat = _flat(record, path, at)
        found.setdefault(_document(name, documents or path.parent, path), []).append(flat)
    return [Gold(document, tuple(records)) for document, records in found.items()]


def score_gold(gold: Sequence[Gold], model: str | Path | None, *, partly: bool) -> Iterator[tuple[Path, Score]]:
    """Each document with its score. `partly`: the gold holds only some of a document's tables."""
    for one in gold:
        options = Options(model=model)
        document = read(one.document, options)
        projects = extract_document(document, choose(document, model)[0]).projects
        yield one.document, score(one.records, projects, partly=partly)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"{path}: cannot be read ({error}). Gold records are JSON Lines in UTF-8.") from error
    for at, line in enumerate(lines, 1):
        if line.strip():
            yield at, _record(line, path, at)


def _record(line: str, path: Path, at: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise TrainingError(f"{path}, line {at}: no JSON object.")
    return record


def _flat(record: dict[str, Any], path: Path, at: int) -> tuple[str, Flat]:
    """The name of a record's document, and the record in flat form."""
    try:
        if "source" in record:
            project = Project.model_validate(record)
            return project.source.file, flatten(project)
    except ValidationError as error:
        raise TrainingError(
            f"{path}, line {at}: not as `extractor schema` says ({error.errors()[0]['msg']})."
        ) from error
    if not isinstance(record.get("indicators"), list):
        raise TrainingError(f"{path}, line {at}: no gold record: it has no indicators.")
    return path.stem, record


def _document(name: str, folder: Path, path: Path) -> Path:
    if (folder / name).is_file():
        return folder / name
    found = sorted(one for one in folder.glob(f"{name}.*") if one.suffix != path.suffix and one.is_file())
    if not found:
        raise TrainingError(f"{path}: its document {name} is not in {folder}. Name its folder with --documents.")
    return found[0]
