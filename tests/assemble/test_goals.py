from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.assemble.goals import split_goals


@pytest.mark.parametrize(
    ("texts", "goals"),
    [
        (["1.甲事。 2.乙事"], ["1.甲事。", "2.乙事"]),
        (["目标1", "甲事", "目标2", "乙事"], ["甲事", "乙事"]),
        (["目标1：甲事；目标2：乙事。"], ["目标1：甲事；", "目标2：乙事。"]),
        (["1.1、甲事\n2.2、乙事\n3.3、丙事"], ["1.1、甲事", "2.2、乙事", "3.3、丙事"]),
        (["1.按要求：1.做甲。2.做乙。3.做丙。"], ["1.按要求：1.做甲。2.做乙。3.做丙。"]),
        (["6.发展事业，投入1.5万元。2.3倍"], ["6.发展事业，投入1.5万元。2.3倍"]),
        (["甲事\n乙事"], ["甲事乙事"]),
        (["", "目标3："], []),
    ],
)
def test_split_goals(texts, goals):
    assert split_goals(texts) == goals


@given(st.lists(st.text(alphabet="目标123.、。；甲乙\n", max_size=30), max_size=4))
def test_no_letter_of_a_goal_is_lost(texts):
    kept = "".join(text for text in texts if "甲" in text or "乙" in text)
    assert [c for c in "".join(split_goals(texts)) if c in "甲乙"] == [c for c in kept if c in "甲乙"]
