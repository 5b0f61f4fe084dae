"""How a form prints what its project costs: amounts, their sources and tasks, and what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.lines.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.training.synthesis.sheet import Part, Sheet


def _budget_scale(sheet: Sheet) -> None:
    facts = sheet.facts
    sums: list[Part] = []
    for part, yuan in (("total", facts.total), ("fiscal", facts.fiscal), ("other", facts.other)):
        sums += [sheet.word(part), sheet.amount(part, yuan)]
    sheet.block(sheet.head("scale"), [(Label.BUDGET, sums), (Label.PURPOSE, [purpose_text(sheet)])])


def purpose_text(sheet: Sheet) -> str:
    """What the project's money is for, printed for the first time."""
    sheet.gold["purpose"] = sheet.facts.purpose
    return sheet.facts.purpose


def _budget_sentence(sheet: Sheet) -> None:
    facts, rng = sheet.facts, sheet.rng
    stop = rng.choice(("。", "，", "；"))
    sentence = f"{sheet.form.words['total']}{sheet.amount('total', facts.total)}{stop}"
    sentence += f"其中：财政资金{sheet.amount('fiscal', facts.fiscal)}"
    if facts.other is not None:
        sentence += f"，其他资金{sheet.amount('other', facts.other)}"
    purpose = facts.purpose if facts.purpose.startswith(("主要用于", "用于")) else f"主要用于{facts.purpose}"
    sheet.gold["purpose"] = purpose
    sheet.row(Label.PURPOSE, sheet.head("use"), f"{sentence}。{rng.choice(('', ' ' * 20))}{purpose}")


def _funds(sheet: Sheet) -> str:
    """The label of the money block, with the unit of money where the form prints it there."""
    text = sheet.head("funds")
    if sheet.form.money != "label":
        return text
    sheet.gold["money_unit"] = sheet.form.money_unit
    return f"{text}（{sheet.form.money_unit}）"


def _budget_list(sheet: Sheet) -> None:
    facts = sheet.facts
    rows: list[tuple[Label, list[Part]]] = [
        (Label.BUDGET, [sheet.word("year_total"), sheet.amount("total", facts.total)]),
        (Label.BUDGET, [sheet.word("fiscal"), sheet.amount("fiscal", facts.fiscal)]),
        (Label.BUDGET, [sheet.word("other"), sheet.amount("other", facts.other)]),
    ]
    sheet.block(_funds(sheet), rows)


def _budget_pairs(sheet: Sheet) -> None:
    facts = sheet.facts
    parts: list[Part] = [_funds(sheet), sheet.word("total"), sheet.amount("total", facts.total)]
    parts += [sheet.word("fiscal"), sheet.amount("fiscal", facts.fiscal)]
    if sheet.rng.random() < 0.6:
        parts += [sheet.word("other"), sheet.amount("other", facts.other)]
    sheet.row(Label.BUDGET, *parts[sheet.form.money != "label" and sheet.rng.random() < 0.5 :])


def _budget_two(sheet: Sheet) -> None:
    whole = sheet.word("whole_total")
    total = sheet.extra(whole, sheet.amount(None, sheet.facts.total * 2))
    sheet.row(Label.BUDGET, whole, total, sheet.word("year_total"), sheet.amount("total", sheet.facts.total))


def _budget_sources(sheet: Sheet) -> None:
    facts, own = sheet.facts, sheet.word("own")
    rows: list[tuple[Label, list[Part]]] = [
        (Label.BUDGET, [sheet.rng.choice(("来源项目", "资金来源")), sheet.rng.choice(("金额", "预算金额"))]),
        (Label.BUDGET, [sheet.word("total"), sheet.amount("total", facts.total)]),
        (Label.BUDGET, [sheet.word("fiscal"), sheet.amount("fiscal", facts.fiscal)]),
        (Label.BUDGET, [own, sheet.extra(own, sheet.amount(None, 0))]),
        (Label.BUDGET, [sheet.word("other"), sheet.amount("other", facts.other)]),
    ]
    sheet.block(_funds(sheet), rows[sheet.rng.random() < 0.5 :])


