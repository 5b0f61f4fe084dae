"""Corrections through a spreadsheet: what is in doubt goes out as CSV or XLSX, and what a person wrote beside it comes back.

One line a field, least certain first. The reviewer fills the column 改为 / correct: the right text, ``ok`` where it is right as
it is, ``（空）`` or ``(blank)`` for nothing, ``删除`` or ``remove`` in the line of a row that is not printed. A row that is
missing is added with lines of one's own, their field named behind the row above: ``indicators[3+1].target``. Lines that are
left alone say nothing. What comes back is written into the journal as if it had been done at the desk.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import DamagedInput, InputNotFound, MissingDependency, OutputError
from ..export.atomic import replacing
from ..export.csv import plain, safe
from .corrected import row_text
from .fields import FORM, parse, texts
from .journal import Act, Action, Subject
from .places import fold
from .shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from .desk import Desk, Table
    from .words import Words

COLUMNS = {
    "file": "文件", "sha256": "校验值", "table": "表", "title": "标题", "field": "位置", "name": "名称", "read": "读作",
    "now": "现为", "correct": "改为", "certainty": "把握", "reason": "原因", "seen": "复核",
}  # fmt: skip
"""Names of the columns in English and in Chinese; either is understood."""
ENDINGS = (".csv", ".xlsx")
_NEEDED = ("sha256", "table", "field", "correct")
_RIGHT = frozenset(["ok", "无误", "√", "✓"])
_BLANK = frozenset(["（空）", "(空)", "(blank)", "（blank）"])
_REMOVE = frozenset(["删除", "remove"])
_WIDTHS = {
    "title": 30,
    "field": 24,
    "name": 22,
    "read": 40,
    "now": 40,
    "correct": 40,
    "reason": 24,
    "file": 24,
    "seen": 24,
}
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Came:
    """What an import came to."""

    written: int
    """Entries of the journal."""
    changed: tuple[str, ...]
    """Fields that somebody else had changed since the file was written; the file's text counts now."""
    unknown: tuple[str, ...]
    """Lines that fit nothing in the archive, with the reason; nothing was done for them."""


