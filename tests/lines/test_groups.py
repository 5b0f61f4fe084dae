from __future__ import annotations

from extractor.document import Cell, Row
from extractor.lines.features import row_features
from extractor.lines.groups import HEADER, group_features


def lines(*printed):
    return [Row((Cell(text),), gap=int(not k), indented=True) for texts in printed for k, text in enumerate(texts)]


def test_a_line_sees_the_printed_row_it_stands_in():
    rows = lines(["一级指标", "三级指标", "新罗区", "指标值"], ["产出指标", "长度", "", "≥3米"], ["", "", "", ""])
    header, body, blank = (set(group_features(rows, ["x"] * 12)[k]) for k in (2, 4, 9))
    assert {HEADER, "g|size4", "g|pos2"} <= header
    assert {"g|like", "g|target", "g|level", "g|same"} <= body
    assert "g|blank" in blank


def test_the_words_of_a_header_say_nothing_more():
    """A column may have any name, and in a long table that of a field."""
    known, unknown = (lines(["一级指标", "三级指标", word, "指标值"]) for word in ("项目名称", "上杭县"))
    assert row_features(known)[2] == row_features(unknown)[2]


def test_a_document_without_blank_lines_is_not_all_header():
    rows = [Row((Cell(text),)) for text in ["一级指标", "二级指标", "指标值", *["产出"] * 20]]
    found = group_features(rows, ["x"] * len(rows))
    assert [HEADER in features for features in found] == [True] * 3 + [False] * 20


def test_rows_of_several_cells_have_no_groups():
    assert group_features([Row((Cell("a"), Cell("b", 1)))], ["x"]) == [[]]


def test_a_header_where_no_blank_line_parts_the_rows():
    words = ["项目名称", "甲", "一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标", "长度", "≥3米"]
    rows = [Row((Cell(text),), gap=int(not k), indented=True) for k, text in enumerate(words * 4)]
    found = group_features(rows, ["x"] * len(rows))
    assert [HEADER in features for features in found] == ([False] * 2 + [True] * 4 + [False] * 4) * 4


def test_a_blank_line_that_is_lost_makes_no_rows_a_header():
    names = ["一级指标", "二级指标", "三级指标", "指标值"]
    body = ["产出指标", "数量指标", "长度", "≥3米"]
    whole, fields = ["绩效目标", "修路3米", *names], [*names, *body]
    rows = lines(names, body, names, body, fields, names, body, whole)
    heads = [HEADER in features for features in group_features(rows, ["x"] * len(rows))]
    assert heads[16:24] == [True] * 4 + [False] * 4
    assert heads[-6:] == [False] * 2 + [True] * 4
