"""What makes the object of a verb a project: its last word, the verb before it, and how particular it is.

>>> why("南岭河治理工程", Setting(verb="do"))
'object of a verb of work'
>>> why("物流中心", Setting(verb="build")) is None
True
"""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.reader.projects.words import (
    ANY_WORK_HEAD,
    CAMPAIGN_HEAD,
    PLACE_HEAD,
    PLAN_HEAD,
    PROGRAMME_HEAD,
    QUOTED_HEAD,
    STRONG_HEAD,
    SYSTEM_HEAD,
    TEAM_HEAD,
    VERB,
)

_PROMOTED = re.compile(
    r"(?:晋级|申报|争创|升级为|创建)(?:为)?(?:国家|省|市|[3-5]A)级?.{0,16}(?:区|县|市|镇|基地|园|中心|城市)$"
)
_SIZED = re.compile(r"\d+(?:\.\d+)?(?:万|亿)?(?:吨|元|平方米|立方米|千瓦|兆瓦|个)")
_BARE_LAST = re.compile(r"(?:和|与|及)(?:园区|基地|平台|中心|公园|枢纽)$")
_IN_AN_AREA = re.compile(r"^[一-鿿]{2,4}?(?:市|县|区|镇|乡)(?!级|场|民|域)")
_LEVEL = re.compile(r"\d|全[国省市县区]|[市县区](?:级|本级)?|[一-鿿]{2,3}[市县区]")
_GRADE = re.compile(r"国家(?!电网|能源|电投)|省级|世界级|区域性(?!应急)|[一1]流")
_QUOTED_WORK = re.compile(r"“[^“”]{2,16}”[^、,]{0,10}(?:建设|改革)$")
_ROUTINE = re.compile(r"(?:年度|工作|实施|发展|投资|调度|供应|预算|招生|学习|建设|生产)计划$")
_BRACKETS = re.compile(r"(?:\([^()]*\))+$")

LONG_ENOUGH = 7
"""A thing is named for itself from this length on; shorter ones (`物流中心`) are kinds of thing."""
_AT_OPENING = 6
"""The same at the head of a paragraph, where a sentence is its title."""


CONFIDENCE = {
    "object of a verb of work": 0.7,
    "thing to be built": 0.6,
    "team to be formed": 0.5,
    "promotion to a higher grade": 0.6,
    "campaign": 0.5,
    "programme": 0.6,
    "plan to be made": 0.4,
    "work with a name of its own": 0.5,
    "work in a chapter of projects": 0.5,
}


class Setting(NamedTuple):
    """Where an object stands.

    `verb` is `do`, `build`, `weak`, `hope` or `write`; `dated`: its phrase names a year; `trusted`: the chapter is
    about projects; `area`: the area that is the verb's subject; `opening`: the phrase opens its paragraph;
    `listed`: it is one of several names.
    """

    verb: str
    dated: bool = False
    trusted: bool = False
    area: str | None = None
    opening: bool = False
    listed: bool = False


def why(name: str, here: Setting, *, quoted: bool = False) -> str | None:
    """The rule by which a name is that of a project, or None."""
    plain = bare(name)
    built = here.verb == "build" or (here.verb == "hope" and here.opening)
    if here.verb == "write":
        return "plan to be made" if PLAN_HEAD.search(name) else None
    if here.trusted and ANY_WORK_HEAD.search(plain) and not (built and PLACE_HEAD.search(plain)):
        return "work in a chapter of projects"
    if here.verb == "weak":
        if _is_one_place(plain):
            return "thing to be built"
        return "work with a name of its own" if _QUOTED_WORK.search(name) else None
    if STRONG_HEAD.search(plain) and (
        _long_enough(name, here) or quoted or here.area or (here.listed and len(name) > 4)
    ):
        return "object of a verb of work"
    if here.verb == "hope" and not here.opening:
        return None
    return _thing(name, plain, here, built=built) or _other(name, plain, quoted=quoted, built=built)


def _thing(name: str, plain: str, here: Setting, *, built: bool) -> str | None:
    if PLACE_HEAD.search(plain):
        if built and (here.area or is_particular(plain, opening=here.opening or here.dated)):
            return "thing to be built"
        if _is_one_place(plain) or (
            here.opening and here.verb == "do" and plain.endswith("建设") and is_particular(plain)
        ):
            return "thing to be built"
    if built and SYSTEM_HEAD.search(plain) and (here.dated or _SIZED.search(name) or plain.startswith("全市")):
        return "thing to be built"
    return "team to be formed" if built and TEAM_HEAD.search(plain) else None


def _other(name: str, plain: str, *, quoted: bool, built: bool) -> str | None:
    if built:
        return None
    if quoted and QUOTED_HEAD.search(plain):
        return "object of a verb of work"
    if PROGRAMME_HEAD.search(plain) and not _ROUTINE.search(plain):
        return "programme"
    if _PROMOTED.search(name):
        return "promotion to a higher grade"
    if CAMPAIGN_HEAD.search(name):
        return "campaign"
    return "work with a name of its own" if _QUOTED_WORK.search(name) else None


def bare(name: str) -> str:
    """The name without the brackets, quotes and blanks at its end, so that its last word stands last."""
    name = name.rstrip(' ”’"')
    return _BRACKETS.sub("", name) if ")" in name[-2:] else name


def is_listed_name(name: str) -> bool:
    """Of `甲、乙等项目`: names that end as things built do, or open with their area; bare kinds of work are none."""
    return bool(
        STRONG_HEAD.search(name) or _IN_AN_AREA.match(name) or (PLACE_HEAD.search(name) and is_particular(name))
    )


def is_work(name: str) -> bool:
    """Whether a part of a bare list reads as the name of a work, with no verb of its own at its head."""
    plain = bare(name)
    if VERB.match(plain):
        return False
    return (
        is_listed_name(plain)
        or bool(PLACE_HEAD.search(plain))
        or (len(plain) >= _AT_OPENING and bool(ANY_WORK_HEAD.search(plain)))
    )


def is_particular(name: str, *, opening: bool = False) -> bool:
    """Whether the name of a thing built means one thing, not a kind of thing."""
    if "、" in name or "的" in name or _BARE_LAST.search(name):
        return False
    if opening and len(name) >= _AT_OPENING:
        return True
    return (len(name) >= LONG_ENOUGH and not _GRADE.match(name)) or bool(_IN_AN_AREA.match(name))


def _long_enough(name: str, here: Setting) -> bool:
    return len(name) >= (_AT_OPENING if here.opening else LONG_ENOUGH)


def _is_one_place(name: str) -> bool:
    """Whether `...基地建设` speaks of one such place: its area, level or number stands at its head."""
    return name.endswith("建设") and bool(PLACE_HEAD.search(name)) and is_particular(name) and bool(_LEVEL.match(name))
