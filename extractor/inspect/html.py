"""The drawing as one HTML file: the picture inside it, boxes as SVG over it, no script, and nothing from the net."""

from __future__ import annotations

import base64
import io
from html import escape
from typing import TYPE_CHECKING

from .overlay import cell_text
from .palette import DOUBTFUL, LABELS, NOTES, percent
from .style import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..document import Box, Cell
    from .overlay import Note, Seen
    from .picture import Picture
    from .sight import Sight

_GUTTER = 92.0
"""Room for the labels at the left of the page, in units of the boxes."""
_TAG = 13.0
"""Height of a label there."""
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def draw(sight: Sight) -> bytes:
    """The HTML file, in UTF-8."""
    where = f"{sight.file} · 第 {sight.page} 页，共 {sight.pages} 页" if sight.pages else sight.file
    main = _page(sight, sight.picture) if sight.picture else _rows(sight.overlay.rows, grid=sight.grid)
    listed = f"<h2>各行</h2>{_rows(sight.overlay.rows, grid=False)}" if sight.picture else ""
    kind = "paged" if sight.picture else "lines"
    text = (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(where)}</title><style>{STYLE}</style></head>\n"
        f'<body class="{kind}"><header><h1>{escape(where)}</h1>{_legend(sight)}</header>\n'
        f"<main>{main}</main>\n<aside>{_tables(sight)}{_notes(sight.overlay.notes)}{listed}</aside></body></html>\n"
    )
    return text.encode("utf-8", "replace")


def _legend(sight: Sight) -> str:
    used = {seen.labelled.label for seen in sight.overlay.rows}
    labels = "".join(
        f'<span class="key" style="--c:{style.colour}">{style.name}</span>'
        for label, style in LABELS.items()
        if label in used
    )
    kinds = {note.kind for note in sight.overlay.notes}
    notes = "".join(
        f'<span class="key note" style="--c:{style.colour}">{style.name}</span>'
        for kind, style in NOTES.items()
        if kind in kinds
    )
    return f'<p class="legend">{labels}{notes}<span class="hint">百分数：行标签的概率；低于 {percent(DOUBTFUL)} 者加红框</span></p>'


def _page(sight: Sight, picture: Picture) -> str:
    """The picture with everything over it."""
    rows = "".join(_svg_row(seen, top) for seen, top in zip(sight.overlay.rows, _tops(sight.overlay.rows), strict=True))
    width, height = picture.width, picture.height
    return (
        f'<svg viewBox="{-_GUTTER:g} 0 {width + _GUTTER:.1f} {height:.1f}" role="img">'
        f'<image href="{_data_uri(picture)}" width="{width:.2f}" height="{height:.2f}"/>{rows}</svg>'
    )


