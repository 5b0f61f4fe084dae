"""Labels that the print itself decides, whatever the model says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Row

_COVERED = 2
"""Covered cells of a header's second row, at least: below a side label alone stands an indicator."""


def mend_labels(rows: Sequence[Row], labels: Sequence[Label]) -> list[Label]:
    """`labels` with two rules about print applied.

    A printed row without a word is nothing of a table. A row right below a header's, of which that covers several cells, is
    the header's second row.
    """
    mended: list[Label] = []
    for k, (row, label) in enumerate(zip(rows, labels, strict=True)):
        if len(row.cells) > 1 and not row.filled:
            mended.append(Label.OTHER)
        elif k and mended[-1] is Label.HEADER and sum(cell.covered for cell in row.cells) >= _COVERED:
            mended.append(Label.HEADER)
        else:
            mended.append(label)
    return mended
