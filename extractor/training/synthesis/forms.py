"""The families of forms: which fields, in which order, and which indicator columns.

The families are known from public disclosures of Tianjin, Hebei, Hubei, Chongqing, Sichuan, Anhui, Fujian, Heilongjiang
and Shaanxi and from the common form of the Ministry of Finance; ``mixed`` combines all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Family:
    """One family. Names of sections and columns separated by blanks; ``a|b`` is one of them, ``-`` nothing."""

    sections: str
    columns: str
    titles: tuple[str, ...]
    top: str = "unit+money|fill|money|-"
    """What stands between the heading and the table."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Labels and headers that the family prints."""
    money: str = "line|label|value"
    side: float = 0.5
    """How often a label 绩效指标 stands at the side of the indicators."""


_SEED_TITLES = ("{name}绩效目标表", "{name}绩效目标表", "{name}项目绩效目标表")
_SEED_WORDS = {
    "name": "项目名称",
    "code": "项目编码",
    "scale": "预算规模及资金用途",
    "total": "预算数",
    "fiscal": "其中：财政资金",
    "other": "其他资金",
    "use": "项目资金主要用途",
    "plan": "资金支出计划（%）",
    "goal": "绩效目标",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "description": "绩效指标描述",
    "target": "指标值",
    "basis": "指标值确定依据",
}

