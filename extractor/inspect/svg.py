"""A page's picture with everything over it, as SVG in the units of the boxes."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from .captions import caption, percent
from .palette import DOUBTFUL, LABELS, NOTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Box
    from .overlay import Note, Seen
    from .picture import Picture

_GUTTER, _TAG, _BADGE = 92.0, 13.0, 6.0
"""Room for the labels at the left of the page, a label's height, and the radius of a note's number."""
_USUAL = 850.0
"""Width of a page up to which these sizes hold; on a wider one they grow with it."""


def draw_page(rows: Sequence[Seen], picture: Picture) -> str:
    """The SVG element."""
    pen = _Pen(max(1.0, picture.width / _USUAL))
    drawn, noted, free = [], [], 0.0
    for seen in rows:
        if seen.band is not None:
            free = max(free, seen.band.top)
            drawn.append(pen.row(seen, free))
            noted.append(pen.notes(seen))
            free += _TAG * pen.size
    gutter = _GUTTER * pen.size
    view = f"{-gutter:.1f} 0 {picture.width + gutter:.1f} {max(picture.height, free):.1f}"
    image = f'<image href="{_data_uri(picture)}" width="{picture.width:.2f}" height="{picture.height:.2f}"/>'
    return f'<svg viewBox="{view}" role="img">{image}{"".join(drawn)}{"".join(noted)}</svg>'


def _data_uri(picture: Picture) -> str:
    stream = io.BytesIO()
    picture.image.save(stream, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")


@dataclass(frozen=True, slots=True)
class _Pen:
    size: float
    """How many units one point of the sizes above is."""

    def row(self, seen: Seen, top: float) -> str:
        """Boxes of the cells, and the label in the gutter at the height `top`."""
        return (
            f'<a href="#r{seen.number}" id="b{seen.number}" style="--c:{LABELS[seen.labelled.label].colour}">'
            f'<g class="row">{"".join(self._cells(seen))}{self._tag(seen, top)}</g></a>'
        )

    def notes(self, seen: Seen) -> str:
        """Frames and numbers of the notes; those on the row stand right of it."""
        marks = [
            self._mark(seen.notes_of(k), cell.box, cell.box.x1 - _BADGE * self.size, cell.box.top)
            for k, cell in enumerate(seen.row.cells)
            if cell.box and not cell.covered
        ]
        if seen.band:
            middle = (seen.band.top + seen.band.bottom) / 2
            marks.append(self._mark(seen.notes_of(None), seen.band, seen.band.x1 + 1.4 * _BADGE * self.size, middle))
        return "".join(marks)

    def _cells(self, seen: Seen) -> list[str]:
        return [
            f'<g><rect class="cell" {_place(cell.box)}/><title>{escape(caption(seen, k))}</title></g>'
            for k, cell in enumerate(seen.row.cells)
            if cell.box and not cell.covered
        ]

    def _tag(self, seen: Seen, top: float) -> str:
        """Name and probability of the label."""
        probability = seen.labelled.probability
        kind = "tag doubtful" if probability < DOUBTFUL else "tag"
        return (
            f'<g transform="translate({-_GUTTER * self.size:.1f} {top:.1f}) scale({self.size:.3f})">'
            f'<rect class="{kind}" x="4" width="{_GUTTER - 8:g}" height="{_TAG - 1:g}" rx="2"/>'
            f'<text x="9" y="9">{LABELS[seen.labelled.label].name}</text>'
            f'<text class="p" x="{_GUTTER - 9:g}" y="9">{percent(probability)}</text>'
            f"<title>{escape(caption(seen, None))}</title></g>"
        )

    def _mark(self, notes: Sequence[Note], box: Box, x: float, y: float) -> str:
        """A frame around the box, and the numbers at a place, each right of the one before."""
        if not notes:
            return ""
        frame = f'<rect class="mark" style="--n:{NOTES[notes[0].kind].colour}" {_place(box)}/>'
        step = 2 * _BADGE * self.size
        return frame + "".join(self._badge(note, x + i * step, max(y, step / 2)) for i, note in enumerate(notes))

    def _badge(self, note: Note, x: float, y: float) -> str:
        return (
            f'<a href="#n{note.number}"><g transform="translate({x:.1f} {y:.1f}) scale({self.size:.3f})">'
            f'<circle class="badge" style="--n:{NOTES[note.kind].colour}" r="{_BADGE:g}"/>'
            f'<text class="badge" y="2.6">{note.number}</text><title>{escape(note.text)}</title></g></a>'
        )


def _place(box: Box) -> str:
    width, height = abs(box.x1 - box.x0), abs(box.bottom - box.top)
    return f'x="{min(box.x0, box.x1):.1f}" y="{min(box.top, box.bottom):.1f}" width="{width:.1f}" height="{height:.1f}"'