def _data_uri(picture: Picture) -> str:
    stream = io.BytesIO()
    picture.image.save(stream, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")


def _tops(rows: Sequence[Seen]) -> Iterator[float]:
    """Where the label of each row is drawn: at its top, or below the label above."""
    free = 0.0
    for seen in rows:
        free = max(free, seen.band.top if seen.band else free)
        yield free
        free += _TAG


def _svg_row(seen: Seen, top: float) -> str:
    """Boxes of the cells, marks of the notes, and the label in the gutter."""
    if seen.band is None:
        return ""
    style = LABELS[seen.labelled.label]
    cells = "".join(_svg_cell(seen, k, cell) for k, cell in enumerate(seen.row.cells))
    doubtful = " doubtful" if seen.labelled.probability < DOUBTFUL else ""
    tag = (
        f'<rect class="tag{doubtful}" x="{4 - _GUTTER:g}" y="{top:.1f}" width="{_GUTTER - 8:g}" height="{_TAG - 1:g}" rx="2"/>'
        f'<text x="{9 - _GUTTER:g}" y="{top + 9:.1f}">{style.name}</text>'
        f'<text class="p" x="-9" y="{top + 9:.1f}">{percent(seen.labelled.probability)}</text>'
    )
    return (
        f'<a href="#r{seen.number}" id="b{seen.number}" style="--c:{style.colour}"><g class="row">{cells}'
        f"{_svg_notes(seen.notes_of(None), seen.band)}<g>{tag}<title>{escape(_hover(seen, None))}</title></g></g></a>"
    )


def _svg_cell(seen: Seen, place: int, cell: Cell) -> str:
    if cell.box is None or cell.covered:
        return ""
    marks = _svg_notes(seen.notes_of(place), cell.box)
    return f'<g><rect class="cell" {_place(cell.box)}/>{marks}<title>{escape(_hover(seen, place))}</title></g>'


def _svg_notes(notes: Sequence[Note], box: Box) -> str:
    """A frame, and the numbers of the notes."""
    if not notes:
        return ""
    frame = f'<rect class="mark" style="--n:{NOTES[notes[0].kind].colour}" {_place(box)}/>'
    return frame + "".join(_badge(note, box, i) for i, note in enumerate(notes))


def _badge(note: Note, box: Box, place: int) -> str:
    """The number of a note, at the top right of a cell."""
    x, y = box.x1 - 6 - 12 * place, box.top + 1
    return (
        f'<circle class="badge" style="--n:{NOTES[note.kind].colour}" cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
        f'<text class="badge" x="{x:.1f}" y="{y + 2.6:.1f}">{note.number}</text>'
    )


def _place(box: Box) -> str:
    width, height = box.x1 - box.x0, box.bottom - box.top
    return f'x="{box.x0:.1f}" y="{box.top:.1f}" width="{width:.1f}" height="{height:.1f}"'


def _hover(seen: Seen, place: int | None) -> str:
    """What is told of a row or a cell."""
    label = seen.labelled.label
    told = [f"{LABELS[label].name} ({label}) {percent(seen.labelled.probability)}"]
    if seen.labelled.continues >= 0.01:
        told.append(f"接上行的概率 {percent(seen.labelled.continues)}")
    if place is not None:
        cell = seen.row.cells[place]
        told.insert(0, cell.text)
        told.append(f"第 {cell.column + 1} 列" + (f"，跨 {cell.span} 列" if cell.span > 1 else ""))
        told += [f"识别置信度 {percent(cell.confidence)}"] if cell.confidence is not None else []
    notes = seen.notes if place is None else seen.notes_of(place)
    told += [f"{NOTES[note.kind].name} {note.number}：{note.text}" for note in notes]
    return "\n".join(told)


def _rows(rows: Sequence[Seen], *, grid: bool) -> str:
    """The rows as coloured lines; with `grid` the cells of tables in their columns."""
    widths: dict[int | None, int] = {}
    for seen in rows:
        last = max((cell.column + cell.span for cell in seen.row.cells), default=1)
        widths[seen.row.table] = max(last, widths.get(seen.row.table, 1))
    items = (_line(seen, widths[seen.row.table] if grid and seen.row.table is not None else 0) for seen in rows)
    return f'<ol class="rows">{"".join(items)}</ol>' if rows else "<p>没有读到表格的行。</p>"


def _line(seen: Seen, columns: int) -> str:
    style, row = LABELS[seen.labelled.label], seen.row
    doubtful = " doubtful" if seen.labelled.probability < DOUBTFUL else ""
    number = f'<span class="n">{row.line if row.line is not None else seen.number + 1}</span>'
    tag = (
        f'<a class="tag{doubtful}" href="#b{seen.number}">{style.name} <b>{percent(seen.labelled.probability)}</b></a>'
    )
    cells = "".join(_line_cell(seen, k, cell, columns) for k, cell in enumerate(row.cells))
    layout = f' style="grid-template-columns:repeat({columns},minmax(0,1fr))"' if columns else ""
    kind = "cells grid" if columns else "cells"
    gap = ' class="gap"' if row.gap else ""
    return (
        f'<li id="r{seen.number}"{gap} style="--c:{style.colour}" title="{escape(_hover(seen, None))}">'
        f'{number}{tag}<span class="{kind}"{layout}>{cells}</span>{_badges(seen.notes_of(None))}</li>'
    )


def _line_cell(seen: Seen, place: int, cell: Cell, columns: int) -> str:
    if not columns and not cell.text.strip():
        return ""
    notes = seen.notes_of(place)
    rules = [f"grid-column:{cell.column + 1}/span {cell.span}"] if columns else []
    rules += [f"--n:{NOTES[notes[0].kind].colour}"] if notes else []
    kind = "cell" + (" marked" if notes else "") + (" covered" if cell.covered else "")
    text = "<br>".join(escape(part) for part in cell.text.split("\n")) if columns else escape(cell_text(cell))
    return f'<span class="{kind}" style="{";".join(rules)}" title="{escape(_hover(seen, place))}">{text}{_badges(notes)}</span>'


def _badges(notes: Sequence[Note]) -> str:
    """Links to the notes."""
    return "".join(
        f'<a class="badge" style="--n:{NOTES[note.kind].colour}" href="#n{note.number}">{note.number}</a>'
        for note in notes
    )


def _tables(sight: Sight) -> str:
    items = "".join(
        f"<li>{escape(table.title or table.project_name or '（无标题）')}"
        f'<span class="hint">{len(table.indicators)} 项指标，置信度 {percent(table.confidence)}</span></li>'
        for table in sight.overlay.tables
    )
    return f"<h2>绩效目标表</h2><ul>{items}</ul>" if items else "<h2>绩效目标表</h2><p>没有找到。</p>"


def _notes(notes: Sequence[Note]) -> str:
    if not notes:
        return "<h2>修补与提示</h2><p>没有。</p>"
    return f'<h2>修补与提示</h2><ol class="notes">{"".join(map(_note, notes))}</ol>'


def _note(note: Note) -> str:
    style = NOTES[note.kind]
    about = " · ".join(escape(part) for part in (note.table, note.field) if part)
    link = (
        f' <a href="#r{note.row}">↦</a>'
        if note.row is not None
        else ' <span class="hint">（图上没有对应的位置）</span>'
    )
    return (
        f'<li id="n{note.number}" style="--n:{style.colour}"><span class="badge">{note.number}</span>'
        f'<b>{style.name}</b> {escape(note.text)}{link}<span class="hint">{about}</span></li>'
    )
