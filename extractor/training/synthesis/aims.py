"""The indicators of a synthetic project, taken from records at hand or made up from the word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.training.synthesis.words import Domain, listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

LEVELS: dict[str, tuple[str, ...]] = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
LEVEL1_OF = {level2: level1 for level1, kinds in LEVELS.items() for level2 in kinds}
_KINDS = {level2[:2]: level2 for level2 in LEVEL1_OF} | {"满意": "服务对象满意度指标"}
_TARGET = re.compile(r"(≥|≤|>|<|=|＞|＜)?(\d+(?:\.\d+)?)([^\d≥≤><=]{0,8})")
_NAMES = {
    "数量指标": ("{thing}数量", "购置{thing}", "{act}次数", "新增{thing}", "服务{people}人数", "项目数量"),
    "质量指标": (
        "{thing}验收合格率",
        "{act}覆盖率",
        "{thing}完好率",
        "{act}达标情况",
        "资金使用合规率",
        "经费使用规范性",
    ),
    "时效指标": ("{act}完成时间", "{thing}及时到位", "{act}及时率", "资金拨付及时率", "资金使用时间", "预算执行进度"),
    "成本指标": ("{act}成本", "{thing}单价", "{act}费用", "预算控制数", "资金总额", "项目支出"),
    "经济效益指标": ("带动{people}增收", "{act}节约资金", "{thing}使用效益"),
    "社会效益指标": ("{act}知晓率", "提高{people}获得感", "{thing}使用情况", "保障{people}权益"),
    "生态效益指标": ("{act}改善环境", "{thing}节能减排", "改善周边环境质量"),
    "可持续影响指标": ("{act}长效机制", "{thing}持续发挥作用", "促进{act}长期发展"),
    "服务对象满意度指标": ("{people}满意度", "{people}对{act}的满意率", "{people}投诉率"),
}
_DESCRIPTIONS = (
    *("{name}",) * 4,
    "反映{act}{name}情况",
    "项目支出",
    "预算资金使用情况",
    "财政资金",
    "绩效目标完成情况",
    "考核{name}",
    "保证{act}顺利进行",
    "是否按要求完成{act}",
    "年度内{act}涉及的{thing}数",
    "{name}=实际完成数/计划完成数×100%",
    "通过考量实际{thing}数量，反映{act}工作开展的完成情况。",
    "{people}对{act}工作的评价，以问卷调查结果为准。",
    "按照有关规定，做好{act}工作；{thing}符合标准",
)
_VAGUE = (
    *listed(
        "效果良好 有所提升 明显改善 持续推进 显著 有效降低 长期 是 良好 逐步提高 按计划完成 可持续 达标 较高 规范 否"
    ),
    *listed("80%-90% 每月1次 5个工作日内 7×24小时 每季度 ≥90分 90%以上 不发生 全年 符合相关规范"),
    "有效保障{people}合法权益",
    "按照{act}要求完成",
    "{people}基本满意。",
    "{thing}正常使用",
    "促进{act}水平不断提高，为{people}提供良好服务",
)
_DAYS = ("12月底前", "12月31日前", "年内", "11月30日前", "年底前完成", "6月底", "1月至12月", "上半年")
_BASES = listed(
    "合同约定 工作经验 年度计划 上级文件要求 历史数据 行业标准 调查问卷 往年工作经验 政策文件规定 财政预算批复"
)


@dataclass(frozen=True, slots=True)
class Aim:
    """One indicator. A target that is no comparison has its text in `value` and no operator or unit."""

    level2: str
    name: str
    description: str
    operator: str
    value: str
    unit: str
    basis: str

    @property
    def level1(self) -> str:
        """The first level that the second belongs to."""
        return LEVEL1_OF[self.level2]


def draw_aims(records: Sequence[dict[str, Any]], domain: Domain, rng: Random) -> tuple[Aim, ...]:
    """Indicators in the usual order of their levels, sometimes out of order."""
    share = rng.choice((0.0, 0.3, 0.6, 0.9)) if records else 0.0
    aims = [
        (rng.random() < share and _recorded_aim(records, rng)) or made_up_aim(domain, rng)
        for _ in range(rng.randint(2, rng.choice((6, 12, 20))))
    ]
    if rng.random() < 0.85:
        order = list(LEVEL1_OF)
        aims.sort(key=lambda aim: order.index(aim.level2))
    return tuple(aims)


def made_up_aim(domain: Domain, rng: Random) -> Aim:
    """An indicator from the word lists."""
    level2 = rng.choice(tuple(LEVEL1_OF))
    thing, unit = rng.choice(domain.things)
    words = {"thing": thing, "act": rng.choice(domain.acts), "people": rng.choice(domain.people)}
    name = rng.choice(_NAMES[level2]).format(**words)
    description = rng.choice(_DESCRIPTIONS).format(name=name, **words)
    return Aim(level2, name, description, *_target(level2, unit, words, rng), rng.choice(_BASES))


def _target(level2: str, unit: str, words: dict[str, str], rng: Random) -> tuple[str, str, str]:
    """Operator, value and unit of measure."""
    number = rng.randint(1, rng.choice((9, 99, 9999)))
    rate = (rng.choice(("≥", "≥", "≥", "", "=")), str(rng.choice((80, 85, 90, 95, 98, 100))), "%")
    vague = ("", rng.choice(_VAGUE).format(**words), "")
    if level2 == "数量指标":
        return rng.choice(("≥", "≥", "", "=")), str(number), unit
    if level2 == "时效指标":
        return rng.choice(
            (("", f"{rng.randint(2019, 2030)}年{rng.choice(_DAYS)}", ""), ("", rng.choice(_DAYS), ""), rate)
        )
    if level2 == "成本指标":
        cents = rng.choice(("", f".{rng.randint(0, 99):02}"))
        return "≤", f"{number}{cents}", rng.choice(("万元", "元", f"元/{unit}", f"万元/{unit}"))
    return (
        rate
        if level2 in ("质量指标", "服务对象满意度指标") and rng.random() < 0.85
        else rng.choice((rate, vague, vague))
    )


def _recorded_aim(records: Sequence[dict[str, Any]], rng: Random) -> Aim | None:
    indicators = rng.choice(records).get("indicators") or [{}]
    found = rng.choice(indicators)
    level2 = _kind(found.get("level2") or "")
    name = found.get("level3") or found.get("description")
    target = other_digits(found.get("target") or "", rng)
    if not (level2 and name and target):
        return None
    match = _TARGET.fullmatch(target)
    operator, value, unit = (match[1] or "", match[2], match[3]) if match else ("", target, "")
    description = found.get("description") or name
    return Aim(level2, name, description, operator, value, unit, found.get("basis") or rng.choice(_BASES))


def _kind(level2: str) -> str | None:
    return next((kind for word, kind in _KINDS.items() if word in level2), None)


def other_digits(text: str, rng: Random) -> str:
    """The text with other digits, a 100% and leading digits kept."""
    if rng.random() < 0.3 or "100" in text:
        return text
    return re.sub(r"(?<=\d)\d", lambda _: rng.choice("0123456789"), text)
