"""A form drawn from a family: every choice that one document makes once and then keeps for all its tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.training.synthesis.forms import FORMS, Family
from extractor.training.synthesis.synonyms import (
    HEADERS,
    LABELS,
    LEVEL_NAMES,
    OPERATORS,
    TITLES,
    UNKNOWN_HEADERS,
    UNKNOWN_LABELS,
)
from extractor.training.synthesis.words import place

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from random import Random

_LEVELS = ("level1", "level2", "level3")
_EXTRA_COLUMNS = (
    "weight",
    "remark",
    "standard",
    "last_year",
    "basis",
    "description",
    "score",
    "deviation",
    "origin",
    "unnamed",
)
_EXTRA_SECTIONS = (
    "code",
    "unit",
    "department",
    "attribute_period",
    "owner",
    "grounds",
    "overview",
    "measures",
    "purpose",
    "unnamed",
    "budget_details",
)
_SHUFFLED = 0.35
"""How often a form that mixes all others prints its sections in any order."""


@dataclass(frozen=True, slots=True)
class Form:
    """What all tables of a document have in common."""

    family: str
    title: str
    heading: str
    """``before`` or ``after`` the table, ``broken`` over two lines, ``none``."""
    ordinal: str
    """How the tables are counted in their headings, with {n} and {cn}."""
    top: str
    sections: tuple[str, ...]
    columns: tuple[str, ...]
    counties: tuple[str, ...]
    words: Mapping[str, str]
    levels: Mapping[str, str]
    operators: Mapping[str, str]
    merged: tuple[str, str]
    """How the first and second level are printed: ``merged``, ``repeated`` or ``blank``."""
    side: bool
    group: str | None
    """Header printed above some indicator columns (two header rows)."""
    filler: bool
    """A blank row follows the header."""
    empty_levels: bool
    """Levels without an indicator have an empty row."""
    prefix: str
    """Before an indicator's name: ``指标{n}：`` or nothing."""
    hint: bool
    """Template hints such as （≥**%） stand beside the values."""
    fraction: bool
    """Percentages are printed as fractions of 1, as a spreadsheet stores them."""
    goal_style: str
    money: str
    money_unit: str
    year: int
    periods: tuple[str, ...]
    star: str
    narrow: bool
    """First column so narrow that its labels are broken."""
    misprint: float
    """Chance of a misprint in a label."""
    seed: int
    """Of the choices of layout that all tables of the document share."""


def draw_form(name: str, rng: Random, *, damage: bool, without: Collection[str] = ()) -> Form:
    """A form of the family, with more or less of its printed words and its order changed.

    What only the families `without` print is left out of it: a form that is held out of training lends nothing to others.
    """
    family = _without(FORMS[name], without) if name not in without else FORMS[name]
    strength = 1.0 if name == "mixed" else rng.choice((0.0, 0.0, 0.1, 0.3, 0.7))
    columns = _columns(family, strength, rng)
    words = _without_twins(_draw_words(family, strength, rng), columns, rng)
    return Form(
        family=name,
        title=rng.choice(TITLES if rng.random() < strength / 2 else family.titles),
        heading=rng.choice(("before",) * 8 + ("broken", "after", "none")),
        ordinal=rng.choice(("{n}.", "{n}.", "", "", "{n}、", "{cn}、", "（{cn}）", "表{n}：", "附表{n} ", "表3-{n} ")),
        top=_alternative(family.top, rng),
        sections=_sections(family, strength, rng, mixed=name == "mixed"),
        columns=columns,
        counties=tuple(
            rng.sample(("新罗区", "永定区", "上杭县", "武平县", "长汀县", "漳平市", "市本级"), rng.randint(2, 4))
        ),
        words=words,
        levels=_level_names(strength, rng),
        operators={sign: rng.choice(spelt if rng.random() < 0.5 else spelt[:1]) for sign, spelt in OPERATORS.items()},
        merged=(_merging(rng, 0.7), _merging(rng, 0.4)),
        side=rng.random() < family.side,
        group=rng.choice((words["side"], "本年度绩效指标", "计划水平")) if rng.random() < strength * 0.4 else None,
        filler=rng.random() < 0.15,
        empty_levels=rng.random() < 0.15,
        prefix="指标{n}：" if rng.random() < (0.9 if name == "jinzhai" else 0.06) else "",
        hint=rng.random() < 0.08,
        fraction=rng.random() < 0.03,
        goal_style=rng.choice(("{n}.", "{n}.", "{n}、", "目标{n}：", "（{n}）", "")),
        money=_alternative(family.money, rng),
        money_unit=rng.choice(("元", "万元", "万元")),
        year=rng.randint(2018, 2030),
        periods=_periods(rng),
        star=rng.choice(("",) * 8 + ("★", "*")),
        narrow=rng.random() < 0.3,
        misprint=rng.choice((0.0, 0.0, 0.02, 0.1)) if damage else 0.0,
        seed=rng.getrandbits(32),
    )


