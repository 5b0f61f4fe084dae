"""Workbooks as their number formats print them, with merges; and HTML tables."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from extractor.options import Options
from extractor.readers.formats import shown
from extractor.readers.html import read_html
from extractor.readers.sheet import read_sheet
from extractor.readers.xlsb import binary_extent


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1.0, "0%", "100%"),
        (0.985, "0.0%", "98.5%"),
        (0.07, "0.00%", "7.00%"),
        (5.0, "0.00", "5.00"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (1234567.0, "#,##0", "1,234,567"),
        (12.0, "", "12"),
        (12.30, "General", "12.3"),
        (0.1 + 0.2, "0.00", "0.30"),
        (1e16, "", "10000000000000000"),
        (-3.5, "0.00;[Red]-0.00", "-3.50"),
        (2.0, '0.0"%"', "2.0"),
        (True, "", "是"),
        (None, "", ""),
        (" 甲 ", "", "甲"),
        (float("inf"), "0%", "inf"),
        (dt.date(2026, 3, 1), "yyyy-m-d", "2026-03-01"),
        (dt.datetime(2026, 3, 31, tzinfo=None), "yyyy年m月d日", "2026年3月31日"),
        (dt.date(2026, 12, 1), 'yyyy"年"m"月"', "2026年12月"),
    ],
)
def test_numbers_as_they_are_printed(value, form, text):
    assert shown(value, form) == text


def workbook(fill):
    book = openpyxl.Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return read_sheet(out.getvalue(), "a.xlsx", "", Options())


def test_merges_formats_and_headings():
    def fill(sheet):
        sheet["A1"] = "甲经费绩效目标表"
        sheet.merge_cells("A1:C1")
        sheet["A2"], sheet["B2"], sheet["C2"] = "产出指标", "合格率", 1
        sheet["C2"].number_format = "0%"
        sheet["B3"], sheet["C3"] = "金额", 5
        sheet["C3"].number_format = "0.00"
        sheet.merge_cells("A2:A3")

    rows = workbook(fill).rows
    assert [row.text for row in rows] == ["甲经费绩效目标表", "产出指标\t合格率\t100%", "\t金额\t5.00"]
    assert rows[0].table is None
    assert rows[2].cells[0].covered


def test_hidden_sheets_are_left_out():
    def fill(sheet):
        sheet["A1"] = "seen"
        hidden = sheet.parent.create_sheet("hidden")
        hidden["A1"] = "unseen"
        hidden.sheet_state = "hidden"

    assert [row.text for row in workbook(fill).rows] == ["seen"]


def html(text):
    return [row.text for row in read_html(text.encode(), "a.html", "", Options()).rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("<p>a<p>b<br>c", ["a", "b", "c"]),
        ("<table><tr><td>m<sup>2</sup></td><td>a<br>b</td></tr></table>", ["m²\ta\nb"]),
        ("<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>", ["a\tb", "\tc"]),
        ("<div style='display: none'>x</div><script>y</script>z", ["z"]),
        ("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>", ["a\td", "b\tc"]),
        ("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c<td>d</table>", ["a\tb", "c\td"]),
        ("<table><tr><td colspan=x>a</td><td rowspan=''>b</td></tr></table>", ["a\tb"]),
    ],
)
def test_html(text, rows):
    assert html(f"<html><body>{text}</body></html>") == rows


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16"])
def test_html_encodings(encoding):
    page = f'<html><meta charset="{encoding}"><p>绩效目标</p></html>'
    rows = read_html(page.encode(encoding), "a.html", "", Options()).rows
    assert [row.text for row in rows] == ["绩效目标"]


def record(kind, *numbers):
    body = b"".join(number.to_bytes(4, "little") for number in numbers)
    return bytes([kind, len(body)]) + body


def test_how_far_the_cells_of_a_binary_sheet_reach():
    dimensions = bytes([0x94, 0x01, 16]) + bytes(16)
    sheet = dimensions + record(0, 4) + record(5, 2, 0) + record(0, 1_048_575) + record(1, 90) + record(2, 16_383, 0)
    assert binary_extent(sheet) == (1_048_576, 16_384)
    assert binary_extent(sheet[:-10]) == (5, 3)
    assert binary_extent(b"") == (0, 0)
