from __future__ import annotations

import pytest

from extractor.assemble.record_evidence import weigh_record, with_indicators
from extractor.assemble.segment import Table
from extractor.document import Cell, Row
from extractor.lines.classifier import LabelledRow
from extractor.lines.labels import Label
from extractor.records import Amount, Budget, Project, Source

WHOLE = Budget(total=Amount(text="3", yuan="30000"), fiscal=Amount(text="3", yuan="30000"))


def project(**changes) -> Project:
    source = Source(file="a", sha256="", kind="text")
    plain = {"title": "绩效目标表", "project_name": "甲", "unit_name": "某局", "budget": WHOLE}
    return Project(source=source, **(plain | changes))


def weighed(sure=(0.99,), probability=1.0, **changes):
    table = Table(fields=[LabelledRow(Row((Cell("项目名称"),)), Label.IDENTITY, probability)])
    return weigh_record(project(**changes), table, None, sure)


def test_nothing_speaks_against_a_whole_record():
    found = weighed(sure=(1.0,))
    assert found == with_indicators(found, [1.0])
    assert (
        sum(
            (
                found.worst,
                found.label,
                found.untitled,
                found.unnamed,
                found.nobody,
                found.unpaid,
                found.sums,
                found.loose,
            )
        )
        == 0
    )


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("untitled", {"title": None}),
        ("unnamed", {"project_name": None}),
        ("nobody", {"unit_name": None}),
        ("unpaid", {"budget": Budget()}),
        ("sums", {"budget": WHOLE.model_copy(update={"other": Amount(text="1", yuan="10000")})}),
        ("sums", {"budget": Budget(fiscal=WHOLE.fiscal)}),
        ("loose", {"extra": {"其他内容": "乙"}}),
        ("label", {"probability": 0.3}),
    ],
)
def test_what_is_missing_or_does_not_add_up_speaks_against_it(part, changes):
    assert getattr(weighed(**changes), part) >= 1


def test_an_amount_without_a_unit_of_money_counts_half():
    assert weighed(budget=Budget(total=Amount(text="3"))).unpaid == 0.5


def test_its_least_certain_indicator_and_all_of_them_count():
    assert weighed(sure=(0.99, 0.5)).worst == weighed(sure=(0.5,)).worst > weighed(sure=(0.9, 0.9)).worst
    assert weighed(sure=(0.99, 0.5)).mean < weighed(sure=(0.5,)).mean
    assert weighed(sure=()).worst > weighed(sure=(0.5,)).worst
