from __future__ import annotations

import pytest

from extractor.lines.vocabulary import lookup, role_of, words


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("一级指标", "level1"),
        ("一极指标", "level1"),
        ("★三级指标", "level3"),
        ("指标 值：", "target"),
        ("预算规模及 资金用途", "budget"),
        ("其中:财政    资金", "fiscal"),
        ("资金支出计划（%）", "plan"),
        ("生态效益指", "name2"),
        ("产出指标", "name1"),
        ("年度资金总额（万元）", "total"),
    ],
)
def test_words_are_found_through_misprints(text, role):
    assert role in [term.role for term in lookup(text)]


@pytest.mark.parametrize("text", ["", "≥3次", "开展现场指导服务次数", "通过开展节能工作达到全市公共机构节能实现新发展"])
def test_values_are_no_labels(text):
    assert not lookup(text)


def test_a_word_may_have_several_roles():
    assert {term.role for term in lookup("成本指标")} == {"name1", "name2"}
    assert role_of("成本指标", frozenset(["name2"])) == "name2"


def test_every_word_finds_itself():
    for role in ("project_name", "level1", "target", "name1", "period"):
        assert all(role in [term.role for term in lookup(word)] for word in words(role))


def test_brackets_inside_a_word_do_not_count():
    assert [term.role for term in lookup("评（扣）分标准", 100.0)] == ["column"]
    assert [term.role for term in lookup("全年（年度）指标值", 100.0)] == ["target"]
    assert [term.role for term in lookup("指标值（包含数字", 100.0)] == ["target"]
