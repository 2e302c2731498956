"""The objects of a verb of work: one name, or a list of names, told from the kinds of thing that only sound like one.

>>> [draft.name for draft in objects("南岭河治理工程、北川县水库和城东灌区改造工程", Setting(verb="do"))]
['南岭河治理工程', '北川县水库', '城东灌区改造工程']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.kinds import (
    CONFIDENCE,
    LONG_ENOUGH,
    Setting,
    bare,
    is_listed_name,
    is_particular,
    is_work,
    why,
)
from luoshi.reader.projects.names import clean, is_name, split
from luoshi.reader.projects.words import LAST_OF_HEADS, PLACE_HEAD, STRONG_HEAD, SYSTEM_HEAD, TEAM_HEAD

_HEADS = (STRONG_HEAD, PLACE_HEAD, SYSTEM_HEAD, TEAM_HEAD)
_JOIN = re.compile(r"、|以及|及(?!时)|和(?!谐|平|美)|与|暨")
_ANY_PAUSE = re.compile("[、,]|以及")
_PAUSE = re.compile("、")
_COMMA = re.compile("、|以及|(?<=项目|工程|中心)(?:和|及|与)")
_RESEARCH = (
    "(?:关键|新)?(?:技术|产品)?(?:的)?(?:引进|研发|攻关|开发)(?:与(?:研发|推广|应用)|创新)?"
    "|(?:关键)?技术研发项目|科技项目|科研项目"
)
_LIST_TAIL = re.compile(
    r"等(?!级)(?:一批)?(?:\d+[个项]|[一二三四五六七八九十]+[大个项])?(?P<cue>重点|重大|关键|专业|主要|骨干)*"
    rf"(?:(?P<research>{_RESEARCH})|(?P<kind>[^、,等]{{0,24}}?)(?P<projects>项目)|工程)(?:建设|实施|改造)?$"
)
_ETC = re.compile(r"等(?!级)")
_FOR_THE_SAKE = re.compile(r"^以[^的]{2,30}为(?:重点|核心|主|主体|支撑|引领|牵引)的")
_FUNCTION_WORD = re.compile(
    r"^(?:了|过|和|及|与|在|到|成|为|暨|划定|建设了|内容|包括|严把|争创|重在|地和|\d+%|引进|拟|我市|我县|做好|以上|针对)|以上|为一体|“.”|以.{1,12}为|将(?!军)|从而|使(?!用)|对(?!外|口|接)|按照|根据|为了|通过|不断"
    r"|进一步|提供|给予|符合|具有|需要|依据|的(?:项目|工程|行动)$"
)
_INNER_VERB = re.compile(r"^(?:计划|规划|拟)?投资.{2,20}?(?:建设|建成|新建|改建|扩建)")
_SIZE_AHEAD = re.compile(
    r"^(?:\d+[个处座家条所])?(?:(?:建筑|占地|总)?面积)?约?\d+(?:\.\d+)?万?(?:平方米|平米|平|㎡|亩|公顷|公里|千米|米|延米)的?(?=[一-鿿]{3})"
)
_COUNT_AHEAD = re.compile(r"^\d+[个处座家所]")
_COUNT_BEHIND = re.compile(r"(?<=项目|工程)\d+[个项处]$")
_NO_KIND = 6
"""A part of `甲、乙等项目` this long is a name even if its last word says nothing; shorter ones are kinds of work."""
_SHORT_BESIDE_AREA = 8
"""A name shorter than this that stands by its area (`甲县拟建设影剧院`) takes the area into it."""


def objects(text: str, here: Setting) -> Iterator[Draft]:
    """Yield the names in what follows a verb."""
    text = _COUNT_BEHIND.sub("", text)
    tail = _LIST_TAIL.search(text) if "等" in text else None
    if tail and here.verb in ("do", "build") and (tail["research"] or tail["cue"] or tail["projects"]):
        yield from _named_list(text, tail)
        return
    parts = list(_parts(text))
    together = len(parts) > 1 and bool(STRONG_HEAD.search(parts[-1][1]) or parts[-1][1].endswith("建设"))
    for offset, part in parts:
        inner = _INNER_VERB.match(part) if "投资" in part else None
        verb = "build" if inner or (together and here.verb == "do") else here.verb
        draft = _one(part, part[inner.end() :] if inner else part, here._replace(verb=verb, listed=together))
        if draft:
            yield draft._replace(offset=offset + draft.offset)


def _one(part: str, words: str, here: Setting) -> Draft | None:
    name = named(words)
    if "的" in words:
        last = clean(words.rpartition("的")[2])
        plain = bare(last)
        particular = is_name(last) and (len(plain) >= LONG_ENOUGH or is_particular(plain))
        if particular and (STRONG_HEAD.search(plain) or (here.verb in ("build", "hope") and PLACE_HEAD.search(plain))):
            name = last
    if name is None:
        return None
    reason = why(name, here, quoted=f"“{name}”" in part)
    if reason is None or (_ETC.search(name) and reason != "promotion to a higher grade"):
        name = clean(name[: found.start()]) if (found := _ETC.search(name)) else name
        reason = why(name, here) if found and is_name(name) else None
        if reason not in ("thing to be built", "object of a verb of work") or not is_particular(name):
            return None
    draft = _draft(name, 0, part, reason, CONFIDENCE[reason])
    short = _COUNT_AHEAD.sub("", name)
    if here.area and len(short) < _SHORT_BESIDE_AREA and here.area not in name:
        return draft._replace(name=here.area + short)
    return draft


def _named_list(text: str, tail: re.Match[str]) -> Iterator[Draft]:
    reason = "list of research projects" if tail["research"] else "list of key projects"
    parts = list(split(text[: tail.start()], _COMMA))
    if tail["research"]:
        parts = [(0, text)] if len(parts) == 1 else list(split(text[: tail.start()], _PAUSE))
    least = _NO_KIND - (sum(is_listed_name(clean(part)) for _, part in parts) > 1)
    for offset, part in parts:
        name = named(part)
        if name is None:
            continue
        sure = tail["research"] or tail["cue"] or is_listed_name(name)
        if sure or len(name) >= least:
            yield _draft(name, offset, part, reason, 0.8 if sure else 0.5)


def of_list(text: str, *, after_list: bool = True) -> Iterator[Draft]:
    """Names that go on a list begun in the phrase before, or are the subject of a sentence: all in one list."""
    tail = _LIST_TAIL.search(text) if "等" in text else None
    if tail and tail["projects"]:
        yield from _named_list(text, tail)
        return
    if after_list:
        yield from (
            draft
            for draft in objects(text, Setting(verb="do"))
            if draft.why in ("object of a verb of work", "promotion to a higher grade")
        )


def of_names(text: str) -> list[Draft]:
    """The names of a bare list, if it is one: at least two thirds of its parts must read as names of works."""
    parts = [(offset, part) for offset, part in split(text, _ANY_PAUSE) if part.strip()]
    names = [(offset, part, name) for offset, part in parts if (name := named(part)) and is_work(name)]
    if len(names) * 3 < len(parts) * 2:
        return []
    return [_draft(name, offset, part, "name in a list", 0.7) for offset, part, name in names]


def _draft(name: str, offset: int, part: str, reason: str, confidence: float) -> Draft:
    return Draft(name=name, offset=offset + max(0, part.find(name)), body=part, why=reason, confidence=confidence)


def named(part: str) -> str | None:
    """The cleaned name in a part of a list, or None if it is none."""
    name = clean(part)
    if name[:1] == "以":
        name = _FOR_THE_SAKE.sub("", name)
    if any(map(str.isdecimal, name)):
        name = _SIZE_AHEAD.sub("", name)
    name = clean(name)
    return name if is_name(name) and not _FUNCTION_WORD.search(name) else None


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Split a list of names after each part that already ends as a name does; else the words belong together."""
    held_at: int | None = None
    end = 0
    for offset, part in split(text, _JOIN):
        held_at = offset if held_at is None else held_at
        end = offset + len(part)
        ending = bare(part)
        if ending[-1:] in LAST_OF_HEADS and any(head.search(ending) for head in _HEADS):
            yield held_at, text[held_at:end]
            held_at = None
    if held_at is not None:
        yield held_at, text[held_at:end]
