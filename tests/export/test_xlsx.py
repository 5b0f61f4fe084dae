from __future__ import annotations

import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import OutputError
from extractor.export import write
from extractor.export.marks import Mark
from extractor.records import Amount, Budget, Indicator, Project, Source

SOURCE = Source(file="a.txt", sha256="", kind="text")


def opened(projects, folder):
    path = folder / "a.xlsx"
    write(projects, path)
    return openpyxl.load_workbook(path)


def column(sheet, header):
    at = [cell.value for cell in sheet[1]].index(header) + 1
    return [sheet.cell(row, at) for row in range(2, sheet.max_row + 1)]


def one(text: str) -> list[Project]:
    return [Project(source=SOURCE, indicators=[Indicator(level3=text)])]


def colour(cell) -> str | None:
    return f"#{cell.fill.fgColor.rgb[2:]}" if cell.fill.fill_type == "solid" else None


def codes(book) -> set[str]:
    return {cell.value for cell in column(book["问题"], "代码")}


def test_sheets(extraction, tmp_path):
    book = opened(extraction.projects, tmp_path)
    assert book.sheetnames == ["项目", "指标", "问题", "图例"]
    sheet = book["指标"]
    assert [cell.value for cell in column(sheet, "三级指标")] == [i.level3 for p in extraction for i in p.indicators]
    assert column(sheet, "预算数（元）")[0].value == 6300000
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert [cell.value for cell in column(book["项目"], "标题")] == [p.title for p in extraction]


def test_the_day_of_writing_is_not_in_the_file(full, tmp_path):
    properties = opened([full], tmp_path).properties
    assert (properties.created.year, properties.modified.year) == (2000, 2000)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_numbers_are_numbers_where_no_digit_is_lost(full, tmp_path):
    values = column(opened([full], tmp_path)["指标"], "数值")
    assert [cell.value for cell in values] == [3, None, "123456789012345.1234"]
    assert [cell.data_type for cell in column(opened([full], tmp_path)["指标"], "置信度")] == ["n"] * 3


@pytest.mark.parametrize("yuan", ["-12.5", "0.1", "007", "1234567890123456"])
def test_amounts_come_back_exactly(tmp_path, yuan):
    record = Project(source=SOURCE, budget=Budget(total=Amount(text=yuan, yuan=yuan)))
    assert str(column(opened([record], tmp_path)["项目"], "预算数（元）")[0].value) == yuan


def test_colours_and_their_legend(full, tmp_path):
    book = opened([full], tmp_path)
    doubtful, repaired = Mark.DOUBTFUL.colour, Mark.REPAIRED.colour
    sheet = book["指标"]
    assert [colour(cell) for cell in column(sheet, "指标值")] == [repaired, doubtful, None]
    assert [colour(cell) for cell in column(sheet, "三级指标")] == [None, doubtful, doubtful]
    assert [colour(cell) for cell in column(sheet, "一级指标")] == [None, doubtful, None]
    assert {colour(cell) for cell in column(sheet, "标题")} == {None}
    project = book["项目"]
    found = {h: colour(column(project, h)[0]) for h in ("预算数", "预算数（元）", "财政资金", "资金支出计划", "标题")}
    assert found == {
        "预算数": repaired,
        "预算数（元）": repaired,
        "财政资金": None,
        "资金支出计划": doubtful,
        "标题": None,
    }
    legend = {colour(row[0]): row[1].value for row in book["图例"].iter_rows(min_row=2)}
    assert legend == {mark.colour: mark.meaning for mark in Mark}


def test_a_doubtful_project_is_coloured_and_rows_without_indicators_keep_step(full, tmp_path):
    doubtful = Project(source=SOURCE, title="乙", confidence=0.4)
    book = opened([doubtful, full], tmp_path)
    assert [colour(cell) for cell in column(book["项目"], "标题")] == [Mark.DOUBTFUL.colour, None]
    assert [colour(cell) for cell in column(book["指标"], "三级指标")][:3] == [None, None, Mark.DOUBTFUL.colour]


@given(st.text(st.one_of(st.sampled_from("=+-@'{}_x0"), st.characters(codec="utf-8")), min_size=1, max_size=12))
@settings(max_examples=40)
def test_no_text_is_a_formula(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("cells")
    book = opened(one(text), folder)
    assert all(cell.data_type in ("s", "n") for sheet in book for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(folder / "a.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize(
    "text", ["=1+1", "=100%", "{=SUM(A1)}", "@SUM(A1)", "http://a.b", "+86", "12", " 甲 ", "甲\n乙"]
)
def test_texts_come_back_as_printed(tmp_path, text):
    book = opened(one(text), tmp_path)
    cell = column(book["指标"], "三级指标")[0]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)
    assert codes(book) <= {None}


@pytest.mark.parametrize("text", ["\x01甲\x02", "甲\ufffe乙\uffff", "\ud800"])
def test_letters_that_the_form_forbids_are_replaced_and_told(tmp_path, text):
    book = opened(one(text), tmp_path)
    assert "\ufffd" in column(book["指标"], "三级指标")[0].value
    assert codes(book) == {"cell-characters"}


@pytest.mark.parametrize(("text", "left"), [("x" * 40_000, 32_767), ("𠮷" * 20_000, 16_383)])
def test_texts_that_are_too_long_are_cut_and_told(tmp_path, text, left):
    book = opened(one(text), tmp_path)
    assert column(book["指标"], "三级指标")[0].value == text[:left]
    assert codes(book) == {"cell-cut"}
    assert "“指标”第2行“三级指标”" in column(book["问题"], "说明")[0].value


def test_texts_that_just_fit_are_not(tmp_path):
    book = opened(one("x" * 32_767), tmp_path)
    assert codes(book) <= {None}


def test_a_printed_header_may_be_as_odd_as_a_cell(tmp_path):
    record = Project(source=SOURCE, indicators=[Indicator(extra={"\x01" + "长" * 40_000: "值"})])
    book = opened([record], tmp_path)
    header, cell = (book["指标"].cell(row, book["指标"].max_column).value for row in (1, 2))
    assert header == "\ufffd" + "长" * 32_766
    assert cell == "值"
    assert codes(book) == {"cell-cut", "cell-characters"}


def test_more_columns_than_a_sheet_holds(tmp_path):
    record = Project(source=SOURCE, indicators=[Indicator(extra={f"列{i}": "1" for i in range(16_384)})])
    with pytest.raises(OutputError, match="more than a sheet can hold"):
        write([record], tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
