"""One reviewer at work: where they are, where they were, and what their keys do. Knows nothing of a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .corrected import row_text
from .fields import CELLS, FORM, Place, parse, part_of
from .journal import Act, Action
from .shown import shown

if TYPE_CHECKING:
    from .desk import Desk, Item, Table
    from .journal import Entry

Where = tuple[int, int, str]
"""Document, table there, field."""


class Session:
    """A reviewer's place in the queue, and the table before them."""

    def __init__(self, desk: Desk, who: str) -> None:
        self.desk = desk
        self.who = who
        self.scope: Literal["queue", "table"] = "queue"
        self.table: Table | None = None
        self.field = ""
        self._item: Item | None = None
        self._been: list[Where] = []
        self._version = -1

    @property
    def where(self) -> Where | None:
        """The place, for an address that leads back to it."""
        return (self.table.document, self.table.subject.index, self.field) if self.table else None

    def start(self) -> None:
        """Go to the least certain item."""
        self._item = None
        self._forward()

    def open(self, document: int, index: int, field: str = "") -> bool:
        """Go to a field of a table, or to its least certain one; False if there is no such table."""
        table = self.desk.table(document, index)
        if table is None:
            return False
        self._show(table, field if field in self._fields_of(table) else self._first_of(table))
        return True

    def reload(self) -> None:
        """Read the table anew."""
        if self.table is not None:
            self.open(self.table.document, self.table.subject.index, self.field)

    def changed(self) -> bool:
        """Whether anybody did anything since this was last asked; at first it is so."""
        version = self.desk.version()
        changed, self._version = version != self._version, version
        return changed

    def next(self) -> None:
        """Go to the next item that nobody has seen: of the queue, or of this table."""
        if self.where is not None:
            self._been.append(self.where)
        self._forward()

    def previous(self) -> None:
        """Go back to where one was before."""
        while self._been:
            where = self._been.pop()
            if where != self.where and self.open(*where):
                return

    def move(self, rows: int, columns: int) -> None:
        """Go to the cell so many rows below, or to the one so many fields on."""
        if self.table is None:
            return
        fields = self._fields_of(self.table)
        at = fields.index(self.field) if self.field in fields else 0
        if columns:
            self.field = fields[(at + columns) % len(fields)]
            return
        path = parse(self.field)
        lines = [str(place) for place in self.table.corrected.rows]
        if path and path.what == "indicators" and str(path.place) in lines:
            line = lines.index(str(path.place)) + rows
            if 0 <= line < len(lines):
                wanted = f"indicators[{lines[line]}].{path.cell or CELLS[0]}"
                self.field = wanted if wanted in fields else f"indicators[{lines[line]}]"
                return
        self.field = fields[max(0, min(len(fields) - 1, at + rows))]

    def accept(self) -> None:
        """The field is as printed, or as this reviewer has just corrected it; go on."""
        if self.table is not None:
            mark = self.table.corrected.marks.get(self.field)
            if mark is None or mark.who != self.who:
                self._act(self._accepting(self.field))
            self.next()

    def accept_row(self) -> None:
        """The whole row (or all fields above the rows) is as printed; go on."""
        if self.table is not None:
            self._act(self._accepting(part_of(self.field)))
            self.next()

    def accept_table(self) -> None:
        """Everything in the table is as printed; go on."""
        if self.table is not None:
            parts = [FORM, *(f"indicators[{place}]" for place in self.table.corrected.rows)]
            self._act(*(self._accepting(part) for part in parts))
            self.next()

    def correct(self, text: str) -> None:
        """The field's text is this; blank for nothing."""
        if self.table is None or not self.editable:
            return
        before, after = self.table.texts.get(self.field), "".join(text.split("\r")).strip() or None
        path = parse(self.field)
        if before == after:
            self._act(self._accepting(self.field))
        elif path and path.what == "goals" and before is None:
            self._act(self._new(self.field, Action.ADD, None, after))
        elif path and path.what == "goals" and after is None:
            self._act(self._new(self.field, Action.REMOVE, before))
        else:
            self._act(self._new(self.field, Action.CORRECT, before, after))

    def add_row(self) -> None:
        """A row below this one was not read; go to its first cell."""
        if self.table is None:
            return
        rows = self.table.corrected.rows
        path = parse(self.field)
        base = path.place if path and path.what == "indicators" and path.place else Place(-1)
        taken = {place.behind for place in rows if place.row == base.row} | {
            place.behind for entry in self.table.entries if (p := parse(entry.field)) and (place := p.place)
            and p.what == "indicators" and place.row == base.row
        }  # fmt: skip
        place = Place(base.row, max(taken, default=0) + 1)
        self._act(self._new(f"indicators[{place}]", Action.ADD, None))
        self.field = f"indicators[{place}].{CELLS[2]}"

    def remove_row(self) -> None:
        """Take this row away: it is not printed."""
        path = parse(self.field)
        if (
            self.table is None
            or path is None
            or path.what != "indicators"
            or path.place not in self.table.corrected.rows
        ):
            return
        row = self.table.corrected.project.indicators[self.table.corrected.rows.index(path.place)]
        self._act(self._new(f"indicators[{path.place}]", Action.REMOVE, row_text(row)))
        self.next()

    def mark(self) -> bool:
        """Mark the table as training data, or no longer; what it is now."""
        if self.table is None:
            return False
        self._act(self._new("", Action.UNTRAIN if self.table.corrected.train else Action.TRAIN, None))
        return self.table.corrected.train

    def undo(self) -> Entry | None:
        """Take back what this reviewer did last, and go there."""
        entry = self.desk.undo(self.who)
        if entry is not None:
            document = self.desk.find(entry.subject)
            field = entry.field or self.field
            if document is None or not self.open(document, entry.subject.index, field):
                self.reload()
        return entry

    @property
    def editable(self) -> bool:
        """Whether the field is a cell that has a text."""
        path = parse(self.field)
        return path is not None and not (path.what == "indicators" and path.cell is None)

    def toggle_scope(self) -> None:
        """Stay in this table, or walk the whole queue."""
        self.scope = "table" if self.scope == "queue" else "queue"

    def fields(self) -> list[str]:
        """The fields of the table in which one can be, in printed order."""
        return self._fields_of(self.table) if self.table else []

    def _forward(self) -> None:
        if self.scope == "table" and self.table is not None:
            self.reload()
            at = self.field
            fields = list(self.table.doubts)
            open_ones = [name for name in fields if not self.table.corrected.settled(name)]
            later = [name for name in open_ones if at in fields and fields.index(name) > fields.index(at)]
            self.field = next(iter(later or open_ones), at)
            return
        found = self.desk.queue(self._item.key if self._item else None, 1) or self.desk.queue(None, 1)
        self._item = found[0] if found else None
        if self._item is None:
            self.table = None
        else:
            self.open(self._item.key.document, self._item.subject.index, self._item.doubt.field)

    def _show(self, table: Table, field: str) -> None:
        self.table, self.field = table, field

    def _fields_of(self, table: Table) -> list[str]:
        return [name for block in shown(table) for name in block]

    def _first_of(self, table: Table) -> str:
        """The least certain field of a table."""
        waiting = [doubt for doubt in table.doubts.values() if not table.corrected.settled(doubt.field)]
        found = min(waiting or table.doubts.values(), key=lambda doubt: doubt.certainty, default=None)
        return found.field if found else FORM

    def _accepting(self, field: str) -> Act:
        return self._new(field, Action.ACCEPT, self.table.texts.get(field) if self.table else None)

    def _new(self, field: str, action: Action, before: str | None, after: str | None = None) -> Act:
        assert self.table is not None
        return Act(self.table.subject, field, action, self.who, before, after)

    def _act(self, *acts: Act) -> None:
        self.desk.act(acts)
        self.reload()
