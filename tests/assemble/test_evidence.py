from __future__ import annotations

from extractor.assemble.evidence import Grounds, weigh
from extractor.assemble.rows import BodyRow
from extractor.document import Cell, Row
from extractor.lines.classifier import LabelledRow
from extractor.lines.labels import Label
from extractor.records import Indicator, Target
from extractor.repair.columns import Column

COLUMNS = [
    Column(role, header, k)
    for k, (role, header) in enumerate(
        [("level1", "一级指标"), ("level2", "二级指标"), ("level3", "三级指标"), ("target", "指标值")]
    )
]


def grounds(
    level1="产出指标", level2="数量指标", level3="培训人数", target="≥90人", probability=1.0, **more
) -> Grounds:
    row = BodyRow(
        rows=[LabelledRow(Row((Cell(level3),)), Label.INDICATOR, probability)], guessed=more.get("guessed", False)
    )
    value = Target(text=target) if target else None
    return Grounds(
        Indicator(level1=level1, level2=level2, level3=level3, target=value), row, more.get("columns", COLUMNS)
    )


def test_nothing_speaks_against_a_plain_row(model):
    (found,) = weigh([grounds()], model.columns)
    assert (found.label, found.slipped, found.level1, found.level2, found.blank, found.odd, found.around) == (0,) * 7
    assert max(found.level3, found.target, found.prose) < 3


def test_what_is_no_level_name_speaks_against_a_row_and_its_neighbours(model):
    strange, plain = weigh([grounds(level1="培训人数"), grounds()], model.columns)
    assert strange.level1 > 0.5 > plain.level1
    assert (strange.around, plain.around) == (0.0, 1.0)


def test_a_missing_second_level_counts_only_where_others_have_one(model):
    without, _ = weigh([grounds(level2=None), grounds()], model.columns)
    alone, _ = weigh([grounds(level2=None), grounds(level2=None)], model.columns)
    assert (without.level2, alone.level2) == (1.0, 0.0)


def test_a_target_of_another_make_is_odd(model):
    *plain, odd = weigh([grounds(), grounds(), grounds(target="90人")], model.columns)
    assert odd.odd > 0.6
    assert plain[0].odd < 0.4


def test_swapped_cells_cost(model):
    (right,) = weigh([grounds()], model.columns)
    (swapped,) = weigh([grounds(level3="≥90人", target="培训人数")], model.columns)
    assert swapped.level3 > right.level3 + 2
    assert swapped.target > right.target + 2


def test_blanks_headers_and_doubtful_labels_count(model):
    unknown = [Column("extra", "甲", 0), *COLUMNS[1:]]
    (found,) = weigh([grounds(target=None, probability=0.5, columns=unknown, guessed=True)], model.columns)
    assert found.label > 0.6
    assert (found.slipped, found.blank, found.unnamed, found.headless) == (1.0, 1.0, 0.25, 1.0)
