"""Label files: what is written is read back, and what a person should not have changed is told by file and line."""

from __future__ import annotations

import csv
import dataclasses
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Cell, Document, Row
from extractor.errors import OutputError, TrainingError
from extractor.lines.classifier import LabelledRow
from extractor.lines.labels import Label
from extractor.training.added import as_printed, read_added, sequences
from extractor.training.label_file import read_labels, write_labels
from extractor.training.labels import LabelLine, LabelTable, frame, to_document, unframe
from extractor.training.prelabel import cut, prelabel

TEXTS = st.text(
    st.sampled_from(string.printable + "项目≥％　\\|=+-@'\u200b\u2028\ufffe\U0010fffd𠮷_x0041_"), max_size=12
)
CELLS = st.builds(Cell, TEXTS, st.integers(0, 9), st.integers(1, 5), st.booleans())
NUMBERS = st.none() | st.integers(1, 999)
ROWS = st.builds(
    Row,
    st.lists(CELLS, max_size=4).map(tuple),
    NUMBERS,
    NUMBERS,
    st.none() | st.integers(0, 9),
    st.integers(0, 3),
    st.booleans(),
)
LINES = st.builds(
    LabelLine,
    ROWS,
    st.sampled_from(Label),
    st.integers(0, 1000).map(lambda n: n / 1000),
    st.none() | st.sampled_from(Label),
)
TABLES = st.builds(
    LabelTable,
    st.sampled_from(["a.pdf", "=1+1.txt", "000", "'quoted", "项目,表.docx"]),
    st.just("0" * 64),
    st.sampled_from(["text", "pdf", "docx"]),
    st.sampled_from(["grid", "rows", "cells"]),
    st.integers(1, 99),
    st.lists(LINES, min_size=1, max_size=5).map(tuple),
)


@pytest.fixture(scope="session")
def table(model, samples):
    return prelabel([(samples[3].document, model)])[0]


@pytest.fixture
def written(table, tmp_path):
    path = tmp_path / "labels.csv"
    write_labels([table], path)
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@given(tables=st.lists(TABLES, max_size=3, unique_by=lambda table: (table.file, table.number)))
@settings(max_examples=60)
def test_what_is_written_is_read_back(tmp_path_factory, ending, tables):
    path = tmp_path_factory.mktemp("labels") / f"labels{ending}"
    write_labels(tables, path)
    assert read_labels(path) == tables


@given(st.lists(TEXTS, max_size=5))
def test_cells_between_bars(texts):
    framed = frame(texts)
    assert unframe(framed) == texts
    assert framed.isprintable() or "　" in framed


def test_cutting_a_document_loses_nothing(model, samples):
    for sample in samples:
        tables = cut(sample.document, model.lines.label(sample.document.rows))
        assert to_document(tables).rows == tuple(dataclasses.replace(row) for row in sample.document.rows)
        assert [table.number for table in tables] == list(range(1, len(tables) + 1))


def test_the_least_certain_table_comes_first(model, samples):
    tables = prelabel((sample.document, model) for sample in samples)
    assert [table.certainty for table in tables] == sorted(table.certainty for table in tables)
    assert tables[0].certainty < tables[-1].certainty


def test_nothing_to_cut():
    assert cut(Document("a", "", "text", "rows", ()), []) == []
    rows = [LabelledRow(Row((Cell("他"),)), Label.OTHER, 1.0)]
    assert len(cut(Document("a", "", "text", "rows", (rows[0].row,)), rows)) == 1


def lines_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_lines(path, lines, encoding="utf-8-sig", delimiter=","):
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(lines[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(lines)


def test_corrections_are_read(written, table):
    lines = lines_of(written)
    lines[2]["correct"], lines[4]["correct"] = " Field.Other ", "OK"
    write_lines(written, list(reversed(lines)))
    (found,) = read_labels(written)
    assert found.corrections == 1
    assert found.checked
    assert found.labels[2] is Label.FIELD
    assert found.labels[3:] == table.labels[3:]
    assert [line.row for line in found.lines] == [line.row for line in table.lines]


@pytest.mark.parametrize(("encoding", "delimiter"), [("gb18030", ","), ("utf-8", ";"), ("utf-8-sig", "\t")])
def test_as_spreadsheets_write_it_anew(written, table, encoding, delimiter):
    write_lines(written, lines_of(written), encoding, delimiter)
    assert read_labels(written) == [table]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("correct", "titel", r"line 4: 'titel' is no label. Use one of title"),
        ("text", "| 改 |", r"line 4: the row is not as `extractor label` wrote it"),
        ("label", "other", r"line 4: the row is not as"),
        ("shape", "", r"line 4: the row is not as"),
        ("row", "x", r"line 4: 'x' in the column `row` is no number"),
        ("row", "2", r"row 3 is missing of table"),
    ],
)
def test_what_should_not_have_been_changed(written, column, value, message):
    lines = lines_of(written)
    lines[2][column] = value
    write_lines(written, lines)
    with pytest.raises(TrainingError, match=message) as raised:
        read_labels(written)
    assert str(written) in str(raised.value)


def test_a_missing_row_and_one_too_many(written):
    lines = lines_of(written)
    write_lines(written, lines[:5] + lines[6:])
    with pytest.raises(TrainingError, match="row 6 is missing"):
        read_labels(written)
    write_lines(written, [*lines, lines[3]])
    with pytest.raises(TrainingError, match="a row is there twice"):
        read_labels(written)


def test_files_that_are_no_label_files(tmp_path, written, model):
    for content, message in [
        (b"", "no column 'file'"),
        (b"a,b\n1,2\n", "no column 'file'"),
        (b"\xff\xfe\xfd", "neither UTF-8 nor GB18030"),
        (b"PK\x03\x04rubbish", "no workbook"),
    ]:
        path = tmp_path / "other.csv"
        path.write_bytes(content)
        with pytest.raises(TrainingError, match=message):
            read_added([path], model)
    with pytest.raises(TrainingError, match="cannot be read"):
        read_added([tmp_path / "none.csv"], model)
    with pytest.raises(TrainingError, match="no table has been looked at"):
        read_added([written], model)
    with pytest.raises(OutputError, match="unknown ending"):
        write_labels([], tmp_path / "labels.txt")


def test_only_tables_that_were_looked_at_are_learned(model, samples):
    tables = prelabel([(samples[3].document, model)])
    said = [
        dataclasses.replace(table, lines=(dataclasses.replace(table.lines[0], correct=Label.OTHER), *table.lines[1:]))
        for table in tables[:2]
    ]
    found = sequences([*said, *tables[2:]], 7.0)
    assert [count for _, _, count in found] == [7.0 if table.corrections else 1.0 for table in said]
    assert sorted(len(labels) for _, labels, _ in found) == sorted(len(table.lines) for table in said)


def test_tables_are_counted_as_the_corrected_labels_part_them(model, samples):
    tables = prelabel([(samples[3].document, model)])
    whole = dataclasses.replace(
        tables[0],
        lines=tuple(
            LabelLine(row, Label.OTHER, 0.5, label)
            for row, label in zip(samples[3].document.rows, samples[3].labels, strict=True)
        ),
    )
    parted = list(as_printed([whole]))
    assert [table.number for table in parted] == list(range(1, len(tables) + 1))
    assert to_document(parted) == to_document([whole])
    assert tuple(label for table in parted for label in table.labels) == samples[3].labels
    assert all(table.checked for table in parted)
    assert not next(iter(as_printed(tables))).checked
