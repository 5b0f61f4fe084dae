from __future__ import annotations

import csv
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.export import write
from extractor.records import Indicator, Project, Source, Target

DANGEROUS = tuple("=+-@＝＋－＠\t\r")
SOURCE = Source(file="a.txt", sha256="", kind="text")
texts = st.text(
    st.one_of(st.sampled_from(["'", " ", "1", "%", "\n", *DANGEROUS]), st.characters(codec="utf-8")), max_size=9
)


def cells(path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?\d+(\.\d+)?[%％]?", text) is not None


def printed(cell: str) -> str:
    """The rule of the module's docstring: take an apostrophe away where a formula stands behind the apostrophes."""
    bare = cell.lstrip("'")
    formula = (bare.startswith(("\t", "\r")) or bare.lstrip().startswith(DANGEROUS)) and not is_number(bare)
    return cell[1:] if formula else cell


def written(text: str, folder) -> tuple[str, str]:
    """A cell's text and its column's header as they come out."""
    path = folder / "a.csv"
    write([Project(source=SOURCE, indicators=[Indicator(level3=text, extra={f"甲{text}": "1"})])], path)
    header, row = cells(path)
    return row[header.index("三级指标")], header[-1]


def test_columns_and_rows(extraction, tmp_path):
    path = tmp_path / "out.csv"
    extraction.write(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    header, *rows = cells(path)
    assert header[:3] == ["序号", "文件", "标题"]
    assert [row[header.index("三级指标")] for row in rows] == [i.level3 for p in extraction for i in p.indicators]
    assert rows[0][header.index("预算数（元）")] == "6300000"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_printed_columns_stand_behind_and_none_is_lost(full, tmp_path):
    path = tmp_path / "out.csv"
    write([full], path)
    header, *rows = cells(path)
    behind = dict(zip(header, rows[0], strict=True))
    assert len(behind) == len(header)
    assert behind["备注（项目）"] == "项目的"
    assert behind["备注"] == "指标的"
    assert behind["主管部门"] == "局"
    assert behind["一级指标"] == "产出指标"
    assert behind["一级指标（表中）"] == "又一"
    assert header.index("备注（项目）") > header.index("结束行")


@given(texts)
@example("'=1")
@example("''\t")
@example("-5\n")
@example("\u3000=1")
def test_no_cell_is_a_formula_and_none_loses_a_letter(tmp_path_factory, text):
    cell, _ = written(text, tmp_path_factory.mktemp("cells"))
    assert not cell.startswith(DANGEROUS) or is_number(cell)
    assert not cell.lstrip().startswith(DANGEROUS) or is_number(cell)
    assert printed(cell) == text


@pytest.mark.parametrize("text", ["-5", "+3.2%", "≥90%", "2026", "甲=乙", "‘=’", "——"])
def test_what_is_no_formula_stays_as_printed(tmp_path, text):
    assert written(text, tmp_path)[0] == text


@pytest.mark.parametrize(
    ("text", "cell"), [("=100%", "'=100%"), ("-——", "'-——"), ("@SUM(A1)", "'@SUM(A1)"), ("＝1", "'＝1")]
)
def test_what_is_a_formula_gets_an_apostrophe(tmp_path, text, cell):
    assert written(text, tmp_path)[0] == cell


def test_a_printed_header_is_no_formula_either(tmp_path):
    path = tmp_path / "a.csv"
    write([Project(source=SOURCE, indicators=[Indicator(target=Target(text="1"), extra={"=1+1": "1"})])], path)
    assert cells(path)[0][-1] == "'=1+1"
