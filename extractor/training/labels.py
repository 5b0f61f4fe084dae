r"""Tables with a label for each row, as a person corrects them in a spreadsheet.

Every line of the file is one printed row. The text is there for the eye and for training, which needs no other file; the
person changes nothing but the column `correct` (GROBID's way: labels move, text stays). The cells stand between bars
(``| 项目名称 | 运转经费 |``), so that no spreadsheet takes one for a number, a date or a formula; ``\n``, ``\|`` and ``\\`` stand
for a line break, a bar and a backslash inside a cell. What else training needs of a row is in the column `shape`.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from ..document import Cell, Document, Kind, Layout, Row
from ..errors import TrainingError
from ..lines.labels import Label
from ..models import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COLUMNS = ("file", "table", "page", "line", "row", "of", "text", "label", "probability", "correct", "shape")
RIGHT = "ok"
"""In the column `correct`: the label is right, and the table has been looked at."""
_MARKS = ("indented", "beside", "spaced")
"""Of a row (see `extractor.document.Row`): true or false."""
_SUM = 10
"""Hexadecimal digits of the sum that tells a changed row."""
_ESCAPED = re.compile(r"\\(?:n|\||\\|U[0-9a-f]{8})")
_BAR = re.compile(r"\\.|\|")
_NAMED = {"\n": r"\n", "|": r"\|", "\\": "\\\\"}
_NAMES = {escape: char for char, escape in _NAMED.items()}


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One row with the label it was given and what a person says of it."""

    row: Row
    label: Label
    probability: float
    """Of `label`, 0..1, three decimals."""
    correct: Label | None = None
    """The label as a person says, None where nothing was said."""


