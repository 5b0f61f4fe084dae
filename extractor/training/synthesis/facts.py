"""What a synthetic table says: a project with its money, goals and indicators, from records at hand and word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.training.synthesis.words import DOMAINS, Domain, body, listed

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
_VAGUE = listed(
    "效果良好 有所提升 明显改善 持续推进 显著 有效降低 长期 是 良好 逐步提高 按计划完成 可持续 达标 较高 规范"
)
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


@dataclass(frozen=True, slots=True)
class Facts:
    """One project. Money in whole yuan, always a multiple of 100; None is a blank cell."""

    name: str
    code: str
    unit_code: str
    unit_name: str
    total: int
    fiscal: int
    other: int | None
    purpose: str
    plan: tuple[str | None, ...]
    goals: tuple[str, ...]
    aims: tuple[Aim, ...]
    domain: Domain


def draw_facts(records: Sequence[dict[str, Any]], unit: tuple[str, str], rng: Random) -> Facts:
    """A project of the unit (code, name), its parts taken from different records or made up."""
    domain = rng.choice(DOMAINS)
    total = rng.choice((100, 1000, 10000, 100000)) * rng.randint(1, 9999)
    other = rng.choice((None, None, None, 0, total // 200 * 100))
    return Facts(
        name=_name(records, domain, rng),
        code=_code(rng),
        unit_code=unit[0],
        unit_name=unit[1],
        total=total,
        fiscal=total - (other or 0),
        other=other,
        purpose=_purpose(records, domain, rng),
        plan=_plan(rng),
        goals=_goals(records, domain, rng),
        aims=draw_aims(records, domain, rng),
        domain=domain,
    )


def draw_unit(records: Sequence[dict[str, Any]], rng: Random) -> tuple[str, str]:
    """Code and name of a budget unit."""
    known = [record["unit_name"] for record in _some(records, rng) if record.get("unit_name")]
    name = rng.choice(known) if known and rng.random() < 0.2 else body(rng.choice(DOMAINS), rng)
    return "".join(rng.choice("0123456789") for _ in range(rng.choice((3, 6, 6, 6, 9)))), name


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
    act, people = rng.choice(domain.acts), rng.choice(domain.people)
    rate = ("≥", str(rng.choice((80, 85, 90, 95, 98, 100))), "%")
    number = rng.randint(1, rng.choice((9, 99, 9999)))
    vague = ("", rng.choice(_VAGUE), "")
    day = rng.choice(("12月底前", "12月31日前", "年内", "11月30日前", "年底前完成"))
    name, target = {
        "数量指标": ((f"{thing}数量", f"购置{thing}", f"{act}次数"), ("≥", str(number), unit)),
        "质量指标": ((f"{thing}验收合格率", f"{act}覆盖率", f"{thing}完好率"), rate),
        "时效指标": ((f"{act}完成时间", f"{thing}及时到位"), ("", f"{rng.randint(2019, 2030)}年{day}", "")),
        "成本指标": ((f"{act}成本", f"{thing}单价", f"{act}费用"), ("≤", f"{number}.{rng.randint(0, 99)}", "万元")),
        "经济效益指标": ((f"带动{people}增收", f"{act}节约资金"), rng.choice((rate, vague))),
        "社会效益指标": ((f"{act}知晓率", f"提高{people}获得感", f"{thing}使用情况"), rng.choice((rate, vague))),
        "生态效益指标": ((f"{act}改善环境", f"{thing}节能减排"), vague),
        "可持续影响指标": ((f"{act}长效机制", f"{thing}持续发挥作用"), vague),
        "服务对象满意度指标": ((f"{people}满意度", f"{people}对{act}的满意率"), rate),
    }[level2]
    printed = rng.choice(name)
    description = printed if rng.random() < 0.4 else f"{rng.choice(('反映', '考核', '保证', ''))}{act}{printed}情况"
    return Aim(level2, printed, description, *target, rng.choice(_BASES))


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


def _some(records: Sequence[dict[str, Any]], rng: Random) -> list[dict[str, Any]]:
    return [rng.choice(records)] if records else []


def _name(records: Sequence[dict[str, Any]], domain: Domain, rng: Random) -> str:
    known = [record["project_name"] for record in _some(records, rng) if record.get("project_name")]
    if known and rng.random() < 0.3:
        return other_digits(known[0], rng)
    year = rng.choice(("", "", f"{rng.randint(2018, 2030)}年", f"{rng.randint(2018, 2030)}年度"))
    middle = rng.choice(
        (rng.choice(domain.acts), f"{rng.choice(domain.things)[0]}{rng.choice(('购置', '维护', '建设'))}")
    )
    return year + middle + rng.choice(("经费", "专项资金", "项目", "补助资金", "工程", "专项", "工作经费", "", "奖补"))


def _purpose(records: Sequence[dict[str, Any]], domain: Domain, rng: Random) -> str:
    known = [record["purpose"] for record in _some(records, rng) if record.get("purpose")]
    if known and rng.random() < 0.4:
        return str(known[0]).replace("\n", "")
    return rng.choice(("用于", "主要用于", "", "保障")) + _clauses(domain, rng) + rng.choice(("。", "", "等支出。"))


def _goals(records: Sequence[dict[str, Any]], domain: Domain, rng: Random) -> tuple[str, ...]:
    known = [record["goals"] for record in _some(records, rng) if record.get("goals")]
    if known and rng.random() < 0.4:
        return tuple(re.sub(r"^(\d+[.、]|目标\d+[：:]?)\s*", "", goal) for goal in known[0][:5]) or ("完成年度任务",)
    ends = ("。", "；", "")
    return tuple(
        f"{rng.choice(('通过', '完成', ''))}{_clauses(domain, rng)}{rng.choice(ends)}" for _ in range(rng.randint(1, 4))
    )


def _clauses(domain: Domain, rng: Random) -> str:
    ways = (
        "开展{act}",
        "购置{thing}",
        "做好{act}工作",
        "提高{people}满意度",
        "保障{thing}正常运行",
        "加强{act}",
        "惠及{people}",
    )
    return "，".join(
        rng.choice(ways).format(
            act=rng.choice(domain.acts), thing=rng.choice(domain.things)[0], people=rng.choice(domain.people)
        )
        for _ in range(rng.randint(1, 5))
    )


def _code(rng: Random) -> str:
    digits = "".join(rng.choice("0123456789") for _ in range(20))
    return rng.choice(
        (f"{digits[:8]}P{digits[8:]}", f"{digits[:6]}{rng.randint(20, 30)}T{digits[6:18]}", digits[:14], "")
    )


def _plan(rng: Random) -> tuple[str | None, ...]:
    steps = sorted(rng.sample(range(20), 3))
    percents = [5 * step for step in steps] + [100]
    if rng.random() < 0.25:
        return tuple(None if percent == percents[0] else f"{percent}" for percent in percents)
    sign = rng.choice(("%", "%", ""))
    return tuple(f"{percent}{sign}" for percent in percents)
