"""Where the letters of a line that was read have their ink: an engine is unsure where letters stand, paper is not."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Span = tuple[float, float]


def ink_of_letters(inked: NDArray[np.bool_], middles: Sequence[float]) -> list[Span | None]:
    """First and last column (exclusive) with ink of each letter of a line; None for a letter that none is left for.

    `inked`: which columns of the line have ink; `middles`: about where the letters stand in it, ascending. A letter on paper
    stands at the nearest ink; between two letters the widest paper parts their ink.
    """
    import numpy as np  # noqa: PLC0415

    columns = np.flatnonzero(inked)
    if not middles or not len(columns):
        return [None] * len(middles)
    own = columns[[int(np.abs(columns - middle).argmin()) for middle in middles]].tolist()
    cuts = [0, *(_cut(inked, a, b) for a, b in pairwise(own)), len(inked)]
    places = np.searchsorted(columns, cuts).tolist()
    return [
        (float(columns[first]), float(columns[last - 1]) + 1) if first < last else None
        for first, last in pairwise(places)
    ]


def _cut(inked: NDArray[np.bool_], left: int, right: int) -> int:
    """The middle of the widest paper between two columns, the nearest one to their middle of equal ones; else their middle."""
    import numpy as np  # noqa: PLC0415

    middle = (left + right + 1) / 2
    edges = np.flatnonzero(np.diff(inked[left : right + 1].astype(np.int8))) + left + 1
    gaps = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    if not gaps:
        return int(middle)
    start, end = max(gaps, key=lambda gap: (gap[1] - gap[0], -abs((gap[0] + gap[1]) / 2 - middle)))
    return int((start + end + 1) / 2)
