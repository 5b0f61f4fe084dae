"""What is shown of a table, as HTML and SVG: the record as the printed table looks, the page with frames, the lines read.

Every text is escaped. Colours: `certain` says how certain a field is, in five steps.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..inspect.captions import percent
from .corrected import RULE
from .fields import FORM, parse
from .journal import Action
from .places import Spot, cell_at
from .shown import columns_of, form_of, next_goal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..document import Box, Row
    from ..records import Repair
    from .desk import Table
    from .journal import Entry
    from .words import Words

STEPS = ((0.6, "c0"), (0.9, "c1"), (0.98, "c2"), (2.0, "c3"))
"""Below each certainty the class that a field gets."""
_AROUND = 3
"""Lines before and behind a table that are shown."""
_MOST_LINES = 400
_LENS, _ENLARGED = (36.0, 150.0), 1400.0
"""Least and greatest height of the enlarged part, and the width to which it enlarges a page; all in pixels."""


def step(certainty: float | None) -> str:
    """The class of a certainty, 0..1."""
    if certainty is None:
        return "c3"
    return next(name for limit, name in STEPS if certainty < limit)


def record(table: Table, field: str, words: Words) -> str:
    """The record as a printed table: the fields above the rows, then the rows; the field in question is marked."""
    pen = _Pen(table, field, words)
    return f'<div class="record">{pen.form()}{pen.rows()}</div>'


class _Pen:
    def __init__(self, table: Table, field: str, words: Words) -> None:
        self._table, self._field, self._words = table, field, words
        self._repairs = {repair.field: repair for repair in table.read.repairs}

    def form(self) -> str:
        fields = form_of(self._table)
        lines = []
        for name in fields:
            if name == FORM:
                continue
            if name == "title":
                lines.append(f'<tr><th colspan="2" class="title">{self._cell(name)}</th></tr>')
            else:
                label = self._words.field(name) if name != next_goal(self._table) else "＋"
                lines.append(f"<tr><th>{escape(label)}</th><td>{self._cell(name)}</td></tr>")
        marker = self._cell(FORM, self._words.field(FORM))
        return f'<table class="form"><caption>{marker}</caption>{"".join(lines)}</table>'

    def rows(self) -> str:
        columns = columns_of(self._table)
        head = "".join(f"<th>{escape(self._words.column(name))}</th>" for name in columns)
        body = []
        for number, place in enumerate(self._table.corrected.rows, 1):
            row = f"indicators[{place}]"
            mark = "＋" if place.behind else ""
            cells = "".join(f"<td>{self._cell(f'{row}.{name}')}</td>" for name in columns)
            body.append(f'<tr><th class="n">{self._cell(row, f"{mark}{number}")}</th>{cells}</tr>')
        return f'<table class="rows"><thead><tr><th></th>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'

    def _cell(self, name: str, text: str | None = None) -> str:
        table = self._table
        entry = table.corrected.settled(name)
        kinds = ["cell", step(table.certainty(name))]
        if name == self._field:
            kinds.append("here")
        if entry is not None:
            kinds.append("accepted" if entry.action is Action.ACCEPT else "corrected")
        if name in self._repairs:
            kinds.append("repaired")
        shown = table.texts.get(name) if text is None else text
        inner = escape(shown) if shown else '<span class="blank">·</span>'
        return f'<span class="{" ".join(kinds)}" data-field="{escape(name)}" title="{escape(self._told(name))}">{inner}</span>'

    def _told(self, name: str) -> str:
        """What is known of a field, for those who point at it."""
        table, words = self._table, self._words
        told = [words.field(name)]
        doubt = table.doubts.get(name)
        entry = table.corrected.settled(name)
        if entry is not None:
            told.append(
                f"{words('accepted' if entry.action is Action.ACCEPT else 'corrected')}: {entry.who}, {local(entry.at)}"
            )
        elif doubt is not None:
            told.append(f"{words('certainty')} {percent(doubt.certainty)} · {words.reason(doubt.reason)}")
        if name in self._repairs:
            told.append(repair_text(self._repairs[name]))
        return "\n".join(told)


def local(at: str) -> str:
    """An entry's time without its fractions: UTC."""
    return f"{at[:16].replace('T', ' ')} UTC"


