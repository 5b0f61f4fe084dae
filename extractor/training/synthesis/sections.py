"""How the sections of a form above its indicators are printed. Each builder writes rows and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.lines.labels import Label
from extractor.training.synthesis.budgets import BUDGETS, purpose_text
from extractor.training.synthesis.synonyms import ITSELF_LABELS, UNIT_LABELS
from extractor.training.synthesis.words import person, place, telephone

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.training.synthesis.sheet import Part, Sheet

_ORGANISATIONS = frozenset(["department", "unit", "department_unit"])
"""Sections that name a department or who carries the project out."""
_NOT_GIVEN = ("", "", "————", "---------", "　")


def _name(sheet: Sheet) -> None:
    sheet.row(Label.IDENTITY, sheet.head("name"), _project_name(sheet))


def _code(sheet: Sheet) -> None:
    sheet.row(Label.IDENTITY, sheet.head("code"), _project_code(sheet))


def _code_name(sheet: Sheet) -> None:
    sheet.row(Label.IDENTITY, sheet.head("code"), _project_code(sheet), sheet.word("name"), _project_name(sheet))


def _name_code(sheet: Sheet) -> None:
    sheet.row(Label.IDENTITY, sheet.head("name"), _project_name(sheet), sheet.word("code"), _project_code(sheet))


def _project_name(sheet: Sheet) -> str:
    sheet.gold["project_name"] = sheet.facts.name
    return sheet.facts.name


def _project_code(sheet: Sheet) -> str:
    sheet.gold["project_code"] = sheet.facts.code or None
    return sheet.facts.code or sheet.rng.choice(_NOT_GIVEN)


def _field(sheet: Sheet, label: Label, *pairs: tuple[str, str]) -> None:
    """Label and text, label and text …, recorded as extra fields."""
    parts: list[Part] = []
    for number, (key, text) in enumerate(pairs):
        name = sheet.head(key) if number == 0 else sheet.word(key)
        parts += [name, sheet.extra(name.replace("\n", ""), text)]
    sheet.row(label, *parts)


def _department(sheet: Sheet) -> None:
    _field(sheet, Label.IDENTITY, ("department", sheet.facts.unit_name))
    if sheet.form.words["department"] in ITSELF_LABELS and len(_ORGANISATIONS & set(sheet.form.sections)) == 1:
        sheet.gold["unit_name"] = sheet.facts.unit_name


def _unit(sheet: Sheet) -> None:
    _field(sheet, Label.IDENTITY, ("unit", sheet.facts.unit_name))
    _name_unit(sheet)


def _name_unit(sheet: Sheet) -> None:
    """Where the unit's own field is printed (not that of who carries the project out), it names the unit."""
    alone = set(sheet.form.sections) & _ORGANISATIONS == {"unit"}
    if sheet.form.words["unit"] in UNIT_LABELS + ITSELF_LABELS * alone:
        sheet.gold["unit_name"] = sheet.facts.unit_name


def _department_unit(sheet: Sheet) -> None:
    name = sheet.facts.unit_name
    department = sheet.rng.choice((name, f"{sheet.facts.unit_code}-{name}", f"{sheet.facts.unit_code[:3]} {name}"))
    _field(sheet, Label.IDENTITY, ("department", department), ("unit", name))
    _name_unit(sheet)


def _attribute_period(sheet: Sheet) -> None:
    rng, year = sheet.rng, sheet.form.year
    attribute = rng.choice(
        ("新增项目", "延续项目", "一次性项目", "经常性项目", "新增☑延续□", "其他运转类", "特定目标类")
    )
    period = rng.choice(("1年", "3年", f"{year}年", f"{year}年1月-12月", f"{year}-{year + 2}年", "长期"))
    _field(sheet, Label.FIELD, ("attribute", attribute), ("period", period))


def _owner(sheet: Sheet) -> None:
    _field(sheet, Label.FIELD, ("owner", person(sheet.rng)), ("phone", telephone(sheet.rng)))


def _signoff(sheet: Sheet) -> None:
    _field(sheet, Label.FIELD, ("signoff", person(sheet.rng)), ("phone", telephone(sheet.rng)))


def _unnamed(sheet: Sheet) -> None:
    rng = sheet.rng
    text = rng.choice(
        (
            "是",
            "否",
            "一般",
            person(rng),
            place(rng),
            telephone(rng),
            f"{rng.randint(1, 9999)}",
            rng.choice(sheet.facts.domain.acts),
        )
    )
    _field(sheet, Label.FIELD, ("unnamed", text))


def _grounds(sheet: Sheet) -> None:
    year = sheet.form.year - 1
    order = (
        f"《关于做好{sheet.rng.choice(sheet.facts.domain.acts)}工作的通知》（〔{year}〕{sheet.rng.randint(1, 99)}号）"
    )
    _field(sheet, Label.FIELD, ("grounds", order))


def _overview(sheet: Sheet) -> None:
    _field(sheet, Label.FIELD, ("overview", sheet.facts.purpose))


