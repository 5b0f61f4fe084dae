"""Whole tables: heading, unit lines, sections and indicators of a project, or one long table for many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.lines.labels import Label
from extractor.training.synthesis.indicators import (
    Entry,
    column_spans,
    indicator_gold,
    indicator_texts,
    merge_down,
    write_indicators,
    write_indicators_twice,
)
from extractor.training.synthesis.model import Line, text_line
from extractor.training.synthesis.sections import SECTIONS
from extractor.training.synthesis.sheet import Part, Sheet
from extractor.training.synthesis.synonyms import UNIT_LABELS
from extractor.training.synthesis.words import place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from extractor.training.synthesis.facts import Facts
    from extractor.training.synthesis.grammar import Form

_BLOCKS = SECTIONS | {"indicators": write_indicators, "indicators_twice": write_indicators_twice}
_CHINESE = "〇一二三四五六七八九"

_FRONTS = (
    ("unit", "name", "total", "goal"),
    ("unit", "name", "total", "goal"),
    ("unit_code", "unit", "name", "total", "goal"),
    ("unit", "name", "total", "fiscal", "other", "goal"),
    ("name", "goal"),
    ("unit", "name", "kind", "total", "goal"),
    ("name", "total", "fiscal", "goal"),
)
"""Columns of one long table for many projects that say whose the indicators are."""
_FRONT_WORDS = {"unit_code": ("单位编码", "单位代码", "预算单位编码"), "kind": ("项目类别", "项目类型")}
_HEADED, _TWO_ROWS, _COUNTED = 0.3, 0.5, 0.25
"""How often a row above the projects names their unit, the header has two rows, and the columns are numbered."""
_NUMBERS = (
    "预算{n}-{m}表", "附表{n}", "表{n}-{m}", "部门公开表{n}", "公开{n}表", "附件{n}", "附件{n}-{m}", "预算{n}表", "表{n}",
    "附件：", "预算公开{n}表", "表{cn}",
)  # fmt: skip
_NUMBERED = 0.2
"""How often a line above the heading numbers the table, in some province's manner."""

Written = tuple[list[Line], list[dict[str, Any]]]
"""Printed lines, and the records in them."""


def write_table(form: Form, facts: Facts, rng: Random, number: int) -> Written:
    """The table of one project, the `number`-th of its document (from 1), with the lines around it."""
    sheet = Sheet(form, facts, rng, number - 1)
    for name in form.sections:
        _BLOCKS[name](sheet)
    heading = _heading(sheet, number)
    top = _top(sheet)
    _without_unit(sheet)
    lines = [*sheet.lines, *heading] if form.heading == "after" else [*heading, *sheet.lines]
    at = len(heading) if form.heading != "after" else 0
    return [*lines[:at], *top, *lines[at:]], [sheet.gold]


def write_long_table(form: Form, projects: Sequence[Facts], rng: Random) -> Written:
    """One table for all projects: their own cells stand in front of the indicators, merged downwards."""
    sheet = Sheet(form, projects[0], rng, 0)
    fronts = _FRONTS[sheet.layout.randrange(len(_FRONTS))]
    columns = ["target" if key == "counties" else key for key in form.columns]
    headers = {key: sheet.word(f"column.{key}") for key in columns}
    sheet.width = len(fronts) + len(headers)
    spans = column_spans(sheet, sheet.width)
    _write_long_header(sheet, spans, [_front_word(sheet, key) for key in fronts], list(headers.values()))
    headed = "unit" not in fronts and sheet.layout.random() < _HEADED
    if headed:
        sheet.row(Label.INDICATOR, projects[0].unit_name)
    golds = []
    for facts in projects:
        sheet.facts, sheet.gold = facts, Sheet(form, facts, rng, 0).gold
        first = len(sheet.lines)
        _write_project(sheet, spans, headers, fronts)
        for at in range(len(fronts)):
            merge_down(sheet, at, first, len(sheet.lines))
        golds.append(sheet.gold)
        if rng.random() < 0.3:
            subtotal: list[Part] = [f"{facts.unit_name}小计", "", sheet.amount(None, facts.total)]
            sheet.spread(spans, Label.OTHER, [*subtotal, *[""] * (sheet.width - 3)])
    sheet.gold = golds[0]
    top = [*_heading(sheet, 1), *_top(sheet)]
    for gold in golds:
        gold["money_unit"] = golds[0]["money_unit"]
        sheet.gold = gold
        _without_unit(sheet)
    shared = ("title", "ordinal", "money_unit")
    golds = [golds[0] | gold | {key: golds[0][key] for key in shared} for gold in golds]
    for gold in golds:  # the line above names the unit where no column does
        gold |= {key: golds[0][key] for key in ("unit_code", "unit_name") if golds[0][key] and not gold[key]}
        gold["unit_name"] = gold["unit_name"] or (projects[0].unit_name if headed else None)
    return [*top, *sheet.lines], golds


def _front_word(sheet: Sheet, key: str) -> str:
    return sheet.word(key) if key in sheet.form.words else sheet.layout.choice(_FRONT_WORDS[key])


def _write_long_header(sheet: Sheet, spans: Sequence[int], fronts: Sequence[str], columns: Sequence[str]) -> None:
    """One row of headers, or two of which the first has one cell for all of the indicators; numbers below some."""
    first = len(sheet.lines)
    if sheet.layout.random() < _TWO_ROWS:
        at = len(fronts)
        sheet.spread([*spans[:at], sum(spans[at:])], Label.HEADER, [*fronts, sheet.word("side")])
        sheet.spread(spans, Label.HEADER, [*[""] * at, *columns])
        for number in range(at):
            merge_down(sheet, number, first, first + 2)
    else:
        sheet.spread(spans, Label.HEADER, [*fronts, *columns])
    if sheet.layout.random() < _COUNTED:
        sheet.spread(spans, Label.OTHER, [str(number) for number in range(1, len(spans) + 1)])


