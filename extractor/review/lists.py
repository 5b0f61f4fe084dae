"""Pages that list: the queue, all tables; and the bar on top of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from nicegui import events, ui

from ..inspect.captions import percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from .desk import Desk, Key
    from .words import Words

Line = tuple[str, str, str]
"""Text, address, and what is told beside it."""
_PAGE = 50


def header(words: Words) -> ui.header:
    """The bar on top: where one can go."""
    with ui.header().classes("items-center py-1 gap-2") as bar:
        for place, name in (("/", "desk"), ("/queue", "queue"), ("/tables", "tables"), ("/figures", "figures")):
            ui.link(words(name), place)
        ui.space()
    return bar


def tables_page(desk: Desk, words: Words) -> None:
    """All tables by file, a page at a time."""
    header(words)
    sought = {"text": ""}

    def some(last: tuple[str, int] | None) -> tuple[list[Line], tuple[str, int] | None]:
        found = desk.tables(last, _PAGE, sought["text"])
        lines = [
            (title or "—", address_of(document, index), f"{file} · {index}") for document, index, file, title in found
        ]
        return lines, (found[-1][2], found[-1][1]) if found else None

    def seek(event: events.ValueChangeEventArguments[str | None]) -> None:
        sought["text"] = event.value or ""
        begin()

    with ui.element("div").classes("list"):
        search = ui.input(words("search"), on_change=seek).props("dense outlined clearable debounce=300")
        search.classes("w-full search")
        begin = _listing(words, some)
    begin()


def queue_page(desk: Desk, words: Words) -> None:
    """What nobody has seen yet, least certain first, a page at a time."""
    header(words)

    def some(last: Key | None) -> tuple[list[Line], Key | None]:
        found = desk.queue(last, _PAGE)
        lines = [
            (
                f"{percent(item.doubt.certainty)} · {words.field(item.doubt.field)} · {words.reason(item.doubt.reason)}",
                address_of(item.key.document, item.subject.index, item.doubt.field),
                f"{item.title or '—'} · {item.file}",
            )
            for item in found
        ]
        return lines, found[-1].key if found else None

    with ui.element("div").classes("list"):
        begin = _listing(words, some)
    begin()


def _listing(words: Words, some: Callable[[Any], tuple[list[Line], Any]]) -> Callable[[], None]:
    """A table that grows by a page at a time; what is given out begins it anew. `some` gives the lines behind a place."""
    table = ui.element("table")
    state: dict[str, Any] = {"last": None}

    def add() -> None:
        lines, last = some(state["last"])
        state["last"] = last or state["last"]
        with table:
            for text, address, told in lines:
                with ui.element("tr"):
                    with ui.element("td"):
                        ui.link(text, address)
                    with ui.element("td").classes("path"):
                        ui.label(told)
        more.visible = len(lines) == _PAGE

    def begin() -> None:
        state["last"] = None
        table.clear()
        add()

    more = ui.button(words("more"), on_click=add).props("flat")
    return begin


def address_of(document: int, index: int, field: str = "") -> str:
    """Where the desk shows a field of a table."""
    return "/?" + urlencode({"document": document, "index": index, **({"field": field} if field else {})})
