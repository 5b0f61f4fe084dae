"""Budgets as a department publishes them: prose and tables of numbers, with no 绩效目标表 among them."""

from __future__ import annotations

from html import escape
from random import Random
from typing import TYPE_CHECKING

from tests.maker.web import body_of, page, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.maker.form import Form
    from tests.maker.gold import Gold

_TOPICS = (
    "履行职能",
    "保障运转",
    "服务群众",
    "改善环境",
    "安全生产",
    "基层治理",
    "民生保障",
    "队伍建设",
    "信息公开",
    "依法行政",
)
_VERBS = ("加强", "推进", "落实", "完善", "规范", "做好", "统筹", "提升")
_OBJECTS = ("预算管理", "资产管理", "内部控制", "政府采购", "公共服务", "社区建设", "应急处置", "档案管理", "监督检查")
_FUNCTIONS = (
    ("201", "一般公共服务支出"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
    ("2101101", "行政单位医疗"),
    ("212", "城乡社区支出"),
    ("21205", "城乡社区环境卫生"),
    ("2120501", "城乡社区环境卫生"),
    ("221", "住房保障支出"),
    ("2210201", "住房公积金"),
)
_INCOME = (
    "一般公共预算拨款收入",
    "政府性基金预算拨款收入",
    "国有资本经营预算拨款收入",
    "财政专户管理资金收入",
    "事业收入",
    "上级补助收入",
    "其他收入",
    "上年结转",
)
_ECONOMIC = (
    "30101 基本工资",
    "30102 津贴补贴",
    "30103 奖金",
    "30107 绩效工资",
    "30201 办公费",
    "30205 水费",
    "30206 电费",
    "30213 维修（护）费",
    "30226 劳务费",
    "30399 其他对个人和家庭的补助",
)


def budget_html(form: Form, sections: int, seed: int = 1) -> str:
    """A budget of about `sections` pages without one 绩效目标表."""
    random = Random(seed)
    return page("\n".join(_section(random, number) for number in range(1, sections + 1)), _style(form))


def mixed_html(records: Sequence[Gold], form: Form, sections: int, seed: int = 1) -> str:
    """A budget of `sections` pages with the 绩效目标表 of `records` spread over its second half, in their order."""
    random = Random(seed)
    pages = [_section(random, number) for number in range(1, sections + 1)]
    half = sections // 2
    for position in reversed(range(len(records))):
        place = half + position * (sections - half) // max(len(records), 1)
        pages.insert(place, _begin(body_of([records[position]], form)))
    return page("\n".join(pages), _style(form))


def _style(form: Form) -> str:
    return style(form) + ".page { break-before: page } h3 { text-align: center; font-weight: normal }\n"


def _begin(body: str) -> str:
    return f'<div class="page">{body}</div>'


def _section(random: Random, number: int) -> str:
    maker = (_prose, _balance, _functions, _prose, _economic)[number % 5]
    return _begin(maker(random, number))


def _prose(random: Random, number: int) -> str:
    lines = [f"<h3>第{number}部分 部门预算情况说明</h3>"]
    lines += [f"<p>{'一二三四五六七八'[part]}、{_sentence(random)}</p>" for part in range(8)]
    return "\n".join(lines)


def _sentence(random: Random) -> str:
    clauses = [f"{random.choice(_VERBS)}{random.choice(_OBJECTS)}，{random.choice(_TOPICS)}" for _ in range(6)]
    change = random.choice(("增加", "减少"))
    amount, rise = random.randint(100, 99999) / 100, random.randint(1, 999) / 100
    money = f"本年预算安排{amount:.2f}万元，比上年{change}{rise:.2f}万元，主要用于{random.choice(_TOPICS)}支出"
    return f"{'；'.join(clauses)}。{money}。"


def _money(random: Random) -> str:
    return f"{random.randint(0, 9999999) / 100:,.2f}" if random.random() < 0.8 else ""


def _balance(random: Random, number: int) -> str:
    rows = [["收入", "预算数", "支出", "预算数"]]
    rows += [
        [name, _money(random), _FUNCTIONS[row % len(_FUNCTIONS)][1], _money(random)]
        for row, name in enumerate(_INCOME * 2)
    ]
    return _numbers(f"附表{number} 部门收支总表", [*rows, ["收入总计", _money(random), "支出总计", _money(random)]])


def _functions(random: Random, number: int) -> str:
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    rows += [[code, name, *(_money(random) for _ in range(3))] for code, name in _FUNCTIONS]
    return _numbers(f"附表{number} 一般公共预算支出表", rows)


def _economic(random: Random, number: int) -> str:
    rows = [["经济分类科目", "合计", "人员经费", "公用经费"]]
    rows += [[name, *(_money(random) for _ in range(3))] for name in _ECONOMIC]
    return _numbers(f"附表{number} 一般公共预算基本支出表", rows)


def _numbers(title: str, rows: list[list[str]]) -> str:
    lines = "\n".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    unit = '<p class="unit"><span></span> <span>单位：万元</span></p>'
    return f"<h3>{title}</h3>\n{unit}\n<table><tbody>{lines}</tbody></table>"