def _write_project(sheet: Sheet, spans: Sequence[int], headers: dict[str, str], fronts: Sequence[str]) -> None:
    form, facts = sheet.form, sheet.facts
    sheet.gold |= {"project_name": facts.name, "goals": [facts.goals[0]]}
    named = "unit" in fronts and form.words["unit"] in UNIT_LABELS
    if named:
        sheet.gold["unit_name"] = facts.unit_name
    elif "unit" in fronts:
        sheet.extra(form.words["unit"], facts.unit_name)
    if "unit_code" in fronts:
        sheet.gold["unit_code"] = facts.unit_code
    texts = {"unit": facts.unit_name, "name": facts.name, "goal": facts.goals[0], "unit_code": facts.unit_code}
    sums = {"total": facts.total, "fiscal": facts.fiscal, "other": facts.other}
    texts |= {part: sheet.amount(part, yuan) for part, yuan in sums.items() if part in fronts}
    if "kind" in fronts:
        texts["kind"] = sheet.extra("项目类别", sheet.rng.choice(("特定目标类", "其他运转类", "部门项目")))
    for number, aim in enumerate(facts.aims, 1):
        entry = Entry(form.levels[aim.level1], form.levels[aim.level2], aim)
        printed = indicator_texts(sheet, list(headers), entry, number)
        own = [texts[key] if number == 1 else "" for key in fronts]
        sheet.spread(spans, Label.INDICATOR, [*own, *printed.values()])
        sheet.gold["indicators"].append(indicator_gold(printed, headers))


def _without_unit(sheet: Sheet) -> None:
    """Where no unit of money is printed, nobody knows how many yuan an amount is."""
    if sheet.gold["money_unit"] is None and sheet.form.money != "value":
        sheet.gold |= {f"budget_{part}_yuan": None for part in ("total", "fiscal", "other")}


def _heading(sheet: Sheet, number: int) -> list[Line]:
    form, rng = sheet.form, sheet.rng
    if form.heading == "none":
        return []
    name = sheet.facts.name if rng.random() < 0.95 else sheet.facts.name.removesuffix("项目")
    title = form.title.format(name=name, year=form.year, place=place(rng))
    sheet.gold["title"] = title
    ordinal = form.ordinal.format(n=number, cn=chinese(number))
    sheet.gold["ordinal"] = number if ordinal else None
    lines = _broken(title, rng) if form.heading == "broken" else [title]
    lines[0] = ordinal + lines[0]
    heading = [text_line(line, Label.TITLE) for line in lines]
    if sheet.layout.random() >= _NUMBERED:
        return heading
    printed = sheet.layout.choice(_NUMBERS).format(
        n=f"{rng.randint(1, 24):0{rng.randint(1, 2)}}", m=number, cn=chinese(number)
    )
    return [text_line(printed, Label.OTHER), *heading]


def _broken(title: str, rng: Random) -> list[str]:
    for word in ("绩效目标", "项目支出", "项目绩效", "绩效"):
        at = title.find(word)
        if at > 1:
            return [title[:at], title[at:]]
    at = rng.randint(1, len(title) - 1)
    return [title[:at], title[at:]]


def chinese(number: int) -> str:
    """The number 1..99 in Chinese: 三, 十二, 二十."""
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return front + (_CHINESE[ones] if ones else "")


def _top(sheet: Sheet) -> list[Line]:
    """The lines between heading and table: unit, unit of money, year, date."""
    form, facts, gold, rng = sheet.form, sheet.facts, sheet.gold, sheet.layout
    unit = f"{facts.unit_code}{rng.choice(('', ' ', '-'))}{facts.unit_name}"
    money = rng.choice(
        ("单位：{}", "单位：{}", "金额单位：{}", "单位:{}", "（单位：{}）", "金额单位：人民币{}")
    ).format(form.money_unit)
    filled = rng.choice(
        ("填报单位", "单位名称", "申报单位", "填报单位（盖章）", "部门名称", "预算单位", "部门", "单位")
    )
    date = rng.choice(("", f"    填报日期：{form.year}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"))
    coded = rng.random() < 0.2
    named = f"{facts.unit_code}{rng.choice('-_')}{facts.unit_name}" if coded else facts.unit_name
    kinds = {
        "unit+money": [unit, money],
        "fill": [f"{filled}：{named}{date}    {money}"],
        "money": [money],
        "unit": [rng.choice((unit, f"{filled}：{facts.unit_name}"))],
        "year": [rng.choice((f"（{form.year}年度）", f"（ {form.year} 年度）", f"（{form.year}年）"))],
        "-": [],
    }
    lines = kinds[form.top]
    if "money" in form.top or form.top == "fill":
        gold["money_unit"] = form.money_unit
    if form.top in ("unit+money", "fill", "unit"):
        gold["unit_name"] = facts.unit_name
        told = lines[0] == unit or (coded and form.top == "fill")
        gold["unit_code"] = facts.unit_code if told else None
    label = Label.TITLE if form.top == "year" else Label.UNIT
    if form.top == "year" and gold["title"] and form.heading != "after":
        gold["title"] += lines[0]
    return [text_line(line, label) for line in lines]
