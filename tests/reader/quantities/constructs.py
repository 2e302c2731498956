"""The table of sentences: one construct of the language a case, with the rows that it must give.

Example: `"verb, noun, number"` is 改造灌区渠道120公里 in a chapter of tasks, and one row.
"""

from __future__ import annotations

from dataclasses import dataclass

GOAL, TASK, REVIEW = "主要目标", "重点任务", "发展基础"


@dataclass(frozen=True)
class Case:
    """A sentence, where it stands, and its rows as (name, value, unit)."""

    text: str
    rows: list[tuple[str, float | None, str | None]]
    section: str = GOAL


CASES = {
    "noun before the number": Case("到2025年,全市森林覆盖率达到42.5%。", [("森林覆盖率", 42.5, "%")]),
    "noun after the number": Case("新建3座大型泵站。", [("新建大型泵站", 3, "座")], TASK),
    "verb, noun, number": Case("改造灌区渠道120公里。", [("改造灌区渠道", 120, "公里")], TASK),
    "a list of things counted": Case(
        "培育龙头企业30家、合作社6家。", [("培育龙头企业", 30, "家"), ("培育合作社", 6, "家")], TASK
    ),
    "respectively, each name whole": Case(
        "到2025年,城区绿化覆盖率、全域森林覆盖率分别达到40%、30%以上。", [("城区绿化覆盖率", 40, "%"), ("全域森林覆盖率", 30, "%")]
    ),
    "respectively, a shared head": Case(
        "二氧化硫、氮氧化物和氨氮排放量分别下降10%、12%和8%。",
        [("二氧化硫排放量下降", 10, "%"), ("氮氧化物排放量下降", 12, "%"), ("氨氮排放量下降", 8, "%")],
    ),
    "respectively, the names of the segment before": Case(
        "2020年签约项目70个、开工项目40个,其中来自邻市的分别为30个、20个。",
        [("签约项目", 70, "个"), ("开工项目", 40, "个"), ("来自邻市签约项目", 30, "个"), ("来自邻市开工项目", 20, "个")],
        REVIEW,
    ),
    "each so many": Case("建设游泳馆和体育馆各8个。", [("建设游泳馆", 8, "个"), ("体育馆", 8, "个")], TASK),
    "two rates with one value": Case("信息录入率和核实率达到100%。", [("信息录入率", 100, "%"), ("信息核实率", 100, "%")]),
    "from a to b in a goal": Case("供水普及率由85%提高到95%。", [("供水普及率", 85, "%"), ("供水普及率", 95, "%")]),
    "from a to b in a review": Case("科技企业由57家发展到353家,增长了5倍。", [("科技企业", 353, "家")], REVIEW),
    "a part of it": Case(
        "实施村道改造2800公里,其中村村互通90公里。", [("实施村道改造", 2800, "公里"), ("实施村道改造村村互通", 90, "公里")], TASK
    ),
    "parts in a bracket": Case(
        "泵站总数达到19座(其中大型10座,小型9座)。",
        [("泵站总数", 19, "座"), ("泵站总数大型", 10, "座"), ("泵站总数小型", 9, "座")],
    ),
    "a share of the subject before": Case(
        "研发经费达到7亿元,占生产总值比重0.9%。", [("研发经费", 7, "亿元"), ("研发经费占生产总值比重", 0.9, "%")]
    ),
    "investment of the works before": Case(
        "新建绕城公路85公里,总投资12亿元。", [("新建绕城公路", 85, "公里"), ("新建绕城公路总投资", 12, "亿元")], TASK
    ),
    "purpose after the money": Case("“十四五”期间,规划投资1000万元,建设水情调度平台。", [("水情调度平台投资", 1000, "万元")], TASK),
    "growth, then the level of the same thing": Case(
        "零售总额年均增速不低于6%,2025年达到380亿元。", [("零售总额年均增速", 6, "%"), ("零售总额", 380, "亿元")]
    ),
    "subject kept to the next sentence for a general head": Case(
        "工业增加值年均增速8%。到2025年,占GDP比重达到30%。", [("工业增加值年均增速", 8, "%"), ("工业增加值占GDP比重", 30, "%")]
    ),
    "benefit of the thing before": Case(
        "培育合作社6家,带动农户1.2万户。", [("培育合作社", 6, "家"), ("培育合作社带动农户", 1.2, "万户")], TASK
    ),
    "examples before 等 are left out": Case(
        "建设青岚河治理工程实验室、流域水情调度研究中心、节水技术创新中心等平台15个。", [("建设平台", 15, "个")], TASK
    ),
    "a named list before its count": Case("新建滨河路、文昌路、学府路3条主干道。", [("新建主干道", 3, "条")], TASK),
    "per area": Case("每个县(市)区建成2个以上农产品冷链物流园。", [("建成农产品冷链物流园", 2, "个")], TASK),
    "per area, in words": Case("每个乡镇建成一座垃圾中转站。", [("建成垃圾中转站", 1, "座")], TASK),
    "two units of one thing": Case(
        "新建桥梁416米/13座。", [("新建桥梁", 416, "米"), ("新建桥梁", 13, "座")], TASK
    ),
    "a size describes the thing": Case("建设25个面积500平方米的图书分馆。", [("建设面积500平方米的图书分馆", 25, "个")], TASK),
    "capacity of a plant": Case("建设日处理能力1200吨垃圾焚烧厂。", [("建设垃圾焚烧厂日处理能力", 1200, "吨")], TASK),
    "doubling": Case("到2025年,技术产品增加值翻一番。", [("技术产品增加值", 2, "倍")]),
    "zero growth": Case("到2025年,化肥使用量实现零增长。", [("化肥使用量", 0, None)]),
    "pending": Case("到2025年,空气优良天数比例以国家下达为准。", [("空气优良天数比例", None, None)]),
    "a criterion is no quantity": Case("引进投资5000万元以上项目10个。", [("引进投资5000万元以上项目", 10, "个")], TASK),
    "a criterion with 的": Case("人数少于5人的机构减少70%。", [("人数少于5人的机构减少", 70, "%")]),
    "compared with others": Case("工业占比23%,低于全省9个百分点。", [("工业占比", 23, "%")], REVIEW),
    "kinds of talk": Case("围绕5个方面推出30项举措。", [], TASK),
    "given, not set": Case("依托7个产业园区,培育企业20家。", [("培育企业", 20, "家")], TASK),
    "one of many": Case("323户企业中,高技术企业5户。", [("高技术企业", 5, "户")], REVIEW),
    "the cost of one project": Case("①滨河路改造工程(续建),涉及4个路段,计划投资2亿元。", [("滨河路改造工程路段", 4, "个")], TASK),
    "a date, a number of a law": Case("2021年10月1日起按青政发〔2021〕5号文件执行。", []),
    "an age is a condition": Case("65岁以上老人健康管理率达到75%。", [("65岁以上老人健康管理率", 75, "%")]),
    "hours where hours are the indicator": Case("群众平均办事时间缩短至30分钟以内。", [("群众平均办事时间", 30, "分钟")]),
    "title of a document": Case("印发《节水行动方案(2021年2个阶段)》。", [], TASK),
    "a list that goes on after its values": Case(
        "绿地率和绿化覆盖率分别达到36%和40%以上、人均公园面积不低于15平方米。",
        [("绿地率", 36, "%"), ("绿化覆盖率", 40, "%"), ("人均公园面积", 15, "平方米")],
    ),
    "short items share the rest of the last": Case(
        "一类、二类、三类区人均设施面积分别达到5平方米、4平方米、3平方米。",
        [("一类区人均设施面积", 5, "平方米"), ("二类区人均设施面积", 4, "平方米"), ("三类区人均设施面积", 3, "平方米")],
    ),
    "a level takes the noun of the item before": Case(
        "培育国家级示范企业10家、省级50家。", [("培育国家级示范企业", 10, "家"), ("培育省级示范企业", 50, "家")], TASK
    ),
    "a verb takes the thing named before": Case(
        "加快建设充电桩,2022年新建300个。", [("新建充电桩", 300, "个")], TASK
    ),
    "per hundred thousand": Case("孕产妇死亡率控制在14/10万以内。", [("孕产妇死亡率", 14, "/10万")]),
    "life expectancy is counted in years of age": Case("人均预期寿命达到79岁。", [("人均预期寿命", 79, "岁")]),
    "a multiple of another year": Case("2020年生产总值达到102亿元,是2015年的1.5倍。", [("生产总值", 102, "亿元")], REVIEW),
    "firms above a mark": Case("年营业收入超100亿元企业达到3家。", [("年营业收入超100亿元企业", 3, "家")]),
    "the price of a thing named": Case("推进总投资120亿元的蓄能电站建设。", [], TASK),
    "a subsidy rule": Case("对技改给予不超过10%的补助。", [], TASK),
    "decimal without a unit": Case("灌溉水有效利用系数提高到0.58。", [("灌溉水有效利用系数", 0.58, None)]),
    "full-width digits and marks": Case("到2025年，覆盖率达到９５％，培训１．２万人次。", [("覆盖率", 95, "%"), ("培训", 1.2, "万人次")]),
    "a list counted at its end, nothing done to it": Case("城东水库、城西水库2个水源地得到进一步保护。", []),
    "what is not reached": Case("研发投入占比不足0.9%。", [], REVIEW),
    "a list without 分别": Case(
        "公交车、出租车新能源化比例达到80%、60%。", [("公交车新能源化比例", 80, "%"), ("出租车新能源化比例", 60, "%")]
    ),
    "a comparison before 分别": Case(
        "化学需氧量、氨氮排放总量较2020年分别减少300吨、50吨。",
        [("化学需氧量排放总量较2020年减少", 300, "吨"), ("氨氮排放总量较2020年减少", 50, "吨")],
    ),
    "parts end where other things are counted": Case(
        "完成营造林150万亩,其中人工造林50万亩,森林蓄积净增20万立方米。",
        [("营造林", 150, "万亩"), ("营造林人工造林", 50, "万亩"), ("森林蓄积净增", 20, "万立方米")], TASK,
    ),
    "a time limit for something to be done": Case(
        "接报后12小时内受灾群众得到救助。", [("接报后受灾群众得到救助", 12, "小时")], TASK
    ),
    "a time that is a condition": Case("打造1小时内经济圈。", [], TASK),
    "shares that wait for their verb": Case(
        "完成90%养老院、50%学校等场所安装报警器。",
        [("养老院安装报警器", 90, "%"), ("学校等场所安装报警器", 50, "%")], TASK,
    ),
    "a slogan": Case("实现“4个提升”。", []),
    "so much a day": Case("供水能力达到每日42万立方米。", [("供水能力", 42, "万立方米/日")]),
    "so many a year": Case("每年培育企业10家。", [("培育企业", 10, "家/年")], TASK),
    "the growth of each year is no amount a year": Case("财政收入每年增长6%。", [("财政收入每年增长", 6, "%")]),
    "adverbs belong to the predicate": Case("管网漏损率仍高达12%,失业率稳定保持在4%以内。", [("管网漏损率", 12, "%"), ("失业率", 4, "%")]),
    "再 within a word": Case("再生水利用率达到30%。", [("再生水利用率", 30, "%")]),
    "on top of a level": Case("普及率在2020年85%的基础上提高到95%。", [("普及率", 85, "%"), ("普及率", 95, "%")]),
    "more than a level by so much": Case(
        "到2025年,普及率比2020年的85%提高10个百分点。", [("普及率", 85, "%"), ("普及率提高", 10, "个百分点")]
    ),
    "rates of the thing named first": Case(
        "方案审批率、实施率分别达到100%和95%以上。", [("方案审批率", 100, "%"), ("方案实施率", 95, "%")]
    ),
    "levels of government share the rest": Case(
        "市、县、乡三级河长巡河分别不少于4次、12次和48次。",
        [("市级河长巡河", 4, "次"), ("县级河长巡河", 12, "次"), ("乡级河长巡河", 48, "次")],
    ),
    "kinds of school share the rest": Case(
        "小学、初中起始年级班额分别控制在45人和50人以内。", [("小学起始年级班额", 45, "人"), ("初中起始年级班额", 50, "人")]
    ),
    "a share divided over its kinds": Case(
        "药品使用金额占比乡镇卫生院不低于70%、县级医院不低于50%。",
        [("药品使用金额占比乡镇卫生院", 70, "%"), ("药品使用金额占比县级医院", 50, "%")],
    ),
    "works said once behind a list": Case(
        "完成2处大型灌区和6处中型灌区续建配套改造。",
        [("大型灌区续建配套改造", 2, "处"), ("中型灌区续建配套改造", 6, "处")], TASK,
    ),
    "what a share of them provides": Case(
        "80%以上的卫生室能够提供6类以上适宜技术。", [("卫生室能够提供6类以上适宜技术", 80, "%")]
    ),
    "a flourish that is made": Case("建成身份认证、电子支付等五大支撑平台,打造8大产业集群。",
        [("建成支撑平台", 5, "个"), ("打造产业集群", 8, "个")], TASK),
    "a count in words that is made": Case("搭建防汛、监管四个业务应用系统。", [("搭建业务应用系统", 4, "个")], TASK),
    "a flourish": Case("打好三大攻坚战,落实五大发展理念,做好一个方面工作。", [], TASK),
    "a time limit without 内": Case("不动产登记1个工作日办结,疫情报告须在2小时内完成。",
        [("不动产登记办结", 1, "个工作日"), ("疫情报告完成", 2, "小时")]),
    "time that something lasts": Case("学生每学年实践不少于3天。", [("学生每学年实践", 3, "天/学年")]),
    "the size of a group is a criterion": Case("常住人口4000人以上的村可独立设园,消除56人以上大班额。", [], TASK),
    "whom a measure is for": Case("对研发投入占收入3%以上的企业给予支持。", [], TASK),
    "the counties of the city": Case("服务7个县(市)区加快培育企业。", [], TASK),
    "a weight is of what is weighed": Case("评估结果纳入考核,权重不低于5%。", [("评估结果纳入考核权重", 5, "%")]),
    "doubling since a year": Case("经济总量较2020年翻一番以上。", [("经济总量", 2, "倍")]),
    "others are not the city": Case(
        "全国城镇化率已超过60%,先进城市占比普遍超过30%。全省平均覆盖率为45%,我市为40%。", [("覆盖率", 40, "%")], REVIEW
    ),
    "基本 within a name": Case("基本医保参保率稳定在95%以上。", [("基本医保参保率", 95, "%")]),
    "the subject of the sentence before reaches on": Case(
        "到2023年,覆盖率达到80%;到2025年,达到95%。", [("覆盖率", 80, "%"), ("覆盖率", 95, "%")]
    ),
    "what opens a list holds for all of it": Case(
        "每千人口拥有医师3.2人、床位7张、护士4人。",
        [("每千人口拥有医师", 3.2, "人"), ("每千人口拥有床位", 7, "张"), ("每千人口拥有护士", 4, "人")],
    ),
    "what a net reaches": Case("外网涵盖51个部门、174个乡镇、1579个村。",
        [("外网涵盖部门", 51, "个"), ("外网涵盖乡镇", 174, "个"), ("外网涵盖村", 1579, "个")], REVIEW),
    "doubled, to so many": Case("企业数量实现翻番,达到100家。", [("企业数量", 100, "家"), ("企业数量", 2, "倍")]),
    "a rise, then the level of the same thing": Case(
        "比重提升5个百分点,达到40%。", [("比重提升", 5, "个百分点"), ("比重", 40, "%")]
    ),
    "a kind of place takes the rest of the subject": Case(
        "城市养老设施覆盖率100%,农村达到80%。", [("城市养老设施覆盖率", 100, "%"), ("农村养老设施覆盖率", 80, "%")]
    ),
    "verbs alone take the thing": Case(
        "新增高标准农田20万亩、改造提升15万亩,累计建成120万亩。",
        [("新增高标准农田", 20, "万亩"), ("改造提升高标准农田", 15, "万亩"), ("累计建成高标准农田", 120, "万亩")], TASK,
    ),
    "a part by its grade": Case("引进亿元以上项目100个,其中十亿元以上20个。",
        [("引进亿元以上项目", 100, "个"), ("引进亿元以上项目十亿元以上", 20, "个")], TASK),
    "a longer life": Case("预期寿命76.9岁,比2015年提高1.3岁。", [("预期寿命", 76.9, "岁"), ("预期寿命比2015年提高", 1.3, "岁")], REVIEW),
    "a number with a list comma in its name": Case(
        "三、四级手术占比由21%提高到35%。", [("三、四级手术占比", 21, "%"), ("三、四级手术占比", 35, "%")]
    ),
    "days in hospital, and a process made shorter": Case(
        "平均住院日控制在8天以内,企业开办流程压缩至1个工作日。", [("平均住院日", 8, "天"), ("企业开办流程", 1, "个工作日")]
    ),
    "a project with its cost and dates": Case(
        "加快推进云溪湖水库建设,总库容860万立方米,总投资2亿元,2022年开工。", [("云溪湖水库总库容", 860, "万立方米")], TASK
    ),
    "a grade of size is no quantity": Case("新建5000吨级泊位6个。", [("新建5000吨级泊位", 6, "个")], TASK),
    "length and sales are of the thing before": Case(
        "中小河流63条,总长1874公里。", [("中小河流", 63, "条"), ("中小河流总长", 1874, "公里")], REVIEW
    ),
    "the verb of a long list": Case("构建洪水预报、水资源配置等模型12个。", [("构建模型", 12, "个")], TASK),
    "so much for so many people": Case("文化设施面积达到每万人500平方米。", [("文化设施面积", 500, "平方米/万人")]),
    "an amount of the average year": Case("年均培训医师2万人次。", [("年均培训医师", 2, "万人次/年")], TASK),
    "years on end": Case("粮食产量连续五年稳定在20亿斤以上。", [("粮食产量", 20, "亿斤")], REVIEW),
    "a bare number of a year": Case("城乡居民收入比由2020年的2.5缩小到2025年的2.2。", [("城乡居民收入比", 2.5, None), ("城乡居民收入比", 2.2, None)]),
    "talk of a role is no subject": Case("发挥资金在培训等方面的作用,到2025年销量达到18亿元。", [("销量", 18, "亿元")], TASK),
    "the predicate of what is counted": Case(
        "29个事项办理率为100%。", [("事项办理率", 29, "个"), ("事项办理率", 100, "%")], REVIEW
    ),
    "an aim within a change": Case("儿童总体近视率力争每年降低1个百分点。", [("儿童总体近视率每年降低", 1, "个百分点/年")]),
    "and so on": Case("改造道路绿化等6条。", [("改造道路绿化", 6, "条")], TASK),
    "an area alone takes the subject before it": Case(
        "市级水利投入不低于上年水平,各县(市)不低于200万元、各区不低于100万元。",
        [("各县(市)水利投入", 200, "万元"), ("各区水利投入", 100, "万元")], TASK,
    ),
}  # fmt: skip
