"""Projects named in running text: `实施甲工程、乙项目`, `建设甲基地`, `开展甲、乙等重点技术研发`.

>>> [draft.name for draft in read_prose("加快推进南岭河治理工程,提高防洪能力。")]
['南岭河治理工程']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.names import clean, is_name, split
from luoshi.reader.projects.words import PLACE_HEAD, STRONG_HEAD, SYSTEM_HEAD, TEAM_HEAD, VERB

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
_FOR_THE_SAKE = re.compile(r"^以[^的]{2,30}为(?:重点|核心|主|主体|支撑|引领)的")
_FUNCTION_WORD = re.compile(
    r"^了|^过|^与|^在|^到|以.{1,12}为|将|从而|使|对(?!外|口|接)|按照|根据|为了|通过|不断|进一步|提供|给予|符合|具有|需要|的(?:项目|工程|行动)$"
)
_WORK_VERB = re.compile(
    r"^(?:推进|推动|加快|实施|开展|建立|建设|完善|加强|强化|提升|做好|深化|健全|优化|组织|全面|深入|大力|规划)+"
)
_PROMOTED = re.compile(r"晋级|晋升|申报|争创|升级为|创建国家|创建省")
_SHORT = 7
"""A thing built is named for itself from this length on; shorter ones (`物流中心`) are kinds of thing."""


def read_prose(text: str) -> Iterator[Draft]:
    """Yield the projects of a narrowed clause."""
    for at, sentence in split(text, _SENTENCE):
        for start, phrase in split(sentence, _PHRASE):
            if len(phrase) > 5:
                yield from _phrase(phrase, at + start, sentence)


def _phrase(phrase: str, at: int, sentence: str) -> Iterator[Draft]:
    phrase = _WORK_TAIL.sub("", phrase)
    for verb in VERB.finditer(phrase):
        lead = _WORK_VERB.match(phrase[verb.end() :])
        skip = verb.end() + (lead.end() if lead else 0)
        if about := _FOR_THE_SAKE.match(phrase[skip:]):
            skip += about.end()
        found = [
            Draft(name=name, offset=at + skip + offset, body=sentence, why=why, confidence=confidence)
            for offset, name, why, confidence in _objects(phrase[skip:], built=verb.lastgroup == "build")
        ]
        yield from found
        if found:
            return


def _objects(text: str, *, built: bool) -> Iterator[tuple[int, str, str, float]]:
    tail = _LIST_TAIL.search(text)
    if tail and (tail["research"] or tail["cue"]):
        why = "list of research projects" if tail["research"] else "list of key projects"
        for offset, part in split(text[: tail.start()], _COMMA):
            if (name := _named(part)) is not None:
                yield offset, name, why, 0.8
        return
    for offset, part in _parts(text):
        name = _named(part)
        if name is None or _ETC.search(name):
            continue
        if STRONG_HEAD.search(name) and (len(name) >= _SHORT or part.strip() != name):
            yield offset, name, "object of a verb of work", 0.7
        elif PLACE_HEAD.search(name) and _particular(name) and (built or name.endswith("建设")):
            yield offset, name, "thing to be built", 0.6
        elif built and TEAM_HEAD.search(name):
            yield offset, name, "team to be formed", 0.5
        elif not built and _PROMOTED.search(name):
            yield offset, name, "promotion to a higher grade", 0.6


def _particular(name: str) -> bool:
    return len(name) >= _SHORT and "、" not in name


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
