"""What a number measures: the words around it, cleaned to the name of an indicator or of a thing counted.

>>> subject("到2025年,全市森林覆盖率达到")
'森林覆盖率'
>>> counted("计划新建", "大型泵站")
'新建大型泵站'
"""

from __future__ import annotations

import re
from functools import lru_cache


def _either(words: str) -> str:
    return "|".join(words.split())


_YEAR = r"(?:19|20)\d{2}\s?年"
_DATE = (
    r"(?:(?:到|至|截至|截止到?|力争|争取|于|自|从|在|计划)?\s?"
    rf"(?:(?:19|20)\d{{2}}\s?年?\s?[-－—–~～至到]{{1,2}}\s?)?{_YEAR}(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?(?:度|底|末|年底|年末|期间|以来)?"
    r"(?:之前|以前|前)?"
    r"|(?:到|至|在)?(?:整个)?[“\"]?十[一二三四五]五[”\"]?(?:规划)?(?:时期|期间|期末|末期|末|期)?(?:内|以来)?"
    r"|五年来|未来五年|近年来|近几年|今后五年|五年间?)"
)

# Verbs whose object is the thing counted; they stay in the name because 新建 and 改造 are different commitments.
_WORKS_TABLE = """
新建 改建 扩建 续建 新改建 新、改建 建设 建成 建立 建造 修建 兴建 改造 改扩建 增设 新增 设立 设置 布设
铺设 安装 配备 配置 配套 购置 购买 采购 更新 更换 开通 新开 新设 整治 治理 修复 整修 维修 加固 拆除
淘汰 关闭 取缔 化解 引进 培育 培养 培训 招录 招聘 招引 吸引 创建 打造 组建 选派 认定 评选 选树 扶持
支持 发展 推广 实施 开展 举办 承办 组织 完成 推进 落实 确定 遴选 储备 谋划 包装 争取 投入 投资 安置
转化 孵化 落地 获批 获得 荣获 取得 签约 调解 办理 受理 检查 排查 整改 查处 查封 清理 规划 规划建设
形成 保留 输送 救助 资助 帮扶 惠及 覆盖 服务 提供 推出 编制 制定 修订 出台 发放 发展壮大 做大做强 带动
吸纳 实现 报废 列入 纳入 入选 晋升 增加 补建 新创 命名 申报 创作 演出 放映 出版 收藏 保护 抢救 征集
普及 建有 设有 下辖 拥有 现有 共有 达到 达 有 培树 搭建 构建 研发 建立完善 采取 提升 关停 下发 深化 督促 升级 强化
创新 设 建 建好 抓好 做好 改善 优化 打通 策划 推动 使 向 为 完善
"""
_WORKS = frozenset(_WORKS_TABLE.split())
_WORKS_VERB = "|".join(sorted(_WORKS, key=lambda word: (-len(word), word)))
_ENDS_IN_WORKS = re.compile(
    rf"(?:{_WORKS_VERB})(?:和?(?:完善|升级|改造|提升|巩固|发展|扶持|壮大))?(?:了|过|完成|起|好|出)?$"
)
_STARTS_WITH_WORKS = re.compile(rf"^(?:{_WORKS_VERB})")
_SAYS_WORKS = re.compile("|".join(sorted(word for word in _WORKS if len(word) > 1)))
_ONLY_VERBS = re.compile(rf"(?:累计)?(?:{_WORKS_VERB}){{1,2}}")
_EMPTY_VERB = re.compile(
    r"^(?:实现|完成|达到|达|拥有|现有|共有|有|建有|设有|投入|推进|落实|开展|实施|推动|使|向|为|形成|覆盖|强化|深化|下辖|督促|设|组织)$"
)

