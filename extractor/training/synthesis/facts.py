"""What a synthetic table says: a project with its money, goals and indicators, from records at hand and word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.training.synthesis.aims import Aim, draw_aims, other_digits
from extractor.training.synthesis.words import DOMAINS, Domain, body, clauses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


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
    if rng.random() < 0.3:
        return rng.choice(domain.acts) + rng.choice(("支出", "费用", "经费", "人员工资", "业务支出", "", "所需经费。"))
    return rng.choice(("用于", "主要用于", "", "保障")) + clauses(domain, rng) + rng.choice(("。", "", "等支出。"))


def _goals(records: Sequence[dict[str, Any]], domain: Domain, rng: Random) -> tuple[str, ...]:
    known = [record["goals"] for record in _some(records, rng) if record.get("goals")]
    if known and rng.random() < 0.4:
        return tuple(re.sub(r"^(\d+[.、]|目标\d+[：:]?)\s*", "", goal) for goal in known[0][:5]) or ("完成年度任务",)
    ends = ("。", "；", "")
    return tuple(
        f"{rng.choice(('通过', '完成', ''))}{clauses(domain, rng)}{rng.choice(ends)}" for _ in range(rng.randint(1, 4))
    )


def _code(rng: Random) -> str:
    digits = "".join(rng.choice("0123456789") for _ in range(20))
    return rng.choice(
        (f"{digits[:8]}P{digits[8:]}", f"{digits[:6]}{rng.randint(20, 30)}T{digits[6:18]}", digits[:14], "")
    )


def _plan(rng: Random) -> tuple[str | None, ...]:
    steps = sorted(rng.sample(range(20), 3))
    percents = [5 * step for step in steps] + [100]
    sign = rng.choice(("%", "%", ""))
    blanks = rng.choice((0, 0, 0, 0, 1, 2, 3, 3))
    return (*(None,) * blanks, *(f"{percent}{sign}" for percent in percents[blanks:]))
