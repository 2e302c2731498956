"""The objects of a verb of work: one name, or a list of names, told from the kinds of thing that only sound like one.

>>> [draft.name for draft in objects("南岭河治理工程、北川水库和城东灌区改造工程", verb="do")]
['南岭河治理工程', '北川水库', '城东灌区改造工程']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.names import clean, is_name, split
from luoshi.reader.projects.words import (
    ANY_WORK_HEAD,
    CAMPAIGN_HEAD,
    PLACE_HEAD,
    QUOTED_HEAD,
    STRONG_HEAD,
    SYSTEM_HEAD,
    TEAM_HEAD,
)

_JOIN = re.compile(r"、|以及|及(?!时)|和(?!谐|平|美)|与|暨")
_COMMA = re.compile("、|以及")
_RESEARCH = (
    "(?:关键|新)?(?:技术|产品)?(?:的)?(?:引进|研发|攻关|开发)(?:与(?:研发|推广|应用)|创新)?"
    "|(?:关键)?技术研发项目|科技项目|科研项目"
)
_LIST_TAIL = re.compile(
    r"等(?:一批)?(?:\d+[个项]|[一二三四五六七八九十]+[大个项])?(?P<cue>重点|重大|关键|专业|主要|骨干)*"
    rf"(?:(?P<research>{_RESEARCH})|[^、,]{{0,8}}?(?P<projects>项目)|工程)(?:建设|实施|改造)?$"
)
_ETC = re.compile(r"等(?!级)")
_FOR_THE_SAKE = re.compile(r"^以[^的]{2,30}为(?:重点|核心|主|主体|支撑|引领|牵引)的")
_FUNCTION_WORD = re.compile(
    r"^(?:了|过|和|及|与|在|到|成|为|暨|划定|建设了|内容|包括|严把|争创|重在|地和)|以.{1,12}为|将|从而|使(?!用)|对(?!外|口|接)|按照|根据|为了|通过|不断|进一步|提供|给予|符合|具有|需要|依据"
    r"|的(?:项目|工程|行动)$"
)
_PROMOTED = re.compile(
    r"(?:晋级|申报|争创|升级为|创建)(?:为)?(?:国家|省|市|[3-5]A)级?.{0,16}(?:区|县|市|镇|基地|园|中心|城市)$"
)
_INNER_VERB = re.compile(r"^(?:计划|规划|拟)?投资.{2,20}?(?:建设|建成|新建|改建|扩建)")
_SIZE_AHEAD = re.compile(
    r"^(?:\d+[个处座家条所])?(?:(?:建筑|占地|总)?面积)?约?\d+(?:\.\d+)?万?(?:平方米|平米|平|㎡|亩|公顷|公里|千米|米|延米)(?=[一-鿿]{3})"
)
_SIZED = re.compile(r"\d+(?:\.\d+)?(?:万|亿)?(?:吨|元|平方米|立方米|千瓦|兆瓦|个)")
_BARE_LAST = re.compile(r"(?:和|与|及)(?:园区|基地|平台|中心|公园|枢纽)$")
_IN_AN_AREA = re.compile(r"^[一-鿿]{2,4}?(?:市|县|区|镇|乡)(?!级|场|民|域)")
_LEVEL = re.compile(r"\d|全[国省市县区]|[市县区](?:级|本级)?|[一-鿿]{2,3}[市县区]")
_GRADE = re.compile(r"国家(?!电网|能源|电投)|省级|世界级|区域性(?!应急)|[一1]流")
_SHORT = 7
"""A thing built is named for itself from this length on; shorter ones (`物流中心`) are kinds of thing."""
_CONFIDENCE = {
    "object of a verb of work": 0.7,
    "thing to be built": 0.6,
    "team to be formed": 0.5,
    "promotion to a higher grade": 0.6,
    "campaign": 0.5,
    "work in a chapter of projects": 0.5,
}


def objects(
    text: str, *, verb: str, dated: bool = False, trusted: bool = False, local: bool = False
) -> Iterator[Draft]:
    """Yield the names in what follows a verb.

    `verb` is `do`, `build` or `weak`; `dated` tells that the phrase names a year, `trusted` that the chapter is about
    projects, `local` that an area stands as the subject.
    """
    tail = _LIST_TAIL.search(text) if "等" in text else None
    if tail and verb != "weak" and (tail["research"] or tail["cue"] or tail["projects"]):
        yield from _named_list(text, tail)
        return
    parts = list(_parts(text))
    together = len(parts) > 1 and bool(STRONG_HEAD.search(parts[-1][1]) or parts[-1][1].endswith("建设"))
    for offset, part in parts:
        inner = _INNER_VERB.match(part)
        name = named(part[inner.end() :] if inner else part)
        if name is None or _ETC.search(name):
            continue
        kind = "build" if inner or (together and verb == "do") else verb
        why = _why(name, part, verb=kind, dated=dated, trusted=trusted, local=local)
        if not why and kind == "build" and "的" in name:
            name = name.rpartition("的")[2]
            if len(name) >= _SHORT and PLACE_HEAD.search(name):
                why = "thing to be built"
        if why:
            yield _draft(name, offset, part, why, _CONFIDENCE[why])


def _named_list(text: str, tail: re.Match[str]) -> Iterator[Draft]:
    why = "list of research projects" if tail["research"] else "list of key projects"
    parts = list(split(text[: tail.start()], _COMMA))
    if len(parts) == 1 and tail["research"]:
        parts = [(0, text)]
    for offset, part in parts:
        name = named(part)
        if name and (tail["research"] or tail["cue"] or _is_list_name(name)):
            yield _draft(name, offset, part, why, 0.8 if tail["cue"] or tail["research"] else 0.65)


def _is_list_name(name: str) -> bool:
    """Of `甲、乙等项目`: names that end as things built do, or open with their area; bare kinds of work are none."""
    return bool(STRONG_HEAD.search(name) or _IN_AN_AREA.match(name) or (PLACE_HEAD.search(name) and _particular(name)))


def of_list(text: str) -> Iterator[Draft]:
    """Names that go on a list begun in the phrase before: each must end as a project does."""
    for offset, part in _parts(text):
        name = named(part)
        if name and STRONG_HEAD.search(name) and not _ETC.search(name):
            yield _draft(name, offset, part, "object of a verb of work", 0.6)


def _draft(name: str, offset: int, part: str, why: str, confidence: float) -> Draft:
    return Draft(name=name, offset=offset + max(0, part.find(name)), body=part, why=why, confidence=confidence)


def _why(name: str, part: str, *, verb: str, dated: bool, trusted: bool, local: bool) -> str | None:
    bare = name.rstrip("”’")
    quoted = f"“{name}”" in part
    built = verb == "build"
    if trusted and ANY_WORK_HEAD.search(name) and (not built or not PLACE_HEAD.search(name)):
        return "work in a chapter of projects"
    if verb == "weak":
        return "thing to be built" if _is_one_place(name) else None
    if STRONG_HEAD.search(bare) and (len(name) >= _SHORT or quoted or local):
        return "object of a verb of work"
    if quoted and not built and QUOTED_HEAD.search(bare):
        return "object of a verb of work"
    if (built and PLACE_HEAD.search(name) and (local or _particular(name))) or _is_one_place(name):
        return "thing to be built"
    if built and SYSTEM_HEAD.search(name) and (dated or _SIZED.search(part)):
        return "thing to be built"
    if built and TEAM_HEAD.search(name):
        return "team to be formed"
    if not built and _PROMOTED.search(name):
        return "promotion to a higher grade"
    if not built and CAMPAIGN_HEAD.search(name):
        return "campaign"
    return None


def _particular(name: str) -> bool:
    if "、" in name or "的" in name or _BARE_LAST.search(name):
        return False
    return (len(name) >= _SHORT and not _GRADE.match(name)) or bool(_IN_AN_AREA.match(name))


def _is_one_place(name: str) -> bool:
    """Whether `...基地建设` speaks of one such place: its area, level or number stands at its head."""
    return name.endswith("建设") and bool(PLACE_HEAD.search(name)) and _particular(name) and bool(_LEVEL.match(name))


def named(part: str) -> str | None:
    """The cleaned name in a part of a list, or None if it is none."""
    name = clean(_SIZE_AHEAD.sub("", _FOR_THE_SAKE.sub("", clean(part))))
    return name if is_name(name) and not _FUNCTION_WORD.search(name) else None


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Split a list of names after each part that already ends as a name does; else the words belong together."""
    held_at: int | None = None
    end = 0
    for offset, part in split(text, _JOIN):
        held_at = offset if held_at is None else held_at
        end = offset + len(part)
        bare = part.rstrip(' ”’"')
        if any(head.search(bare) for head in (STRONG_HEAD, PLACE_HEAD, SYSTEM_HEAD, TEAM_HEAD)):
            yield held_at, text[held_at:end]
            held_at = None
    if held_at is not None:
        yield held_at, text[held_at:end]