def write(desk: Desk, path: Path, words: Words, below: float) -> int:
    """Write the fields whose certainty is less than `below`, 0..1, and those that were corrected; how many.

    Raises:
        OutputError: it cannot be written; nothing is left half-written.
        MissingDependency: .xlsx needs xlsxwriter.
    """
    check_ending(path)
    lines = sorted(_lines(desk, words, below), key=lambda line: line["certainty"])
    header = [COLUMNS[name] if words.language == "zh" else name for name in COLUMNS]
    rows = [[line[name] for name in COLUMNS] for line in lines]
    with replacing(path) as temporary:
        if path.suffix.lower() == ".csv":
            with temporary.open("w", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows([header, *([safe(value) for value in row] for row in rows)])
        else:
            temporary.write_bytes(_workbook(header, rows))
    return len(rows)


def check_ending(path: Path) -> None:
    """Find out before the work is done whether the form is known.

    Raises:
        OutputError: it is not.
    """
    if path.suffix.lower() not in ENDINGS:
        raise OutputError(f"{path}: unknown ending {path.suffix or '(none)'!r}. Use one of {', '.join(ENDINGS)}.")


def read(desk: Desk, path: Path, who: str) -> Came:
    """Write into the journal what a person wrote into the file, in one transaction.

    Raises:
        InputError: the file cannot be read, or is none that `write` made.
        OutputError: the archive cannot be written; nothing was.
    """
    importer = _Importer(desk, who)
    for number, line in _records(path):
        importer.take(number, line)
    if importer.acts:
        desk.act(importer.acts)
    return Came(len(importer.acts), tuple(importer.changed), tuple(importer.unknown))


class _Importer:
    """Lines of a file into actions."""

    def __init__(self, desk: Desk, who: str) -> None:
        self._desk = desk
        self._who = who
        self._tables: dict[Subject, Table | None] = {}
        self._added: set[tuple[Subject, str]] = set()
        self.acts: list[Act] = []
        self.changed: list[str] = []
        self.unknown: list[str] = []

    def take(self, number: int, line: dict[str, str]) -> None:
        """One line; those without a correction say nothing."""
        said = line["correct"].strip()
        if not said:
            return
        table = self._table(line)
        field = line["field"].strip()
        path = parse(field)
        if table is None or (path is None and field != FORM):
            self.unknown.append(f"line {number}: {field}: the archive has no such field")
            return
        if (
            path is not None
            and path.place
            and path.place.behind
            and path.cell
            and path.place not in table.corrected.rows
        ):
            self._add_row(table, f"indicators[{path.place}]")
        self._say(table, field, said, line)

    def _say(self, table: Table, field: str, said: str, line: dict[str, str]) -> None:
        path, now = parse(field), table.texts.get(field)
        row = path is not None and path.what == "indicators" and path.cell is None
        if said.lower() in _RIGHT:
            self._write(table, field, Action.ACCEPT, now, None)
        elif said in _REMOVE and row and path is not None and path.place in table.corrected.rows:
            held = table.corrected.project.indicators[table.corrected.rows.index(path.place)]
            self._write(table, field, Action.REMOVE, row_text(held), None)
        elif row or field == FORM:
            self.unknown.append(f"{field}: a row is right (ok) or to be removed; correct its cells in their own lines")
        else:
            after = None if said in _BLANK else said
            if fold(now or "") == fold(after or ""):
                return
            if "now" in line and fold(plain(line["now"])) != fold(now or ""):
                self.changed.append(field)
            goal = path is not None and path.what == "goals"
            action = Action.ADD if goal and now is None else Action.REMOVE if goal and after is None else Action.CORRECT
            self._write(table, field, action, now, after)

    def _add_row(self, table: Table, row: str) -> None:
        if (table.subject, row) not in self._added:
            self._added.add((table.subject, row))
            self._write(table, row, Action.ADD, None, None)

    def _write(self, table: Table, field: str, action: Action, before: str | None, after: str | None) -> None:
        self.acts.append(Act(table.subject, field, action, self._who, before, after))

    def _table(self, line: dict[str, str]) -> Table | None:
        try:
            subject = Subject(line["sha256"].strip(), int(float(line["table"])))
        except ValueError:
            return None
        if subject not in self._tables:
            document = self._desk.find(subject)
            self._tables[subject] = self._desk.table(document, subject.index) if document is not None else None
        return self._tables[subject]


def _lines(desk: Desk, words: Words, below: float) -> Iterator[dict[str, Any]]:
    """One for each field that is uncertain or was corrected."""
    last: tuple[str, int] | None = None
    while found := desk.tables(last, _AT_ONCE):
        last = (found[-1][2], found[-1][1])
        for document, index, _, _ in found:
            table = desk.table(document, index)
            if table is not None:
                yield from _table_lines(table, words, below)


def _table_lines(table: Table, words: Words, below: float) -> Iterator[dict[str, Any]]:
    read_then = {**_rows_as_read(table), **texts(table.read)}
    now = {**_rows_now(table), **table.texts}
    for name in dict.fromkeys([*(field for block in shown(table) for field in block), *table.doubts]):
        entry, doubt = table.corrected.marks.get(name), table.doubts.get(name)
        changed = entry is not None and entry.action is not Action.ACCEPT
        if not changed and (doubt is None or doubt.certainty >= below or table.corrected.settled(name)):
            continue
        yield {
            "file": table.file, "sha256": table.subject.sha256, "table": table.subject.index,
            "title": table.read.title or "", "field": name, "name": words.field(name), "read": read_then.get(name, ""),
            "now": now.get(name, ""), "correct": "", "certainty": doubt.certainty if doubt else 1.0,
            "reason": words.reason(doubt.reason) if doubt else "", "seen": f"{entry.who} {entry.at[:19]}" if entry else "",
        }  # fmt: skip


def _rows_as_read(table: Table) -> dict[str, str]:
    return {f"indicators[{k}]": _joined(row_text(row)) for k, row in enumerate(table.read.indicators)}


def _rows_now(table: Table) -> dict[str, str]:
    pairs = zip(table.corrected.rows, table.corrected.project.indicators, strict=True)
    return {f"indicators[{place}]": _joined(row_text(row)) for place, row in pairs}


def _joined(text: str) -> str:
    return text.replace("\t", " | ")


def _workbook(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    try:
        import xlsxwriter  # noqa: PLC0415
    except ImportError:
        raise MissingDependency('.xlsx needs xlsxwriter. Install it: pip install "extractor[xlsx]"') from None
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        fill = book.add_format({"bg_color": "#FFF2CC", "text_wrap": True, "valign": "top"})
        kept = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("复核")
        for k, name in enumerate(COLUMNS):
            sheet.write_string(0, k, header[k], head)
            sheet.set_column(k, k, _WIDTHS.get(name, 9))
        for i, row in enumerate(rows, 1):
            for name, (k, value) in zip(COLUMNS, enumerate(row), strict=True):
                sheet.write(i, k, value, fill if name == "correct" else kept)
        sheet.freeze_panes(1, 0)
    return content.getvalue()


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a file by English column names, each with its number."""
    rows = iter(_rows(path))
    english = {chinese: name for name, chinese in COLUMNS.items()}
    header = [english.get(name.strip(), name.strip().lower()) for name in next(rows, [])]
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise DamagedInput(
            f"{path}: no column {COLUMNS[missing[0]]} / {missing[0]}. Write such files with"
            " `extractor review ARCHIVE --export FILE`."
        )
    for number, row in enumerate(rows, 2):
        yield number, dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=False))


def _rows(path: Path) -> Iterable[list[str]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputNotFound(f"{path}: no such file. Check the name.") from None
    if data[:2] == b"PK":
        return _sheet(data, path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _sheet(data: bytes, path: Path) -> Iterable[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise DamagedInput(f"{path}: no workbook that can be read ({error}). Save it as .xlsx or .csv.") from error
    return [[_text(value) for value in row] for row in rows]


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
