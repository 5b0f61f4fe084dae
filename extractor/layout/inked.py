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

    `inked`: which columns of the line have ink; `middles`: about where the letters stand in it, ascending. Between two letters
    the widest paper parts their ink.
    """
    import numpy as np  # noqa: PLC0415

    if not middles:
        return []
    columns = np.flatnonzero(inked)
    cuts = [0, *(_cut(inked, a, b) for a, b in pairwise(middles)), len(inked)]
    places = np.searchsorted(columns, cuts).tolist()
    return [
        (float(columns[first]), float(columns[last - 1]) + 1) if first < last else None
        for first, last in pairwise(places)
    ]


def _cut(inked: NDArray[np.bool_], left: float, right: float) -> int:
    """The middle of the widest paper between two places, the nearest one to the middle of equal ones; else the middle."""
    import numpy as np  # noqa: PLC0415

    low, high = max(0, int(left)), min(len(inked), int(right) + 1)
    middle = (low + high) / 2
    edges = np.flatnonzero(np.diff(np.concatenate([[1], inked[low:high], [1]]).astype(np.int8))) + low
    gaps = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    if not gaps:
        return int(middle)
    start, end = max(gaps, key=lambda gap: (gap[1] - gap[0], -abs((gap[0] + gap[1]) / 2 - middle)))
    return int((start + end + 1) / 2)
