"""Word lists of many fields of public work, so that the vocabulary is wider than that of the tables at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Domain:
    """Words of one field of public work; `things` are (name, measure word)."""

    things: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]
    people: tuple[str, ...]
    bodies: tuple[str, ...]


def listed(text: str) -> tuple[str, ...]:
    """The words of a text parted by blanks; a word that stands twice is drawn twice as often."""
    return tuple(text.split())


def _domain(things: str, acts: str, people: str, bodies: str) -> Domain:
    pairs = tuple((name, unit) for name, unit in (item.split("/") for item in things.split()))
    return Domain(pairs, listed(acts), listed(people), listed(bodies))


DOMAINS = (
    _domain(
        "教学仪器/台 课桌椅/套 图书/册 校舍/平方米 多媒体教室/间 校车/辆 助学金/人次 营养餐/份",
        "教师继续教育 校园安全演练 控辍保学 课后服务 学前教育普及 校舍维修改造 研学实践 招生考试组织",
        "学生 教师 家长 困难学生",
        "教育局 第一中学 实验小学 中心幼儿园 职业技术学校 教师发展中心",
    ),
    _domain(
        "医疗设备/台 病床/张 疫苗/支 救护车/辆 家庭医生签约/人 健康档案/份 急救药品/批 标本/例",
        "基本公共卫生服务 妇女两癌筛查 慢性病管理 爱国卫生运动 重大传染病防控 卫生人才培训 无偿献血宣传",
        "患者 孕产妇 老年人 医务人员 献血者",
        "卫生健康委员会 人民医院 疾病预防控制中心 妇幼保健院 乡镇卫生院 中心血站",
    ),
    _domain(
        "高标准农田/亩 农机具/台套 良种/公斤 冷库/座 温室大棚/栋 耕地/亩 合作社/家 土壤样品/个",
        "农产品质量安全监测 动物疫病防控 病虫害统防统治 高素质农民培育 农机购置补贴 秸秆综合利用 厕所革命",
        "农户 种粮大户 合作社社员 脱贫户",
        "农业农村局 畜牧兽医站 农业技术推广中心 种子管理站 乡村振兴服务中心",
    ),
    _domain(
        "农村公路/公里 桥梁/座 护栏/米 标志标牌/块 公交车/辆 路灯/盏 港池/立方米 养护机械/台",
        "国省干线养护 危桥改造 超限治理 公路安全生命防护 水毁修复 运输执法检查 交通量调查",
        "过往司乘人员 沿线群众 出行群众 驾驶员",
        "交通运输局 公路事业发展中心 港航管理处 路政支队 道路运输服务中心",
    ),
    _domain(
        "藏品/件 演出/场 展览/个 非遗项目/项 古籍/册 农家书屋/家 广播器材/套 文物点/处",
        "文化惠民演出 文物保护修缮 全民阅读推广 非物质文化遗产传承 免费开放 群众合唱比赛 数字资源建设",
        "观众 读者 参观者 传承人",
        "文化和旅游局 图书馆 博物馆 群众艺术馆 文物保护研究所 美术馆",
    ),
    _domain(
        "河道/公里 水库/座 堤防/米 泵站/座 灌渠/公里 闸门/扇 水文站点/个 饮水工程/处",
        "山洪灾害防治 农村饮水安全巩固提升 中小河流治理 水土流失治理 节水型社会建设 防汛物资储备 河长制巡查",
        "灌区群众 受益村民 用水户",
        "水务局 水利管理站 水文勘测中心 灌区管理局 河道堤防管理处",
    ),
    _domain(
        "空气监测站/个 水样/份 排污口/个 危险废物/吨 监测仪器/台 散煤/吨 化粪池/座 垃圾桶/个",
        "大气污染防治 土壤污染状况调查 环境执法监测 入河排污口整治 环评文件技术评估 辐射安全检查 生活垃圾分类",
        "周边居民 企业 投诉群众",
        "生态环境局 环境监测站 环境执法支队 城市管理局 固体废物管理中心",
    ),
    _domain(
        "执法记录仪/台 监控探头/个 警务用车/辆 反诈宣传册/份 案件/件 勘查装备/套 辅警/名 卷宗/卷",
        "扫黑除恶 打击电信网络诈骗 交通秩序整治 禁毒宣传 法律援助 社区矫正 人民调解 普法宣传",
        "报警群众 受援人 当事人 辖区居民",
        "公安局 司法局 交通警察大队 人民检察院 人民法院 法律援助中心",
    ),
    _domain(
        "养老床位/张 低保对象/户 慰问品/份 婚姻登记/对 墓位/个 救助车辆/辆 轮椅/台 地名标志/块",
        "困难群众救助 留守儿童关爱 居家养老服务 流浪乞讨人员救助 殡葬改革 残疾人康复 双拥共建 志愿服务",
        "困难群众 残疾人 孤儿 优抚对象 高龄老人",
        "民政局 残疾人联合会 退役军人事务局 社会福利院 救助管理站 慈善总会",
    ),
    _domain(
        "服务器/台 软件系统/套 专利/件 孵化器/家 科普展品/件 数据接口/个 终端/台 网络链路/条",
        "科技型企业培育 科普活动 知识产权保护 政务信息系统运维 网络安全等级测评 数据共享交换 创新创业大赛",
        "企业 系统使用人员 科研人员 创业者",
        "科学技术局 大数据发展局 科学技术协会 政务服务管理局 信息中心",
    ),
    _domain(
        "苗木/株 造林面积/公顷 防火隔离带/公里 巡护装备/套 湿地/公顷 瞭望塔/座 病木/棵 护林员/人",
        "森林防火 林业有害生物防治 国土绿化 野生动植物保护 古树名木养护 退耕还林 林权登记",
        "林农 护林员 游客",
        "林业和草原局 国有林场 自然保护区管理局 园林绿化中心 湿地公园管理处",
    ),
    _domain(
        "食品抽样/批次 电梯/部 计量器具/台 药品/批次 快检车/辆 投诉/件 标准/项 检验报告/份",
        "食品安全监督抽检 特种设备安全监察 质量提升行动 打假治劣 价格监测 公平竞争审查 药品不良反应监测",
        "消费者 经营户 生产企业",
        "市场监督管理局 质量检验检测中心 消费者协会 药品检验所 计量测试所",
    ),
    _domain(
        "老旧小区/个 保障房/套 供热管网/公里 雨污管道/米 危房/户 公厕/座 施工图/份 环卫车/辆",
        "城镇老旧小区改造 农村危房改造 燃气安全整治 物业服务监管 市政设施维护 建筑节能推广 征收补偿",
        "业主 住户 保障对象 市民",
        "住房和城乡建设局 房产管理处 市政设施管理所 建设工程质量监督站 住房保障中心",
    ),
    _domain(
        "公益性岗位/个 培训学员/人 就业见习/人 社保卡/张 招聘会/场 仲裁案件/件 创业贷款/笔 退休人员/人",
        "职业技能培训 就业援助 农民工工资清欠 社会保险稽核 人才引进 劳动关系协调 三支一扶计划",
        "求职者 参保人员 高校毕业生 农民工",
        "人力资源和社会保障局 就业服务中心 社会保险事业中心 劳动人事争议仲裁院 人才交流中心",
    ),
    _domain(
        "应急物资/件 消防栓/个 演练/场 隐患点/处 气象站/个 无人机/架 避难场所/处 灭火器/具",
        "安全生产执法检查 自然灾害综合风险普查 地质灾害防治 森林火灾扑救 防灾减灾宣传 人工增雨作业 地震监测预报",
        "受灾群众 企业职工 社区居民",
        "应急管理局 气象局 地震局 消防救援大队 安全生产监察支队",
    ),
    _domain(
        "健身路径/条 体育场馆/个 赛事/项 运动员/名 旅游厕所/座 宣传片/部 景区/家 足球场/块",
        "全民健身活动 青少年体育训练 旅游宣传推介 体育场馆免费低收费开放 后备人才培养 旅游市场整治",
        "健身群众 参赛选手 游客",
        "体育局 旅游发展中心 少年儿童业余体校 全民健身中心 体育总会",
    ),
    _domain(
        "档案/卷 会议/次 提案/件 刊物/期 调研报告/篇 公务用车/辆 办公用房/平方米 代表/人",
        "机关后勤保障 档案数字化 代表视察调研 干部教育培训 政务公开 绩效评价 巡察整改 离退休干部服务",
        "机关干部 参训学员 委员 离退休干部",
        "财政局 机关事务管理中心 档案馆 委员会办公室 党校 统计局 审计局 街道办事处",
    ),
)

PLACES = tuple("临安清河永宁兴化平阳泰和龙泉南陵新安东岭宜丰嘉禾金溪云梦长岭石泉凤翔武功玉田景宁昌乐怀远定南")
SURNAMES = tuple("王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐")
GIVEN = tuple("伟芳娜敏静强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰志国建文")


def place(rng: Random) -> str:
    """A made-up place: 平泉县, 安宁市 …"""
    return "".join(rng.sample(PLACES, 2)) + rng.choice(("市", "县", "区", "自治县", "市高新区", "镇", "新区"))


def person(rng: Random) -> str:
    """A made-up name of a person."""
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2))))


def telephone(rng: Random) -> str:
    """A made-up telephone number."""
    local = "".join(rng.choice("0123456789") for _ in range(7))
    return rng.choice((f"0{rng.randint(310, 999)}-{local}", f"1{rng.randint(30, 99)}{rng.randint(1, 9)}{local}"))


def body(domain: Domain, rng: Random) -> str:
    """A made-up public body of the domain."""
    suffix = rng.choice(("", "", "", "（本级）", "机关"))
    return place(rng) + rng.choice(domain.bodies) + suffix


_WAYS = (
    "开展{act}",
    "购置{thing}",
    "做好{act}工作",
    "提高{people}满意度",
    "保障{thing}正常运行",
    "加强{act}",
    "惠及{people}",
    "推进{act}",
    "完成{thing}更新改造",
    "落实{act}各项政策",
    "确保{act}顺利完成",
    "改善{people}生活条件",
)


def clauses(domain: Domain, rng: Random) -> str:
    """What is to be done in the domain, in one to five clauses."""
    return "，".join(
        rng.choice(_WAYS).format(
            act=rng.choice(domain.acts), thing=rng.choice(domain.things)[0], people=rng.choice(domain.people)
        )
        for _ in range(rng.randint(1, 5))
    )
