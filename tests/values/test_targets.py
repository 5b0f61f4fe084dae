from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.records import Target
from extractor.values import parse_targets

CASES = """
≤850元/m²        | ≤850元/m²  | number ≤ 850 - 元/m²
≤850 元/m ²      | ≤850元/m²  | number ≤ 850 - 元/m²
不超过456.2      |            | number ≤ 456.2 - -
低于5人次        |            | number < 5 - 人次
小于120元        |            | number < 120 - 元
＞450元          | >450元     | number > 450 - 元
大于等于80%      |            | percent ≥ 80 - %
50人以上         |            | number ≥ 50 - 人
200以上          |            | number ≥ 200 - -
90%（含）以上    |            | percent ≥ 90 - %
审减率3.5%以上   |            | percent ≥ 3.5 - %
不超过总次数5%   |            | percent ≤ 5 - %
每月人均费用合计不超过9200元 | | number ≤ 9200 - 元
=100%            |            | percent = 100 - %
>=90%            |            | percent ≥ 90 - %
≧90%             |            | percent ≥ 90 - %
=>90%            |            | percent ≥ 90 - %
≥95百分比        |            | percent ≥ 95 - %
百分之八十       |            | percent - 80 - %
-5%              |            | percent - -5 - %
节约5%           |            | percent - 5 - %
≈30              |            | number ≈ 30 - -
约30个           |            | number ≈ 30 - 个
100余人          |            | number > 100 - 人
≥720P            |            | number ≥ 720 - P
0.2元/月/m²      |            | number - 0.2 - 元/月/m²
≤0.6万元/个      |            | number ≤ 0.6 - 万元/个
≥2次/部队        |            | number ≥ 2 - 次/部队
≤60万元每项      |            | number ≤ 60 - 万元每项
≥1000万阅读量    |            | number ≥ 1000 - 万阅读量
3000册/年        |            | number - 3000 - 册/年
120              |            | number - 120 - -
4200000.00元     |            | number - 4200000.00 - 元
1,234.50元       |            | number - 1234.50 - 元
≥1 000 元        | ≥1000元    | number ≥ 1000 - 元
一次             |            | number - 1 - 次
不少于3次        |            | number ≥ 3 - 次
十人以上         |            | number ≥ 10 - 人
两个月内         |            | number ≤ 2 - 个月
每月一次         |            | number - 1 - 次
15个工作日内     |            | number ≤ 15 - 个工作日
1天响应          |            | number - 1 - 天
组织开展评选1次。 |           | number - 1 - 次
<12月            |            | number < 12 - 月
PM2.5≤35         |            | number ≤ 35 - -
（≥**%）≥95%     |            | percent ≥ 95 - %
95%（≥XX%）      |            | percent - 95 - %
1反映相关工作按期完成情况 |   | number - 1 - -
≥5全年至少开展5次评审 |       | number ≥ 5 - -
3%-5%            |            | range - 3 5 %
95%～100%        |            | range - 95 100 %
20至30人         |            | range - 20 30 人
2万元-3万元      |            | range - 2 3 万元
≥3%且≤5%         |            | range - 3 5 %
2023年12月前     |            | date ≤ 2023-12 - -
2022年12月31日前 |            | date ≤ 2022-12-31 - -
不迟于2022年6月30日 |         | date ≤ 2022-06-30 - -
2023年年内       |            | date ≤ 2023 - -
2022底前完成     |            | date ≤ 2022 - -
12月底前         |            | date ≤ --12 - -
每月5日前        |            | date ≤ ---05 - -
2021.12前        |            | date ≤ 2021-12 - -
2021-12-31       |            | date - 2021-12-31 - -
2021年12月底     |            | date - 2021-12 - -
2022年1月-12月   |            | date - 2022-01 2022-12 -
2022年1-12月     |            | date - 2022-01 2022-12 -
2023 年 1 月至 2023 年 12 月 | 2023年1月至2023年12月 | date - 2023-01 2023-12 -
9月15-10月31日   |            | date - --09-15 --10-31 -
是               |            | boolean - - - -
否               |            | boolean - - - -
"""
TEXTS = """
预算内|有效提升|季度或者月度|5万/10万|（≥**%）|给水等于4032.37米；污水等于4119.901米
2022年下半年|2022年12月31日前后|第3名|7*24小时|2/3以上
±5%|GB/T 2828|8:30|一级|十分满意|一年一次|5万-10万元|不超过预算|目标1|1.完成任务|唐政办字【2018】239号
保障2022年市委换届工作
有子女，每个采暖季发放520元；无子女的，每个采暖季发放1200元|当年最低工资标准|2022年度全市干部培训
分别大于200M、300M|制作“4.26”公益宣传片|-
"""


def fields(text):
    target = parse_targets([text])[0]
    return target, [target.kind, target.operator, target.value, target.upper, target.unit]


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_targets(case):
    printed, healed, expected = (part.strip() for part in case.split("|"))
    target, found = fields(printed)
    assert target.text == (healed or printed)
    assert found == [None if word == "-" else word for word in expected.split()]


@pytest.mark.parametrize("printed", TEXTS.strip().replace("\n", "|").split("|"))
def test_what_is_not_one_statement_stays_text(printed):
    assert fields(printed)[1] == ["text", None, None, None, None]


def test_order_repetitions_and_blanks():
    assert [target.text for target in parse_targets(["≥9", "", "≥9", " "])] == ["≥9", "", "≥9", ""]
    assert parse_targets([]) == []


def test_targets_are_not_shared():
    first, second = parse_targets(["≥9", "≥9"])
    first.unit = "个"
    assert second.unit is None
    assert parse_targets(["≥9"])[0].unit is None


def test_a_long_text_is_prose():
    assert parse_targets(["9" * 2_000_000])[0].kind == "text"


WORDS = (
    "≥ ≤ > < = 不超过 大于等于 以上 以下 约 内 前 1 20 3.50 1,000 -5 三 十二 2023年 12月 5日 底 "
    "% 元 万元 /人 个 次 个工作日 - 至 ， ； （ ） ** 完成 活动"
)
PRINTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS.split()), max_size=8).map("".join))


@settings(deadline=None)
@given(PRINTS)
def test_values_are_printed(text):
    target = parse_targets([text])[0]
    assert Target.model_validate(target.model_dump()) == target
    if target.kind == "text":
        assert (target.operator, target.value, target.upper, target.unit) == (None, None, None, None)
    printed = target.text.replace(",", "")
    for value in (target.value, target.upper):
        if target.kind in {"number", "percent", "range"} and not re.search("[一二两三四五六七八九十]", text):
            assert (value or "") in printed.replace("−", "-")
        if target.kind == "date" and value:
            assert all(int(field) in map(int, re.findall(r"\d+", printed)) for field in re.findall(r"\d+", value))
    if target.unit and target.unit != "%":
        assert target.unit in target.text


@settings(deadline=None)
@given(PRINTS)
def test_a_targets_text_means_the_same(text):
    target = parse_targets([text])[0]
    assert parse_targets([target.text])[0] == target


def test_spacy_is_imported_only_for_targets():
    code = "import extractor.values, sys, json; print(json.dumps('spacy' in sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert json.loads(out) is False
