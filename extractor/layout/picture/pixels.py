"""The ruling lines of a page picture, worn ones rebuilt.

Long runs of ink tell at which heights and widths lines stand; what stands between two crossings is evidence for a line there
or against it, and `lattice` settles which are.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ..grid import Ruling, Rulings
from .clean import ink_mask
from .fragments import Fragments, find_fragments, vote
from .gaps import between_lines, blank_between, clear_lines, clear_of_letters
from .lattice import BAND, Lattice
from .wear import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from ...ocr.engine import Picture

    Floats = NDArray[np.float64]

_RUN = 0.4
"""Letters' sizes of the shortest run of ink that may be a piece of a line."""
_LEAST_ACROSS, _LEAST_DOWN = 1.4, 0.9
"""Letters' sizes of ink at one place that show a line."""
_ALONE = (0.13, 0.3)
"""Letters' sizes: from where to where beside a line there is little ink."""
_ALONE_OVER = 1.2
"""Letters' sizes of the stretch over which that is measured."""
_ALONE_SHARE = 0.4
_THICK = 0.4
"""Letters' sizes: thicker ink is no line."""
_END = 0.25
"""Letters' sizes at either end of a stretch, where a line has ink and a letter has none."""
_LETTER = 1.1
"""Letters' sizes: a longer run is no stroke of a letter."""
_ALONE_LEAST = 4.0
"""Letters' sizes of ink that a line has where none crosses it."""
_ALONE_INKED = 0.45
"""Share of its length that is inked, at least: strokes of letters in a row have less, a line that is half worn has more."""
_CELL = 4.0
"""Letters' sizes: a wider hole in a line is a cell of several rows."""
_SLIVER = 1.6
"""Letters' sizes: a cell this narrow and without text is none."""
_DOUBLE = 8.0, 2.4
"""Letters' sizes of ink, in pieces longer than strokes, that a horizontal and a vertical line have right beside a ruling."""
_MOST_LINES = 200
"""What has more lines in one direction is a photograph or a drawing."""
_TABLE, _HOLE = 2.0, 1.6
"""Letters' sizes of ink inside the table that a line that leaves it has, and of the holes that may be in it."""
_LEAST_LEFT = 0.4
"""Share of the lines' length that wear leaves at least (made torn pages have 0.52): less are strokes of letters in a row."""
_PASSES = 3
"""Most times that positions without a line are given up."""
_EDGE = 0.015
"""A run from one edge of the picture to the other (but for this share of it) is a fold or a shadow, no ruling."""