def _measures(sheet: Sheet) -> None:
    acts = sheet.rng.sample(sheet.facts.domain.acts, 2)
    _field(
        sheet, Label.FIELD, ("measures", f"加强组织领导，明确责任分工，按季度推进{acts[0]}和{acts[1]}，严格资金管理。")
    )


def _after(sheet: Sheet) -> None:
    """What forms of what was reached print below the indicators."""
    _field(
        sheet,
        Label.FIELD,
        ("after", sheet.rng.choice(("无", "", f"进一步加强{sheet.rng.choice(sheet.facts.domain.acts)}。"))),
    )


def _closing(sheet: Sheet) -> None:
    """Whatever else a form prints below the indicators; often nobody has filled it in."""
    acts, key = sheet.facts.domain.acts, "remark" if "unnamed" in sheet.form.sections else "unnamed"
    texts = ("", "", "无", person(sheet.rng), f"做好{sheet.rng.choice(acts)}，完成{sheet.rng.choice(acts)}。", "同意。")
    _field(sheet, Label.FIELD, (key if sheet.form.seed % 2 else "remark", sheet.rng.choice(texts)))


def _purpose(sheet: Sheet) -> None:
    sheet.row(Label.PURPOSE, sheet.head("use"), purpose_text(sheet))


def _plan(sheet: Sheet) -> None:
    periods, plan = sheet.form.periods, sheet.facts.plan
    sheet.gold["spending_plan"] = dict(zip(periods, plan, strict=True))
    sheet.block(sheet.head("plan"), [(Label.PLAN, list(periods)), (Label.PLAN, [step or "" for step in plan])])


def _plan_pairs(sheet: Sheet) -> None:
    """Two periods with their percentages a row."""
    periods, plan = sheet.form.periods, sheet.facts.plan
    sheet.gold["spending_plan"] = dict(zip(periods, plan, strict=True))
    parts = [text or "" for pair in zip(periods, plan, strict=True) for text in pair]
    sheet.block(sheet.head("plan"), [(Label.PLAN, parts[:4]), (Label.PLAN, parts[4:])])


def _numbered(sheet: Sheet) -> list[str]:
    style, texts = sheet.form.goal_style, sheet.facts.goals
    if not style:
        return [texts[0]]
    return [style.format(n=number) + text for number, text in enumerate(texts, 1)]


def _goals_text(sheet: Sheet) -> str:
    goals = sheet.gold["goals"] = _numbered(sheet)
    return "\n".join(goals)


def _goal(sheet: Sheet) -> None:
    sheet.row(Label.GOAL, sheet.head("goal"), _goals_text(sheet))


def _goal_numbered(sheet: Sheet) -> None:
    sheet.gold["goals"] = list(sheet.facts.goals)
    rows: list[tuple[Label, list[Part]]] = [
        (Label.GOAL, [f"目标{number}", text]) for number, text in enumerate(sheet.facts.goals, 1)
    ]
    sheet.block(sheet.head("goal"), rows)


def _goal_long_year(sheet: Sheet) -> None:
    long = sheet.head("long_goal")
    sheet.row(Label.GOAL, long, sheet.extra(long.replace("\n", ""), sheet.facts.purpose))
    sheet.row(Label.GOAL, sheet.head("year_goal"), _goals_text(sheet))


def _goal_beside(sheet: Sheet) -> None:
    """Two goals side by side under their own heads."""
    heads = (sheet.word("long_goal"), sheet.word("year_goal"))
    texts: list[Part] = [sheet.extra(heads[0], sheet.facts.purpose), _goals_text(sheet)]
    sheet.block(sheet.head("goal"), [(Label.GOAL, list(heads)), (Label.GOAL, texts)])


def _goal_done(sheet: Sheet) -> None:
    done = sheet.word("done_goal")
    report = sheet.extra(done, f"已完成{sheet.facts.domain.acts[0]}等各项目标任务。")
    parts: list[Part] = [_goals_text(sheet), (done, Label.FIELD), (report, Label.FIELD)]
    sheet.row(Label.GOAL, sheet.head("goal"), *parts)


SECTIONS: dict[str, Callable[[Sheet], None]] = {
    "name": _name,
    "code": _code,
    "code_name": _code_name,
    "name_code": _name_code,
    "department": _department,
    "unit": _unit,
    "department_unit": _department_unit,
    "attribute_period": _attribute_period,
    "owner": _owner,
    "signoff": _signoff,
    "grounds": _grounds,
    "overview": _overview,
    "unnamed": _unnamed,
    "measures": _measures,
    **BUDGETS,
    "purpose": _purpose,
    "plan": _plan,
    "plan_pairs": _plan_pairs,
    "goal": _goal,
    "goal_numbered": _goal_numbered,
    "goal_long_year": _goal_long_year,
    "goal_beside": _goal_beside,
    "goal_done": _goal_done,
    "after": _after,
    "closing": _closing,
}
"""Builders by name, for rows above (or below) the indicators."""
