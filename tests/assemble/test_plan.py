"""The spending plan."""

from __future__ import annotations

import pytest

from extractor.assemble.entry import Entry
from extractor.assemble.pieces import Value
from extractor.assemble.plan import read_plan

PERIODS = ("3月底", "6月底", "10月底", "12月底")


def plan(*shares):
    return read_plan([Entry("plan", "资金支出计划", [Value(text) for text in (*PERIODS, *shares)])])


@pytest.mark.parametrize(
    ("shares", "placed", "doubtful"),
    [
        (("10%", "30%", "60%", "100%"), ["10%", "30%", "60%", "100%"], False),
        (("10%", "", "60%", "100%"), ["10%", None, "60%", "100%"], False),
        (("40%", "100%"), [None, None, "40%", "100%"], True),
        (("10%", "30%", "60%"), ["10%", "30%", "60%", None], True),
        ((), [None] * 4, False),
    ],
)
def test_shares_stand_below_their_periods(shares, placed, doubtful):
    steps, issues = plan(*shares)
    assert [step.by for step in steps] == list(PERIODS)
    assert [step.text for step in steps] == placed
    assert [issue.code for issue in issues] == ["plan-places"] * doubtful


def test_a_plan_that_names_no_period_has_no_steps():
    assert read_plan([Entry("plan", "资金支出计划", [Value("100%")])]) == (None, [])
    assert read_plan([]) == (None, [])
