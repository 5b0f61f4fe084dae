"""What tells a form from others before anything is understood: the words of its headers and labels.

A form's words are the texts of its header rows and the first texts of its field rows, as they stand in at least half of its
tables. They are kept in a model's manifest, so that `extractor.choice` can tell which model knows the form of a document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ..lines.classifier import LabelledRow
from ..lines.labels import Label
from ..lines.vocabulary import MAX_CHARS, fold
from .corpus import of_family
from .prelabel import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..document import Row
    from .corpus import Sample

_DOCUMENTS = 4
_OFTEN = 0.5
_DIGIT = re.compile(r"\d")

Rows = tuple["Sequence[Row]", "Sequence[Label]"]
"""The rows of one table or document, and their labels."""


def words_of(tables: Iterable[Rows]) -> list[str]:
    """The words that stand in at least half of some tables of one form, sorted."""
    counts, total = Counter[str](), 0
    for rows, labels in tables:
        total += 1
        counts.update({word for row, label in zip(rows, labels, strict=True) for word in _words(row, label)})
    return sorted(word for word, count in counts.items() if count >= _OFTEN * total)


def profiles(samples: Sequence[Sample], seed: int) -> dict[str, list[str]]:
    """The words of every form that a model knows: those of labelled documents, and the made-up ones."""
    from .synthesis import UNSEEN  # noqa: PLC0415

    found: dict[str, list[Rows]] = defaultdict(list)
    made = (sample for form in UNSEEN for sample in of_family(form, [], _DOCUMENTS, seed, damage=False))
    for sample in (*samples, *made):
        found[sample.form] += _tables(sample)
    return {form: words_of(tables) for form, tables in found.items()}


def _tables(sample: Sample) -> Iterator[Rows]:
    rows = [LabelledRow(row, label, 1.0) for row, label in zip(sample.document.rows, sample.labels, strict=True)]
    for table in cut(sample.document, rows):
        yield [line.row for line in table.lines], table.labels


def _words(row: Row, label: Label) -> set[str]:
    if label is Label.HEADER:
        cells = row.filled
    elif label.is_field:
        cells = row.filled[:1]
    else:
        return set()
    return {fold(cell.text) for cell in cells if len(cell.text) <= MAX_CHARS and not _DIGIT.search(cell.text)} - {""}
