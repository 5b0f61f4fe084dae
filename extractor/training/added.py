"""Tables that a person has corrected, out of whatever file holds them, as training takes them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import TrainingError
from ..lines.classifier import LabelledRow
from ..lines.features import row_features
from ..models import digest
from .adapt import sequence
from .label_file import read_labels
from .labels import to_document
from .prelabel import starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ..models import Model
    from .chain import Sequenced
    from .labels import LabelTable

_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Added:
    """What was read of one file."""

    path: Path
    sha256: str
    tables: tuple[LabelTable, ...]
    """All tables in it, looked at or not: those that were not still say what stands above the others."""

    @property
    def checked(self) -> list[LabelTable]:
        """The tables that a person has looked at."""
        return [table for table in self.tables if table.checked]


def read_added(paths: Sequence[Path], model: Model) -> list[Added]:
    """The tables of several label files and archives; what kind of file each is, its bytes tell.

    `model` labels the rows of an archive's documents, so that only those of the tables marked there are somebody's word.

    Raises:
        TrainingError: a file cannot be read or used, or nobody has looked at any table.
    """
    found = [_read(path, model) for path in paths]
    if not any(added.checked for added in found):
        names = ", ".join(map(str, paths))
        raise TrainingError(
            f"{names}: no table has been looked at. In a label file, write the right label into the column `correct` where"
            " one is wrong, and ok into one row of each table whose labels are right; in `extractor review`, mark tables for"
            " training."
        )
    return found


def _read(path: Path, model: Model) -> Added:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TrainingError(f"{path}: cannot be read ({error.strerror}). Write one with `extractor label`.") from error
    if data.startswith(_SQLITE):
        from ..review.teach import label_tables  # noqa: PLC0415

        return Added(path, digest(data), tuple(label_tables(path, model)))
    return Added(path, digest(data), tuple(as_printed(read_labels(path))))


def sequences(tables: Sequence[LabelTable], emphasis: float) -> list[Sequenced]:
    """The rows of the checked tables, one sequence a table; their features know the other tables of the same document.

    A table that had a wrong label counts `emphasis` times.
    """
    found: list[Sequenced] = []
    for group in documents(tables):
        features = row_features(to_document(group).rows)
        at = 0
        for table in group:
            own = features[at : at + len(table.lines)]
            at += len(table.lines)
            if table.checked:
                found.append(sequence(own, table.labels, emphasis if table.corrections else 1.0))
    return found


def as_printed(tables: Sequence[LabelTable]) -> Iterator[LabelTable]:
    """The tables as the corrected labels part them, which the model may have seen as one; said of one, said of its parts."""
    for group in documents(tables):
        number = itertools.count(1)
        for table in group:
            if not table.checked:
                yield replace(table, number=next(number))
                continue
            said = [replace(line, correct=label) for line, label in zip(table.lines, table.labels, strict=True)]
            rows = [LabelledRow(line.row, label, 1.0) for line, label in zip(table.lines, table.labels, strict=True)]
            for start, end in itertools.pairwise([*starts(rows), len(rows)]):
                yield replace(table, number=next(number), lines=tuple(said[start:end]))


def documents(tables: Sequence[LabelTable]) -> list[list[LabelTable]]:
    """Tables of the same document together, as printed; documents in the order in which they begin."""
    found: dict[tuple[str, str], list[LabelTable]] = {}
    for table in tables:
        found.setdefault((table.file, table.sha256), []).append(table)
    return [sorted(group, key=lambda table: table.number) for group in found.values()]
