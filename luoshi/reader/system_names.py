"""Names of information systems within a sentence, and how sure it is that a name is one.

    >>> [(name.text, name.confidence) for name in find("搭建覆盖全市的智慧停车云平台,完善综合交通网络和产业合作平台")]
    [('智慧停车云平台', 0.9)]

A name ends with one of a few heads (平台, 系统, 数据库 ...). Going back from the head it takes its modifiers up to a
comma, a verb or a connecting word. A head alone says little, since plans call many things a platform or a system: the
modifiers must speak of information (数据, 监测, 指挥 ...), and must not name a thing of concrete (供热系统, 创新平台).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from luoshi.reader.model import Span

_HEAD = re.compile(
    r"平台(?!期|化|经济|支撑|式|企业)|系统(?!性|化|推进|治理|谋划|集成|保护|修复|思维|观念|整治|地|分析|梳理|总结|解决|学习|培训|工程|稳定性|"
    r"格局|服务功能|多样性|风险|观|论|完备|科学|全面|提升|规划|打造|完整|施策)|数据库|信息库|资料库|资源库|档案库|名录库|专家库|知识库|案例库|题库|项目库|人才库|培育库|样本库"
    r"|大脑|一张图|一张网|一网(?:通办|统管|协同)|专网|APP|App|app|小程序|公众号|热线|一卡通(?!用)|一码通|网站|门户网|云(?=[,。;、”]|$)|网络(?!化|监管|管理|服务|安全|货运|零售|"
    r"平台|教育|媒体|文化|空间|渠道|预约|约车|直播|技术|科技|视听|文学|意识|舆|销售|营销|购物|强国)|中心(?!城|任务|工作|区|镇|村|组|点|环节|站|户|线|乡|医院|卫生院|"
    r"小学|粮|血|敬老|社区|轴|带)|智慧(?=[\u4e00-\u9fff])"
)
_SMART = re.compile(
    "智慧(?:城管|交通|农贸市场|应急|消防|水务|水利|供热|文旅|旅游|景区|人社|医疗|教育|社区|停车|博物馆|图书馆|工地|法院|司法|监狱|环保|气象|"
    "物流|公交|农业|矿山|管网|电网|能源|养老|商圈|城市|乡村|住建|安监|城建|园林|环卫|政务|监管|出行|体育|场馆|林业|市政|路灯|照明|校园|警务|广电|执法)"
)

# Words of information: what a platform or a system must be about.
_INFORMATION = (
    "信息|数据|数字|智慧|智能|网上|在线|线上|电子|互联网|物联|云|监测|监控|监管|监察|预警|预报|指挥|调度|远程|视频|感知|追溯|溯源|可视|"
    "识别|定位|办案|审批|查询|检索|申报|投诉|举报|标识解析|自动(?!驾)|共享|交换|网格|一体化|一站式|统一受理|登记|直报|督查|督察|督办|执法|会商|研判|"
    "办公|通信|接处警|传输|巡检|巡查|巡护|联网|遥感|北斗|GIS|GPS|5G|政务|应急|诊断|核算|统计|评估|台账|档案|热线|网络|软件|中枢|计算|信用|"
    "复议|调解|仲裁|观测|监理|收费|支付|票务|预约|预订|导览|管控|广播"
)
_PLATFORM = re.compile(
    _INFORMATION
    + "|管理|服务|公共|对接|交易|供需|就业|咨询|电商|电子商务|货运|承运|评价|宣传推广|采购|分销|供应链|物流|转移接续"
    "|门户|运维"
)
_SYSTEM = re.compile(_INFORMATION + "|(?<!行业)(?<!卫生)管理|控制|时钟|安防|安全防范|咨询服务|防控|营运|指引|录播|导航")
_STRONG = re.compile(
    "信息|数据|数字|智慧|智能|网上|在线|线上|电子|互联网|物联|云|监测|监控|预警|预报|指挥|调度|远程|视频|感知|追溯|溯源|监管|监察|识别|定位|"
    "标识解析|共享|交换|执法|复议|网络|督办|申报|办案|审批|应急|受理|管控"
)
# What bears the same head and is no information system.
_NO_PLATFORM = re.compile(
    "创新平台|研发|研究|创业平台|双创|孵化|合作平台|开放平台|融资平台|招商|交流平台|交往|展会|会展|展示|展销|媒体平台|检测平台|技术平台|技术创新|产业平台|发展平台|"
    "担保|中试|试验|洽谈|承接平台|工作平台$(?<!复议工作平台)|载体|成长平台|实体平台|实训|观景|垃圾|作业平台|消防车|升降|直播平台|支撑平台|外卖|第三方|"
    "社会组织|企业平台|团购|众创|科技平台|园区平台|新兴"
)
_BARE = frozenset({"信息", "管理", "应急", "应用", "控制", "监控", "监测", "监管", "数据", "指挥", "审批", "执法"})
_TRADE = re.compile("电商|电子商务|网络货运|承运|外包|企业线上|采购分销|供应链")
_NO_SYSTEM = re.compile(
    "生态系统|(?:供热|供水|供电|供气|排水|污水|给水|管网|燃气|灌溉|热水|采暖|通风|除尘|脱硫|脱硝|净化|处理|收集|收运|转运|消毒|制动|动力|传动|冷链|"
    "储能|发电|光伏|电力|慢行|步行|道路|道路网络|交通网络|路网|公交|交通|运输|绿地|公园|景观|标识|标志|标示|导向|导视|防灾|住建|人社|司法行政|政法|教育|卫生|行政|"
    "工作|执行|支撑|保障|照明|植物|农田|水系|热力|再生水|环卫|子|分|全|本|该|各|主体|营商|金融|信访|统战|社会|服务|行业|企业|商务|交运|粮食)系统$"
)
_NO_SYSTEM_BUT = re.compile("信息|智能|智慧|监测|监控|自动|在线|咨询服务|网上|一站式|调度|指挥")
_CENTRE = re.compile(
    "大?数据|信息(?!技)|云计算|算力|超算|指挥|调度|监控|管控|计算中心|灾备|运行管理中心|呼叫|监测预警|智慧|智能"
)
_NO_CENTRE = re.compile(
    "物流(?!信息)|仓储|分拣|购物|转型|客运|集散|创新|研究|研发|制造|产业|培训|服务中心(?<!信息服务中心)|治疗|急救|体验|监测中心|电子结"
)
_NET = re.compile(
    "监测网络|监控网络|感知网|信息网络|数据网络|视频|物联网络|(?:应急|专用|指挥|政务|消防)[^和]{0,4}(?:通信|无线)网络|预警网络|"
    "政务[外内]网|预报网络|观测网络|应急(?:监测|信息报告)网络"
)

# Where a name begins: after one of these. Words that names are made of (共享, 管理) are not among them.
_CUT = re.compile(
    "新建|改建|扩建|续建|建设(?!工程|项目|领域|用地|市场|监管|管理)|建成|建立|建好|建有|建(?=设?智慧)|健全|完善|推进|推动|搭建|构建|打造|开发(?!区)|推广|升级|改造|整合(?!平台)|"
    "接入|连接|联通|融入|依托|利用|运用|通过|借助|使用|启用|引入|实施|加快|加强|强化|优化|提升|纳入|实现|形成|发挥|创建|设立|开展|完成|加大|支持|鼓励|引导|"
    "培育(?!数据库|库)|引进|拓展|按照|围绕|探索|增加|新增|组建|规划(?=建设)|启动|部署|推行|布设|安装|充分|加入|提供|开通|统筹|覆盖|全面|积极|进一步|逐步|不断|现有|已有|"
    "相关|包括|以及|例如|其中|实行|做好|用好|登录|进驻|注重|具有|满足|结合|突出|共同|制定|对接(?!平台|服务)|应用(?!服务|系统|平台|支撑)|"
    "体现|充实更新|充实|更新|梳理|扩大|壮大|深化|当前|调整|基于|专注于|重点发展|多个|已建|"
    "我市|全市(?!统一)|我省|各级|各类|各地|一批|一套|一个|一座|[两三四五六七八九十\\d]+[个套处座大家]|市、县[两二]级|"
    "[以为将把的是对向由在到与按从使让有至省即等并如上]"
)
_NOT_CUT = re.compile(
    "对(?=接|外|口)|以(?=上|下)|在(?=线|建|途)|为(?=民|老)|到(?=户|位)|上(?=网|报|线|云|下)|[网线报]上|省(?=级|市|厅|局)|即(?=时)|有(?=线|序|奖)|从(?=业)|将(?=军)"
)
_JOIN = re.compile("[和与及]")
_CLOSED = re.compile(
    "(?:平台|系统|库|网络|中心|设施|设备|机制|制度|体系|队伍|能力|基地|工程|项目|园区|企业|部门|单位|人员|建设|标准|机构|终端|工作|技术|大脑|模式|网|渠道|"
    "方式|市场|场所|资源|力量|职能|[县区市乡村级站])\\Z"
)
_SHARED_HEAD = re.compile(
    "(?:采集|分析|预警|监测|发布|查询|管理|服务|调度|指挥|监控|审批|共享|交换|申报|统计|评估|监管|追溯|处置|执法|办理|支付|预约|咨询|信息|数据|预报|登记|"
    "求助|受理|展示|研判|辅助决策|决策|监督|网络|热线|对接)\\Z"
)
_EDGE = re.compile(r"[,,。;;::!?、()()《》<>【】|\t\r\n…~—]|\s")
_TRIM = re.compile(
    r"^(?:[”」’\"]|[一二三四五六七八九十]是|地(?![方质下震表面图理区])|项(?!目)|批(?!发)|种(?![植子业])|类(?![型别])|个(?![人体性])"
    r"|[之其及和与了着等]|工作|项目(?!管)|Ø|第[三四]方|\d+[.、])+"
)


LONGEST = 60
"""Characters that a name may have before its head; what stands further back is not looked at."""


class Name(NamedTuple):
    """A name, its span in the sentence, how sure it is that it is an information system, and why."""

    text: str
    span: Span
    confidence: float
    why: str


def find(text: str) -> Iterator[Name]:
    """The names of information systems in `text`, a sentence, in order."""
    last = 0
    for match in _HEAD.finditer(text):
        if match.start() < last:
            continue
        if match[0] == "智慧":
            name = _smart(text, match.start())
        else:
            start, end = _begin(text, match.start(), last), match.end()
            if "“" in text[start:end] and "”" not in text[start:end]:
                # A quoted name closes behind its head, or an opened quotation reaches over more than the name.
                start, end = (start, end + 1) if text.startswith("”", end) else (text.index("“", start) + 1, end)
            judged = _judge(text[start:end], match[0])
            name = Name(text[start:end], (start, end), *judged) if judged else None
        if name:
            last = name.span[1]
            yield name


def _smart(text: str, start: int) -> Name | None:
    """`智慧城管` without a head of its own."""
    match = _SMART.match(text, start)
    if match is None or _HEAD.search(text, match.end(), match.end() + 9):
        return None
    return Name(match[0], match.span(), 0.55, "smart field without a head")


def _begin(text: str, head: int, floor: int) -> int:
    """Where the name whose head begins at `head` begins."""
    start = floor = max(floor, head - LONGEST)
    for edge in _EDGE.finditer(text, floor, head):
        start = edge.end()
    start = _after_cuts(text, start, head)
    if text[start - 1 : start] == "、" and text.startswith(("平台", "系统", "数据库", "信息库"), head):
        start = _with_list(text, start, floor)
    elif text[start - 1 : start] in (")", ")") and text.startswith("区", start):
        start += 1  # `各县(市)区指挥平台`
    trim = _TRIM.match(text[start:head])
    if trim:
        start += trim.end()
    if text.count("”", start, head) > text.count("“", start, head):
        start = text.index("”", start, head) + 1
    elif text.startswith("“", start) and "”" not in text[start:head]:
        start += 1
    return start


def _after_cuts(text: str, start: int, head: int) -> int:
    """`start` moved on behind the last verb or connecting word before `head`."""
    low = start
    for cut in _CUT.finditer(text, low, head):
        if len(cut[0]) > 1 or not (
            _NOT_CUT.match(text, cut.start()) or _NOT_CUT.match(text, max(low, cut.start() - 1), cut.end())
        ):
            start = cut.end()
    for join in _JOIN.finditer(text, start, head):
        if join.start() - start > 8 or join.start() == start or _CLOSED.search(text, start, join.start()):
            start = join.end()
    return start


def _with_list(text: str, start: int, floor: int) -> int:
    """`信息采集、分析和预警平台`: the head belongs to every item, as far as the items are works of information."""
    while start > floor and text[start - 1] == "、":
        low = max(text.rfind(mark, floor, start - 1) for mark in ",,、;。::") + 1
        low = _after_cuts(text, max(low, floor), start - 1)
        item = text[low : start - 1]
        if not 2 <= len(item) <= 10 or not _SHARED_HEAD.search(item):
            break
        start = low
    return start


def _judge(name: str, head: str) -> tuple[float, str] | None:
    """How sure it is that `name` is an information system; None if it is none."""
    stem = name[: name.rindex(head)]
    if stem in _BARE and head in ("平台", "系统"):
        return 0.4, "hardly more than a head"
    if head == "平台":
        return _platform(name, stem)
    if head == "系统":
        return _system(name, stem)
    if head.endswith("库"):
        return _store(stem, head)
    if head == "中心":
        sure = _CENTRE.search(stem) and not _NO_CENTRE.search(name) and len(stem) >= 2
        return (0.7, "centre of data or command") if sure else None
    if head in ("网络", "一张网"):
        known = _NET.search(name) is not None or (head == "一张网" and len(stem) >= 2)
        return (0.6, "network of sensing or data") if known else None
    if head in ("大脑", "一张图", "专网"):
        return (0.85, "head of a data facility") if len(stem) >= 2 or head == "一张图" else None
    if head == "热线":
        return (0.5, "hotline") if re.search(r"\d{5}|服务|投诉|举报|咨询", stem) else None
    if head == "云":
        return (0.6, "cloud") if re.search("政务|智慧|工业|企业|私有|公有|城市", stem) else None
    if head == "网站":
        return (0.5, "head of a channel") if re.search("门户|官方|政府|政务|服务", stem) else None
    return (0.6, "head of a channel") if len(stem) >= 2 or head.startswith("一") else None


def _platform(name: str, stem: str) -> tuple[float, str] | None:
    if len(stem) < 2 or stem in ("综合", "服务", "公共服务", "统一", "网络", "数字", "大数据", "互联网", "电子商务"):
        return None
    if _NO_PLATFORM.search(name) and not re.search("信息|数据|智慧|监管|监测", stem):
        return None
    if _TRADE.search(stem):
        return 0.4, "platform of trade, mostly run by firms"
    if _STRONG.search(stem):
        return 0.9, "platform with a word of information"
    return (0.6, "platform of a service") if _PLATFORM.search(stem) else None


def _system(name: str, stem: str) -> tuple[float, str] | None:
    if len(stem) < 2 or not _SYSTEM.search(stem):
        return None
    if _NO_SYSTEM.search(name) and not _NO_SYSTEM_BUT.search(stem):
        return None
    return (0.9, "system with a word of information") if _STRONG.search(stem) else (0.7, "system of control")


def _store(stem: str, head: str) -> tuple[float, str] | None:
    if head in ("数据库", "信息库"):
        return (0.9, "data base") if len(stem) >= 1 else None
    if len(stem) < 2:
        return None
    return (0.5, "list of projects or people") if head in ("项目库", "人才库", "培育库") else (0.65, "data store")
