"""What the desk says, in Chinese and in English."""

from __future__ import annotations

from typing import Literal

from .fields import FORM, parse

Language = Literal["zh", "en"]

_FIELDS = {
    "title": ("标题", "Title"),
    "unit_code": ("单位编码", "Unit code"),
    "unit_name": ("单位名称", "Unit"),
    "money_unit": ("金额单位", "Money in"),
    "project_code": ("项目编码", "Project code"),
    "project_name": ("项目名称", "Project"),
    "budget.total": ("预算数", "Budget"),
    "budget.fiscal": ("其中：财政资金", "of it fiscal"),
    "budget.other": ("其他资金", "of it other"),
    "purpose": ("资金用途", "Purpose"),
    "spending_plan": ("资金支出计划", "Spending plan"),
    "goals": ("绩效目标", "Goals"),
    "level1": ("一级指标", "Level 1"),
    "level2": ("二级指标", "Level 2"),
    "level3": ("三级指标", "Indicator"),
    "description": ("绩效指标描述", "Description"),
    "target": ("指标值", "Target"),
    "basis": ("指标值确定依据", "Basis"),
    FORM: ("表头各项", "Fields above the rows"),
    "row": ("第 {} 行", "Row {}"),
    "row_added": ("新增行", "Added row"),
}

_REASONS = {
    "row": ("行的结构", "shape of the row"),
    "form": ("未见疑点", "nothing speaks against it"),
    "letters": ("字迹识别", "letters read from a picture"),
    "twins": ("名称与描述不一致", "name and description differ by a letter"),
    "word": ("不是常见的指标名称", "no known name of a level"),
    "blank": ("别处有而此处空缺", "blank where others are filled"),
    "lost": ("表中有文字未归入任何栏目：{}", "printed here and come into no field: {}"),
    "proposal": ("有另一种读法", "another reading is proposed"),
    "repair": ("修补过：{}", "repaired: {}"),
    "issue": ("问题提示：{}", "issue: {}"),
}

_WORDS = {
    "desk": ("复核台", "Reviewer's desk"),
    "queue": ("复核队列", "Queue"),
    "tables": ("全部表格", "Tables"),
    "figures": ("统计", "Dashboard"),
    "help": ("快捷键", "Keys"),
    "reviewer": ("复核人", "Reviewer"),
    "done": ("队列已全部看完。", "The queue is empty: everything has been seen."),
    "seen": ("已核对", "seen"),
    "of": ("共", "of"),
    "certainty": ("把握", "certainty"),
    "blank": ("（空）", "(blank)"),
    "saved": ("已保存", "saved"),
    "undone": ("已撤销：{}", "taken back: {}"),
    "nothing_to_undo": ("没有可撤销的操作", "nothing to take back"),
    "read_as": ("读作", "read as"),
    "corrected": ("已改", "corrected"),
    "accepted": ("已核对无误", "accepted"),
    "repairs": ("修补", "Repairs"),
    "issues": ("问题提示", "Issues"),
    "history": ("修改记录", "History"),
    "stale": ("以前的修改与现在读到的不符，未采用", "earlier corrections that no longer fit what is read"),
    "none": ("没有。", "None."),
    "no_picture": (
        "没有页面图像，以下是读到的各行。",
        "There is no picture of a page; these are the rows that were read.",
    ),
    "no_source": ("档案里没有这份文件的读取内容。", "The archive has not kept what was read of this document."),
    "no_file": (
        "找不到原文件 {}。请用 --documents 指明所在文件夹。",
        "The document {} was not found. Name its folder with --documents.",
    ),
    "changed_file": ("原文件 {} 已与档案不同。", "The document {} is not the one that was read."),
    "page": ("第 {} 页", "page {}"),
    "accept": ("无误", "Accept"),
    "accept_row": ("整行无误", "Accept row"),
    "accept_table": ("整表无误", "Accept table"),
    "edit": ("修改", "Correct"),
    "next": ("下一处", "Next"),
    "previous": ("上一处", "Previous"),
    "undo": ("撤销", "Undo"),
    "train": ("作训练数据", "Training data"),
    "trained": ("已作训练数据", "Is training data"),
    "add_row": ("下面加一行", "Add row below"),
    "remove_row": ("删除此行", "Remove row"),
    "this_table": ("只走本表", "this table only"),
    "save_hint": ("Enter 保存，Esc 取消", "Enter saves, Esc cancels"),
    "conflict": (
        "{who} 也改过此处，改作“{text}”；以后改的为准",
        "{who} had also changed this, to “{text}”; the later change counts",
    ),
    "search": ("搜索文件、标题、单位", "Search files, titles, units"),
    "more": ("更多", "More"),
    "added": ("新增", "added"),
    "removed": ("删除", "removed"),
    "progress": ("进度", "Progress"),
    "items": ("待核对项", "Items"),
    "error_rate": ("复核发现的错误率", "Errors found by review"),
    "error_rate_note": (
        "按系统的把握分组：每组已核对项中被改正的比例",
        "by the certainty that was given: of the items seen, the share that was corrected",
    ),
    "budget_by_unit": ("各单位预算（万元）", "Budget by unit (10,000 yuan)"),
    "target_kinds": ("指标值类型", "Kinds of targets"),
    "level_counts": ("一级指标", "First levels"),
    "certainties": ("各项把握的分布", "Certainty of the items"),
    "inputs": ("输入文件", "Inputs"),
    "indicators": ("指标", "Indicators"),
    "training_tables": ("训练用表格", "Training tables"),
    "corrections": ("改正", "Corrections"),
    "total_budget": ("预算合计（万元）", "Total budget (10,000 yuan)"),
    "issue_codes": ("最常见的问题提示", "Most frequent issues"),
    "others": ("其他", "others"),
    "no_unit": ("（无单位）", "(no unit)"),
    "report": ("复核报告", "Review report"),
    "made_of": ("由 {} 生成", "made of {}"),
    "number": ("数值", "number"),
    "range": ("区间", "range"),
    "percent": ("百分比", "percent"),
    "date": ("日期", "date"),
    "boolean": ("是否", "yes or no"),
    "text": ("文字", "text"),
    "no_target": ("无", "none"),
}