def letter_size(ink: Picture) -> float:
    """Height of the page's common letters in pixels, from the sizes of connected pieces of ink; at least 8."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    outlines, nesting = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if nesting is None:
        return 24.0
    outer = np.flatnonzero(nesting.reshape(-1, 4)[:, 3] < 0)  # the others are those of holes
    width, height = np.array([cv2.boundingRect(outlines[k])[2:] for k in outer.tolist()]).T
    side = np.maximum(width, height)
    letters = side[(side >= 8) & (side < max(ink.shape) / 15) & (np.minimum(width, height) > 0.4 * side)]
    return float(max(8.0, np.percentile(letters, 75))) if len(letters) else 24.0


def find_rulings(grey: Picture, size: float | None = None) -> Rulings:
    """The ruling lines of an upright, even grey page, in pixels. `size`: of a letter; measured where not given."""
    import cv2  # noqa: PLC0415

    ink = ink_mask(grey)
    size = size or letter_size(ink)
    runs = _runs(ink, size), cv2.transpose(_runs(cv2.transpose(ink), size))
    sure, likely = find_fragments(*runs, ink, size)
    down = cv2.transpose(sure.down)
    ys, xs = vote(sure.across, size, _LEAST_ACROSS), vote(down, size, _LEAST_DOWN)
    across_runs, down_runs = sure.rulings
    if len(ys) < 2 or len(xs) < 2:
        return Rulings(tuple(_plain(across_runs, ys, size)), tuple(_plain(down_runs, xs, size)))
    ys, xs = _without_folds(sure.across, ys, xs), _without_folds(down, xs, ys)
    if max(len(ys), len(xs)) > _MOST_LINES:
        return Rulings((), ())
    top, bottom = _open_ends(down_runs, xs, ys, size)
    left, right = _open_ends(across_runs, ys, xs, size)
    letters = cv2.subtract(ink, likely.across | likely.down)
    clear_lines(letters, ys)
    clear_lines(letters.T, xs)
    found = _settle(likely, letters, [*top, *ys, *bottom], [*left, *xs, *right], {*top, *bottom}, {*left, *right}, size)
    if found.left < _LEAST_LEFT:
        return Rulings((), ())
    if all(ruling.at in (*left, *right) for ruling in found.vertical):
        return Rulings(tuple(_plain(across_runs, ys, size)), ())
    strays = (
        [*_strays(across_runs, found.horizontal), *_doubles(likely.rulings[0], ys, found.horizontal, size, _DOUBLE[0])],
        [*_strays(down_runs, found.vertical), *_doubles(likely.rulings[1], xs, found.vertical, size, _DOUBLE[1])],
    )
    ruled = tuple(ruling for ruling in found.horizontal if ruling.at not in bottom)  # else no cell is open at the foot
    return replace(found, horizontal=ruled, strays=(tuple(strays[0]), tuple(strays[1])))


def _strays(pieces: list[Ruling], rulings: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
    """The pieces at the positions of rulings that none of these covers."""
    return tuple(
        piece
        for piece in pieces
        if any(abs(piece.at - ruling.at) <= BAND + 1 for ruling in rulings)
        and not any(
            abs(piece.at - ruling.at) <= BAND + 1 and ruling.start <= piece.end and piece.start <= ruling.end
            for ruling in rulings
        )
    )


def _doubles(
    pieces: list[Ruling], ats: list[float], rulings: tuple[Ruling, ...], size: float, least: float
) -> Iterator[Ruling]:
    """The pieces of lines that run right beside a ruling: the worn frame of a table inside another, which leaves no cell between."""
    inside = [at for at in ats if rulings and rulings[0].at < at < rulings[-1].at]
    for at in inside:
        if any(abs(at - ruling.at) <= BAND + 1 for ruling in rulings):
            continue
        beside = [ruling for ruling in rulings if abs(at - ruling.at) < _SLIVER * size]
        own = [p for p in pieces if abs(p.at - at) < BAND and any(p.start < r.end and r.start < p.end for r in beside)]
        if sum(p.end - p.start for p in own if p.end - p.start > _LETTER * size) >= least * size:
            yield from own


def _settle(
    likely: Fragments,
    letters: Picture,
    ys: list[float],
    xs: list[float],
    open_ys: set[float],
    open_xs: set[float],
    size: float,
) -> Rulings:
    """The lines at these positions; those of which none is left are given up, and the others looked at in longer stretches."""
    import cv2  # noqa: PLC0415

    down = cv2.transpose(likely.down)
    for _ in range(_PASSES):
        lattice = Lattice(_evidence(likely.across, ys, xs, size), _evidence(down, xs, ys, size), xs, ys, _SLIVER * size)
        rows, columns = between_lines(letters, ys, xs, size), clear_of_letters(letters, xs, ys, size)
        blank = blank_between(letters.T, ys, xs, size), blank_between(letters, xs, ys, size)
        found = lattice.settle(open_ys, open_xs, rows, columns, blank)
        used_ys = sorted({r.at for r in found.horizontal} | open_ys)
        used_xs = sorted({r.at for r in found.vertical} | open_xs)
        if min(len(used_ys), len(used_xs)) < 2 or (used_ys, used_xs) == (ys, xs):
            break
        ys, xs = used_ys, used_xs
    return found


def _without_folds(runs: Picture, ys: list[float], xs: list[float]) -> list[float]:
    """The positions of lines that do not run on to both edges of the picture, far outside of all that cross them."""
    width = runs.shape[1]
    left, right = int(xs[0]), int(xs[-1])
    if left < _EDGE * width or right > (1 - _EDGE) * width:
        return ys

    def crosses(y: float) -> bool:
        band = runs[max(0, round(y) - BAND) : round(y) + BAND + 1].max(axis=0)
        return bool(band[: left - 3].mean() > 0.5 and band[right + 4 :].mean() > 0.5)

    kept = [y for y in ys if not crosses(y)]
    return kept if len(kept) > 1 else ys


def _open_ends(down: list[Ruling], xs: list[float], ys: list[float], size: float) -> tuple[list[float], list[float]]:
    """Heights at which several vertical lines end in the open: one above all horizontal lines, one below, or none.

    `down`: vertical runs. A table that the page's end cuts has no line there.
    """
    above, below = [], []
    for x in xs:
        runs = [(run.start, run.end) for run in down if abs(run.at - x) <= BAND]
        if sum(end - start for start, end in runs if ys[0] <= end and start <= ys[-1]) >= _TABLE * size:
            above.append(-_goes_on([(-end, -start) for start, end in runs], -ys[0], _HOLE * size))
            below.append(_goes_on(runs, ys[-1], _HOLE * size))
    above, below = [y for y in above if y < ys[0] - size], [y for y in below if y > ys[-1] + size]
    top = [min(above)] if sum(start < min(above) + size for start in above) > 1 else []
    bottom = [max(below)] if sum(end > max(below) - size for end in below) > 1 else []
    return top, bottom


def _goes_on(runs: list[tuple[float, float]], edge: float, hole: float) -> float:
    """How far runs (start, end) that go on with each other, but for holes, reach beyond an edge."""
    for start, end in sorted(runs):
        if start <= edge + hole:
            edge = max(edge, end)
    return edge


def _runs(ink: Picture, size: float) -> Picture:
    """Ink that lies in thin horizontal runs, with paper above or below."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    thick = max(5, round(_THICK * size))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((2, 3), np.uint8))
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, max(6, round(_RUN * size))), np.uint8))
    bulk = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    above, below = _clear(ink, size, above=True), _clear(ink, size, above=False)
    thin: Picture = cv2.subtract(runs, bulk) & (above | below)
    return thin