_LEAD_WORDS = r"""
使得 让 令 把 将 其中 同时 另外 此外 特别是 尤其是 包括 分别(?:为|是)? 全市(?!域) 我市 本市
全区 全县 全域内 力争 争取(?!到|上级|国|省|中央|资金) 确保 努力 预计 预期(?!寿命|性) 计划(?!生育|单列)
规划(?=建设|新建|实施|改造|形成|投资|布局|完成|培育) 拟 共计 共(?!同|享|建|青|产|性) 总计 合计
目前 截至目前 截至 截止 现已 现己 已经 已(?!成) 己 先后 通过 进一步 积极 大力 着力 加快 全力 稳步
持续 不断 逐步 全面 重点 有序 力求 认真 切实 深入 圆满 年底前? 年末 每年 年内 期间 期末 是 也 还 再(?!生|制造|贷|保险|就业)
又 均 各(?=\d) 约 近 超过 不低于 基本(?!医疗|医保|养老|公共|农田|草原|生活|建设|药物|保险|殡葬) 实现(?=.{3})(?!.{0,3}率) 完成(?!率) 达到
拥有 以及 以(?=.{8,}) 成功 有效 有力 仅有 只有 共有 现有 仅 更是 全年 围绕 推动(?=全市|全区|我市)
促进(?=全市|全区|我市) 了 有(?!效|序|关|机|限|力|色|线|轨|条|害|组) 到 至(?=.{2})
在(?!线|建|校|编|岗|册|园) 为(?!民) 和(?!谐|睦|平) 与 及(?!时) 并(?!网|轨|购) 而 则
且 即 使(?!用) 对(?!外|接|口|策) 于 从 由(?=.{3})
"""
_DATED = re.compile(rf"(?<![比较与])(?<![比较与][“\"])(?:{_DATE})")
_LEAD = re.compile(
    rf"^(?:{_DATE}|[、,，:：;；/\s·\-—Ø]+|{_either(_LEAD_WORDS)}|[一二三四五六七八九十]+是|\d{{1,2}}[.、](?!\d)"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳])"
)

_TAIL_WORDS = r"""
实现(?!率) 达到 达 到达 高达 多达 为 是 至 到 约为? 近 将近 接近 共 共有 有 各 仅 仅为 仅有
只有 超过 超 突破 不低于 不少于 不小于 不高于 不超过 不得低于 不足 至少 大于 小于 高于 低于 少于 多于
控制在 保持在? 稳定在 维持在 提高 提升 增加 增长 增至 升 升至 上升 发展 扩大 下降 降低 减少 缩短 压缩
降 由 从 自 在 均 均达到? 分别 总计 合计 共计 累计 已 己 已经 现已 现己 也 将 力争 努力 争取 确保
预计 预期 基本 占到 完成 的 了 建设 年均 平均 以 按 大约 全部 拥有 就 更 要 成功 不到 始终未 未
仍(?:然|旧)?(?:为|有|是)? 依然(?:为|有|是)? (?:平均)?每[日天月年周] 须 连续(?:[一二三四五六七八九十\d]+年)? (?<=达到)每[百千万十]*[人户]
(?<=[率例重值量额数])(?:总体|长期)?稳定 逐步 连年 普遍 始终 一直 常年 长期
""".strip()
_TAIL = re.compile(rf"(?:{_either(_TAIL_WORDS)}|[:：、,，\s<>≤≥=＜＞~])$")
_LONGEST_TAIL = 16
"""Characters of the longest predicate: a search for one at the end of a text looks no further back."""
_CHANGE = r"(?:下降|降低|减少|增长|增加|提高|提升|上升|削减|压减|递增|上涨|增幅|缩减|翻番)(?:率|幅度|比例)?(?:约|近|超过|不低于|达到?|在|为|了|到达)*"
_CHANGE_TAIL = re.compile(
    rf"(?:(?:分别)?(?:比|较|同比|环比|年均|累计|平均每?年|每年|总体|逐年)[^,，]{{0,14}}?)?{_CHANGE}$"
)
_INTENT = re.compile(r"^分别|力争|争取|努力|确保|预计")
_TO = re.compile(r"(?:到|至|为)$")
_PAIRS = {"”": "“", "》": "《", "」": "「", "）": "（", ")": "("}
_AND_SO_ON = re.compile(r"(?<=...)(?<![一二三四特高中优同平均初相头])等$")
_SUCH_AS = re.compile(r"^(.*?)(?<![中高优同平均初相头])等(?!级|候|待|效|值|次)(.{2,})$")


