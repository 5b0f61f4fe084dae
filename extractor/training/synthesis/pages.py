"""What a published document holds beside its tables: prose, contents, other tables, page numbers, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.lines.labels import Label
from extractor.training.synthesis.model import Line, Slot, text_line
from extractor.training.synthesis.tables import chinese
from extractor.training.synthesis.words import listed, person, telephone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from extractor.training.synthesis.facts import Facts

_DUTIES = (
    "贯彻执行国家和省有关法律法规和方针政策，承担{act}的组织实施工作。",
    "{unit}内设机构{n}个，下属事业单位{n}个，编制人数{n}人，实有人数{n}人。",
    "{year}年，我单位将继续做好{act}，力争{people}满意度达到{n}%以上。",
    "一是加强{act}。坚持问题导向，完善制度，确保{thing}正常运转，不断提升服务质量和水平。",
    "{year}年部门预算收入{n}.{n}万元，其中：一般公共预算财政拨款{n}.{n}万元，其他资金{n}.{n}万元。",
    "与上年相比增加{n}.{n}万元，主要原因是{act}经费增加。",
    "绩效目标管理情况：{year}年对{n}个项目实行绩效目标管理，涉及资金{n}.{n}万元。",
)
_CHAPTERS = (
    "部门概况",
    "部门预算情况说明",
    "部门整体绩效目标",
    "总体绩效目标",
    "分项绩效目标",
    "工作保障措施",
    "名词解释",
    "预算项目绩效目标",
)
_ITEMS = listed(
    "一般公共预算拨款收入 政府性基金预算拨款收入 事业收入 上级补助收入 其他收入 本年收入合计 "
    "基本支出 人员经费 日常公用经费 项目支出 教育支出 卫生健康支出 社会保障和就业支出 住房保障支出 "
    "公务接待费 因公出国（境）费用 公务用车运行维护费 合计 会议费 培训费"
)
_NAMES = (
    "部门收支总体情况表",
    "一般公共预算支出表",
    "“三公”经费支出预算表",
    "部门收入总体情况表",
    "政府采购预算表",
    "项目支出表",
)
_COLUMNS = (
    ("项目", "预算数", "项目", "预算数"),
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("项目名称", "金额", "备注"),
    ("单位代码", "单位名称", "总计", "财政拨款", "其他资金"),
)


def front_matter(facts: Sequence[Facts], year: int, rng: Random) -> list[Line]:
    """Cover, contents, prose and other tables before the first table; often nothing."""
    lines: list[Line] = []
    if rng.random() < 0.4:
        lines += _cover(facts[0].unit_name, year, rng)
    if rng.random() < 0.2:
        lines += [_other("目录"), *(_other(_contents(each, n, rng)) for n, each in enumerate(facts, 1))]
    if rng.random() < 0.5:
        lines += _chapters(facts, year, rng)
    if rng.random() < 0.35:
        lines += other_table(facts[0].unit_name, rng)
    return lines


def between(facts: Facts, year: int, rng: Random) -> list[Line]:
    """After a table: a note, who filled it in, seldom prose or another table."""
    lines: list[Line] = []
    notes = (
        "注：绩效目标表中“其他资金”指与财政拨款共同用于同一项目的单位自有资金。",
        "注：1.本表按项目填报。",
        "备注：★为必填项",
        "说明：此表由项目单位填写。",
        "填报说明：1.各级指标权重合计为100。",
        "备注：1.预算数为调整后财政资金总额，执行数为实际支出数。",
        "2.定量指标完成数按绝对值累加计算。",
        "注：以部门预算批复的项目绩效目标为准，涉密项目不公开。",
        "备注：各部门在公开部门预算时，应将部门预算项目绩效目标随同部门预算公开。",
    )
    if rng.random() < 0.12:
        lines.append(_other(rng.choice(notes)))
    if rng.random() < 0.1:
        lines.append(
            _other(f"填报人：{person(rng)}    联系电话：{telephone(rng)}    填报日期：{year}年{rng.randint(1, 12)}月")
        )
    if rng.random() < 0.08:
        lines += [_other(_sentence(facts, year, rng)) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.05:
        lines += other_table(facts.unit_name, rng)
    return lines


def page_number(page: int, rng: Random) -> Line:
    """A line at the foot of a page."""
    return _other(
        rng.choice(
            (
                f"{page}",
                f"- {page} -",
                f"— {page} —",
                f"第 {page} 页",
                f"第{page}页 共{page + 9}页",
                f"{page} / {page + 9}",
            )
        )
    )


def running_head(facts: Facts, year: int) -> Line:
    """A line at the head of a page."""
    return _other(f"{facts.unit_name}{year}年部门预算")


def other_table(unit: str, rng: Random) -> list[Line]:
    """A table of the budget that is no 绩效目标表, with its heading; all of it labelled other."""
    heads = rng.choice(_COLUMNS)
    rows: list[tuple[str, ...]] = [heads]
    for item in rng.sample(_ITEMS, rng.randint(3, 10)):
        sums = [f"{rng.randint(1, 99999)}.{rng.randint(10, 99)}" if rng.random() < 0.8 else "" for _ in heads[1:]]
        rows.append((item, *sums))
    top = [
        _other(f"{chinese(rng.randint(1, 20))}、{rng.choice(_NAMES)}"),
        _other(
            rng.choice(("", "", f"部门：{unit}    ", f"单位名称：{unit}\t\t", f"填报部门：{unit}  "))
            + f"单位：{rng.choice(('元', '万元'))}"
        ),
    ]
    return [*top, *(Line(tuple(Slot(text, Label.OTHER) for text in row), Label.OTHER, _FOREIGN) for row in rows)]


_FOREIGN = -1
"""Table number of a table that is none of the form; counted anew when the document is rendered."""


def _cover(unit: str, year: int, rng: Random) -> list[Line]:
    at = rng.randint(3, len(unit) - 1) if rng.random() < 0.3 else len(unit)
    name = rng.choice(("部门预算", "部门预算绩效文本", "预算公开说明", "部门预算项目绩效目标", "部门预算绩效目标公开"))
    return [_other(text) for text in (unit[:at], unit[at:], f"{year}{rng.choice(('', ' '))}年{name}") if text]


def _other(text: str) -> Line:
    return text_line(text, Label.OTHER)


def _contents(facts: Facts, number: int, rng: Random) -> str:
    return f"{number}.{facts.name}绩效目标表{'.' * rng.randint(6, 30)}{rng.randint(1, 99)}"


def _chapters(facts: Sequence[Facts], year: int, rng: Random) -> list[Line]:
    lines = []
    for number, name in enumerate(rng.sample(_CHAPTERS, rng.randint(1, 4)), 1):
        lines.append(_other(rng.choice((f"{chinese(number)}、{name}", f"第{chinese(number)}部分  {name}", name))))
        if name == "分项绩效目标":
            for at, each in enumerate(facts, 1):
                lines += [_other(f"{at}.{each.name}"), _other(each.purpose)]
            continue
        counted = rng.random() < 0.4
        for at in range(1, rng.randint(2, 8)):
            lines.append(_other(f"{chinese(at)}是" * counted + _sentence(rng.choice(facts), year, rng)))
    return lines


def _sentence(facts: Facts, year: int, rng: Random) -> str:
    domain = facts.domain
    return "".join(
        rng.choice(_DUTIES).format(
            act=rng.choice(domain.acts),
            people=rng.choice(domain.people),
            thing=rng.choice(domain.things)[0],
            unit=facts.unit_name,
            year=year,
            n=rng.randint(2, 99),
        )
        for _ in range(rng.randint(1, 4))
    )
