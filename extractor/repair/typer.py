"""The column typer: how likely a text is under each role of column.

A multinomial logistic regression over hashed character n-grams (1 to 3) and the shapes that the line classifier uses.
Stored with skops, which loads no code.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import ModelError
from ..lines.features import text_features

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from .columns import Column

ROLES = ("level1", "level2", "level3", "description", "target", "basis", "operator", "measure", "extra")
_BLANK = {"side": 0.1, "level1": 0.1, "level2": 0.7, "level3": 4.0, "description": 1.5, "target": 3.0, "basis": 1.5}
_BLANK_OTHER = 0.7
_UNKNOWN = 2.0
"""Cost under a column whose meaning is not known."""
_WORST = 8.0


def tokens(text: str) -> list[str]:
    """What the typer sees of a text: its n-grams, and its shapes."""
    grams = [text[i : i + n] for n in (1, 2, 3) for i in range(len(text) - n + 1)] if len(text) <= 60 else []
    return [*grams, *(f"#{feature}" for feature in text_features(text))]


class ColumnTyper:
    """The trained typer."""

    def __init__(self, path: Path) -> None:
        """Name the model file; it is loaded when first used."""
        self._path = path
        self._known: dict[str, NDArray[np.float64]] = {}

    @cached_property
    def _pipeline(self) -> Any:
        from skops.io import load  # noqa: PLC0415

        if not self._path.is_file():
            raise ModelError(f"{self._path}: no such model file. Train one with `extractor train`.")
        return load(self._path, trusted=[])

    def log_proba(self, texts: Iterable[str]) -> dict[str, NDArray[np.float64]]:
        """Log probability of each of `ROLES` for every different text that is not blank."""
        fresh = [text for text in dict.fromkeys(texts) if text and text not in self._known]
        if fresh:
            order = [list(self._pipeline.classes_).index(role) for role in ROLES]
            vectors = self._pipeline.predict_log_proba([tokens(text) for text in fresh])
            self._known.update(zip(fresh, vectors[:, order], strict=True))
        return self._known

    def costs(self, texts: Sequence[str], columns: Sequence[Column]) -> NDArray[np.float64]:
        """Cost of each text in each column, shape (texts, columns): negative log probability, capped."""
        import numpy as np  # noqa: PLC0415

        known = self.log_proba(texts)
        blank = np.array([_BLANK.get(column.role, _BLANK_OTHER) for column in columns])
        found = np.full((len(texts), len(columns)), _UNKNOWN)
        places = [(k, ROLES.index(column.role)) for k, column in enumerate(columns) if column.role in ROLES[:-1]]
        for i, text in enumerate(texts):
            if not text:
                found[i] = blank
                continue
            vector = known[text]
            for k, role in places:
                found[i, k] = min(_WORST, -vector[role])
        return found
