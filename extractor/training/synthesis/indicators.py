"""The indicator table: its header, its merged levels and its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from extractor.lines.labels import Label
from extractor.training.synthesis.aims import LEVEL1_OF, LEVELS, Aim
from extractor.training.synthesis.model import Slot
from extractor.training.synthesis.sheet import Part, Sheet, misprinted
from extractor.training.synthesis.words import person

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANK = Aim("", "", "", "", "", "", "")
_SUMMED = {"weight", "score", "unnamed"}
"""Columns of which some forms print the sums."""
QUALITATIVE = "定性"
"""Stands in the operator's column where the value is no number."""
_GOLD_FIELDS = ("level1", "level2", "level3", "description", "basis")


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    header: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator row as printed; `aim` is blank for a level that has no indicator."""

    level1: str
    level2: str
    aim: Aim


def write_indicators(sheet: Sheet) -> None:
    """The whole indicator block of the form, with its header."""
    columns = _columns(sheet)
    entries = _entries(sheet)
    spans = column_spans(sheet, len(columns) + sheet.form.side)
    first = len(sheet.lines)
    _write_header(sheet, columns, spans)
    if sheet.form.filler:
        sheet.spread(spans, Label.OTHER, [""] * len(spans))
    top = len(sheet.lines)
    for number, entry in enumerate(entries, 1):
        _write_entry(sheet, columns, spans, entry, number)
    for level, at in (("level1", 0), ("level2", 1)):
        _merge(sheet, columns, entries, top, (level, sheet.form.merged[at]))
    _write_subtotals(sheet, [column.key for column in columns], spans, [entry.level1 for entry in entries])
    if sheet.form.side:
        merge_down(sheet, 0, first, len(sheet.lines))
    _write_total(sheet, [column.key for column in columns], spans)


def _write_subtotals(sheet: Sheet, keys: Sequence[str], spans: Sequence[int], levels: Sequence[str]) -> None:
    """The sum of the weights of each first level, below its indicators in some forms."""
    if sheet.form.seed % 3 != 1 or not _SUMMED & set(keys):
        return
    top = len(sheet.lines) - len(levels)
    ends = [at for at in range(1, len(levels) + 1) if at == len(levels) or levels[at] != levels[at - 1]]
    for at in reversed(ends):
        sums = [f"{sheet.rng.randint(1, 10) * 5}" if key in _SUMMED else "" for key in keys]
        word = sheet.rng.choice(("小计", f"{levels[at - 1]}小计", f"{sheet.facts.unit_name}小计"))
        sheet.spread(spans, Label.OTHER, [*[""] * (len(spans) - len(sums)), word, *sums[1:]])
        sheet.lines.insert(top + at, sheet.lines.pop())


def _write_total(sheet: Sheet, keys: Sequence[str], spans: Sequence[int]) -> None:
    """The sum of the weights, below the indicators of some forms."""
    if sheet.form.seed % 2 or not _SUMMED & set(keys):
        return
    words = ("合计", "总分", "合 计", "总计", "小计", f"{sheet.facts.unit_name}合计", "产出指标小计", "权重合计")
    sums = ["100" if key in _SUMMED else "" for key in keys]
    blank = [""] * (len(spans) - len(sums))
    sheet.spread(spans, Label.OTHER, [words[sheet.form.seed // 2 % len(words)], *[*blank, *sums][1:]])


def write_indicators_twice(sheet: Sheet) -> None:
    """Two blocks, of the long and of the current goal, each with its own header and side label."""
    form = sheet.form
    for side in ("长期绩效指标", "年度绩效指标"):
        sheet.form = replace(form, side=True, words={**form.words, "side": side})
        write_indicators(sheet)
    sheet.form = form


def column_spans(sheet: Sheet, count: int) -> list[int]:
    """Grid columns for each of the table's columns, the spare ones given to some of them."""
    spans = [1] * count
    for _ in range(sheet.width - count):
        spans[sheet.layout.randrange(count // 2, count)] += 1
    return spans


def merge_down(sheet: Sheet, at: int, first: int, last: int) -> None:
    """Makes the slot number `at` of the lines first..last-1 one merged slot."""
    for number in range(first, last):
        slots = list(sheet.lines[number].slots)
        if number == first:
            slots[at] = replace(slots[at], down=last - first)
        else:
            slots[at] = Slot("", slots[at].label, slots[at].span, covered=True)
        sheet.lines[number] = replace(sheet.lines[number], slots=tuple(slots))


def _columns(sheet: Sheet) -> list[_Column]:
    columns = []
    for key in sheet.form.columns:
        if key == "counties":
            columns += [_Column(f"county{number}", name) for number, name in enumerate(sheet.form.counties)]
        else:
            columns.append(_Column(key, sheet.word(f"column.{key}")))
    return columns


def _entries(sheet: Sheet) -> list[Entry]:
    form, rng = sheet.form, sheet.rng
    aims = list(sheet.facts.aims)
    if form.empty_levels and "level2" in form.columns:
        present = {aim.level2 for aim in aims}
        aims += [replace(_BLANK, level2=kind) for kind in LEVEL1_OF if kind not in present]
        aims.sort(key=lambda aim: list(LEVEL1_OF).index(aim.level2))
    entries = []
    for (level1, level2), run in groupby(aims, key=lambda aim: (aim.level1, aim.level2)):
        printed = [misprinted(form.levels[name], form.misprint / 2, rng) for name in (_shelf(sheet, level1), level2)]
        entries += [Entry(printed[0], printed[1], aim) for aim in run]
    return entries


def _shelf(sheet: Sheet, level1: str) -> str:
    """The first level that the form puts a kind of indicator under: Wuhan has the satisfaction among the effects."""
    under = sheet.form.family == "wuhan" and level1 == list(LEVELS)[-1]
    return "效益指标" if under else level1


def _write_header(sheet: Sheet, columns: Sequence[_Column], spans: Sequence[int]) -> None:
    side = [sheet.head("side")] if sheet.form.side else []
    starred = [sheet.form.star + column.header for column in columns]
    level1 = starred[0]
    if sheet.form.narrow and not side and len(level1) >= 4:
        starred[0] = f"{level1[: len(level1) // 2]}\n{level1[len(level1) // 2 :]}"
    if sheet.form.group is None:
        sheet.spread(spans, Label.HEADER, [*side, *starred])
        return
    split = len(side) + max(1, len(columns) // 2)
    heads = [*side, *starred]
    sheet.spread([*spans[:split], sum(spans[split:])], Label.HEADER, [*heads[:split], sheet.form.group])
    sheet.spread(spans, Label.HEADER, ["" if at < split else text for at, text in enumerate(heads)])
    for at in range(split):
        merge_down(sheet, at, len(sheet.lines) - 2, len(sheet.lines))


def _write_entry(sheet: Sheet, columns: Sequence[_Column], spans: Sequence[int], entry: Entry, number: int) -> None:
    printed = indicator_texts(sheet, [column.key for column in columns], entry, number)
    parts: list[Part] = list(printed.values())
    sheet.spread(spans, Label.INDICATOR, ["", *parts] if sheet.form.side else parts)
    if entry.aim.name:
        headed = {column.key: column.header for column in columns}
        sheet.gold["indicators"].append(indicator_gold(printed, headed))


def indicator_texts(sheet: Sheet, keys: Sequence[str], entry: Entry, number: int) -> dict[str, str]:
    """What stands in the columns of the keys, in their order; only the levels for an entry without an indicator."""
    aim, levels = entry.aim, {"level1": entry.level1, "level2": entry.level2}
    if not aim.name:
        return {key: levels.get(key, "") for key in keys}
    rng, form = sheet.rng, sheet.form
    sign = form.operators.get(aim.operator, aim.operator)
    value, unit = aim.value, aim.unit
    if form.fraction and unit == "%":
        value, unit = f"{float(value) / 100:g}", ""
    target = f"{sign}{value}" if "measure" in keys else f"{sign}{value}{unit}"
    hint = rng.choice(("（≥**%）", "（≤**万元）", "(≥**%)")) if form.hint and rng.random() < 0.5 else ""
    if "level3" not in keys:
        target = aim.name + target
    texts = levels | {
        "level3": form.prefix.format(n=number) + aim.name,
        "description": aim.description,
        "target": hint + target,
        "operator": sign or ("=" if value[:1].isdigit() and unit else QUALITATIVE),
        "value": value,
        "measure": unit,
        "basis": aim.basis,
        "weight": rng.choice(("5", "10", "10.00", "15", "20")),
        "remark": rng.choice(("", "", "", aim.basis)),
        "standard": rng.choice((f"达到{target}得满分，每低一个百分点扣1分", "行业标准", "计划标准", "历史标准")),
        "last_year": target,
        "before_last": target,
        "done": f"{value}{unit}",
        "score": rng.choice(("5", "10", "9.5", "20")),
        "deviation": rng.choice(("无", "", "受客观因素影响，下一步加快实施")),
        "direction": rng.choice(("正向指标", "反向指标")),
        "unnamed": _anything(sheet),
        "origin": rng.choice(("工作台账", "统计报表", "调查问卷", "系统数据")),
    }
    texts |= {key: _other_value(target, sheet) for key in keys if key.startswith("county")}
    return {key: texts[key] for key in keys}


def _anything(sheet: Sheet) -> str:
    """What stands in a column that could mean anything: of one kind throughout the document."""
    rng = sheet.rng
    kinds = (
        (f"{rng.randint(1, 999)}", f"{rng.randint(1, 99)}.{rng.randint(0, 9)}", ""),
        (person(rng), person(rng)),
        ("办公室", "财务科", "业务股", "项目科"),
        ("是", "否"),
        (f"{sheet.form.year}年{rng.randint(1, 12)}月", f"{rng.randint(1, 12)}月底前", "长期"),
        (f"{rng.randint(50, 100)}%", f"{rng.randint(1, 99)}个", ""),
        ("每年", "每季度", "每月", ""),
    )
    return rng.choice(kinds[sheet.form.seed % len(kinds)])


def _other_value(target: str, sheet: Sheet) -> str:
    return "".join(sheet.rng.choice("123456789") if letter.isdigit() else letter for letter in target)


def indicator_gold(printed: dict[str, str], headed: dict[str, str]) -> dict[str, Any]:
    """The indicator's record; `headed` gives the printed header of each column."""
    gold: dict[str, Any] = {key: printed.get(key) or None for key in _GOLD_FIELDS}
    known = {*_GOLD_FIELDS, "target", "operator", "value", "measure"}
    extra = {headed[key]: text for key, text in printed.items() if key in headed and key not in known and text}
    qualitative = printed.get("operator") == QUALITATIVE
    sign = "" if qualitative else printed.get("operator", "")
    value = printed.get("target", printed.get("value", ""))
    gold["target"] = f"{sign}{value}{printed.get('measure', '')}" or None
    if qualitative:
        extra[headed["operator"]] = printed["operator"]
    return gold | {"extra": extra}


def _merge(sheet: Sheet, columns: Sequence[_Column], entries: Sequence[Entry], top: int, how: tuple[str, str]) -> None:
    """Merges or blanks the repeated cells of a level."""
    level, style = how
    keys = [column.key for column in columns]
    if level not in keys or style == "repeated":
        return
    at = keys.index(level) + sheet.form.side
    for _, run in groupby(
        range(len(entries)), key=lambda i: (entries[i].level1, level == "level1" or entries[i].level2)
    ):
        rows = list(run)
        if style == "merged":
            merge_down(sheet, at, top + rows[0], top + rows[-1] + 1)
            continue
        for number in rows[1:]:
            slots = list(sheet.lines[top + number].slots)
            slots[at] = replace(slots[at], text="")
            sheet.lines[top + number] = replace(sheet.lines[top + number], slots=tuple(slots))
