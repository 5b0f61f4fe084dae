"""The column typer: how likely a text is under each role of column.

A multinomial logistic regression over hashed character n-grams (1 to 3) and the shapes that the line classifier uses. scikit-learn
fits it (`extractor.training.fit`); its weights are a plain array, loaded without pickle, so that extraction needs NumPy alone.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

from ..errors import ModelError
from ..lines.texts import text_features

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from .columns import Column

HASHES = 2**14
"""Rows of the weights, one for each hash; one more holds the intercepts."""
ROLES = ("level1", "level2", "level3", "description", "target", "basis", "operator", "measure", "extra")
_BLANK = {"side": 0.1, "level1": 0.1, "level2": 0.7, "level3": 4.0, "description": 1.5, "target": 3.0, "basis": 1.5}
_BLANK_OTHER = 0.7
_UNKNOWN = 2.0
"""Cost under a column whose meaning is not known."""
_WORST = 8.0
_MAX_CHARS = 60
"""Of longer texts only the shapes count: they are prose whatever they say."""
_REMEMBERED = 200_000
"""Texts whose probabilities are kept."""


def hashes(text: str) -> list[int]:
    """What the typer sees of a text, hashed (CRC-32) to 0..HASHES-1: its n-grams, and its shapes. Sorted, each once."""
    grams = [text[i : i + n] for n in (1, 2, 3) for i in range(len(text) - n + 1)] if len(text) <= _MAX_CHARS else []
    seen = [*grams, *(f"#{feature}" for feature in text_features(text))]
    return sorted({crc32(token.encode()) % HASHES for token in seen})


class ColumnTyper:
    """The trained typer."""

    def __init__(self, path: Path) -> None:
        """Name the model file; it is loaded when first used."""
        self._path = path
        self._known: dict[str, NDArray[np.float64]] = {}

    @cached_property
    def _weights(self) -> NDArray[np.float64]:
        """Shape (HASHES + 1, roles)."""
        import numpy as np  # noqa: PLC0415

        try:
            weights: NDArray[np.float64] = np.load(self._path, allow_pickle=False).astype(np.float64)
        except (OSError, ValueError) as error:
            raise ModelError(f"{self._path}: no column typer ({error}). Train one with `extractor train`.") from error
        if weights.shape != (HASHES + 1, len(ROLES)):
            raise ModelError(f"{self._path}: weights of another version. Train the model again with `extractor train`.")
        return weights

    def log_proba(self, texts: Iterable[str]) -> dict[str, NDArray[np.float64]]:
        """Log probability of each of `ROLES` for every different text that is not blank."""
        import numpy as np  # noqa: PLC0415

        if len(self._known) > _REMEMBERED:
            self._known.clear()
        for text in texts:
            if text and text not in self._known:
                found = hashes(text)
                logits = self._weights[found].sum(axis=0) / len(found) ** 0.5 + self._weights[HASHES]
                top = logits.max()
                self._known[text] = logits - top - np.log(np.exp(logits - top).sum())
        return self._known

    def cost(self, text: str | None, role: str) -> float:
        """Cost of a text under one of `ROLES`, 0..8; 0 for a blank one."""
        return min(_WORST, -float(self.log_proba([text])[text][ROLES.index(role)])) if text else 0.0

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
