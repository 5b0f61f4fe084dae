"""One made-up project that has something of everything, and the records of a real dump."""

from __future__ import annotations

import pytest

from extractor import Extraction, extract
from extractor.records import Amount, Budget, Indicator, Issue, PlanStep, Project, Repair, Source, Target

SOURCE = Source(file="a.txt", sha256="0" * 64, kind="text", lines=(1, 20))


@pytest.fixture
def full() -> Project:
    return Project(
        source=SOURCE,
        title="甲绩效目标表",
        project_name="甲",
        budget=Budget(total=Amount(text="13.5万元", yuan="135000"), fiscal=Amount(text="13.50", yuan=None)),
        spending_plan=[PlanStep(by="3月底", text="25%", percent=25), PlanStep(by="6月底")],
        goals=["1.一", "2.二"],
        extra={"备注": "项目的", "主管部门": "局"},
        indicators=[
            Indicator(
                level1="产出指标",
                level3="nan",
                target=Target(text="≥3种", kind="number", operator="≥", value="3", unit="种"),
                extra={"备注": "指标的", "一级指标": "又一"},
                lines=(7, 8),
            ),
            Indicator(level3="拆除", confidence=0.5),
            Indicator(level3="费用", target=Target(text="1", kind="number", value="123456789012345.1234")),
        ],
        repairs=[
            Repair.of("budget.total", ["13.", "5万元"], "13.5万元", "split-number", 1.0),
            Repair.of("indicators[0].target", ["≥3", "种"], "≥3种", "continuation", 1.0),
            Repair.of("indicators[2].level3", ["费", "用"], "费用", "overlap", 0.9),
        ],
        issues=[Issue(code="plan-end", severity="info", field="spending_plan", message="…")],
    )


@pytest.fixture(scope="session")
def extraction(dumps) -> Extraction:
    return extract(dumps[3])