FORMS: dict[str, Family] = {
    "tianjin": Family(
        "name budget_scale goal indicators",
        "level1 level2 level3 description target",
        _SEED_TITLES,
        "unit+money",
        _SEED_WORDS,
        "line",
        0.0,
    ),
    "hebei": Family(
        "code_name budget_scale plan goal|goal_numbered indicators",
        "level1 level2 level3 description target basis",
        _SEED_TITLES,
        "unit+money|-",
        _SEED_WORDS,
        "line|value",
        0.0,
    ),
    "hebei_sentence": Family(
        "code_name budget_sentence plan goal indicators",
        "level1 level2 level3 description target basis",
        (*_SEED_TITLES, "{name}绩效指标表"),
        "-",
        _SEED_WORDS,
        "value",
        0.0,
    ),
    "ministry": Family(
        "name department_unit attribute_period|- budget_list goal|goal_long_year|goal_beside indicators",
        "level1 level2 level3 target|target+weight|target+remark",
        ("项目支出绩效目标表", "{year}年项目支出绩效目标申报表", "{name}项目绩效目标表"),
        "year|fill|money",
        money="label",
        side=0.8,
    ),
    "wuhan": Family(
        "name department_unit attribute_period owner|- grounds|- overview|- budget_two budget_sources goal "
        "goal_long_year|- indicators",
        "level1 level2 level3 target remark",
        ("项目申报表", "{year}年部门预算项目申报表"),
        words={"level3": "指标内容", "goal": "项目绩效总目标", "whole_total": "项目总预算", "funds": "项目资金来源"},
    ),
    "ezhou": Family(
        "name|code_name department_unit attribute_period budget_list budget_costs goal measures indicators",
        "level1 level2 level3|- before_last|- last_year standard target",
        ("市直部门预算项目支出绩效目标表", "{year}年项目支出绩效目标表"),
        words={"target": "当年预期实现值", "standard": "绩效标准", "measures": "保障绩效目标实现措施"},
    ),
    "chongqing": Family(
        "name department_unit budget_executed goal_done indicators after|-|-",
        "level1|- level3 operator value measure weight done standard|score|-",
        ("项目支出绩效自评表", "{year}年项目绩效自评表", "{name}绩效自评表"),
        words={"goal": "全年绩效目标", "level1": "指标类型", "level3": "指标名称"},
        side=0.3,
    ),
    "zhongxian": Family(
        "name department_unit|department budget_list goal indicators",
        "level1 level2 level3 measure|- target",
        ("专项资金区域绩效目标表", "{year}年{name}区域绩效目标表", "转移支付区域绩效目标表"),
        words={
            "funds": "资金情况",
            "fiscal": "其中：中央补助",
            "other": "地方资金",
            "goal": "年度目标",
            "measure": "单位",
        },
        money="label",
    ),
    "jingyan": Family(
        "long",
        "level1 level2 level3 operator+value+measure|operator+value+measure|target standard|-|- weight direction|-",
        (
            "部门预算项目绩效目标申报表",
            "{year}年部门预算项目绩效目标表",
            "项目支出绩效目标申报汇总表",
            "项目支出绩效目标表",
        ),
        "money|unit+money|fill",
        {"goal": "年度目标", "direction": "指标方向性"},
        "line",
        0.0,
    ),
    "jinzhai": Family(
        "name department_unit attribute_period budget_list goal_long_year|goal indicators",
        "level1 level2 level3 target",
        ("项目支出绩效目标申报表", "{year}年度项目支出绩效目标表"),
        "year|fill|-",
        {"fiscal": "其中：财政拨款", "goal": "年度目标"},
        "label",
        0.8,
    ),
    "longyan": Family(
        "name department_unit|department budget_pairs|budget_list goal indicators",
        "level1 level2 level3 description|- counties",
        ("专项转移支付绩效目标表", "{year}年{name}绩效目标表"),
        words={"goal": "总体目标", "description": "指标解释", "fiscal": "其中：财政拨款"},
    ),
    "daqing": Family(
        "name department_unit attribute_period|- overview|- budget_history budget_sources|- goal indicators",
        "level1 level2|- level3 last_year target description",
        ("市部门预算项目支出绩效目标申报表", "部门预算项目支出绩效目标申报表"),
        words={
            "level3": "指标名称",
            "target": "本年度计划水平",
            "last_year": "上年度实际水平",
            "description": "指标内容或计算公式",
            "goal": "预期目标",
        },
    ),
    "jiaxian": Family(
        "name department_unit attribute_period owner|- budget_sources goal_long_year indicators_twice",
        "level1 level2 level3 target remark|-",
        ("财政支出项目绩效目标申报表", "财政支出绩效目标申报表（{year}年度）"),
        words={"level3": "指标内容", "long_goal": "长期目标", "year_goal": "年度目标"},
        side=1.0,
    ),
    "mixed": Family(
        "name|name|code_name|code_name|name_code|name_code|long code|- "
        "department_unit|department|unit|- attribute_period|- owner|- grounds|- "
        "overview|- budget_scale|budget_sentence|budget_list|budget_pairs|budget_two|budget_sources|budget_history"
        "|budget_executed|budget_matrix|budget_tasks budget_costs|budget_details|budget_details|-|- purpose|-|- plan|plan_pairs|-|- "
        "goal|goal|goal_numbered|goal_long_year|goal_beside|goal_done measures|-|- unnamed|-|-|- "
        "indicators|indicators|indicators_twice after|-|-|-|- closing|-|- signoff|-|-|-",
        "level1|level1|level1|- level2|level2|level2|- level3 description|- last_year|-|- "
        "target|target|operator+value+measure|value+measure|counties basis|-|- weight|-|- standard|-|- done|-|- "
        "remark|-|- unnamed|-|-|-",
        (
            "项目支出绩效目标表",
            "{name}绩效目标表",
            "{year}年{name}绩效目标申报表",
            "{name}绩效指标表",
            "（{name}）项目支出绩效目标表",
            "{place}{year}年度项目绩效目标批复表",
            "政策绩效目标申报表",
        ),
        "unit+money|fill|money|year|unit|-",
        money="line|label|value|none",
    ),
}

FAMILIES: tuple[str, ...] = tuple(FORMS)
"""The names of all families."""

UNSEEN: tuple[str, ...] = tuple(name for name in FORMS if name not in ("tianjin", "hebei", "hebei_sentence", "mixed"))
"""The families that none of the hand-labelled dumps is printed in."""
