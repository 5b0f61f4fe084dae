"""Tables as tasks of Label Studio: what was read as predictions, what people said as annotations.

A page is an image with a rectangle and a text for each cell; a document without pages is its lines, with a span for each
cell. The labels are the columns' names (``target``, ``budget.total``). `CONFIG` is the labelling interface that shows them.
The form is that of Label Studio's "raw JSON format of completed tasks".
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from ..export.atomic import replacing
from .fields import parse, texts
from .journal import Action
from .places import cell_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .desk import Desk, Table
    from .pages import PagePicture, Pages

CONFIG = """<View>
  <Image name="image" value="$image"/>
  <RectangleLabels name="label" toName="image"/>
  <TextArea name="text" toName="image" perRegion="true" editable="true"/>
</View>"""
"""For pages; for lines take <Text name="lines" value="$text"/> and <Labels name="label" toName="lines"/>."""


def write(desk: Desk, pages: Pages, path: Path) -> int:
    """Write the tables that anybody has touched as tasks; how many tasks.

    Raises:
        OutputError: it cannot be written; nothing is left half-written.
    """
    tasks = [task for table in _touched(desk) for task in _tasks(table, pages)]
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(tasks)


def _touched(desk: Desk) -> Iterator[Table]:
    subjects = dict.fromkeys(entry.subject for entry in desk.journal())
    for subject in subjects:
        document = desk.find(subject)
        table = desk.table(document, subject.index) if document is not None else None
        if table is not None and table.source is not None:
            yield table


def _tasks(table: Table, pages: Pages) -> Iterator[dict[str, Any]]:
    if table.source is None:
        return
    numbers = sorted(
        {page for spots in table.spots.values() for spot in spots if (page := table.source.rows[spot.row].page)}
    )
    pictures = [(number, pages.page(table.file, table.subject.sha256, number)) for number in numbers]
    for number, picture in pictures:
        if picture is not None:
            href = f"data:{picture.mime};base64,{base64.b64encode(picture.data).decode('ascii')}"
            yield _task(table, {"image": href, "page": number}, _Pictured(table, number, picture))
    if not any(picture for _, picture in pictures):
        lined = _Lined(table)
        yield _task(table, {"text": lined.text}, lined)


def _task(table: Table, data: dict[str, Any], drawn: _Pictured | _Lined) -> dict[str, Any]:
    seen = [name for name in table.texts if table.corrected.settled(name)]
    annotations = [part for name in seen for part in drawn.region(name, table.texts[name])]
    read = [part for name, text in texts(table.read).items() for part in drawn.region(name, text)]
    return {
        "data": {**data, "file": table.file, "sha256": table.subject.sha256, "table": table.subject.index},
        "predictions": [{"model_version": "extractor", "score": table.read.confidence, "result": read}],
        "annotations": [{"completed_by": {"email": _who(table)}, "result": annotations}] if annotations else [],
    }


def _who(table: Table) -> str:
    """Who did the last of it."""
    return next((entry.who for entry in reversed(table.entries) if entry.action is not Action.UNDO), "")


def _label(name: str) -> str:
    path = parse(name)
    return path.cell or path.what if path else name


class _Pictured:
    """Regions on a page, in percent of its width and height."""

    def __init__(self, table: Table, page: int, picture: PagePicture) -> None:
        self._table, self._page, self._picture = table, page, picture

    def region(self, name: str, text: str) -> Iterator[dict[str, Any]]:
        source, picture = self._table.source, self._picture
        for k, spot in enumerate(self._table.spots.get(name, ())):
            box = cell_at(source, spot).box if source else None
            if source is None or box is None or source.rows[spot.row].page != self._page:
                continue
            value = {
                "x": round(100 * box.x0 / picture.width, 3), "y": round(100 * box.top / picture.height, 3),
                "width": round(100 * (box.x1 - box.x0) / picture.width, 3),
                "height": round(100 * (box.bottom - box.top) / picture.height, 3), "rotation": 0,
            }  # fmt: skip
            common = {
                "id": f"{name}#{k}", "to_name": "image", "original_width": round(picture.width),
                "original_height": round(picture.height), "image_rotation": 0,
            }  # fmt: skip
            yield {
                **common,
                "from_name": "label",
                "type": "rectanglelabels",
                "value": {**value, "rectanglelabels": [_label(name)]},
            }
            if k == 0:
                yield {**common, "from_name": "text", "type": "textarea", "value": {**value, "text": [text]}}


class _Lined:
    """Spans in the lines of a document without pages, in characters."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._starts: dict[tuple[int, int], tuple[int, int]] = {}
        parts: list[str] = []
        at = 0
        rows = {spot.row for spots in table.spots.values() for spot in spots}
        for i in range(min(rows, default=0), max(rows, default=-1) + 1):
            for k, cell in enumerate(table.source.rows[i].cells if table.source else ()):
                self._starts[i, k] = (at, at + len(cell.text))
                parts.append(f"{cell.text}\t")
                at += len(cell.text) + 1
            parts.append("\n")
            at += 1
        self.text = "".join(parts)

    def region(self, name: str, text: str) -> Iterator[dict[str, Any]]:
        for k, spot in enumerate(self._table.spots.get(name, ())):
            if spot in self._starts:
                start, end = self._starts[spot]
                value = {"start": start, "end": end, "text": self.text[start:end], "labels": [_label(name)]}
                meta = {"text": [text]} if k == 0 else {}
                yield {
                    "id": f"{name}#{k}",
                    "from_name": "label",
                    "to_name": "lines",
                    "type": "labels",
                    "value": value,
                    "meta": meta,
                }
