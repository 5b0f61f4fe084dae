"""Features of pieces."""

from __future__ import annotations

from extractor.document import Cell, Row
from extractor.lines.stream import letter_class, stream_features, whole_texts


def row(text, *, beside=False, spaced=False):
    return Row((Cell(text),), beside=beside, spaced=spaced)


def test_other_layouts_have_none():
    assert stream_features([row("产出指标"), row("数量指标")]) == [[], []]


def test_places_on_a_line():
    found = stream_features([row("产出指标"), row("数量指标", beside=True), row("面积")])
    assert [features[0] for features in found] == ["s|head", "s|midend", "s|headend"]
    assert [features[1] for features in found] == ["s|n2", "s|n2", "s|n1"]


def test_a_repetition_is_told():
    found = stream_features([row("维修办公楼的", beside=True), row("面积"), row("维修办公楼的面积")])
    assert "s|again" in found[2]
    assert "s|again" not in found[1]


def test_texts_that_only_a_space_parts():
    rows = [row("1.2026"), row("年绩效目标表", beside=True, spaced=True), row("单位：元")]
    assert whole_texts(rows) == ["1.2026年绩效目标表", "", ""]


def test_letters():
    assert [letter_class(letter) for letter in "≥3a%。（）指"] == ["op", "dig", "lat", "%", "end", "open", "close", ""]
