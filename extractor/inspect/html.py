"""The drawing as one HTML file: the picture inside it, boxes as SVG over it, no script, and nothing from the net."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .captions import caption, cell_text, percent
from .palette import DOUBTFUL, LABELS, NOTES
from .style import STYLE
from .svg import draw_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Cell
    from .overlay import Note, Seen, Table
    from .sight import Sight

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def draw(sight: Sight) -> bytes:
    """The HTML file, in UTF-8."""
    where = f"{sight.file} · 第 {sight.page} 页，共 {sight.pages} 页" if sight.pages else sight.file
    main = draw_page(sight.overlay.rows, sight.picture) if sight.picture else _rows(sight.overlay.rows, grid=sight.grid)
    listed = f"<h2>各行</h2>{_rows(sight.overlay.rows, grid=False)}" if sight.picture else ""
    kind = "lines"
    if sight.picture:
        kind = "paged" if sight.picture.width <= sight.picture.height else "wide"
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
        f'<li id="r{seen.number}"{gap} style="--c:{style.colour}" title="{escape(caption(seen, None))}">'
        f'{number}{tag}<span class="{kind}"{layout}>{cells}</span>{_badges(seen.notes_of(None))}</li>'
    )


def _line_cell(seen: Seen, place: int, cell: Cell, columns: int) -> str:
    if not columns and not cell.text.strip() and len(seen.row.cells) > 1:
        return ""
    notes = seen.notes_of(place)
    rules = [f"grid-column:{cell.column + 1}/span {cell.span}"] if columns else []
    rules += [f"--n:{NOTES[notes[0].kind].colour}"] if notes else []
    kind = "cell" + (" marked" if notes else "") + (" covered" if cell.covered else "")
    text = "<br>".join(escape(part) for part in cell.text.split("\n")) if columns else escape(cell_text(cell))
    return f'<span class="{kind}" style="{";".join(rules)}" title="{escape(caption(seen, place))}">{text}{_badges(notes)}</span>'


def _badges(notes: Sequence[Note]) -> str:
    """Links to the notes."""
    return "".join(
        f'<a class="badge" style="--n:{NOTES[note.kind].colour}" href="#n{note.number}">{note.number}</a>'
        for note in notes
    )


def _tables(sight: Sight) -> str:
    items = "".join(map(_table, sight.overlay.tables))
    return f"<h2>绩效目标表</h2><ul>{items}</ul>" if items else "<h2>绩效目标表</h2><p>没有找到。</p>"


def _table(table: Table) -> str:
    title = escape(table.title or "（无标题）")
    named = f'<a href="#r{table.row}">{title}</a>' if table.row is not None else title
    told = f"{table.indicators} 项指标，置信度 {percent(table.confidence)}"
    return f'<li>{named}<span class="hint">{told}</span></li>'


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
