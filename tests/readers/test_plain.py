"""Dumps that print each line of a page as one line, as pdfplumber's ``extract_text`` does."""

from __future__ import annotations

import pytest

from extractor.options import Options
from extractor.readers.plain import read_plain
from extractor.readers.plain.cells import deal
from extractor.readers.plain.heads import find_heads
from extractor.readers.plain.shapes import shapes
from extractor.readers.text import read_text

TOP = """1.残疾人专职委员队伍建设绩效目标表
314003唐山市曹妃甸区希望路街道办事处 单位：万元
项目编码 13021322P00000410179E 项目名称 残疾人专职委员队伍建设
预算规模及资 预算数 2.28 其中：财政 2.28 其他资金
金用途 资金
残疾人专职委员工资
资金支出计划 3月底 6月底 10月底 12月底
（%）
25% 50% 75% 100%
绩效目标 1.完成社区残疾人各项保障做
2.工资发放完成率
一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依
据
产出指标 数量指标 工资发放人数 完成率 ≥100 年底实际情况
质量指标 办公场所租用数量 办公场所租用数量 ≥100 年底实际情况
时效指标 解决遗留问题问题 反映年度遗留问题问题 ≥80 年底实际情况
件数 解决数量（件）
效益指标 社会效益指标 树立良好形象 树立良好形象 ≥100 年底实际情况
满意度指 服务对象满意 服务对象满意度 服务对象满意度 ≥100 年底实际情况
标 度指标
"""
MIDDLE = """智慧高新指挥中心建设项目绩效目标表
项目名称 智慧高新指挥中心建设资金
其中：财政
预算数 600万元 500万元 其他资金
预算规模及资 资金
金用途
主要用于打造高新区数字指挥中心系统建设。
指标值确定
一级指标 二级指标 三级指标 绩效指标描述 指标值
依据
一年内新增科技或科
数量指标 招商目标达成数量 ≥20个 合同规定
技服务类企业数量
质量指标 视频清晰精准度 视频分辨率 ≥720P 工作经验
产出指标 时效指标 项目完成时限 项目完成时间 12月底前 年度目标
是否按照时间节点完
成本指标 目标完成时限 ≤7万元 合同规定
成目标任务
满意度指 服务对象满 受访人员满意度 受访人员满意数量占
≥90% 工作经验
标 意度指标 （%） 调查总人数的比率
"""
CELLS = """1.办公楼维修经费绩效目标表
一级指标 二级指标 三级指标 绩效指标描述 指标值
产出指标 数量指标 解决遗留问题问题
件数
反映年度遗留问题问题
解决数量（件）
≥80
质量指标 维修合格率 维修合格率 ≥90
"""


def rows_of(text):
    document = read_text(text.encode(), "a.txt", "", Options())
    assert document.layout == "grid"
    return [[cell.text.replace("\n", "") for cell in row.cells] for row in document.rows]


def test_rests_of_several_cells_stand_on_one_line():
    rows = rows_of(TOP)
    assert rows[-6] == ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    assert rows[-3][1:] == [
        "时效指标",
        "解决遗留问题问题件数",
        "反映年度遗留问题问题解决数量（件）",
        "≥80",
        "年底实际情况",
    ]
    assert rows[-1][:3] == ["满意度指标", "服务对象满意度指标", "服务对象满意度"]


def test_fields_are_wrapped_too():
    rows = rows_of(TOP)
    assert ["预算规模及资金用途", "预算数", "2.28", "其中：财政资金", "2.28", "其他资金"] in rows
    assert ["", "残疾人专职委员工资"] in rows
    assert ["", "25%", "50%", "75%", "100%"] in rows


def test_cells_may_stand_in_the_middle_of_their_rows():
    rows = rows_of(MIDDLE)
    assert rows[-6] == ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    assert rows[-5][1:] == ["数量指标", "招商目标达成数量", "一年内新增科技或科技服务类企业数量", "≥20个", "合同规定"]
    assert rows[-1] == [
        "满意度指标", "服务对象满意度指标", "受访人员满意度（%）", "受访人员满意数量占调查总人数的比率", "≥90%", "工作经验",
    ]  # fmt: skip


@pytest.mark.parametrize("text", [CELLS, "项目名称 办公楼维修\n预算数 5", ""])
def test_other_dumps_are_left_to_other_readers(text):
    lines = [(number, None, 0, line) for number, line in enumerate(text.split("\n"), 1) if line]
    assert read_plain(lines) is None


def test_a_header_is_made_whole():
    (head,) = find_heads([tuple(line.split()) for line in MIDDLE.splitlines()])
    assert (head.names[-1], head.roles[-1], head.cells[-1]) == ("指标值确定依据", "basis", (0, 2))


def test_shapes_of_centred_rows_are_even():
    assert shapes(3, middle=False) == (((0,), (0, 1), (0, 1, 2)),)
    for count in range(1, 9):
        for shape in shapes(count, middle=True):
            assert all(places == tuple(count - 1 - j for j in reversed(places)) for places in shape)


def test_pieces_are_dealt_out_to_the_cheapest_columns():
    lines = [("甲", "乙"), ("丙",)]
    offered = [lambda rests: [(), *(((0,), (0, 1)) if all(rests) else ((0,),))]] * 2
    costs = [lambda texts, _: 0.0, lambda texts, _: float("丙" not in texts)]
    found = deal(lines, offered, costs)
    assert found is not None
    assert found.cells == ((0,), (0, 1))