KEYS = {
    "Enter": ("核对无误，到下一处", "accept and go on"),
    "E / F2": ("修改（Enter 保存，Esc 取消）", "correct (Enter saves, Esc cancels)"),
    "N / P": ("下一处 / 上一处", "next / previous"),
    "↑ ↓ ← →": ("在表格中移动", "move in the table"),
    "R": ("整行无误", "accept the row"),
    "T": ("整表无误", "accept the table"),
    "U": ("撤销我最后的操作", "take back what I did last"),
    "M": ("标为（或不再作）训练数据", "mark as training data, or no longer"),
    "I / Delete": ("下面加一行 / 删除此行", "add a row below / remove the row"),
    "Q": ("只走本表 / 走整个队列", "stay in this table / walk the queue"),
}


class Words:
    """What is said in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._k = 0 if language == "zh" else 1

    def __call__(self, name: str, *values: object, **named: object) -> str:
        """A word or sentence, its gaps filled."""
        return _WORDS[name][self._k].format(*values, **named)

    def field(self, name: str) -> str:
        """How a field is called: ``indicators[3].target`` is 第 4 行 · 指标值."""
        path = parse(name)
        if name == FORM or path is None:
            return _FIELDS[FORM][self._k] if name == FORM else name
        told = []
        if path.what == "indicators" and path.place is not None:
            number = path.place.row + 1
            row = "row_added" if path.place.behind else "row"
            told.append(_FIELDS[row][self._k].format(number))
        elif path.place is not None:
            told.append(f"{_FIELDS['goals'][self._k]} {path.place.row + 1}")
        else:
            told.append(self.column(path.what.split("[")[0]))
        if path.cell:
            told.append(self.column(path.cell))
        return " · ".join(told)

    def column(self, name: str) -> str:
        """How a column, or a field that has no number, is called."""
        return _FIELDS[name][self._k] if name in _FIELDS else name.removeprefix("extra.")

    def reason(self, reason: str) -> str:
        """Why something is in doubt."""
        kind, _, what = reason.partition(":")
        return _REASONS[kind][self._k].format(what) if kind in _REASONS else reason

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys and what they do."""
        return [(key, told[self._k]) for key, told in KEYS.items()]
