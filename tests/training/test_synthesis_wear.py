"""Damage to printed lines and to the text of dumps: it moves and breaks, but never loses or invents."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.lines.labels import Label
from extractor.training.synthesis import KINDS, damage_text
from extractor.training.synthesis.model import Line, Slot, text_line
from extractor.training.synthesis.render import explode
from extractor.training.synthesis.wear import break_pages, centre_merged, cut, shifted, split_number, wrapped

ROWS = """1.道路养护经费绩效目标表

单位：元

项目名称\t道路养护经费\t\t\t
预算规模及资金用途\t预算数\t4200000.00\t其中：财政资金\t4200000.00
\t用于辖区内道路日常养护及桥梁检测等各项支出\t\t\t
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t
产出指标\t数量指标\t养护里程\t养护里程\t≥12000米\t
\t质量指标\t养护工程验收合格率\t养护工程验收合格率\t100%\t
\t成本指标\t养护成本\t养护成本\t≤350.50万元\t
满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥90%\t
"""
CELLS = """[bookmark: _Toc97121054]1.道路养护经费绩效目标表
\t单位：元

\t项目名称
\t道路养护经费

\t预算规模及资金用途
\t预算数
\t4200000.00
\t其中：财政资金
\t4200000.00

\t
\t用于辖区内道路日常养护及桥梁检测等各项支出

\t一级

指标
\t二级指标
\t三级指标
\t绩效指标描述
\t指标值

\t产出指标
\t数量指标
\t养护里程
\t养护里程
\t≥12000米

\t
\t质量指标
\t养护工程验收合格率
\t养护工程验收合格率
\t100%

\t满意度指标
\t服务对象满意度指标
\t群众满意度
\t群众满意度
\t≥90%


2.桥梁检测经费绩效目标表
"""
dumps = st.sampled_from((ROWS, CELLS))
seeds = st.integers(0, 2**32)


def row(*texts, label=Label.INDICATOR, down=1):
    first, *rest = (Slot(text, label) for text in texts)
    return Line((replace(first, down=down), *rest), label, 0)


def texts(line):
    return [slot.text for slot in line.slots]


def squeezed(text):
    return "".join(text.split())


@given(dumps, seeds, st.sampled_from(("rewrap", "tabs-to-spaces", "drop-blank")))
def test_white_space_is_all_that_changes(text, seed, kind):
    assert squeezed(damage_text(text, Random(seed), kind)) == squeezed(text)


@given(dumps, seeds)
def test_split_numbers_lose_no_digit(text, seed):
    worn = damage_text(text, Random(seed), "split-number")
    assert Counter(squeezed(worn)) == Counter(squeezed(text))


@given(dumps, seeds)
def test_full_width_digits_fold_back(text, seed):
    worn = damage_text(text, Random(seed), "fullwidth")
    assert unicodedata.normalize("NFKC", worn) == unicodedata.normalize("NFKC", text)
    assert "４２０００００" in worn
    assert "_Toc97121054" in worn or "_Toc" not in text


@pytest.mark.parametrize(("text", "header"), [(ROWS, "一级指标"), (CELLS, "二级指标")])
def test_page_breaks_repeat_the_header_between_rows(text, header):
    worn = [damage_text(text, Random(seed), "pagebreak") for seed in range(20)]
    assert {each.count(header) for each in worn} == {1, 2}
    assert all(not Counter(text.split("\n")) - Counter(each.split("\n")) for each in worn)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"drop-blank"}))
@pytest.mark.parametrize("text", [ROWS, CELLS])
def test_every_kind_changes_a_dump(kind, text):
    assert any(damage_text(text, Random(seed), kind) != text for seed in range(20))


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        damage_text(ROWS, Random(1), "coffee")


def test_a_centred_row_begins_above_its_short_cells():
    lines = explode(row("产出", "养护\n工程\n合格率", "100%"), middle=True)
    assert [line.label for line in lines] == [Label.DOWN, Label.INDICATOR, Label.UP]
    assert [texts(line) for line in lines] == [["", "养护", ""], ["产出", "工程", "100%"], ["", "合格率", ""]]


def test_a_row_at_the_top_goes_on_below():
    lines = explode(row("产出", "养护\n工程", "100%"), middle=False)
    assert [line.label for line in lines] == [Label.INDICATOR, Label.UP]


@given(seeds, st.lists(st.text("甲乙丙丁戊己庚辛", max_size=12), min_size=1, max_size=5))
def test_a_cut_row_keeps_every_letter(seed, cells):
    head, tail = cut(row(*cells), Random(seed))
    if head is None:
        assert texts(tail) == cells
        return
    assert tail.label is Label.UP
    for whole, above, below in zip(cells, texts(head), texts(tail), strict=True):
        assert whole.startswith(above)
        assert whole.endswith(below)
        assert len(above) + len(below) >= len(whole)


@given(seeds, st.text("0123456789.,甲 ", max_size=30))
def test_split_numbers_only_gain_white_space(seed, text):
    assert squeezed(split_number(text, Random(seed))) == squeezed(text)


@given(st.text("甲乙\n", max_size=30), st.integers(1, 9))
def test_wrapped_lines_are_no_longer_than_the_width(text, width):
    worn = wrapped(text, width)
    assert worn.replace("\n", "") == text.replace("\n", "")
    assert all(len(line) <= width for line in worn.split("\n"))


@given(seeds)
@settings(max_examples=30)
def test_pages_that_end_in_a_table_repeat_its_header(seed):
    header = row("一级指标", "指标值", label=Label.HEADER)
    lines = [text_line("标题", Label.TITLE), header, *(row("产出", f"{number}") for number in range(60))]
    worn = break_pages(lines, lambda page: [text_line(f"{page}", Label.OTHER)], Random(seed), cuts=False)
    pages = sum(line.after_break for line in worn)
    assert pages >= 1
    assert sum(line.label is Label.OTHER for line in worn) == pages
    assert sum(line.label is Label.HEADER for line in worn) in (1, 1 + pages)
    assert [texts(line) for line in worn if line.label is Label.INDICATOR] == [texts(line) for line in lines[2:]]


@given(seeds)
def test_merged_text_stays_within_the_rows_it_covers(seed):
    covered = Slot("", Label.INDICATOR, covered=True)
    lines = [
        row("产出指标", "甲", down=3),
        *(Line((covered, Slot(text, Label.INDICATOR)), Label.INDICATOR, 0) for text in "乙丙丁"),
    ]
    worn = centre_merged(lines, Random(seed))
    assert "".join(texts(line)[0] for line in worn[:3]) == "产出指标"
    assert [texts(line)[1] for line in worn] == list("甲乙丙丁")


def test_a_row_moves_by_one_cell():
    assert texts(shifted(row("", "数量", "3个"))) == ["数量", "3个", ""]
    assert texts(shifted(row("产出", "数量"))) == ["", "产出", "数量"]
