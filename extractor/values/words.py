"""The words of a target: operators, units, and what may stand beside them. Longer words come before shorter ones."""

from __future__ import annotations

SIGNS = {
    "≥": "≥", "≧": "≥", "⩾": "≥", ">=": "≥", "=>": "≥", "≤": "≤", "≦": "≤", "⩽": "≤", "<=": "≤", "=<": "≤",
    ">": ">", "<": "<", "=": "=", "≈": "≈",
}  # fmt: skip

BEFORE = {
    "≥": "大于或等于 大于等于 高于或等于 高于等于 多于或等于 多于等于 不得小于 不得低于 不得少于 不应低于 不应少于 "
    "不小于 不低于 不少于 不短于 不早于 至少 最少",
    "≤": "小于或等于 小于等于 低于或等于 低于等于 少于或等于 少于等于 不得超过 不得高于 不得大于 不得多于 不应超过 "
    "不超过 未超过 不高于 不大于 不多于 不长于 不晚于 不迟于 不超 至多 最多 截止至 截止到 截至 截止",
    ">": "大于 超过 高于 多于 超出",
    "<": "小于 低于 少于 不足 不到 不满",
    "=": "等于",
    "≈": "大约 约",
}
"""Words before a number or a date."""

AFTER = {
    "≥": "及以上 或以上 以上",
    "≤": "及以下 或以下 以下 以内 之内 内",
    "≈": "左右 上下",
}
"""Words after a number. 以上, 以下 and 以内 include the number itself (Civil Code of the PRC, article 1259)."""

AFTER_DATE = {"≤": "年内 之前 以前 前 以内 之内 内"}
"""Words after a date: the date is the last day or month that still counts."""

UNITS = (
    "百分比 百分点 平方公里 平方千米 平方厘米 平方分米 平方米 平方 平米 立方米 立方厘米 立方 延长米 延米 "
    "公里 千米 厘米 毫米 分米 米 公分 海里 公顷 亩 公斤 千克 毫克 吨 克 斤 公升 毫升 升 千瓦时 千瓦 千伏安 "
    "兆瓦 兆 元 角 分 倍 成 工作日 自然日 日历日 个工作日 个自然日 个日历日 个月 个季度 个学期 个小时 季度 "
    "学期 小时 分钟 秒 天 日 周 月 年 课时 学时 节 人次 户次 车次 台次 件次 场次 批次 班次 架次 艘次 辆次 "
    "台套 人份 人天 人日 人月 人年 周岁 岁 人 户 家 个 名 位 口 次 场 期 批 项 件 条 篇 份 册 本 部 部门 套 "
    "台 辆 架 艘 处 座 栋 幢 间 所 度 株 棵 头 只 匹 羽 种 类 路 支 张 块 片 段 根 把 面 门 方 村 镇 乡 县 "
    "区 市 省 校 班 组 队 站 点 盏 幅 眼 枚 瓶 盒 箱 袋 桶 车 趟 轮 届 课 集 档 级 宗 起 例 床 单 卷 款 版 "
    "樘 孔 页 字"
)
"""Measure words and units of measurement that stand after a number; others are found by their place."""

ORDINAL_UNITS = "类 级 档 期 等 分 成 方 起 面 度 版 单 点 位 部 段 节 口"
"""After a Chinese numeral these more often name a rank or an idiom (一级, 一期, 十分) than a count."""

NO_UNIT = "反映 完成 达标 合格 到位 落实 实现 以上 以下 以内 之内 左右 上下 及以 或以 定性 全年 余 多 前 内 后"
"""What no unit begins with."""

DONE = "完成 完工 竣工 结束 到位 验收 交付 启动 投入使用 响应 落实 达标"
"""Words after a value that only say that it is reached."""


def alternatives(*words: str) -> str:
    """A regular expression of all words, the longest first."""
    flat = {word for group in words for word in group.split()}
    return "|".join(sorted(flat, key=lambda word: (-len(word), word)))


def by_word(table: dict[str, str]) -> dict[str, str]:
    """{operator: its words} turned round to {word: operator}."""
    return {word: operator for operator, words in table.items() for word in words.split()}