def _clear(ink: Picture, size: float, *, above: bool) -> Picture:
    """1 where the strip above (or below) holds little ink: a line stands alone, a stroke among others."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    near, far = max(3, round(_ALONE[0] * size)), max(5, round(_ALONE[1] * size))
    kernel = np.ones((far - near + 1, 1), np.uint8)
    padded = cv2.copyMakeBorder(ink, far, far, 0, 0, cv2.BORDER_CONSTANT, value=0)
    strip = cv2.dilate(padded, kernel)
    middle = far + (-(near + far) // 2 if above else (near + far) // 2)
    strip = strip[middle : middle + ink.shape[0]] * np.uint8(255)
    clear: Picture = (cv2.blur(strip, (max(3, round(_ALONE_OVER * size)), 1)) < _ALONE_SHARE * 255).astype(np.uint8)
    return clear


def _plain(runs: list[Ruling], ats: list[float], size: float) -> list[Ruling]:
    """The rulings at each position, for a page that has lines of one direction only: they leave out the cells of several rows."""
    found = []
    for at in ats:
        near = sorted((run.start, run.end) for run in runs if abs(run.at - at) <= BAND + 1)
        inked = sum(end - start for start, end in near)
        if inked >= _ALONE_LEAST * size and inked >= _ALONE_INKED * (max(end for _, end in near) - near[0][0]):
            found += [Ruling(at, start, end) for start, end in _joined(near, _CELL * size)]
    return found


def _joined(runs: list[tuple[float, float]], hole: float) -> list[tuple[float, float]]:
    """Runs (start, end), ascending, those made one that no wider hole parts."""
    joined = runs[:1]
    for start, end in runs[1:]:
        if start - joined[-1][1] > hole:
            joined.append((start, end))
        else:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
    return joined


def _evidence(short: Picture, ys: list[float], xs: list[float], size: float) -> Evidence:
    """What each stretch of each horizontal line holds, from the short runs of ink."""
    import numpy as np  # noqa: PLC0415

    inked, whole, gaps = (np.zeros((len(ys), len(xs) - 1)) for _ in range(3))
    stretches = list(_stretches(xs, short.shape[1]))
    starts, ends = np.array(stretches).T
    for i, y in enumerate(ys):
        band = short[max(0, round(y) - BAND - 1) : round(y) + BAND + 2]
        if len(band) < 2:
            continue
        pairs = np.maximum(band[:-1], band[1:])
        sums = np.pad(pairs.cumsum(axis=1, dtype=np.int32), ((0, 0), (1, 0)))
        held = sums[:, ends] - sums[:, starts]
        rows = held.argmax(axis=0)
        for j in np.flatnonzero(held.max(axis=0)).tolist():
            best = pairs[rows[j], starts[j] : ends[j]]
            inked[i, j] = held[rows[j], j] / len(best)
            gaps[i, j] = np.count_nonzero(best[:-1] > best[1:])
            whole[i, j] = inked[i, j] * _like_line(best, size)
    return Evidence(inked, whole, gaps, np.diff(xs) / size)


def _stretches(xs: list[float], width: int) -> Iterator[tuple[int, int]]:
    """First and last pixel (exclusive) of what lies between neighbouring lines, clear of both."""
    for x0, x1 in pairwise(xs):
        pad = min(3.0, 0.1 * (x1 - x0))
        start = min(round(x0 + pad), width)
        yield start, min(max(round(x1 - pad), start + 1), width)


def _like_line(stretch: Picture, size: float) -> float:
    """Less than 1 where the ink keeps away from the ends of its stretch and is no longer than a letter, as strokes are."""
    import numpy as np  # noqa: PLC0415

    edges = np.flatnonzero(np.diff(np.concatenate([[0], stretch, [0]])))
    if (edges[1::2] - edges[::2]).max(initial=0) > _LETTER * size:
        return 1.0
    end = max(3, round(_END * size))
    return float(0.5 + 0.25 * stretch[:end].mean() + 0.25 * stretch[-end:].mean())
