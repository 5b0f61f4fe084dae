"""Label files as spreadsheets open them: CSV in UTF-8 with a byte order mark, or XLSX with a list of labels to choose from."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from ..errors import MissingDependency, OutputError, TrainingError
from ..export.atomic import replacing
from ..lines.labels import Label
from .labels import COLUMNS, RIGHT, LabelTable, from_records, to_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

ENDINGS = (".csv", ".xlsx")
_MAX_CHARS, _MAX_ROWS = 32_767, 1_048_576
"""Most characters that a cell of a workbook can hold, and most rows of a sheet."""
_MEANINGS = {
    Label.TITLE: "表题 heading of the table, or a piece of it",
    Label.UNIT: "单位行 unit line: code and name of the unit, or the unit of money",
    Label.IDENTITY: "项目名称、编码、主管部门 … what the project is",
    Label.BUDGET: "预算、资金 sums of money",
    Label.PURPOSE: "资金用途 what the money is for",
    Label.PLAN: "支出计划 periods and percentages of the spending plan",
    Label.GOAL: "绩效目标 goals",
    Label.FIELD: "其他栏目 any other labelled field",
    Label.HEADER: "指标表头 header of the indicator columns, also repeated",
    Label.INDICATOR: "指标 an indicator; one cell a line: a cell of one",
    Label.UP: "接上行 the rest of the row or cell above",
    Label.DOWN: "接下行 the beginning of the row below",
    Label.OTHER: "其他 nothing of a table: page numbers, prose, blank rows",
}
_WIDTHS = {"file": 16, "text": 90, "label": 18, "correct": 18, "probability": 11, "shape": 6}
_FORMULA = ("=", "+", "-", "@", "'", "＝", "＋", "－", "＠")


def check_ending(path: Path) -> None:
    """Find out before the work is done whether labels can be written to `path`.

    Raises:
        OutputError: an ending other than .csv and .xlsx.
    """
    if path.suffix.lower() not in ENDINGS:
        raise OutputError(f"{path}: unknown ending {path.suffix or '(none)'!r}. Use one of {', '.join(ENDINGS)}.")


def write_labels(tables: Sequence[LabelTable], path: Path) -> None:
    """Write tables in their order, one row a line; the ending chooses .csv or .xlsx.

    Raises:
        OutputError: it cannot be written; nothing is left half-written.
        MissingDependency: .xlsx needs xlsxwriter.
    """
    check_ending(path)
    records = [_shown(record) for table in tables for record in to_records(table)]
    with replacing(path) as temporary:
        if path.suffix.lower() == ".csv":
            with temporary.open("w", encoding="utf-8-sig", newline="") as stream:
                writer = csv.DictWriter(stream, COLUMNS)
                writer.writeheader()
                writer.writerows(records)
        else:
            temporary.write_bytes(_workbook(records, path))


def read_labels(path: Path) -> list[LabelTable]:
    """The tables of a label file, in the order in which they begin. What kind of file it is, its bytes tell.

    Raises:
        TrainingError: it cannot be read, or is not as `extractor label` wrote it and a person corrected it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TrainingError(f"{path}: cannot be read ({error.strerror}). Write one with `extractor label`.") from error
    lines = _sheet_lines(data, path) if data[:2] == b"PK" else _csv_lines(data, path)
    return from_records(_records(lines, path), str(path))


def _records(lines: Iterator[list[str]], path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    header = [name.strip().lower() for name in next(lines, [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise TrainingError(f"{path}, line 1: no column {missing[0]!r}. Write label files with `extractor label`.")
    places = {name: header.index(name) for name in COLUMNS}
    for at, line in enumerate(lines, 2):
        if any(value.strip() for value in line):
            values = line + [""] * (len(header) - len(line))
            record = {name: values[place] for name, place in places.items()}
            yield at, record | {"file": record["file"].removeprefix("'")}


def _shown(record: Mapping[str, str]) -> dict[str, str]:
    """The record with a name that a spreadsheet would take for a formula made harmless."""
    name = record["file"]
    return {**record, "file": f"'{name}" if name.startswith(_FORMULA) else name}


def _csv_lines(data: bytes, path: Path) -> Iterator[list[str]]:
    """Lines of a CSV, also as a spreadsheet writes it anew: GB18030, semicolons, tabs."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise TrainingError(f"{path}: neither UTF-8 nor GB18030. Save it as CSV in UTF-8.") from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _sheet_lines(data: bytes, path: Path) -> Iterator[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        return (list(map(_text, row)) for row in sheet.to_python(skip_empty_area=False))
    except CalamineError as error:
        raise TrainingError(f"{path}: no workbook that can be read ({error}). Save it as .xlsx or .csv.") from error


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _workbook(records: Sequence[Mapping[str, str]], path: Path) -> bytes:
    try:
        import xlsxwriter  # noqa: PLC0415
    except ImportError:
        raise MissingDependency(
            f"{path}: .xlsx needs xlsxwriter. Run `pip install 'extractor[xlsx]'`, or write .csv."
        ) from None
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        _fill(book, records, path)
    return content.getvalue()


def _fill(book: Any, records: Sequence[Mapping[str, str]], path: Path) -> None:
    head, doubtful = book.add_format({"bold": True, "bg_color": "#DDEBF7"}), book.add_format({"bg_color": "#FFF2CC"})
    if len(records) >= _MAX_ROWS or any(len(text) > _MAX_CHARS for record in records for text in record.values()):
        raise OutputError(f"{path}: more rows, or a longer one, than a workbook can hold. Write .csv instead.")
    sheet = book.add_worksheet("labels")
    for k, name in enumerate(COLUMNS):
        sheet.write_string(0, k, name, head)
        sheet.set_column(k, k, _WIDTHS.get(name, 6))
    for i, record in enumerate(records, 1):
        style = doubtful if float(record["probability"]) < 0.9 else None
        for k, name in enumerate(COLUMNS):
            sheet.write_string(i, k, record[name], style)
    choice = COLUMNS.index("correct")
    names = [RIGHT, *(label.value for label in Label)]
    sheet.data_validation(1, choice, max(1, len(records)), choice, {"validate": "list", "source": names})
    sheet.freeze_panes(1, 0)
    legend = book.add_worksheet("legend")
    legend.set_column(0, 0, 20)
    legend.set_column(1, 1, 90)
    legend.write_row(0, 0, ("label", "meaning"), head)
    legend.write_row(1, 0, (RIGHT, "标签正确 the label is right; one in a table says that it has been looked at"))
    for i, label in enumerate(Label, 2):
        legend.write_row(i, 0, (label.value, _MEANINGS[label]))
