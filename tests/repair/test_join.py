from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.repair.join import join, join_alike

HAN = st.text(alphabet="甲乙丙丁戊己庚辛", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("upper", "lower", "whole", "rule"),
    [
        ("4200000.0", "0", "4200000.00", "split-number"),
        ("生态效益指", "标", "生态效益指标", "continuation"),
        ("生态效益指标", "标", "生态效益指标", "overlap"),
        ("安全生产责任事故造成环", "任事故造成环境污染", "安全生产责任事故造成环境污染", "overlap"),
        ("服务对象满意度指标", "意度指标", "服务对象满意度指标", "overlap"),
        ("OA", "system", "OA system", "continuation"),
        ("", "成果", "成果", "plain"),
        ("安全生产责任事故造戍环", "任事故造成环境污染", "安全生产责任事故造戍环任事故造成环境污染", "continuation"),
    ],
)
def test_join(upper, lower, whole, rule):
    joined = join(upper, lower)
    assert (joined.text, joined.rule) == (whole, rule)


def test_one_letter_of_overlap_needs_the_description():
    assert join("招商引资任务", "务完成时间").text == "招商引资任务务完成时间"
    alike = join_alike(["招商引资任务", "招商引资任务完成时间"], ["务完成时间", ""])
    assert [joined.text for joined in alike] == ["招商引资任务完成时间"] * 2


def test_a_misread_overlap_is_folded_where_the_description_agrees():
    alike = join_alike(["安全生产责任事故造戍环境", "安全生产责任事故造戍环境污染"], ["任事故造成环境污染", ""])
    assert alike[0].text == "安全生产责任事故造戍环境污染"


@given(HAN, HAN)
def test_nothing_is_invented_and_little_is_dropped(upper, lower):
    joined = join(upper, lower)
    assert joined.text.startswith(upper)
    assert joined.text.endswith(lower) or upper.endswith(lower)
    assert 0 <= joined.score <= 1