def repair_text(repair: Repair) -> str:
    """From → to, why, and how sure."""
    pieces = " + ".join(f"“{piece}”" for piece in repair.pieces)
    return f"{pieces} → “{repair.to}” ({repair.rule}, {repair.score:.2f})"


def notes(table: Table, words: Words) -> str:
    """Repairs, issues, what no longer fits, and the history, as HTML."""
    project = table.corrected.project
    repairs = [_repair(one, words) for one in project.repairs if not one.rule.startswith(RULE)]
    issues = [
        f'<span class="{one.severity}">{escape(one.message)}</span> <i>{escape(one.code)}</i>' for one in project.issues
    ]
    stale = [_entry(entry, words) for entry in table.corrected.stale]
    history = [_entry(entry, words) for entry in reversed(table.entries)]
    parts = [("issues", issues), ("repairs", repairs), ("history", history)] + ([("stale", stale)] if stale else [])
    return "".join(_list(words(name), lines, words) for name, lines in parts)


def _repair(repair: Repair, words: Words) -> str:
    return f"<b>{escape(words.field(repair.field))}</b> {escape(repair_text(repair))}"


def _list(head: str, lines: Sequence[str], words: Words) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines) or f"<li>{escape(words('none'))}</li>"
    return f"<h3>{escape(head)}</h3><ul>{items}</ul>"


def _entry(entry: Entry, words: Words) -> str:
    what = {
        Action.ACCEPT: words("accepted"), Action.CORRECT: words("corrected"), Action.ADD: words("added"),
        Action.REMOVE: words("removed"), Action.UNDO: words("undo"), Action.TRAIN: words("train"),
        Action.UNTRAIN: f"✗ {words('train')}",
    }[entry.action]  # fmt: skip
    change = ""
    if entry.action in (Action.CORRECT, Action.UNDO):
        blank = words("blank")
        change = f" “{escape(entry.before or blank)}” → “{escape(entry.after or blank)}”"
    field = escape(words.field(entry.field)) if entry.field else ""
    return f"<b>{field}</b> {escape(what)}{change} <i>{escape(entry.who)}, {local(entry.at)}</i>"


def conflict(table: Table, field: str) -> Entry | None:
    """The entry of another reviewer that a later one overruled, who may not have seen it."""
    mine = table.corrected.marks.get(field)
    if mine is None or mine.action is not Action.CORRECT:
        return None
    others = [entry for entry in table.entries if entry.field == field and entry.action is Action.CORRECT
              and entry.who != mine.who and entry.number < mine.number and entry.after != mine.after]  # fmt: skip
    undone = {entry.undoes for entry in table.entries}
    others = [entry for entry in others if entry.number not in undone]
    return others[-1] if others else None


def boxes(table: Table, field: str) -> list[tuple[int, Box]]:
    """Page and box of the cells that a field was read from; of a row or the form those of all its cells."""
    if table.source is None:
        return []
    path = parse(field)
    row = path is not None and path.what == "indicators" and path.cell is None
    names = [name for name in table.spots if name == field or (row and name.startswith(f"{field}."))
             or (field == FORM and not name.startswith("indicators["))]  # fmt: skip
    if (
        not names and path is not None and path.what == "indicators" and path.place is not None
    ):  # a blank cell, an added row: those beside it
        names = [name for name in table.spots if name.startswith(f"indicators[{path.place.row}].")]
    if not names and path is not None and path.place is None:  # a blank field: those of the form around it
        names = [name for name in table.spots if name.split(".")[0] == field.split(".", maxsplit=1)[0]]
    found = []
    for spot in dict.fromkeys(spot for name in names for spot in table.spots[name]):
        page, box = table.source.rows[spot.row].page, cell_at(table.source, spot).box
        if page is not None and box is not None:
            found.append((page, box))
    return found


def page_of(table: Table, field: str) -> int | None:
    """The page on which a field stands; without a box that of its row or of the table."""
    found = boxes(table, field)
    if found:
        return found[0][0]
    pages = table.read.source.pages
    return pages[0] if pages else None


