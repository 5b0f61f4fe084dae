"""The page on which one reviewer works: the print on the left, the record on the right, the doubt above it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from nicegui import events, ui

from ..errors import OutputError
from ..inspect.captions import percent
from . import view
from .fields import texts
from .journal import Action
from .lists import address_of, header
from .session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from .desk import Desk
    from .pages import Pages
    from .words import Words

_LOOK = 2.0
"""Seconds between looks at what other reviewers did."""
_CLICKS = """
document.addEventListener('click', event => {
  const cell = event.target.closest('[data-field]');
  if (cell) { emitEvent('cell', cell.dataset.field); if (event.detail > 1) emitEvent('edit'); }
});
"""
_SHOW = """
for (const [pane, mark] of [['.print', '.frame, .framed'], ['.record', '.here']]) {
  const found = document.querySelector(pane + ' ' + mark) || document.querySelector(mark);
  if (found) found.scrollIntoView({block: 'center', inline: 'nearest'});
}
"""
_SAVE = "(e) => { if (!e.isComposing && !e.shiftKey) { e.preventDefault(); emit(e.target.value); } }"
"""Enter ends the choice of a Chinese letter, too: that one is not meant for the desk."""


_FOCUS = """
setTimeout(() => { const field = document.querySelector('.editor textarea'); field.focus(); field.select(); }, 30);
"""


class Desktop:
    """One browser's page."""

    def __init__(self, desk: Desk, pages: Pages, words: Words, who: str) -> None:
        self._pages, self._words = pages, words
        self._session = Session(desk, who)
        self._editing = False

    def show(self, document: int, index: int, field: str) -> None:
        """Build the page, and go to a field or to the head of the queue."""
        words = self._words
        with header(words):
            ui.input(words("reviewer"), value=self._session.who, on_change=self._named).props("dense dark").classes(
                "w-28"
            )
            self._seen = ui.label().classes("progress")
            with ui.button(icon="keyboard").props("dense flat color=white"), ui.menu().classes("p-2"):
                for key, told in words.shortcuts():
                    ui.label(f"{key}　{told}")
        with ui.element("div").classes("desk"):
            self._print = ui.html("", sanitize=False).classes("pane print")
            with ui.element("div").classes("side"):
                with ui.element("div").classes("doubt"):
                    self._doubt = ui.html("", sanitize=False)
                    self._editor()
                    self._buttons()
                with ui.element("div").classes("pane"):
                    self._record = ui.html("", sanitize=False)
                    self._notes = ui.html("", sanitize=False).classes("notes")
        ui.keyboard(on_key=self._key)
        ui.on("cell", lambda event: self._go(str(event.args)))
        ui.on("edit", self._edit)
        ui.timer(_LOOK, self._look)
        ui.add_body_html(f"<script>{_CLICKS}</script>")
        if not (document and self._session.open(document, index, field)):
            self._session.start()
        self._refresh()

    def _editor(self) -> None:
        with ui.element("div").classes("editor") as self._box:
            self._input = ui.textarea().props("outlined dense rows=1 input-class=text-lg").classes("w-full")
            self._input.on("keydown.enter", self._save, js_handler=_SAVE).on("keydown.esc", self._close)
            ui.label(self._words("save_hint")).classes("why")
        self._box.set_visibility(False)

    def _buttons(self) -> None:
        session = self._session
        with ui.row().classes("gap-1 items-center"):
            self._button("accept", "Enter", self._does(session.accept))
            self._button("edit", "E", self._edit)
            self._button("previous", "P", self._does(session.previous))
            self._button("next", "N", self._does(session.next))
            self._button("undo", "U", self._undo)
            self._button("accept_row", "R", self._does(session.accept_row))
            self._button("accept_table", "T", self._does(session.accept_table))
            self._button("add_row", "I", self._add_row)
            self._button("remove_row", "Del", self._does(session.remove_row))
            self._train = ui.button(on_click=self._mark).props("dense no-caps outline size=sm").classes("train")

    def _button(self, name: str, key: str, act: Callable[[], None]) -> None:
        ui.button(f"{self._words(name)} [{key}]", on_click=act).props("dense no-caps outline size=sm")

    def _named(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        self._session.who = (event.value or "").strip() or self._session.who

    def _key(self, event: events.KeyEventArguments) -> None:
        if not event.action.keydown or self._editing or event.modifiers.alt or event.modifiers.meta:
            return
        session, key = self._session, event.key.name
        if event.modifiers.ctrl:
            if key.lower() == "z":
                self._undo()
            return
        keys: dict[str, Callable[[], None]] = {
            "Enter": self._does(session.accept), "n": self._does(session.next), "p": self._does(session.previous),
            "e": self._edit, "F2": self._edit, "u": self._undo, "m": self._mark, "i": self._add_row,
            "r": self._does(session.accept_row), "t": self._does(session.accept_table),
            "Delete": self._does(session.remove_row), "q": self._does(session.toggle_scope),
            "ArrowUp": self._does(lambda: session.move(-1, 0)), "ArrowDown": self._does(lambda: session.move(1, 0)),
            "ArrowLeft": self._does(lambda: session.move(0, -1)), "ArrowRight": self._does(lambda: session.move(0, 1)),
        }  # fmt: skip
        act = keys.get(key if len(key) > 1 else key.lower())
        if act:
            act()

    def _does(self, act: Callable[[], object]) -> Callable[[], None]:
        """The action, then the page as it is now; what the database refuses is told and nothing is lost."""

        def done() -> None:
            try:
                act()
            except OutputError as error:
                ui.notify(str(error), type="negative", timeout=0, close_button=True)
                return
            self._refresh()

        return done

    def _go(self, field: str) -> None:
        if not self._editing and field in self._session.fields():
            self._session.field = field
            self._refresh()

    def _edit(self) -> None:
        table = self._session.table
        if table is None or not self._session.editable:
            return
        self._input.value = table.texts.get(self._session.field, "")
        self._editing = True
        self._box.set_visibility(True)
        ui.run_javascript(_FOCUS)

    def _close(self) -> None:
        self._editing = False
        self._box.set_visibility(False)
        ui.run_javascript("document.activeElement.blur()")

    def _save(self, event: events.GenericEventArguments) -> None:
        self._close()
        self._does(lambda: self._session.correct(str(event.args or "")))()
        ui.notify(self._words("saved"), type="positive", timeout=800)

    def _add_row(self) -> None:
        self._does(self._session.add_row)()
        self._edit()

    def _mark(self) -> None:
        self._does(self._session.mark)()

    def _undo(self) -> None:
        undone = []
        self._does(lambda: undone.append(self._session.undo()))()
        if undone:
            entry, words = undone[0], self._words
            name = words.field(entry.field) if entry and entry.field else words("train")
            ui.notify(words("undone", name) if entry else words("nothing_to_undo"), timeout=1500)

    def _look(self) -> None:
        """See what others did meanwhile."""
        if not self._editing and self._session.changed():
            self._session.reload()
            self._refresh(scroll=False)

    def _count(self) -> None:
        """Tell how far the review has come."""
        progress, words = self._session.desk.progress(), self._words
        share = progress.seen / progress.items if progress.items else 1
        seen = f"{words('seen')} {progress.seen:,} / {progress.items:,} ({share:.1%})"
        self._seen.text = f"{seen} · {words('corrected')} {progress.corrected:,}"

    def _refresh(self, *, scroll: bool = True) -> None:
        session, words = self._session, self._words
        self._count()
        table = session.table
        if table is None:
            self._doubt.content = f"<h2>{escape(words('done'))}</h2>"
            self._print.content = self._record.content = self._notes.content = ""
            return
        self._train.text = f"{words('trained' if table.corrected.train else 'train')} [M]"
        self._train.props(f"color={'positive' if table.corrected.train else 'primary'}")
        picture, lens = self._drawn()
        self._print.content = picture
        self._doubt.content = self._doubt_html(lens)
        self._record.content = view.record(table, session.field, words)
        self._notes.content = view.notes(table, words)
        document, index, field = table.document, table.subject.index, session.field
        address = address_of(document, index, field)
        ui.run_javascript(
            f"history.replaceState(history.state, '', '{address}')"
            + (f";setTimeout(() => {{{_SHOW}}}, 30)" if scroll else "")
        )

    def _drawn(self) -> tuple[str, str]:
        """The print with its frames and the part in question, or the lines that were read."""
        table, field, words = self._session.table, self._session.field, self._words
        assert table is not None
        page = view.page_of(table, field)
        told = words("no_picture")
        if page is not None:
            shown = self._pages.page(table.file, table.subject.sha256, page)
            if shown is not None:
                href, size = f"/picture/{table.document}/{page}", (shown.width, shown.height)
                head = f'<div class="path">{escape(table.file)} · {escape(words("page", page))}</div>'
                lens = view.lens_svg(href, size, table, field)
                return head + view.page_svg(href, size, table, field, page), lens
            why = self._pages.why_not(table.file, table.subject.sha256)
            told = words(why, table.file) if why else told
        head = f'<div class="path">{escape(table.file)}</div><p>{escape(told)}</p>'
        return head + view.lines(table, field, words), ""

    def _doubt_html(self, lens: str) -> str:
        session, words = self._session, self._words
        table, field = session.table, session.field
        assert table is not None
        doubt, entry = table.doubts.get(field), table.corrected.settled(field)
        told = []
        if doubt:
            told.append(f"{words('certainty')} {percent(doubt.certainty)} · {words.reason(doubt.reason)}")
        if entry:
            what = words("accepted" if entry.action is Action.ACCEPT else "corrected")
            told.append(f"{what} ({entry.who}, {view.local(entry.at)})")
        read = texts(table.read).get(field)
        text = table.texts.get(field)
        value = "" if not session.editable else escape(text or words("blank"))
        if session.editable and read != text:
            told.append(f"{words('read_as')} “{read or words('blank')}”")
        other = view.conflict(table, field)
        clash = (
            f'<div class="conflict">{escape(words("conflict", who=other.who, text=other.after or words("blank")))}</div>'
            if other
            else ""
        )
        scope = "" if session.scope == "queue" else f" · {words('this_table')}"
        return (
            f'<h2>{escape(words.field(field))}{escape(scope)}</h2>{lens}<div class="value">{value}</div>'
            f'<div class="why">{escape(" · ".join(told))}</div>{clash}'
        )
