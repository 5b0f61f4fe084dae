"""The ruling lines of a PDF page, from its drawing commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...layout.grid import Ruling, Rulings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .clock import Clock
    from .frame import Frame

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

_THIN = 3.5
"""Points: a filled shape that is no thicker is a line."""
_SHORT = 0.05
_WHITE = 245
_MAX_DEPTH = 6
_MAX_STROKES = 20_000
"""A page that draws more is a map or a picture, and its lines are not looked at."""
_ASKED = 512
"""Strokes after which the clock is asked."""
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def read_rulings(page: Any, frame: Frame, clock: Clock) -> Rulings:
    """The horizontal and vertical lines drawn on a page: strokes, thin filled shapes, and the sides of outlined ones."""
    horizontal, vertical = [], []
    for number, (a, b) in enumerate(_strokes(page)):
        if number >= _MAX_STROKES:
            return Rulings((), ())
        if number % _ASKED == 0:
            clock.check()
        box = frame.box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        width, height = box.x1 - box.x0, box.bottom - box.top
        if max(width, height) < _SHORT:
            continue
        if height <= _THIN and width > height:
            horizontal.append(Ruling((box.top + box.bottom) / 2, box.x0, box.x1))
        elif width <= _THIN and height > width:
            vertical.append(Ruling((box.x0 + box.x1) / 2, box.top, box.bottom))
    return Rulings(tuple(horizontal), tuple(vertical))


def _strokes(page: Any) -> Iterator[tuple[Point, Point]]:
    """Opposite corners of every straight line, in user space."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    objects = [pdfium.FPDFPage_GetObject(page, i) for i in range(pdfium.FPDFPage_CountObjects(page))]
    for item, matrix in _paths(objects, _IDENTITY, 0):
        mode = _drawn(item)
        if mode:
            for points in _outlines(item, matrix):
                yield from _lines(points, stroked=mode == "stroke")


def _paths(objects: list[Any], matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Path objects, also those in forms, with the matrix that places them on the page."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield item, _times(_matrix(item), matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = [pdfium.FPDFFormObj_GetObject(item, i) for i in range(pdfium.FPDFFormObj_CountObjects(item))]
            yield from _paths(inner, _times(_matrix(item), matrix), depth + 1)


def _matrix(item: Any) -> Matrix:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    if then is _IDENTITY:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _drawn(item: Any) -> str:
    """How a path shows: ``stroke``, ``fill``, or not at all (also where it is white on the page's white)."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    fill, stroke = pdfium.c_int(), pdfium.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, fill, stroke):
        return ""
    if stroke.value and _visible(item, pdfium.FPDFPageObj_GetStrokeColor):
        return "stroke"
    return "fill" if fill.value and _visible(item, pdfium.FPDFPageObj_GetFillColor) else ""


def _visible(item: Any, colour: Any) -> bool:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    red, green, blue, alpha = (pdfium.c_uint() for _ in range(4))
    if not colour(item, red, green, blue, alpha):
        return True
    return bool(alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE)


def _outlines(item: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The points of each part of a path; a part that holds a curve is left out."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    x, y = pdfium.c_float(), pdfium.c_float()
    a, b, c, d, e, f = matrix
    points: list[Point] = []
    curved = False
    for i in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if not curved and len(points) > 1:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[-1] != points[0]:
            points.append(points[0])
    if not curved and len(points) > 1:
        yield points


def _lines(points: list[Point], *, stroked: bool) -> Iterator[tuple[Point, Point]]:
    """A thin shape as one line; the sides of a thick one only where it is outlined."""
    low = min(x for x, _ in points), min(y for _, y in points)
    high = max(x for x, _ in points), max(y for _, y in points)
    if min(high[0] - low[0], high[1] - low[1]) <= _THIN:
        yield low, high
    elif stroked:
        for k in range(len(points) - 1):
            a, b = points[k], points[k + 1]
            if min(abs(a[0] - b[0]), abs(a[1] - b[1])) <= 0.5:
                yield a, b