def _without(family: Family, absent: Collection[str]) -> Family:
    """The family less the sections and columns that only the families `absent` print of their own."""
    if not absent:
        return family
    own = {_items(form) for name, form in FORMS.items() if name in absent}
    others = {_items(form) for name, form in FORMS.items() if name not in absent and name != "mixed"}
    lost = frozenset().union(*own) - frozenset().union(*others)
    return replace(family, sections=_stripped(family.sections, lost), columns=_stripped(family.columns, lost))


def _items(family: Family) -> frozenset[str]:
    return frozenset(re.split(r"[ |]", f"{family.sections} {family.columns}"))


def _stripped(items: str, lost: frozenset[str]) -> str:
    kept = ("|".join(name for name in item.split("|") if name not in lost) for item in items.split())
    return " ".join(item for item in kept if item)


def _alternative(choices: str, rng: Random) -> str:
    return rng.choice(choices.split("|"))


def _merging(rng: Random, merged: float) -> str:
    return "merged" if rng.random() < merged else rng.choice(("repeated", "repeated", "blank"))


def _sections(family: Family, strength: float, rng: Random, *, mixed: bool) -> tuple[str, ...]:
    chosen = [name for name in (_alternative(item, rng) for item in family.sections.split()) if name != "-"]
    if chosen[0] == "long":
        return ("long",)
    if rng.random() < strength / 2:
        absent = [name for name in _EXTRA_SECTIONS if name not in chosen]
        for name in rng.sample(absent, min(len(absent), rng.randint(1, 2))):
            chosen.insert(rng.randint(1, len(chosen) - 1), name)
    if rng.random() < strength / 3:
        at = rng.randrange(len(chosen) - 1)
        if not chosen[at + 1].startswith(("indicators", "closing", "signoff")):
            chosen[at], chosen[at + 1] = chosen[at + 1], chosen[at]
    if mixed and rng.random() < _SHUFFLED:
        end = next(at for at, name in enumerate(chosen) if name.startswith("indicators"))
        middle = chosen[1:end]
        rng.shuffle(middle)
        chosen[1:end] = middle
    if rng.random() < strength / 4 and len(chosen) > 3:
        chosen.pop(rng.randrange(1, len(chosen) - 2))
    return tuple(_once(chosen))


def _once(sections: list[str]) -> list[str]:
    """No section twice, nor the purpose where the budget tells it, nor the code where it stands beside the name."""
    told = {"budget_scale": "purpose", "budget_sentence": "purpose", "code_name": "code", "name_code": "code"}
    absent = {told[name] for name in sections if name in told}
    return [name for name in dict.fromkeys(sections) if name not in absent]


def _columns(family: Family, strength: float, rng: Random) -> tuple[str, ...]:
    names = [name for item in family.columns.split() for name in _alternative(item, rng).split("+") if name != "-"]
    if rng.random() < strength / 2:
        extra = rng.choice([name for name in _EXTRA_COLUMNS if name not in names])
        names.insert(rng.randint(_first_free(names), len(names)), extra)
    if rng.random() < strength / 3:
        free = _first_free(names)
        rest = names[free:]
        rng.shuffle(rest)
        names[free:] = rest
    return tuple(names)


def _first_free(names: list[str]) -> int:
    """Where the columns of the levels end: they keep their place."""
    return max((at + 1 for at, name in enumerate(names) if name in _LEVELS), default=0)


def _draw_words(family: Family, strength: float, rng: Random) -> dict[str, str]:
    drawn = {}
    places = {"column.unnamed": (*UNKNOWN_HEADERS, *(place(rng) for _ in UNKNOWN_HEADERS)), "unnamed": UNKNOWN_LABELS}
    for key, choices in (LABELS | {f"column.{key}": words for key, words in HEADERS.items()} | places).items():
        own = family.words.get(key.removeprefix("column."))
        usual = own or (choices[0] if rng.random() < 0.5 else rng.choice(choices))
        drawn[key] = rng.choice(choices) if rng.random() < strength * 0.6 else usual
    return drawn


def _without_twins(words: dict[str, str], columns: tuple[str, ...], rng: Random) -> dict[str, str]:
    """Two columns never print the same header."""
    seen: set[str] = set()
    for column in [column for column in columns if column in HEADERS]:
        key = f"column.{column}"
        choices = [word for word in HEADERS[column] if word not in seen]
        if words[key] in seen and choices:
            words[key] = rng.choice(choices)
        seen.add(words[key])
    return words


def _level_names(strength: float, rng: Random) -> dict[str, str]:
    return {name: rng.choice(spelt) if rng.random() < strength else spelt[0] for name, spelt in LEVEL_NAMES.items()}


def _periods(rng: Random) -> tuple[str, ...]:
    return rng.choice(
        (
            ("3月底", "6月底", "10月底", "12月底"),
            ("3月底", "6月底", "9月底", "12月底"),
            ("第一季度", "第二季度", "第三季度", "第四季度"),
            ("一季度", "二季度", "三季度", "四季度"),
            ("1-3月", "1-6月", "1-9月", "1-12月"),
        )
    )
