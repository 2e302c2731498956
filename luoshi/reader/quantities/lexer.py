"""Numbers that measure something, in a stretch of text.

    >>> [(m.value, m.unit, m.bound) for m in measures("到2025年,培育企业30家以上,占比超过12.5%。")]
    [(30.0, '家', <Bound.AT_LEAST: 'at_least'>), (12.5, '%', <Bound.MORE_THAN: 'more_than'>)]

One pass: each digit (or Chinese numeral) is first tried as one of the things that are written with digits and measure
nothing (dates, document and road numbers, `PM2.5`, `1+2+N`, `2*30万`, list marks), then as a number with its unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from luoshi.core.target import Bound
from luoshi.core.units import BASE, BASE_UNITS, PREFIX, alternation
from luoshi.reader.scanning import scan

# What may follow the first character of a unit and make it another word: 三方面, 2次产业, 部分, 年度.
_NOT_UNIT = """
方面 方案 方式 平均 平方(?!米|公里|千米) 平台 平安 次产业 次会议 部委 部门 部分 部队 门类
年度 年级 年代 年期 年制 年行动 周年 级以上城市 级市 度电 条例 项目化 家族 分之 分类 分开 分别
分布 日游 日报 天然 位一体 位数 点 类水 类标准 组团 站式 班子 成为 成立 成效 成果 成功 成本
成员 层次 本科 本土 本地 级标准 级公路 级站 级客运 级联动 对一 度空间 起步 件事 件套 口人 节点
集中 集聚 列入 列为 单位 单元 张网 人均 名列 户籍 户均 斤斤 只有 头部 片区化 孔雀 根据 笔试
种植 种养 元化 元结构 倍增 成熟 期间 中全会
"""


def _either(words: str) -> str:
    return "|".join(words.split())


_CLOSED = BASE[3:-1]
_ASCII = alternation([name for name in BASE_UNITS if name[0].isascii()])
_ASCII_END = r"(?![A-Za-z])"
_PAIR = rf"(?:[(（](?:{_CLOSED})[)）])?"
_PER = rf"(?:\s?[/／]\s?(?:10{{0,2}})?(?:{PREFIX})?(?:{_CLOSED}){_ASCII_END}{_PAIR})?"
# 五大工程, 8大产业集群: things counted with a flourish, of which 类 and the like are mere kinds.
_GREAT = r"大(?=[\u4e00-\u9fff]{2})(?![类批量类型众小家领方块件事行比板])"
_UNIT = rf"(?:\s?(?!{_either(_NOT_UNIT)})(?P<unit>{_GREAT}|(?:{_CLOSED}){_ASCII_END}{_PAIR}{_PER}|[/／]\s?10?\s?万人?))"

_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_MORE = r"[余多]"
_TIMES = r"(?:万亿|[十百千]?[万亿]|[百千](?!分之|分点|瓦|米|克|伏))"
_DASH = r"(?:\s?[-－—–~～]{1,2}\s?|至|到|、(?=\d+(?:\.\d+)?(?:个|家|处|座|条|所|项)?左右))"
_HAN_DIGIT = "一二两三四五六七八九"
_HAN = f"[{_HAN_DIGIT}十百千万零〇]"

# Written with digits, measuring nothing. Tried first, from the left.
_NO_QUANTITY = "|".join(
    (
        r"〔\d{4}〕\s*(?:第\s*)?\d+\s*号?",
        r"[\[［【]\d{4}[\]］】]\s*(?:第\s*)?\d+\s*号?",
        r"第\s*\d+(?:\.\d+)?",
        r"(?:19|20)\d{2}\s?[-－—–~～至到、/]{1,2}\s?(?:19|20)?\d{2}\s?年",
        r"(?:19|20)\d{2}(?=[、和及](?:19|20)\d{2}(?!\d))",
        r"(?:19|20)\d{2}\s?年(?:度|底|末|初)?(?:\s?\d{1,2}\s?月(?:份|底|末|初)?(?:\s?\d{1,2}\s?[日号])?)?",
        r"(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?!\d)",
        rf"(?:19|20)\d{{2}}[./](?:0?[1-9]|1[0-2])(?![\d%‰]|\s?(?:{_TIMES})?(?:{_CLOSED}))",
        r"\d{1,2}\s?月(?:份|底|末|初)?(?:\s?\d{1,2}\s?[日号])?",
        r"\d{1,2}[::]\d{2}(?=[-—至到前后开])",
        r"[“\"‘'「]\d{1,2}[.·•]\d{1,2}(?![\d%％‰万亿])",
        r"[A-Za-zΑ-ω]+[-－—_/]?\d+(?:[.+-]\d+)*[A-Za-z]*",
        r"\d+(?:\.\d+)?\s?[*×xX]\s?\d+(?:\.\d+)?(?:\s?[*×xX]\s?\d+(?:\.\d+)?)*",
        r"\d+(?:\s?[+＋]\s?(?:\d+|[A-Za-zNX]))+",
        r"\d+(?:\.\d+)?(?:\s?[::]\s?\d+(?:\.\d+)?)+",
        r"\d+(?:\.\d+){2,}",
        r"[(（]\d{1,3}[)）]",
        rf"(?<![\d.])\d+(?:\.\d+)?(?![\d.])(?=[A-Za-z](?!{PREFIX}))(?!(?:{_ASCII}){_ASCII_END})[A-Za-z]+",
        r"\d+(?:强|号|国道|省道|县道|线(?!索)|路(?!径)|热线|版|型|式|期|世纪|周年|#|年代)",
    )
)
_ARABIC = (
    rf"(?P<low>{_NUMBER})"
    rf"(?:(?P<low_more>{_MORE})?(?P<low_times>{_TIMES})?(?:\s?(?P<low_unit>[%％‰]|(?:{_CLOSED})(?={_DASH}\d)))?"
    rf"{_DASH}(?P<high>{_NUMBER}))?"
    rf"\s?(?P<more>{_MORE})?(?P<times>{_TIMES})?(?P<more_after>{_MORE})?{_UNIT}?"
)
_HAN_UNITS = """
次 届 场 个 家 座 处 所 条 支 名 台 套 部 辆 项 户 件 张 栋 间 架 艘 亩 公里 倍 块 口 眼 万亩
万元 亿元 万人 万吨 人次 公顷 平方公里
"""
_HAN_NO_UNIT = """
次性 次产业 次能源 次创业 次会议 场所 场景 届全会 个个 项项 座座 条条 家家 户户 部分 部委 部门 部曲 家人 家亲 家之 条龙 条心 条例 件事 口气 名列
间房 项目 块田 处理 处置 处于 所有 块屏 套路 个样 个方面 部法 条鞭
"""
_HANZI = (
    rf"(?<![第统唯同进逐另每某之其任单专初万千百十{_HAN_DIGIT}近“\"‘「《])(?<!其中)"
    rf"(?:(?P<fraction>百分之)(?P<han_share>{_HAN}+(?:点{_HAN}+)?)"
    rf"|(?P<han>(?:[{_HAN_DIGIT}十]{_HAN}{{0,6}}))(?P<han_more>{_MORE})?(?!{_either(_HAN_NO_UNIT)})(?P<han_unit>{alternation(tuple(_HAN_UNITS.split()))}|{_GREAT})"
    r"(?!一))"
)
_TOKEN = re.compile(rf"(?P<skip>{_NO_QUANTITY})|{_ARABIC}|{_HANZI}")
_STARTS = re.compile(rf"[\d〔\[［【第“\"‘'「A-Za-zΑ-ω(（{_HAN_DIGIT}十百]")

_NARROW = str.maketrans("０１２３４５６７８９．％＋＊", "0123456789.%+*")
_WIDE = re.compile("[０-９．％＋＊]")
_ANY = re.compile(rf"[0-9０-９{_HAN_DIGIT}十]")

_BEFORE = re.compile(
    r"(?P<more_than>超过|超出|突破|高于|大于|多于|[>＞])|(?P<at_least>不低于|不少于|不小于|不得低于|不得少于|至少|最低|≥|⩾)"
    r"|(?P<at_most>不高于|不超过|不大于|不多于|不得超过|不得高于|不突破|控制在|最多|最高|压缩至|≤|⩽)"
    r"|(?P<less_than>低于|少于|小于|不到|不足|[<＜])|(?P<about>大约|约为|约|将近|接近|近|预计|估算)"
)
_BEFORE_TAIL = re.compile(rf"(?:{_BEFORE.pattern})[为了到在至达]{{0,2}}\s?$")
_AFTER = re.compile(
    r"\s?(?:[(（][^()（）]{1,12}[)）])?(?:(?P<at_least>(?:及其?)?以上)|(?P<at_most>以内|之内|以下|内(?!部|外|容|涵|陆|需|地))|(?P<about>左右|上下))"
)
_BOUNDS = {
    "more_than": Bound.MORE_THAN,
    "at_least": Bound.AT_LEAST,
    "at_most": Bound.AT_MOST,
    "less_than": Bound.LESS_THAN,
    "about": Bound.ABOUT,
}
# A bare number measures only where the words around it say so.
_BARE_BEFORE = re.compile(r"(?:由|从|年的|达到?|为|至|到|在|是|于|近|约|超过|突破|提高|降低|[<>≤≥＜＞]|[::])\s?$")
_BARE_AFTER = re.compile(
    r"\s*(?:$|[,，。;；、)）]|以上|以内|以下|之内|左右|和|及|与|\||(?:缩小|扩大|提高|提升|下降|降低|上升|增加|减少)?[降增升]?[到至])"
)


class Measure(NamedTuple):
    """A number with its unit. `start` and `end` bound number and unit; a range has its upper end in `upper`."""

    value: float
    upper: float | None
    unit: str | None
    bound: Bound | None
    start: int
    end: int


def measures(text: str, start: int = 0, end: int | None = None) -> list[Measure]:
    """The measures in `text[start:end]`, in order, with offsets into `text`.

    >>> [(m.value, m.upper, m.unit) for m in measures("新建1-2个园区、三座水库")]
    [(1.0, 2.0, '个'), (3.0, None, '座')]
    """
    stop = len(text) if end is None else end
    if not _ANY.search(text, start, stop):
        return []
    narrow = text.translate(_NARROW) if _WIDE.search(text) else text
    found = []
    for match in scan(_TOKEN, _STARTS, narrow, start, stop):
        if match["skip"]:
            continue
        measure = _arabic(narrow, match, start, stop) if match["low"] else _hanzi(narrow, match, start, stop)
        if measure:
            found.append(measure)
    return found


def within(found: Sequence[Measure], start: int, end: int) -> Sequence[Measure]:
    """Those of `found`, which are in order, that begin in `start:end`."""
    first = bisect_left(found, start, key=lambda measure: measure.start)
    return found[first : bisect_left(found, end, lo=first, key=lambda measure: measure.start)]


def _arabic(text: str, match: re.Match[str], start: int, stop: int) -> Measure | None:
    low, high, unit = _number(match["low"]), match["high"], match["unit"]
    upper = _number(high) if high else None
    times = match["times"] or match["low_times"] or ""
    first_unit = match["low_unit"] or ""
    if upper is not None and upper <= low:
        upper = None
        if not (unit or first_unit):
            return None
    if unit is None and first_unit:
        unit = first_unit
    begin, end = match.start("low"), match.end()
    if unit is None:
        if times:
            unit = ""
        elif not _bare(text, begin, end, start, stop, match["low"]):
            return None
    elif (unit == "年" and low >= 1000) or (unit == "届" and low >= 10):  # 2025年, 19届五中全会
        return None
    written = re.sub(r"\s", "", times + (unit or "")).replace("％", "%") or None
    if unit == "大":
        written = "个"
    more = match["low_more"] or match["more"] or match["more_after"]
    return Measure(low, upper, written, _bound(text, begin, end, start, stop, more), begin, end)


def _hanzi(text: str, match: re.Match[str], start: int, stop: int) -> Measure | None:
    begin, end = match.start(), match.end()
    if match["fraction"]:
        value = han_value(match["han_share"])
        if value is None:
            return None
        return Measure(value, None, "%", _bound(text, begin, end, start, stop, None), begin, end)
    value = han_value(match["han"])
    if value is None or (match["han_unit"] == "届" and value >= 10):  # 十九届中央委员会 is a name
        return None
    unit = "个" if match["han_unit"] == "大" else match["han_unit"]
    return Measure(value, None, unit, _bound(text, begin, end, start, stop, match["han_more"]), begin, end)


def _number(written: str) -> float:
    return float(written.replace(",", "").replace("，", ""))


def _bare(text: str, begin: int, end: int, start: int, stop: int, written: str) -> bool:
    after = _BARE_AFTER.match(text, end, stop)
    if after is None:
        return False
    if after[0].strip() in ("以上", "以内", "以下", "之内", "左右"):
        return True
    spoken = _BARE_BEFORE.search(text[max(start, begin - 4) : begin]) is not None
    year = re.fullmatch(r"(?:19|20)\d\d", written) is not None
    return (spoken and not year) or ("." in written and begin > start and text[begin - 1] in "和、及与数率比度性")


def _bound(text: str, begin: int, end: int, start: int, stop: int, more: str | None) -> Bound | None:
    before = _BEFORE_TAIL.search(text[max(start, begin - 8) : begin])
    if before and before.lastgroup not in ("about",):
        return _BOUNDS[str(before.lastgroup)]
    after = _AFTER.match(text, end, stop)
    if after:
        return _BOUNDS[str(after.lastgroup)]
    if more:
        return Bound.MORE_THAN
    return Bound.ABOUT if before else None


_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def han_value(written: str) -> float | None:
    """The value of a Chinese numeral, None when it is none.

    >>> han_value("一百二十"), han_value("十五"), han_value("三点五"), han_value("两万")
    (120.0, 15.0, 3.5, 20000.0)
    """
    whole, _, rest = written.partition("点")
    total = section = 0
    digit: int | None = None
    for char in whole:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = (total + section + (digit or 0)) * 10_000, 0, None
        else:
            section, digit = section + (1 if digit is None else digit) * _POWERS[char], None
    number = float(total + section + (digit or 0))
    if rest:
        if not all(char in _DIGITS for char in rest):
            return None
        number = float(f"{int(number)}." + "".join(str(_DIGITS[char]) for char in rest))
    return number if number else None
