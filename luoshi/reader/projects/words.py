"""Words that name, announce or qualify pieces of work in Chinese plans, and the patterns made of them.

    >>> bool(STRONG_HEAD.search("南岭河治理工程"))
    True

All patterns are for narrowed text (see `reader.widths`): full-width signs and half-width ones are the same there.
"""

from __future__ import annotations

import re

from luoshi.reader.alternation import of_words


def any_of(words: str) -> str:
    """An alternation of blank-parted words, longest first."""
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))


# Heads: the last word of a name. Strong ones say "a piece of work"; places, systems and teams are things built.
_STRONG = any_of("工程 项目 行动计划 行动 示范工程 专项整治 攻坚战 生态修复 示范城市建设 三年行动 试点 特岗计划")
_PLACE = any_of(
    "基地 园区 产业园 物流园 示范园 科技园 观光园 体验园 中心 平台 枢纽 枢纽站 中心站 客运站 场站 停车场 车库 广场 "
    "专用线 联络线 公路 铁路 高铁 城际铁路 轨道交通 号线 高速 通道 互通 隧道 大桥 立交桥 快速路 快速干道 大道 专用道 道路 线路 "
    "机场 航站楼 港口 码头 水库 灌区 泵站 堤防 河道 湿地 电站 变电站 储能电站 光伏电站 风电场 热电厂 发电厂 储气库 接收站 "
    "供热站 换热站 热源厂 处理厂 污水厂 水厂 门站 管网 管线 消防站 救援站 储备库 避难场所 公园 "
    "博物馆 图书馆 体育馆 体育场 文化馆 美术馆 展览馆 新馆 展馆 科技馆 纪念馆 档案馆 群众艺术馆 分馆 场馆 书店 影剧院 剧院 剧场 演播大厅 "
    "综合楼 大厦 综合体 医院 卫生院 学校 幼儿园 养老院 福利院 敬老院 研究院 实验室 市场 街区 步行街 商业街 商贸城 小镇 安置区 "
    "功能区 度假区 旅游区 景区 风景区 风情区 保税区 示范区 集聚区 聚集区 创新型县 廊道 产业带 文化带 城市大脑"
)
_SYSTEM = any_of("系统 数据库 一张图 网络")
_TEAM = any_of("专业队 救援队 维修队伍 专业队伍")
_WORK = any_of(
    "建设 改造 扩建 改扩建 新建 治理 修复 整治 更新 提升 升级 开发 试点 研究 创建 加固 清淤 改造升级 升级改造"
)

_OF_STRONG = "建设|改造|实施|创建|试点"
STRONG_HEAD = re.compile(rf"(?:{_STRONG})(?:的?(?:{_OF_STRONG}))?$")
PLACE_HEAD = re.compile(rf"(?:{_PLACE})(?:{_WORK})?$")
SYSTEM_HEAD = re.compile(rf"(?:{_SYSTEM})(?:建设)?$")
TEAM_HEAD = re.compile(rf"(?:{_TEAM})(?:建设)?$")
_LAST_WORDS = f"{_STRONG}|{_OF_STRONG}|{_PLACE}|{_SYSTEM}|{_TEAM}|{_WORK}".split("|")
LAST_OF_HEADS = frozenset(["\n", *(word[-1] for word in _LAST_WORDS)])
"""What a text that one of the four heads above ends may end with: a quick look before four searches."""
CAMPAIGN_HEAD = re.compile(r"(?:专项|创建|攻坚|品牌|服务|”)活动$")
ANY_WORK_HEAD = re.compile(rf"(?:{_WORK}|配备|储备)$")
PLAN_HEAD = re.compile(r"(?:[三五]年|“.五”[^“”]{0,8})(?:行动)?规划$|规划\((?:19|20)\d\d[^()]*\)》?$")
PROGRAMME_HEAD = re.compile(r"[一-鿿”]{3}计划$")
QUOTED_HEAD = re.compile(r"(?:活动|计划)$")

