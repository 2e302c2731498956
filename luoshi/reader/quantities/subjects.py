"""What earlier words of a sentence named, for numbers that name nothing themselves: `公路达到85公里,总投资3亿元`.

>>> memory = Memory(subject="公路里程")
>>> memory.complete("总投资"), memory.complete("比2020年增长")
('公路总投资', '公路里程比2020年增长')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.reader.quantities import names
from luoshi.reader.quantities.lexer import Measure

_MONEY_HEAD = r"(?:估算|规划|计划|预计|预估|累计|完成|涉及|概算|项目)?(?:通|总)?投资额?|总?金额|资金"
_SIZE_HEAD = (
    r"(?:项目)?(?:总里程|里程|总?面积|总?长度|全长|总长|总?数量?|总量|总?人数|规模|总规模|建筑面积|占地面积|"
    r"年?[产销]量|发行量?|总额|密度|产值|增加值)"
)
_SHARE_HEAD = (
    r"占比|比重|比例|占.*|覆盖率|达标率|完成率|合格率|安装率|普及率|知晓率|参与率|[销安转保]\S率|"
    r"一般人员|增速|增幅|平均|人均|总计|合计|共计|最高|最低|权重"
)
_CHANGE_HEAD = r"同比.*|环比.*|较(?![大高好多强小低快]).*|比.*|年均.*|累计(?:增长|下降|减少|提高)|增长|下降|提高|提升|增加|减少|降低|上升"
_OWNER = r"(?:.{0,6}(?:集团|公司|县|市|区|局|企业)(?=计划|规划|总?投资))?"
# Heads too general to stand alone: they belong to the subject before them.
_GENERIC = re.compile(
    rf"^(?:.{{0,4}}境内)?{_OWNER}(?:实现|完成)?(?:{_MONEY_HEAD}|{_SIZE_HEAD}|{_SHARE_HEAD}|{_CHANGE_HEAD})$"
)
_SHORT_PART = 4
_AREA = re.compile(r"[市县区级镇乡村](?:[(（][市县区]+[)）])?区?$")
_GRADE = re.compile(r"(?:以[上下内]|[亿万]元级)$")
_OWNED = re.compile(rf"^{_OWNER}")
_RELATIVE = re.compile(
    r"^(?:同比|环比|较(?![大高好多强小低快])|比(?![重例率])|年均|增长|下降|提高|提升|增加|减少|降低|上升|占|平均)"
)
# What follows from the thing named before: its benefits, not things of their own.
_EFFECT = re.compile(r"^(?:累计)?(?:带动|惠及|吸纳|拉动|撬动|实现(?:税收|利税|利润|产值|销售|收入))")
_LEVEL = re.compile(r"(?:国家|省|市|县|部|[一二三四五]星|[1-5]?A+|[一二三四甲乙丙])级")
_ELSEWHERE = re.compile(r"^(?:全国|全省)平均")
_GROWTH = re.compile(
    r"(?:年均|同比|累计|平均每?年)?(?:增长率|增速|增幅|增长|下降|提高|提升|上升|降低|减少|递增)(?:率|幅度)?$"
)
_DONE = re.compile(r"^(?:累计)?(?:实现|完成|达到)")
_HEAD = re.compile(r"(?:总?里程|长度|总?面积|总数|总?投资|数量|规模|总?人数|投资)$")
_NO_SUBJECT = re.compile(
    r"第[\d一二三四五六七八九十]|排名|位列|位居|目标|要求|为[^,，]*$|合理$|问题$|方面|作用|全省|全国|前列"
)
_PREDICATE = re.compile(
    r"(?:逐年|明显|显著|稳步|不断|持续|进一步|大幅|大幅度|全面|有效|得到|基本|较|逐步|日益|更加)*"
    r"(?:(?:实现)?翻一?番|倍增|提高|提升|增强|改善|优化|完善|加强|增加|扩大|上升|下降|形成|推进|增长|加快|凸显|显现|健全|巩固|夯实|丰富|建立|落实)$"
)
# An area alone names nothing: `市级财政投入不低于5亿元,各县不低于1亿元` sets the 财政投入 of each county.
_ONLY_AREA = re.compile(
    r"(?:每个?|各)(?:县\s?[(（][市、区]+[)）]\s?区?|县市区|县区|区县|县|区|市|乡镇|镇|村|街道|园区)"
)
_KIND_OF_PLACE = re.compile(r"农村|乡村|城市|城镇|城区|县城")
_AREA_BEFORE = re.compile(r"^(?:全市|全县|(?:省|市|县|区|乡镇|镇|乡|村)级)")
_COMPARES = re.compile(r"不低于|不少于|不高于|不超过|高于|低于")
_MONEY = re.compile(r"元$")
_SAYS_MONEY = re.compile(r"[额值费资债款税贷本价金入润益利酬罚销售奖投]|补助|经费|效益|支出|预算|GDP|生产总值|发行")


@dataclass(slots=True)
class Memory:
    """What earlier segments named: the subject, that of the sentence before, the names of a list, the whole that `其中` divides, and
    the unit of the last number before it, and whether that counted works to be done.
    """

    subject: str = ""
    topic: str = ""
    said: str = ""
    listed: list[str] = field(default_factory=list)
    whole: str = ""
    in_part: bool = False
    unit: str | None = None
    works: bool = False

    def restart(self, topic: str) -> None:
        """Begin a new sentence: what the last one spoke of completes a general head, but names nothing by itself."""
        self.said = self.subject or self.said
        self.topic = topic or self.subject or self.topic
        self.subject, self.listed, self.whole, self.in_part = "", [], "", False

    def remember(self, segment: str) -> None:
        """Take the noun of a segment without numbers as the subject of what follows."""
        name = _PREDICATE.sub("", _COMPARES.split(names.subject(segment))[0])
        name = name.rsplit("、", 1)[-1] if len(name) > 24 else name
        if 2 <= len(name) <= 24 and not _NO_SUBJECT.search(name):
            self.subject, self.listed = name, []

    def complete(self, name: str) -> str:
        """`name` with the subject it needs, if it needs one and there is one."""
        if self.in_part and self.whole:
            return part_name(self.whole, name)
        subject = self.subject or self.topic
        if self.subject and _ONLY_AREA.fullmatch(name):
            return name + _AREA_BEFORE.sub("", self.subject)
        if _KIND_OF_PLACE.fullmatch(name) and (other := _KIND_OF_PLACE.match(self.subject)):
            return name + self.subject[other.end() :]
        overlap = next((n for n in (4, 3, 2) if not self.subject and name[:n] == self.topic[-n:] and len(name) > n), 0)
        if overlap:
            return self.topic + name[overlap:]
        if not subject or not (is_generic(name) or _EFFECT.match(name)):
            return name
        bare = _DONE.sub("", name)
        return subject if subject.endswith(bare) else root(subject, name) + _OWNED.sub("", name)

    def level(self, name: str, listed: list[str]) -> str:
        """`省级50家` after `国家级企业10家` counts 省级企业."""
        last = listed[-1] if listed else self.subject
        if _LEVEL.fullmatch(name) and _LEVEL.search(last):
            return _LEVEL.sub(name, last, count=1)
        if _LEVEL.fullmatch(name) and last:
            return name + last
        return name

    def take(self, name: str, said: str) -> None:
        """Make `name` the subject of what follows; a growth or an effect leaves the thing that grows. `said` is the
        name as its own segment says it, before a subject was put to it.
        """
        if self.in_part or is_effect(name) or _RELATIVE.match(said) or _ONLY_AREA.fullmatch(said):
            return
        self.subject = _ELSEWHERE.sub("", _GROWTH.sub("", name)) or self.subject


def part_name(whole: str, part: str) -> str:
    """The name of a part: with its whole where the part alone says too little (大型, 市本级, 总投资)."""
    return (
        whole + part
        if len(part) <= _SHORT_PART or _AREA.search(part) or _GRADE.search(part) or is_generic(part)
        else part
    )


def is_generic(name: str) -> bool:
    """Whether a name is a head that says nothing without its subject: 总投资, 占比, 比2020年增长."""
    return bool(_GENERIC.match(name))


def is_effect(name: str) -> bool:
    """Whether a name says what something brings about (带动就业), which is no subject for what follows."""
    return bool(_EFFECT.search(name[-12:]) or re.search(r"带动|惠及|吸纳|拉动|撬动|实现税收", name))


def root(subject: str, name: str) -> str:
    """The thing a general head speaks of: after 公路里程 comes the 投资 of the 公路, but the 增长 of the 公路里程."""
    return subject if _RELATIVE.match(name) else _HEAD.sub("", subject) or subject


def with_money(name: str, measure: Measure) -> str:
    """A sum of money is the investment in the thing named, where the name itself speaks of no money."""
    if measure.unit and _MONEY.search(measure.unit) and name and not _SAYS_MONEY.search(name):
        return name + "投资"
    return name
