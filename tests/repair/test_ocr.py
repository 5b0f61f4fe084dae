from __future__ import annotations

from extractor.ocr.engine import Letter, Reading
from extractor.repair.ocr import Known, is_short_of_a_term, mend_row
from extractor.repair.reads import Read, join_lines

NOTHING = Known.of([])


def read(text, **doubts):
    """A cell; `doubts` gives confidence, other letter and its confidence by position (p0, p1 …)."""
    letters = []
    for k, letter in enumerate(text):
        sure, other, chance = doubts.get(f"p{k}", (0.99, "", 0.0))
        letters.append(Letter(letter, sure, 0.5, other, chance))
    return Read(tuple(letters))


def test_a_sign_that_the_engine_held_for_possible():
    (mended,) = mend_row([read(">80%", p0=(0.7, "≥", 0.3))], NOTHING)
    assert mended.text == "≥80%"
    assert mended.mends[0].read == ">80%"
    assert mended.mends[0].rule == "ocr-sign"
    assert 0.8 < mended.mends[0].score < 1


def test_a_sign_below_the_threshold_is_only_proposed():
    (mended,) = mend_row([read(">80%", p0=(0.95, "≥", 0.05))], NOTHING)
    assert mended.text == ">80%"
    assert [mend.done for mend in mended.mends] == [False]


def test_a_sign_that_the_engine_did_not_see_stays():
    (mended,) = mend_row([read(">80%", p0=(0.9, "》", 0.1))], NOTHING)
    assert mended.text == ">80%"
    assert not mended.mends


def test_digits_are_no_signs_by_themselves():
    (mended,) = mend_row([read("280")], NOTHING)
    assert mended.text == "280"


def test_a_doubtful_letter_of_a_known_word():
    (mended,) = mend_row([read("数重指标", p1=(0.5, "量", 0.4))], NOTHING)
    assert mended.text == "数量指标"
    assert mended.mends[0].rule == "ocr-vocabulary"


def test_a_letter_read_with_certainty_stays():
    (mended,) = mend_row([read("数重指标")], NOTHING)
    assert mended.text == "数重指标"


def test_twins_take_the_likelier_letters():
    name, description = mend_row([read("网格覆盖率", p1=(0.6, "络", 0.4)), read("网络覆盖率")], NOTHING)
    assert name.text == description.text == "网络覆盖率"
    assert name.mends[0].rule == "ocr-twin"
    assert not description.mends


def test_cells_that_differ_with_certainty_are_no_twins():
    cells = mend_row([read("硬件采购数量"), read("硬件维护数量")], NOTHING)
    assert [cell.text for cell in cells] == ["硬件采购数量", "硬件维护数量"]


def test_lines_are_joined_by_line_feeds():
    lines = [Reading("甲", 0.9, (Letter("甲", 0.9, 0.5),)), Reading("乙", 0.8, (Letter("乙", 0.8, 0.5),))]
    cell = join_lines(lines)
    assert cell.text == "甲\n乙"
    assert cell.confidence == 0.8


def page(*texts):
    return Known.of([Reading(text, 0.99, read(text).letters) for text in texts])


def test_the_letter_that_the_page_has_beside_the_same_one():
    (mended,) = mend_row([read("交通站杯", p3=(0.55, "标", 0.4))], page("站标"))
    assert mended.text == "交通站标"
    assert mended.mends[0].rule == "ocr-context"


def test_the_letter_as_read_stays_where_the_page_has_it_or_the_other_is_unlikely():
    for known, chance in ((page("站标", "站杯"), 0.4), (NOTHING, 0.4), (page("站标"), 0.01)):
        (mended,) = mend_row([read("交通站杯", p3=(0.55, "标", chance))], known)
        assert mended.text == "交通站杯"


def test_a_traditional_letter_read_for_the_simplified_one():
    (mended,) = mend_row([read("维修費", p2=(0.55, "费", 0.4))], NOTHING)
    assert mended.text == "维修费"
    (kept,) = mend_row([read("维修费", p2=(0.55, "費", 0.4))], NOTHING)
    assert kept.text == "维修费"


def test_a_word_but_for_one_letter():
    assert is_short_of_a_term("级指标")
    assert not is_short_of_a_term("一级指标")
    assert not is_short_of_a_term("购买笔记本电脑")


def test_a_letter_in_a_number():
    (mended,) = mend_row([read("32408700.0O", p10=(0.9, "0", 0.1))], NOTHING)
    assert mended.text == "32408700.00"
    assert mended.mends[0].rule == "ocr-digit"
    assert mended.confidence < 0.95


def test_a_letter_among_letters_is_none_of_a_number():
    (mended,) = mend_row([read("O2O平台", p0=(0.9, "0", 0.1))], NOTHING)
    assert mended.text == "O2O平台"
