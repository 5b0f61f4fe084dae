"""The line classifier at work: a linear-chain CRF (Lafferty, McCallum, Pereira 2001) over the rows of a document.

The chain is what tells a cell of a goal from a cell of an indicator: the same text has other labels in other sections.
The model file is CRFsuite's own format (Okazaki 2007); loading it runs no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..errors import ModelError
from .features import row_features
from .groups import HEADER, TAIL
from .labels import Label
from .mend import mend_labels
from .rhythm import WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..document import Row


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A row with its label."""

    row: Row
    label: Label
    probability: float
    """Marginal probability of `label`, 0..1."""
    continues: float = 0.0
    """Marginal probability that the row goes on with the one above, 0..1."""


_TEXT_LABELS = (Label.OTHER, Label.TITLE, Label.UNIT)
_LINE_LABELS: tuple[Label, ...] = (*_TEXT_LABELS, Label.UP, Label.DOWN)
_FIELD_LABELS = tuple(label for label in Label if label.is_field)
_WHOLE_LABELS = tuple(label for label in Label if label not in (Label.UP, Label.DOWN))
_MARKED = 0.3
"""Share of the lines of a document that begin with a cell mark, where cells are marked at all."""


class LineClassifier(Protocol):
    """What labels rows. Tests put other classifiers in its place."""

    def label(self, rows: Sequence[Row]) -> list[LabelledRow]:
        """One labelled row for each of `rows`, in their order."""
        ...


class CrfClassifier:
    """The shipped classifier."""

    def __init__(self, path: Path) -> None:
        """Open the model at `path`.

        Raises:
            ModelError: the file is missing or no CRFsuite model.
        """
        import pycrfsuite  # noqa: PLC0415

        if not path.is_file():
            raise ModelError(f"{path}: no such model file. Train one with `extractor train -o {path.parent}`.")
        if path.read_bytes()[:4] != b"lCRF":
            raise ModelError(f"{path}: not a CRFsuite model. Train it again with `extractor train`.")
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def label(self, rows: Sequence[Row]) -> list[LabelledRow]:
        """Label `rows` as one sequence (Viterbi), with marginal probabilities (forward-backward)."""
        if not rows:
            return []
        tagger = self._tagger
        features = row_features(rows)
        known = frozenset(tagger.labels())

        def chance(label: Label, i: int) -> float:
            """CRFsuite's marginals leave 0..1 by a rounding error."""
            return min(1.0, max(0.0, tagger.marginal(label, i))) if label in known else 0.0

        tagged = [Label(name) for name in tagger.tag(features)]
        for i in _outside(rows, tagged):
            tagged[i] = max(_TEXT_LABELS, key=lambda label: chance(label, i))
        for i in _unmarked(rows, tagged):
            allowed: tuple[Label, ...] = _WHOLE_LABELS if rows[i].indented else _LINE_LABELS
            tagged[i] = max(allowed, key=lambda label: chance(label, i))
        for i in _below_merged(rows, tagged):
            allowed = _FIELD_LABELS if tagged[i - 1].is_field else _WHOLE_LABELS
            tagged[i] = max(allowed, key=lambda label: chance(label, i))
        for i in _among_fields(rows, tagged):
            tagged[i] = max((*_FIELD_LABELS, Label.UP), key=lambda label: chance(label, i))
        for i in _unbroken(tagged, features):
            tagged[i] = max(_WHOLE_LABELS, key=lambda label: chance(label, i))
        labels = mend_labels(rows, tagged, [HEADER in found or TAIL in found for found in features])
        return [
            LabelledRow(row, label, chance(label, i), chance(Label.UP, i))
            for i, (row, label) in enumerate(zip(rows, labels, strict=True))
        ]


def overruled(rows: Sequence[Row], labels: Sequence[Label]) -> list[int]:
    """Numbers of the rows whose label the classifier would not keep: where they stand they cannot have it."""
    return sorted({*_outside(rows, labels), *_unmarked(rows, labels), *_below_merged(rows, labels)})


class EitherClassifier:
    """Two classifiers: for documents with rows or cells, and for streams of pieces, of which the same label says other things."""

    def __init__(self, rows: LineClassifier, pieces: LineClassifier) -> None:
        """Take both; either may be any classifier."""
        self._rows, self._pieces = rows, pieces

    def label(self, rows: Sequence[Row]) -> list[LabelledRow]:
        """Label `rows` with the classifier for their layout."""
        stream = any(row.beside for row in rows)
        return (self._pieces if stream else self._rows).label(rows)


def _outside(rows: Sequence[Row], labels: Sequence[Label]) -> list[int]:
    """Numbers of the lines of text that cannot be what they were taken for: they stand outside the tables of their page."""
    paged = {row.page for row in rows if row.table is not None}
    return [
        i
        for i, (row, label) in enumerate(zip(rows, labels, strict=True))
        if row.table is None and row.page in paged and label not in _TEXT_LABELS and not _goes_on(rows, labels, i)
    ]


def _unmarked(rows: Sequence[Row], labels: Sequence[Label]) -> list[int]:
    """Numbers of the lines that were taken for a cell without its mark, where cells have one, or with it for the rest of one.

    Those without are text, or the rest of a cell.
    """
    if sum(row.indented for row in rows) < _MARKED * len(rows):
        return []
    return [
        i
        for i, (row, label) in enumerate(zip(rows, labels, strict=True))
        if label not in (_WHOLE_LABELS if row.indented else _LINE_LABELS)
    ]


def _unbroken(labels: Sequence[Label], features: Sequence[Sequence[str]]) -> list[int]:
    """Numbers of the rows taken for the rest of another in a document none of whose rows was broken."""
    return [i for i, label in enumerate(labels) if label not in _WHOLE_LABELS and WHOLE in features[i]]


def _among_fields(rows: Sequence[Row], labels: Sequence[Label]) -> list[int]:
    """Numbers of the rows between the fields of one printed table, or these and its header, taken for nothing of a table."""
    found, before = [], 0
    for k, label in enumerate(labels):
        if not (label.is_field or label is Label.HEADER):
            continue
        between = range(before + 1, k)
        if labels[before].is_field and all(_is_printed(rows[i]) and rows[i].table == rows[k].table for i in between):
            found += [i for i in between if labels[i] is Label.OTHER and rows[i].filled]
        before = k
    return found


def _is_printed(row: Row) -> bool:
    """Whether a row is one of a table for sure."""
    return row.table is not None or len(row.cells) > 1


def _goes_on(rows: Sequence[Row], labels: Sequence[Label], i: int) -> bool:
    """The rest of a title or unit line."""
    return labels[i] is Label.UP and i > 0 and rows[i - 1].table is None and labels[i - 1] in _TEXT_LABELS


def _below_merged(rows: Sequence[Row], labels: Sequence[Label]) -> list[int]:
    """Numbers of the rows taken for the rest of another although a merged cell spans both: each is a row of its own."""
    return [
        i
        for i, (row, label) in enumerate(zip(rows, labels, strict=True))
        if label not in _WHOLE_LABELS
        and i
        and row.table is not None
        and rows[i - 1].table is not None
        and any(cell.covered for cell in row.cells)
    ]