def _budget_history(sheet: Sheet) -> None:
    last = sheet.word("last_budget")
    before = sheet.extra(last, sheet.amount(None, sheet.facts.total // 200 * 100))
    sheet.row(Label.BUDGET, last, before, sheet.word("year_total"), sheet.amount("total", sheet.facts.total))


def _budget_executed(sheet: Sheet) -> None:
    facts, year = sheet.facts, sheet.word("year_total")
    heads = ("年初预算数", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）")
    rate = f"{sheet.rng.randint(60, 100)}%"
    sums = {name: sheet.amount("total" if name == heads[1] else None, facts.total) for name in heads[:3]}
    for name in (heads[0], heads[2]):
        sheet.extra(name, sums[name])
    sheet.extra(heads[3], rate)
    rows: list[tuple[Label, list[Part]]] = [
        (Label.BUDGET, ["", *heads]),
        (Label.BUDGET, [year, *sums.values(), rate]),
        (Label.BUDGET, [sheet.word("fiscal"), "", sheet.amount("fiscal", facts.fiscal), "", ""]),
    ]
    sheet.block(_funds(sheet), rows)


def _budget_matrix(sheet: Sheet) -> None:
    """Sums by year or source beside the year's own; the contract has no field for the others."""
    rng, facts = sheet.rng, sheet.facts
    choices = (
        "上年结转",
        "调整数",
        "下年预算",
        f"{sheet.form.year - 1}年",
        "基金预算",
        "上级资金",
        "调整后数",
        "支付数",
        "增减率",
    )
    heads = rng.sample(choices, rng.randint(1, 4))
    rows: list[tuple[Label, list[Part]]] = [
        (Label.BUDGET, [rng.choice(("", "资金构成", "分项")), f"{sheet.form.year}年预算数", *heads])
    ]
    for part, word, yuan in (
        ("total", "year_total", facts.total),
        ("fiscal", "fiscal", facts.fiscal),
        ("other", "other", facts.other),
    ):
        others = [rng.choice(("", sheet.amount(None, facts.total), f"{rng.randint(1, 100)}%")) for _ in heads]
        label = sheet.word(word)
        sheet.extra(label, "；".join(filter(None, others)))
        rows.append((Label.BUDGET, [label, sheet.amount(part, yuan), *others]))
    sheet.block(_funds(sheet), rows)


def _budget_details(sheet: Sheet) -> None:
    """A table inside the form that looks like one of another kind, kept under its label like the costs."""
    rng = sheet.rng
    head = rng.choice(("明细表", "经费安排", "分项列支", "资金安排明细", "构成情况"))
    heads = rng.choice(
        (("科目", "预算安排"), ("项目", "小计", "说明"), ("类款", "名称", "数额", "备注"), ("序号", "用途", "标准"))
    )
    rows: list[tuple[Label, list[Part]]] = [(Label.BUDGET, list(heads))]
    for number in range(1, rng.randint(2, 5)):
        item = rng.choice(
            ("会议费", "培训费", "办公费", "差旅费", "劳务费", "委托业务费", "印刷费", "合计", *sheet.facts.domain.acts)
        )
        cells = [sheet.amount(None, rng.randint(1, 900) * 100), rng.choice(("", "按标准测算", f"{number}次"))]
        parts: list[Part] = [f"{number}"] if heads[0] == "序号" else []
        rows.append((Label.BUDGET, [*parts, item, *cells, ""][: len(heads)]))
    sheet.extra(head, "；".join(" ".join(str(part) for part in parts if part) for _, parts in rows[1:]))
    sheet.block(head, rows)


def _budget_costs(sheet: Sheet) -> None:
    """What the sum is made of. The contract has no field for its rows: they are all kept under the label."""
    facts, rng = sheet.facts, sheet.rng
    head = sheet.head("costs")
    rows: list[tuple[Label, list[Part]]] = [(Label.BUDGET, ["支出内容", sheet.word("amount"), sheet.word("estimate")])]
    for thing, unit in rng.sample(facts.domain.things, rng.randint(1, 3)):
        count = rng.randint(1, 90)
        rows.append((Label.BUDGET, [thing, sheet.amount(None, count * 1000), f"{count}{unit}×1000元"]))
    sheet.extra(head.replace("\n", ""), "；".join(" ".join(str(part) for part in parts) for _, parts in rows[1:]))
    sheet.block(head, rows)


def _budget_tasks(sheet: Sheet) -> None:
    """What the year's work costs, task by task; their sums are the budget."""
    facts, rng = sheet.facts, sheet.rng
    heads = ("总额", "财政拨款", "其他资金")
    names = [rng.choice(("任务名称", "工作任务", "任务")), rng.choice(("主要内容", "工作内容"))]
    money = rng.choice(("预算金额（万元）", "预算金额", "经费安排"))
    rows: list[tuple[Label, list[Part]]] = [(Label.BUDGET, [*names, money, "", ""])]
    rows.append((Label.BUDGET, ["", "", *heads]))
    for number, act in enumerate(rng.sample(facts.domain.acts, rng.randint(1, 3)), 1):
        sums: list[Part] = [sheet.amount(None, rng.randint(1, 900) * 1000) for _ in heads]
        rows.append(
            (Label.BUDGET, [rng.choice((act, f"任务{number}：{act}")), rng.choice((act, facts.purpose)), *sums])
        )
    sums = [
        sheet.amount("total", facts.total),
        sheet.amount("fiscal", facts.fiscal),
        sheet.amount("other", facts.other),
    ]
    rows.append((Label.BUDGET, [rng.choice(("合计", "金额合计", "总计")), "", *sums]))
    sheet.block(sheet.head("tasks"), rows)


BUDGETS: dict[str, Callable[[Sheet], None]] = {
    "budget_scale": _budget_scale,
    "budget_sentence": _budget_sentence,
    "budget_list": _budget_list,
    "budget_pairs": _budget_pairs,
    "budget_two": _budget_two,
    "budget_sources": _budget_sources,
    "budget_history": _budget_history,
    "budget_executed": _budget_executed,
    "budget_matrix": _budget_matrix,
    "budget_details": _budget_details,
    "budget_costs": _budget_costs,
    "budget_tasks": _budget_tasks,
}
"""Builders by name."""