@lru_cache(maxsize=4096)
def strip_lead(text: str) -> str:
    """`text` without dates, connectives and fillers at its head."""
    while match := _LEAD.match(text):
        if match.end() == len(text) or not match.end():
            break
        text = text[match.end() :]
    return text


def strip_tail(text: str) -> str:
    """`text` without the predicate at its end."""
    while match := _TAIL.search(text, max(0, len(text) - _LONGEST_TAIL)):
        text = text[: match.start()]
    return text


@lru_cache(maxsize=4096)
def subject(before: str) -> str:
    """The indicator named before a number: `到2025年,全市森林覆盖率达到` names 森林覆盖率."""
    text = re.split(r"[,，](?!\d)", before)[-1].strip(" :：")
    for part in reversed(_DATED.split(text)) if "年" in text or "五" in text else (text,):
        name = _subject(part)
        if len(name) >= 2:
            return name
    return ""


def _subject(text: str) -> str:
    text = strip_lead(text)
    change = _CHANGE_TAIL.search(text)
    if change and not _TO.search(text):
        head = strip_tail(text[: change.start()])
        tail = re.sub(r"(?:约|近|超过|不低于|达到?|在|为|了|到达)+$", "", change[0])
        tail = _INTENT.sub("", tail)
        return _tidy(strip_lead(head) + tail) if head else tail
    tidy = strip_lead(strip_tail(text))
    return _tidy("" if _LEAD.fullmatch(tidy) else tidy)


_HEADING = re.compile(
    r"\s*(?:\d{1,2}\s?[.、](?!\d)|[(（][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|——)\s*(?P<title>[^,，。:：“”]{2,20})$"
)


def heading(sentence: str) -> str:
    """The topic of an entry whose first sentence is but its title: `1.乳品产业链` heads what follows; "" otherwise."""
    match = _HEADING.match(sentence)
    return match["title"] if match else ""


def alike(a: str, b: str) -> bool:
    """Whether two names share enough character pairs to be the same thing said twice."""
    pairs_a = {a[i : i + 2] for i in range(len(a) - 1)}
    pairs_b = {b[i : i + 2] for i in range(len(b) - 1)}
    return 2 * len(pairs_a & pairs_b) >= 0.4 * (len(pairs_a) + len(pairs_b))


def topic(title: str) -> str:
    """What a box is about, from its title: `专栏9 客运枢纽项目` is about 客运枢纽."""
    text = re.sub(r"^(?:专栏|表|附表|图)\s*\d*[-—.\d]*\s*", "", title.strip())
    return re.sub(r"(?:建设|重点|重大)*(?:项目|工程|任务|内容|计划|行动)?(?:表|一览表|清单)?$", "", text)


def is_change(before: str) -> bool:
    """Whether the words before a number say a change (增长, 比2020年下降) and not a level reached (增长到)."""
    return bool(_CHANGE_TAIL.search(before)) and not _TO.search(before.rstrip("约近"))


@lru_cache(maxsize=2048)
def verb_before(before: str) -> str | None:
    """The verb right before a number whose object follows it: `计划新建` gives 新建; 完成 and its like
    give "", and None says that there is no verb."""
    match = _ENDS_IN_WORKS.search(
        re.sub(r"(?:约|近|超过|共|各|不少于|不低于|至少|将|达到?|了|规划|全市|全省|我市)+$", "", before)
    )
    if not match:
        return None
    verb = re.sub(r"(?:了|过|起|好|出)$", "", match[0])
    return "" if _EMPTY_VERB.search(verb) else verb


_AFTER_STOP = re.compile(r"[,，。;；|Ø:：]")
_AFTER_LEAD = re.compile(r"^(?:(?:及其?)?以上|以下|以内|左右|之内|上下|[的\s])+")
# A share that is told of what is counted has a predicate of its own: 29个事项办理率为100%.
_AFTER_SAID = re.compile(r"(?<=[率例重比度])(?:均|仅|已)?(?:为|达到?|低于|高于|超过)$")
_MEASURED = re.compile(r"(?:能力|规模|产能|产量|面积|投资|里程|长度|功率|容量|收入|产值)$")
_PREPOSITION = re.compile(
    r"(?:引导|鼓励|督促|依托|按照?|围绕|针对|利用|推荐|组织|指导|在|对|以|与|将|由|从|于|把|给|等|要求|和|及)$"
)


