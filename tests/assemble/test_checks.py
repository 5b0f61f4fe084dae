from __future__ import annotations

import pytest

from extractor.assemble.checks import check
from extractor.records import Amount, Budget, Indicator, PlanStep, Project, Source, Target

SOURCE = Source(file="a.txt", sha256="", kind="text")
GOOD = {
    "source": SOURCE,
    "title": "甲绩效目标表",
    "project_name": "甲",
    "budget": Budget(
        total=Amount(text="3", yuan="3"), fiscal=Amount(text="2", yuan="2"), other=Amount(text="1", yuan="1")
    ),
    "spending_plan": [PlanStep(by="6月底", text="50%", percent=50), PlanStep(by="12月底", text="100%", percent=100)],
    "goals": ["1.甲"],
    "indicators": [Indicator(level1="产出指标", level2="数量指标", level3="次数", target=Target(text="3次"))],
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"title": None}, "missing-title"),
        ({"project_name": None}, "missing-name"),
        ({"goals": []}, "missing-goals"),
        ({"indicators": []}, "no-indicators"),
        ({"budget": Budget()}, "missing-budget"),
        ({"budget": Budget(total=Amount(text="93.00其他资金1"))}, "not-an-amount"),
        ({"budget": Budget(total=Amount(text="3"))}, "unknown-money-unit"),
        ({"budget": Budget(total=Amount(text="3", yuan="3"), fiscal=Amount(text="2", yuan="2"))}, "budget-sum"),
        ({"spending_plan": [PlanStep(by="12月底", text="90%", percent=90)]}, "plan-end"),
        ({"indicators": [Indicator(level1="产出指标", level2="数量指标", target=Target(text="3"))]}, "missing-level"),
        ({"indicators": [Indicator(level1="产出指标", level2="数量指标", level3="次数")]}, "missing-target"),
        (
            {"indicators": [Indicator(level1="a", level2="b", level3="c", target=Target(text="3"), confidence=0.5)]},
            "low-confidence",
        ),
    ],
)
def test_check(change, code):
    assert [issue.code for issue in check(Project(**{**GOOD, **change}))] == ([code] if code else [])


def test_a_plan_that_falls():
    steps = [PlanStep(by="3月底", percent=50), PlanStep(by="6月底", percent=20), PlanStep(by="12月底", percent=100)]
    assert [issue.code for issue in check(Project(**{**GOOD, "spending_plan": steps}))] == ["plan-falls"]
