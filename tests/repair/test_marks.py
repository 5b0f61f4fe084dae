from __future__ import annotations

import pytest

from extractor.ocr.engine import Letter, Reading
from extractor.repair.marks import mend_marks
from extractor.repair.ocr import Known, is_short_of_a_term, mend_row
from extractor.repair.reads import Read


def read(text, **doubts):
    """A cell; `doubts` gives confidence, other letter and its confidence by position (p0, p1 …)."""
    given = {int(place[1:]): doubt for place, doubt in doubts.items()}
    return Read(tuple(Letter(c, *_placed(given.get(k, (0.99, "", 0.0)))) for k, c in enumerate(text)))


def _placed(doubt):
    sure, other, chance = doubt
    return sure, 0.5, other, chance


@pytest.mark.parametrize("text", ["1产出指标", "产出指标1", "1一级指标|", "其他资金1", "T其他资金"])
def test_crumbs_beside_a_name(text):
    mended = mend_marks(read(text))
    assert mended.text in {"产出指标", "一级指标", "其他资金"}
    assert mended.mends[0].read == text
    assert mended.mends[0].rule == "ocr-crumb"


@pytest.mark.parametrize("text", ["目标1", "绩效目标1", "绩效指标1", "一级指标", "三级指标", "1号楼", "完成率1"])
def test_numbers_that_are_printed(text):
    assert mend_marks(read(text)).text == text


def test_a_bar_between_letters():
    assert mend_marks(read("辖|区环境")).text == "辖区环境"
    assert mend_marks(read("A|B")).text == "A|B"


@pytest.mark.parametrize(
    ("text", "doubts", "mended"),
    [
        ("30°%", {}, "30%"),
        ("≥90°", {"p3": (0.92, "%", 0.06)}, "≥90%"),
        ("≥90°", {}, "≥90°"),
        ("≥90°", {"p3": (0.99, "%", 0.001)}, "≥90°"),
        ("≥80%.", {}, "≥80%"),
        ("东经90°%", {}, "东经90°%"),
    ],
)
def test_a_per_cent_sign_read_in_two(text, doubts, mended):
    assert mend_marks(read(text, **doubts)).text == mended


def test_a_comma_read_as_a_dot():
    mended = mend_marks(read("素养.提高", p2=(0.8, "，", 0.2)))
    assert mended.text == "素养，提高"
    assert mended.mends[0].rule == "ocr-comma"
    assert mend_marks(read("素养.提高")).confidence <= 0.9
    assert mend_marks(read("1.5元")).confidence == 0.99


def page(*signs):
    """What is known of a page with these targets."""
    return Known.of([Reading(text, 0.999, read(text, p0=(0.999, "", 0.0)).letters) for text in signs])


def test_the_signs_of_a_page_speak_for_each_other():
    doubtful = read("<7万元", p0=(0.95, "≤", 0.06))
    alone, among = (mend_row([doubtful], known)[0] for known in (page(), page(*["≥95%"] * 12)))
    bare = mend_row([doubtful], page(">5个", ">6个"))[0]
    assert (alone.text, among.text, bare.text) == ("<7万元", "≤7万元", "<7万元")
    assert bare.mends[0].score < alone.mends[0].score < among.mends[0].score


def test_an_unsure_sign_is_given_less_than_99():
    (sign,) = mend_row([read(">80%", p0=(0.999, "", 0.0))], page(*["≥95%"] * 8))
    assert sign.text == ">80%"
    assert sign.confidence < 0.99
    assert not sign.mends


def test_names_of_levels_are_no_twins():
    left, right = mend_row([read("二级指标", p0=(0.96, "三", 0.04)), read("三级指标")], page())
    assert (left.text, right.text) == ("二级指标", "三级指标")


def test_a_twin_that_the_engine_nearly_read():
    name, other = mend_row([read("困难党员慰间次数", p5=(0.93, "问", 0.06)), read("困难党员慰问次数")], page())
    assert name.text == other.text == "困难党员慰问次数"


def test_a_term_that_lacks_its_colon():
    assert is_short_of_a_term("其中财政资金")
    assert not is_short_of_a_term("其中：财政资金")
    assert not is_short_of_a_term("财政资金")


def test_the_names_of_the_level_columns_without_their_strokes():
    mended = mend_row([read(text) for text in ("级指标", "二级指标", "级指标", "指标值")], page())
    assert [cell.text for cell in mended] == ["一级指标", "二级指标", "三级指标", "指标值"]
    assert mended[0].mends[0].read == "级指标"
    doubtful = mend_row([read("一级指标"), read("二级指标"), read("二级指标", p0=(0.6, "三", 0.3))], page())
    assert [cell.text for cell in doubtful] == ["一级指标", "二级指标", "三级指标"]
    for texts in (("级指标", "指标值"), ("级指标", "级指标"), ("二级指标", "级指标", "级指标")):
        assert [cell.text for cell in mend_row([read(text) for text in texts], page())] == list(texts)
