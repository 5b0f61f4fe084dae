from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.values import heal, heal_value

CELLS = st.text(alphabet=st.sampled_from("0123456789.,%≥≤<>=-~/ \n\t　年月日元个万m²A年（）。：“*"), max_size=30)


@pytest.mark.parametrize(
    ("printed", "healed"),
    [
        ("“我们的节 日”系列活\n动", "“我们的节日”系列活动"),
        ("开展\n 5 次", "开展5次"),
        ("Windows  10\nPro 版", "Windows 10 Pro版"),
        ("4200000.0 0", "4200000.00"),
        ("13500000. 00", "13500000.00"),
        ("20\n23年", "2023年"),
        ("≥ 80 %", "≥80%"),
        ("≤850 元/m ²", "≤850元/m²"),
        ("１２３％＞＝Ａ", "123%>=A"),
        ("，。；：（）～！", "，。；：（）～！"),
        ("1. 2023年工作", "1. 2023年工作"),
        ("2.1 12项任务", "2.1 12项任务"),
        ("2022 2023", "2022 2023"),
        ("a\u200bb\ufeff\x00", "ab"),
        ("\u3000 \n", ""),
        ("", ""),
    ],
)
def test_heal(printed, healed):
    assert heal(printed) == healed


@pytest.mark.parametrize(
    ("printed", "healed"),
    [
        ("> = 90 %", ">=90%"),
        ("10 km / h", "10km/h"),
        ("1 000 元", "1000元"),
        ("968.191 8", "968.1918"),
        ("2.2 8", "2.28"),
        ("5 - 10 万元", "5-10万元"),
        ("95 100", "95 100"),
        ("Word Excel", "Word Excel"),
    ],
)
def test_heal_value(printed, healed):
    assert heal_value(printed) == healed


@settings(deadline=None)
@given(st.one_of(st.text(), CELLS))
def test_healing_twice_changes_nothing_more(text):
    assert heal(heal(text)) == heal(text)
    assert heal_value(heal_value(text)) == heal_value(text)


@settings(deadline=None)
@given(CELLS)
def test_healing_loses_only_white_space(text):
    assert "".join(heal(text).split()) == "".join(text.split())
    assert "".join(heal_value(text).split()) == "".join(text.split())
