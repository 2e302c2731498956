"""Projects named in running text: `实施甲工程、乙项目`, `建设甲基地`, `开展甲、乙等重点技术研发`.

>>> [draft.name for draft in read_prose("加快推进南岭河治理工程,提高防洪能力。")]
['南岭河治理工程']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.names import clean, is_name, split
from luoshi.reader.projects.words import PLACE_HEAD, QUOTED_HEAD, STRONG_HEAD, SYSTEM_HEAD, TEAM_HEAD, VERB

_SENTENCE = re.compile(r"[。;!?]")
_PHRASE = re.compile(r"[,:]")
_JOIN = re.compile(r"、|以及|及(?!时)|和(?!谐|平|美)|与")
_COMMA = re.compile("、")
_KIND = "(?:科技|技术|关键技术|科研)?(?:研发)?(?:项目|工程)"
_RESEARCH = "(?:关键|新)?(?:技术|产品)?(?:的)?(?:引进|研发|攻关|开发)(?:与(?:研发|推广|应用)|创新)?|(?:关键)?技术研发项目|科技项目|科研项目"
_LIST_TAIL = re.compile(
    r"等(?:一批)?(?:\d+[个项]|[一二三四五六七八九十]+[大个项])?(?P<cue>重点|重大|关键|专业|主要|骨干)*"
    rf"(?:(?P<research>{_RESEARCH})|{_KIND})(?:建设|实施)?$"
)
_ETC = re.compile(r"等(?!级)")
_WORK_TAIL = re.compile(r"(?<=建设|改造|整治|治理|升级)(?:任务|工作|进度|步伐)$")
_FOR_THE_SAKE = re.compile(r"以[^的]{2,30}为(?:重点|核心|主|主体|支撑|引领)的")
_FUNCTION_WORD = re.compile(
    r"^了|^过|^和|^及|^与|^在|^到|以.{1,12}为|将|从而|使|对(?!外|口|接)|按照|根据|为了|通过|不断|进一步|提供|给予|依据|符合|具有|需要|的(?:项目|工程|行动)$"
)
_WORK_VERB = re.compile(
    r"(?:推进|推动|加快|实施|开展|建立|建设|完善|加强|强化|提升|做好|深化|健全|优化|组织|全面|深入|大力|规划)+"
)
_PROMOTED = re.compile(
    r"(?:晋级|申报|争创|升级为|创建)(?:为)?(?:国家|省|市|[3-5]A)级?.{0,16}(?:区|县|市|镇|基地|园|中心|城市)$"
)
_INNER_VERB = re.compile(r"^(?:计划|规划|拟)?投资.{2,20}?(?:建设|建成|新建|改建|扩建)")
_SIZED = re.compile(r"\d+(?:\.\d+)?(?:万|亿)?(?:吨|元|平方米|立方米|千瓦|兆瓦|个)")
_BARE_LAST = re.compile(r"(?:和|与|及)(?:园区|基地|平台|中心|公园|枢纽)$")
_CONFIDENCE = {
    "object of a verb of work": 0.7,
    "thing to be built": 0.6,
    "team to be formed": 0.5,
    "promotion to a higher grade": 0.6,
}
_TRIES = 8
"""Verbs of one phrase that are tried, at most."""
_SHORT = 7
"""A thing built is named for itself from this length on; shorter ones (`物流中心`) are kinds of thing."""


def read_prose(text: str) -> Iterator[Draft]:
    """Yield the projects of a narrowed clause.

    Money and dates of a sentence are given to a project only if it is the sentence's only one; else those of its own
    phrase, or of its own part of a list, count.
    """
    for at, sentence in split(text, _SENTENCE):
        found = [
            (draft, phrase)
            for start, phrase in split(sentence, _PHRASE)
            if len(phrase) > _SHORT
            for draft in _phrase(phrase, at + start)
        ]
        alone = Counter(phrase for _, phrase in found)
        for draft, phrase in found:
            if len(found) == 1:
                yield replace(draft, body=sentence)
            else:
                yield replace(draft, body=phrase) if alone[phrase] == 1 else draft


def _phrase(phrase: str, at: int) -> Iterator[Draft]:
    phrase = _WORK_TAIL.sub("", phrase)
    for verb in islice(VERB.finditer(phrase), _TRIES):
        lead = _WORK_VERB.match(phrase, verb.end())
        skip = lead.end() if lead else verb.end()
        if about := _FOR_THE_SAKE.match(phrase, skip):
            skip = about.end()
        found = list(_objects(phrase[skip:], built=verb.lastgroup == "build", dated="年" in phrase))
        for draft in found:
            yield replace(draft, offset=at + skip + draft.offset)
        if found:
            return


def _objects(text: str, *, built: bool, dated: bool) -> Iterator[Draft]:
    tail = _LIST_TAIL.search(text)
    if tail and (tail["research"] or tail["cue"]):
        why = "list of research projects" if tail["research"] else "list of key projects"
        parts = list(split(text[: tail.start()], _COMMA))
        if len(parts) == 1 and tail["research"]:
            parts = [(0, text)]
        for offset, part in parts:
            if (name := _named(part)) is not None:
                yield Draft(name=name, offset=offset + _at(part, name), body=part, why=why, confidence=0.8)
        return
    for offset, part in _parts(text):
        inner = _INNER_VERB.match(part)
        name = _named(part[inner.end() :] if inner else part)
        if name is None or _ETC.search(name):
            continue
        quoted = f"“{name}”" in part
        if why := _why(name, part, quoted=quoted, built=built or bool(inner), dated=dated):
            yield Draft(name=name, offset=offset + _at(part, name), body=part, why=why, confidence=_CONFIDENCE[why])
        elif built and "的" in name:
            last = name.rpartition("的")[2]
            if len(last) >= _SHORT and PLACE_HEAD.search(last):
                why = "thing to be built"
                yield Draft(name=last, offset=offset + _at(part, last), body=part, why=why, confidence=0.5)


def _why(name: str, part: str, *, quoted: bool, built: bool, dated: bool) -> str | None:
    bare = name.rstrip("”’")
    if STRONG_HEAD.search(bare) and (len(name) >= _SHORT or quoted):
        return "object of a verb of work"
    if quoted and not built and QUOTED_HEAD.search(bare):
        return "object of a verb of work"
    if PLACE_HEAD.search(name) and _particular(name) and (built or name.endswith("建设")):
        return "thing to be built"
    if built and SYSTEM_HEAD.search(name) and (dated or _SIZED.search(part)):
        return "thing to be built"
    if built and TEAM_HEAD.search(name):
        return "team to be formed"
    if not built and _PROMOTED.search(name):
        return "promotion to a higher grade"
    return None


def _at(part: str, name: str) -> int:
    return max(0, part.find(name))


def _particular(name: str) -> bool:
    return len(name) >= _SHORT and "、" not in name and "的" not in name and not _BARE_LAST.search(name)


def _named(part: str) -> str | None:
    name = clean(part)
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