def page_svg(href: str, size: tuple[float, float], table: Table, field: str, page: int) -> str:
    """The page with its read cells lightly framed and the field in question strongly; in units of the boxes."""
    width, height = size
    worst: dict[Spot, tuple[float, str]] = {}
    for name, spots in table.spots.items():
        certainty = table.certainty(name)
        for spot in spots:
            worst[spot] = min(worst.get(spot, (2.0, name)), (1.0 if certainty is None else certainty, name))
    faint = [
        _rect(box, f"read {step(certainty)}", name)
        for spot, (certainty, name) in worst.items()
        if table.source and table.source.rows[spot.row].page == page and (box := cell_at(table.source, spot).box)
    ]
    frames = [_rect(box, "frame", None, pad=width * 0.003) for at, box in boxes(table, field) if at == page]
    return (
        f'<svg class="page" viewBox="0 0 {width:g} {height:g}"><image href="{escape(href)}" width="{width:g}"'
        f' height="{height:g}"/>{"".join(faint)}{"".join(frames)}</svg>'
    )


def lens_svg(href: str, size: tuple[float, float], table: Table, field: str) -> str:
    """The part of the page where a field stands, large; blank where it is not known."""
    found = boxes(table, field)
    if not found:
        return ""
    page = found[0][0]
    here = [box for at, box in found if at == page]
    whole = here[0]
    for box in here[1:]:
        whole = whole.union(box)
    margin = 0.008 * size[0]
    x0, top = max(0.0, whole.x0 - margin), max(0.0, whole.top - margin)
    x1, bottom = min(size[0], whole.x1 + margin), min(size[1], whole.bottom + margin)
    view = f"{x0:.1f} {top:.1f} {x1 - x0:.1f} {bottom - top:.1f}"
    tall = min(_LENS[1], max(_LENS[0], (bottom - top) * _ENLARGED / size[0]))
    return (
        f'<svg class="lens" style="height:{tall:.0f}px" viewBox="{view}" preserveAspectRatio="xMinYMid meet">'
        f'<image href="{escape(href)}" width="{size[0]:g}" height="{size[1]:g}"/></svg>'
    )


def _rect(box: Box, kind: str, field: str | None, pad: float = 0.0) -> str:
    x, y = min(box.x0, box.x1) - pad, min(box.top, box.bottom) - pad
    width, height = abs(box.x1 - box.x0) + 2 * pad, abs(box.bottom - box.top) + 2 * pad
    named = f' data-field="{escape(field)}"' if field else ""
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"{named}/>'


def lines(table: Table, field: str, words: Words) -> str:
    """The rows that a table was read from, the cells in question framed: for documents without a picture."""
    if table.source is None:
        return f"<p>{escape(words('no_source'))}</p>"
    here = {spot for name, spots in table.spots.items() if _within(name, field) for spot in spots}
    named = {spot: name for name, spots in reversed(table.spots.items()) for spot in spots}
    shown = list(_shown(table))
    items = []
    for i in shown:
        row = table.source.rows[i]
        cells = []
        for k, cell in enumerate(row.cells):
            name = named.get(Spot(i, k))
            kind = "cell framed" if (i, k) in here else "cell"
            data = f' data-field="{escape(name)}"' if name else ""
            if cell.text.strip() or len(row.cells) == 1:
                cells.append(f'<span class="{kind}"{data}>{escape(cell.text.strip())}</span>')
        items.append(f'<li><span class="n">{_number(row, i)}</span>{"".join(cells)}</li>')
    return f'<ol class="lines">{"".join(items)}</ol>'


def _within(name: str, field: str) -> bool:
    return name == field or name.startswith(f"{field}.") or (field == FORM and not name.startswith("indicators["))


def _shown(table: Table) -> Iterator[int]:
    """The rows of a table and a few around them."""
    found = sorted({spot.row for spots in table.spots.values() for spot in spots})
    if table.source is None or not found:
        return
    lines_of = table.read.source.lines
    first, last = found[0], found[-1]
    if lines_of is not None:
        inside = [
            i
            for i, row in enumerate(table.source.rows)
            if row.line is not None and lines_of[0] <= row.line <= lines_of[1]
        ]
        first, last = min([first, *inside]), max([last, *inside])
    yield from range(max(0, first - _AROUND), min(len(table.source.rows), last + _AROUND + 1, first + _MOST_LINES))


def _number(row: Row, i: int) -> str:
    return str(row.line) if row.line is not None else str(i + 1)