# Past this length the adjectives before 的 hide the thing counted.
_LONG_NOUN = 14
_LATE_VERB = re.compile(r"(?:实施|开展|完成|建成)了?$|(?:着重|重点|予以|加以)(?:推进|支持|培育|建设|实施|扶持|打造)$")


def of_a_year(before: str) -> bool:
    """Whether a multiple is of another year's value: `是2015年的`."""
    return bool(re.search(rf"(?:是|为|相当于)(?:{_DATE})的(?:约|近)?$", before))


_PEOPLE = re.compile(r"(?:人|人次|名)$")


def is_verb(name: str, unit: str | None) -> bool:
    """Whether a name is a mere verb (新建), which names nothing; with people counted (培训1.2万人次) it says enough."""
    return bool(_ONLY_VERBS.fullmatch(name)) and not (unit and _PEOPLE.search(unit) and len(name) > 1)


def verbless(name: str) -> str:
    """A name without the verbs it opens with: 新建泵站 and 改造提升泵站 are 泵站."""
    while (match := _STARTS_WITH_WORKS.match(name)) and match.end() + 2 <= len(name):
        name = name[match.end() :]
    return name


def starts_with_works(text: str) -> bool:
    """Whether a verb that does something to a thing counted opens the text."""
    return bool(_STARTS_WITH_WORKS.match(text))


def does(before: str) -> bool:
    """Whether a verb that does something to what is counted stands before a list: `重点打造甲园、乙园`."""
    return bool(_SAYS_WORKS.search(before.partition("、")[0]))


def verb_of(name: str) -> str:
    """The verb a name opens with (新建泵站: 新建), "" when it opens with none or with one that says nothing."""
    match = _STARTS_WITH_WORKS.match(name)
    return match[0] if match and not _EMPTY_VERB.match(match[0]) else ""


def object_after(after: str) -> str:
    """The thing counted that follows a number, up to the next stop."""
    text = _AFTER_STOP.split(after, maxsplit=1)[0]
    text = _AFTER_SAID.sub("", _AFTER_LEAD.sub("", text))
    return text.strip("、和及与以并 \t")


def counted(before: str, noun: str) -> str:
    """Name of a thing counted before its noun: verb and object, or what the number says of the object."""
    noun = _LATE_VERB.sub("", noun) or noun
    head = noun.rpartition("的")[2]
    if len(noun) > _LONG_NOUN and len(head) > 2 and "、" not in head:
        noun = head
    verb = verb_before(before)
    listed = before.rstrip().endswith("、")
    own = strip_lead(before.strip("、和及与并 \t")).strip()
    if _MEASURED.search(measured := subject(own)):
        opening = verb_of(measured)
        return _tidy(opening + noun + measured[len(opening) :])
    if verb == "" and own.endswith("实现"):
        return _tidy(subject(own) + noun)
    if verb is not None:
        return _tidy(verb + noun)
    if own.endswith("等") or listed or "、" in own:
        return _tidy(verb_of(own) + noun)
    own = subject(own)
    if not own or _PREPOSITION.search(own):
        return _tidy(noun)
    return _tidy(own + noun)


def _tidy(text: str) -> str:
    """A long list of examples before 等 is left out, brackets and quotes that lost their half are closed."""
    text = _AND_SO_ON.sub("", text)
    such_as = _SUCH_AS.match(text)
    if such_as and len(such_as[1]) > 3 * len(such_as[2]):
        text = verb_of(text) + such_as[2]
    for closer, opener in _PAIRS.items():
        if text.count(closer) > text.count(opener):
            cut = text.index(closer)
            rest = text[cut + 1 :]
            text = rest if len(rest) >= 2 else text[:cut]
        elif text.count(opener) > text.count(closer):
            text = text.replace(opener, "", 1) if opener in "“「" else text[: text.rindex(opener)] or text
    return text