@dataclass(frozen=True, slots=True)
class LabelTable:
    """One printed table and the rows before it."""

    file: str
    sha256: str
    kind: Kind
    layout: Layout
    number: int
    """Which table of the file, counted from 1."""
    lines: tuple[LabelLine, ...]

    @property
    def checked(self) -> bool:
        """Whether a person has said something of it."""
        return any(line.correct is not None for line in self.lines)

    @property
    def corrections(self) -> int:
        """Rows whose label was not right."""
        return sum(line.correct not in (None, line.label) for line in self.lines)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The label of each row as corrected."""
        return tuple(line.correct or line.label for line in self.lines)

    @property
    def certainty(self) -> float:
        """The probability of the least certain label, 0..1."""
        return min((line.probability for line in self.lines), default=1.0)


def to_document(tables: Iterable[LabelTable]) -> Document:
    """Tables of one file, in the order of their numbers, as a document."""
    ordered = sorted(tables, key=lambda table: table.number)
    first = ordered[0]
    rows = tuple(line.row for table in ordered for line in table.lines)
    pages = max((row.page or 0 for row in rows), default=0) or None
    return Document(first.file, first.sha256, first.kind, first.layout, rows, pages)


def to_records(table: LabelTable) -> Iterator[dict[str, str]]:
    """One record for each row, by `COLUMNS`."""
    for k, line in enumerate(table.lines, 1):
        text = frame(cell.text for cell in line.row.cells)
        shape = _shape(line.row)
        if k == 1:
            shape |= {"sha256": table.sha256, "kind": table.kind, "layout": table.layout}
        record = {
            "file": table.file,
            "table": str(table.number),
            "page": _number(line.row.page),
            "line": _number(line.row.line),
            "row": str(k),
            "of": str(len(table.lines)),
            "text": text,
            "label": line.label.value,
            "probability": f"{line.probability:.3f}",
            "correct": "" if line.correct is None else RIGHT if line.correct is line.label else line.correct.value,
        }
        shape["sum"] = _sum(record, shape)
        yield record | {"shape": json.dumps(shape, separators=(",", ":"))}


def from_records(records: Iterable[tuple[int, Mapping[str, str]]], name: str) -> list[LabelTable]:
    """The tables of a label file, in the order in which they begin; each record comes with its line in the file `name`.

    Raises:
        TrainingError: a label that is none, a changed text, a row that is missing or there twice.
    """
    found: dict[tuple[str, str], list[tuple[int, Mapping[str, str]]]] = {}
    for at, record in records:
        found.setdefault((record["file"], record["table"]), []).append((at, record))
    return [_table(lines, name) for lines in found.values()]


def _table(lines: list[tuple[int, Mapping[str, str]]], name: str) -> LabelTable:
    rows = sorted(lines, key=lambda line: _whole(line[1]["row"], name, line[0], "row"))
    at, first = rows[0]
    expected = range(1, _whole(first["of"], name, at, "of") + 1)
    numbers = Counter(int(record["row"]) for _, record in rows)
    missing = [k for k in expected if k not in numbers]
    if missing or numbers.total() != len(expected):
        what = f"row {missing[0]} is missing" if missing else "a row is there twice"
        raise TrainingError(
            f"{name}, line {at}: {what} of table {first['table']} of {first['file']}, which has {len(expected)}."
            " Keep a table whole, or take all its rows out."
        )
    parsed = [_line(record, name, at) for at, record in rows]
    head = parsed[0][1]
    kind: Any = head.get("kind")
    layout: Any = head.get("layout")
    if kind not in get_args(Kind) or layout not in get_args(Layout):
        raise _changed(name, at)
    number = _whole(first["table"], name, at, "table")
    return LabelTable(first["file"], str(head.get("sha256", "")), kind, layout, number, tuple(one for one, _ in parsed))


def _line(record: Mapping[str, str], name: str, at: int) -> tuple[LabelLine, dict[str, Any]]:
    try:
        shape = json.loads(record["shape"])
        if shape.pop("sum") != _sum(record, shape):
            raise _changed(name, at)
        row = _row(record, shape)
        probability = float(record["probability"])
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise _changed(name, at) from error
    label = Label(record["label"])
    return LabelLine(row, label, probability, _correct(record["correct"], label, name, at)), shape


def _changed(name: str, at: int) -> TrainingError:
    return TrainingError(
        f"{name}, line {at}: the row is not as `extractor label` wrote it. Change nothing but the column `correct`:"
        " take the row from the file as it was, or leave its table out."
    )


def _correct(text: str, label: Label, name: str, at: int) -> Label | None:
    said = text.strip().lower()
    if said in ("", RIGHT):
        return label if said else None
    try:
        return Label(said)
    except ValueError:
        names = ", ".join(label.value for label in Label)
        raise TrainingError(
            f"{name}, line {at}: {text.strip()!r} is no label. Use one of {names}, or {RIGHT}."
        ) from None


def _row(record: Mapping[str, str], shape: Mapping[str, Any]) -> Row:
    texts = unframe(record["text"])
    places = shape.get("cells", [[k, 1, 0] for k in range(len(texts))])
    cells = tuple(
        Cell(text, column, span, bool(covered)) for text, (column, span, covered) in zip(texts, places, strict=True)
    )
    page, line = (int(record[name]) if record[name] else None for name in ("page", "line"))
    row = Row(cells, page, line, shape.get("table"), shape.get("gap", 0))
    marks: dict[str, Any] = {mark: True for mark in _MARKS if shape.get(mark)}
    return dataclasses.replace(row, **marks)


def _shape(row: Row) -> dict[str, Any]:
    shape: dict[str, Any] = {}
    places = [[cell.column, cell.span, int(cell.covered)] for cell in row.cells]
    if places != [[k, 1, 0] for k in range(len(places))]:
        shape["cells"] = places
    if row.table is not None:
        shape["table"] = row.table
    if row.gap:
        shape["gap"] = row.gap
    return shape | {mark: 1 for mark in _MARKS if getattr(row, mark)}


def _sum(record: Mapping[str, str], shape: Mapping[str, Any]) -> str:
    """What changes with anything that a person should leave alone."""
    kept = [record[name] for name in ("page", "line", "row", "of", "text", "label")]
    return digest(json.dumps([kept, sorted(shape.items())]).encode())[:_SUM]


def frame(cells: Iterable[str]) -> str:
    """The texts of cells between bars."""
    return "".join(["|", *(f" {_escape(text)} |" for text in cells)])


def unframe(text: str) -> list[str]:
    """The texts of cells that `frame` put between bars.

    Raises:
        ValueError: there are no bars.
    """
    if not text.startswith("|") or not text.endswith("|"):
        raise ValueError("no bars around the cells")
    bars = [found.start() for found in _BAR.finditer(text) if found[0] == "|"]
    return [_unescape(text[start + 2 : end - 1]) for start, end in itertools.pairwise(bars)]


def _escape(text: str) -> str:
    return "".join(_NAMED.get(char) or (_coded(char) if _unseen(char) else char) for char in text)


def _unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


def _coded(char: str) -> str:
    return f"\\U{ord(char):08x}"


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: _NAMES.get(found[0]) or chr(int(found[0][2:], 16)), text)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _whole(text: str, name: str, at: int, column: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise TrainingError(f"{name}, line {at}: {text!r} in the column `{column}` is no number.") from None
