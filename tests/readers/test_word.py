"""Word documents: merges, raised digits, tracked changes, text boxes, the numbers of lists, radicals."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.options import Options
from extractor.readers.docx import read_docx
from extractor.readers.radicals import mend_radicals
from tests.readers.builders import W, cell, paragraph, table, word


def rows_of(body, **parts):
    return read_docx(word(body, **parts), "a.docx", "", Options()).rows


def texts(body, **parts):
    return [row.text for row in rows_of(body, **parts)]


def test_merged_cells():
    rows = rows_of(
        table(
            [cell("a", span=2), cell("b", merge="restart")],
            [cell("c"), cell("d"), cell("gone", merge="continue")],
            [cell("e"), cell("f"), cell("g")],
        )
    )
    assert [[(c.text, c.column, c.span, c.covered) for c in row.cells] for row in rows] == [
        [("a", 0, 2, False), ("b", 2, 1, False)],
        [("c", 0, 1, False), ("d", 1, 1, False), ("", 2, 1, True)],
        [("e", 0, 1, False), ("f", 1, 1, False), ("g", 2, 1, False)],
    ]


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("850元/m") + run("2", '<w:vertAlign w:val="superscript"/>'), "850元/m²"),
        (run("a") + run("secret", "<w:vanish/>") + run("b", '<w:vanish w:val="0"/>'), "ab"),
        (run("a") + f"<w:del>{run('gone')}</w:del><w:ins>{run('b')}</w:ins>", "ab"),
        (run("a") + "<w:r><w:noBreakHyphen/></w:r>" + run("b"), "a-b"),
        (f"<w:hyperlink>{run('a')}</w:hyperlink><w:smartTag>{run('b')}</w:smartTag>", "ab"),
        (run("a") + "<w:r><w:instrText>PAGE</w:instrText></w:r>", "a"),
        (run("⻋辆⼀"), "车辆一"),
    ],
)
def test_runs(runs, text):
    assert texts(f"<w:p>{runs}</w:p>") == [text]


def test_a_text_box_stands_behind_its_paragraph():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('in the box')}</w:txbxContent></w:pict></w:r>"
    assert texts(f"<w:p>{run('before')}{box}{run('after')}</w:p>") == ["beforeafter", "in the box"]


def numbered(*levels):
    """A numbering part with one list of levels, each number format, text and first number."""
    defined = "".join(
        f'<w:lvl w:ilvl="{k}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for k, (form, text, start) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{defined}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )


def item(text, level=0, number="1"):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("form", "text", "start", "shown"),
    [
        ("decimal", "%1.", 1, ["1.a", "2.b"]),
        ("decimal", "目标%1：", 3, ["目标3：a", "目标4：b"]),
        ("chineseCounting", "（%1）", 9, ["（九）a", "（十）b"]),
        ("chineseCountingThousand", "%1、", 19, ["十九、a", "二十、b"]),
        ("decimalEnclosedCircle", "%1", 20, ["⑳a", "21b"]),
        ("upperLetter", "%1)", 1, ["A)a", "B)b"]),
        ("bullet", "•", 1, ["a", "b"]),
        ("decimal", "%1.", "²", ["1.a", "2.b"]),
    ],
)
def test_list_numbers(form, text, start, shown):
    assert texts(item("a") + item("b"), word__numbering=numbered((form, text, start))) == shown


def test_lists_in_lists():
    levels = numbered(("decimal", "%1.", 1), ("decimal", "%1.%2", 1))
    body = item("a") + item("b", 1) + item("c", 1) + item("d") + item("e", 1) + item("f", 5) + item("g", 0, "9")
    assert texts(body, word__numbering=levels) == ["1.a", "1.1b", "1.2c", "2.d", "2.1e", "f", "g"]


@given(st.text())
def test_only_radicals_are_mended(text):
    mended = mend_radicals(text)
    assert len(mended) == len(text)
    for before, after in zip(text, mended, strict=True):
        assert before == after or "\u2e80" <= before <= "\u2fd5"


def test_radicals_become_the_letters_they_look_like():
    for code in range(0x2F00, 0x2FD6):
        assert mend_radicals(chr(code)) == unicodedata.normalize("NFKC", chr(code))
    assert mend_radicals("⻔⻚⻓⺠ＡＢ（一）") == "门页长民ＡＢ（一）"