_HINTS = f"{_STRONG}|{_PLACE}|{_SYSTEM}|{_TEAM}|建设|活动|计划|规划|等|晋级|申报|{_WORK}|配备|储备".split("|")
HINT = re.compile(of_words(word for word in _HINTS if not any(other != word and other in word for other in _HINTS)))
"""What every phrase holds that names a project in prose: a cheap look before the slow one."""

# Verbs that open a piece of work. Weak ones do so only before `...建设` of a thing that is named.
_DO = any_of("实施 开展 推进 推动 推行 启动 谋划 深化 抓好 落实 做好 重点围绕")
_BUILD = any_of(
    "建设 新建 建成 建立 组建 完成 构建 铺设 改建 扩建 改扩建 改造 搭建 续建 建好 规划建设 改造升级 修建 兴建 组建升级 建立完善 创建 "
    "建成投用 建成通车 开工建设 竣工投用 新开工"
)
_WEAK = any_of("加快 加强 提升 完善 强化 优化")
_HOPE = any_of("打造 争取 新增 培育 申报")
_WRITE = any_of("制定 编制 出台")
VERB_KINDS = {
    word: kind
    for kind, words in (("do", _DO), ("build", _BUILD), ("weak", _WEAK), ("hope", _HOPE), ("write", _WRITE))
    for word in words.split("|")
}
"""Each verb with its kind: do, build, weak, hope or write."""
VERB = re.compile(of_words(VERB_KINDS))

# Marks that open an item of a list.
ITEM_MARK = re.compile(
    r"(?P<bullet>[Ø◆●■▲★※•\uf06c\uf0d8\uf075])\s*"
    r"|(?P<circled>[①-⑳])\s*"
    r"|(?:(?<=\s)|(?<=[。;:])|^)(?:"
    r"(?P<paren>\(\d{1,3}\))\s*"
    r"|(?P<han_paren>\([一二三四五六七八九十]{1,3}\))\s*"
    r"|(?P<dotted>\d{1,2}(?:\.(?!\d)|、))\s*"
    r"|(?P<han>[一二三四五六七八九十]{1,3}、)\s*"
    r"|(?P<dash>——)\s*"
    r"|(?P<axis>第?[一二三四五六七八九十]{1,2}(?:横|纵|环|射|联|轴|廊)[::])\s*"
    r")"
)
ITEM_STARTS = re.compile(
    r"[Ø◆●■▲★※•\uf06c\uf0d8\uf075①-⑳(\d一二三四五六七八九十第—]"
    r"(?:(?<=[Ø◆●■▲★※•\uf06c\uf0d8\uf075①-⑳])|(?<=[\s。;:].)|(?<=^.))"
)
LEADING_MARK = re.compile(
    r"^(?:\s+|[Ø◆●■▲★※•·\uf06c\uf0d8\uf075]|[①-⑳]|[-—]{1,2}|\(?\d{1,3}\)|\([一二三四五六七八九十]{1,3}\)|\d{1,2}(?:\.(?!\d)|、)"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[、,:])+"
)
BOX_MARK = re.compile(r"^\s*(?:专栏|图表|表|附表|附件)\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s*[::、.]?\s*")
PROJECT_TITLE = re.compile(r"项目|工程|通道|路网|场站|枢纽|物流园|产业园|基地|行动|规划方案|步行街|景区|场馆|建设重点")
PROJECT_LIST_TITLE = re.compile(
    r"[一二三四五六七八九十\d]+(?:大|项|个)[^,。]{0,12}(?:项目|工程|行动)$|(?:重点|重大|主要|骨干|专项)(?:建设)?(?:工程|项目|行动)|工程项目|项目(?:表|清单|库)$"
)
REVIEW_TITLE = re.compile(
    r"十[一二三]五|回顾|(?:发展|现实|工作|良好)基础|基础[和与]|(?:主要|取得的?|发展|工作|建设)(?:成就|成效|成绩|成果)|现状|形势|发展环境|背景"
    r"|(?:存在|主要|面临)的?(?:主要)?问题|机遇|挑战"
)
STILL_RUNNING = re.compile(r"投资|正在|开工|在建|续建|推动|计划|拟")
