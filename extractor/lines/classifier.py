"""The line classifier at work: a linear-chain CRF (Lafferty, McCallum, Pereira 2001) over the rows of a document.

The chain is what tells a cell of a goal from a cell of an indicator: the same text has other labels in other sections.
The model file is CRFsuite's own format (Okazaki 2007); loading it runs no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..errors import ModelError
from .features import row_features
from .labels import Label

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


_TEXT_LABELS = (Label.OTHER.value, Label.TITLE.value, Label.UNIT.value)


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
        known = set(tagger.labels())
        labels = tagger.tag(row_features(rows))
        for i in _outside(rows, labels):
            labels[i] = max(_TEXT_LABELS, key=lambda name: tagger.marginal(name, i) if name in known else 0.0)
        up = Label.UP.value if Label.UP.value in known else None
        return [
            LabelledRow(row, Label(name), tagger.marginal(name, i), tagger.marginal(up, i) if up else 0.0)
            for i, (row, name) in enumerate(zip(rows, labels, strict=True))
        ]


def _outside(rows: Sequence[Row], labels: Sequence[str]) -> list[int]:
    """Numbers of the lines of text that cannot be what they were taken for: they stand outside the tables of their page."""
    paged = {row.page for row in rows if row.table is not None}
    return [
        i
        for i, (row, label) in enumerate(zip(rows, labels, strict=True))
        if row.table is None and row.page in paged and label not in _TEXT_LABELS and not _goes_on(rows, labels, i)
    ]


def _goes_on(rows: Sequence[Row], labels: Sequence[str], i: int) -> bool:
    """The rest of a title or unit line."""
    return labels[i] == Label.UP and i > 0 and rows[i - 1].table is None and labels[i - 1] in _TEXT_LABELS
