"""Projects named in running text: objects of verbs of work, subjects of what is done to them, works of a named firm.

>>> [draft.name for draft in read_prose("加快推进南岭河治理工程,提高防洪能力。北川物流园项目2022年开工建设。")]
['南岭河治理工程', '北川物流园项目']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from luoshi.reader.projects.apposition import shared_by_places
from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.kinds import Setting
from luoshi.reader.projects.names import SHORTEST, split
from luoshi.reader.projects.objects import named, objects, of_list
from luoshi.reader.projects.words import HINT, PLACE_HEAD, STRONG_HEAD, VERB, VERB_KINDS

_SENTENCE = re.compile(r"[。;!?]")
_PHRASE = re.compile(r"[,:]")
_WORK_TAILS = ("任务", "工作", "进度", "步伐")
_WORK_TAIL = re.compile(rf"(?<=建设|改造|整治|治理|升级|改革|项目|工程)(?:{'|'.join(_WORK_TAILS)})$")
_FOR_THE_SAKE = re.compile(r"以[^的]{2,30}为(?:重点|核心|主|主体|支撑|引领|牵引)的")
_MORE_VERBS = re.compile(
    r"(?:推进|推动|加快|实施|开展|建立|建设|完善|加强|强化|提升|做好|深化|健全|优化|组织|全面|深入|大力|规划|启动|打造|完成|改造|新建)+(?!工程|项目|行动)"
)
_AREA_AHEAD = re.compile(
    r"(?:^|[,、])(?P<area>(?![一-鿿]{0,3}[我全各本在个和与对])[一-鿿]{2,4}[市县区](?:[一-鿿]{2,4}[镇乡])?)(?:还|也|拟|计划|将|重点|继续|规划|组织|投资|分别|要|需)*$"
)
_SUBJECT = re.compile(
    r"^(?P<name>[^,;。]{4,40}?(?:项目|工程|功能区|度假区)(?:\([^()]*\)){0,2})"
    r"(?=$|已|正在|现|目前|计划|预计|规划|拟|将|于|总投资|投资|占地|位于|(?:19|20)\d\d年|全部|建成|涉及|包括|主要|竣工|开工)"
)
_TOLD = re.compile(r"投资|建设内容|建设规模|内容包括|涉及|工期|开工|竣工|占地")
_TOLD_OF_LIST = re.compile(r"(?<=项目|工程)(?:先后|相继|陆续|全部|已|正在|顺利|开工|建成|落地|竣工)")
_INVESTED = re.compile(
    r"由(?P<owner>[^,。;]{3,20}?)(?:投资|承建|出资|开发)(?:建设|兴建|开发)?的(?P<name>[^,。;]{4,40})$"
)
_AT_THE_HEAD = "subject of what is told"
_TRIES = 8
"""Verbs of one phrase that are tried, at most."""
_NEAR = 8
"""Characters before the verb of a sentence that opens a paragraph, list mark and adverbs, at most."""
_OPENING = 0.1
"""What standing at the head of a paragraph adds to the confidence in a name."""
_LEAST = 6
"""Characters of the shortest phrase that can hold a verb and a name."""


class _Place(NamedTuple):
    """Where a phrase stands: its offset in the clause, whether it opens its sentence or follows one that named works,
    whether the sentence tells facts of works or a year, whether the chapter is about projects."""

    at: int
    first: bool
    follows: bool
    told: bool
    dated: bool
    trusted: bool


def read_prose(text: str, *, trusted: bool = False) -> Iterator[Draft]:
    """Yield the projects of a narrowed clause. `trusted` tells that it stands in a chapter of projects.

    Money and dates of a sentence are given to a project only if it is the sentence's only one; else those of its own
    phrase, or of its own part of a list, count.
    """
    for at, sentence in split(text, _SENTENCE):
        if not HINT.search(sentence):
            continue
        yield from (draft._replace(offset=at + draft.offset) for draft in shared_by_places(sentence))
        told, dated = bool(_TOLD.search(sentence)), "年" in sentence
        found: list[tuple[Draft, str]] = []
        follows = False
        for start, phrase in split(sentence, _PHRASE):
            drafts: list[Draft] = []
            if len(phrase) >= _LEAST and HINT.search(phrase):
                place = _Place(
                    at=at + start, first=start == 0, follows=follows, told=told, dated=dated, trusted=trusted
                )
                drafts = _drafts(phrase, place)
            follows = bool(drafts)
            found.extend((draft, phrase) for draft in drafts)
        together = Counter(phrase for _, phrase in found) if found else {}
        for draft, phrase in found:
            if draft.offset == 0 and draft.why == _AT_THE_HEAD:
                yield draft._replace(body=text, told=sentence)
            elif len(found) == 1:
                yield draft._replace(body=sentence, told=sentence)
            else:
                yield draft._replace(body=phrase if together[phrase] == 1 else draft.body, told=sentence)


def _drafts(phrase: str, place: _Place) -> list[Draft]:
    drafts = list(_subject(phrase, place)) if place.first and place.told else []
    return drafts or list(_phrase(phrase, place)) or list(_subject(phrase, place))


def _phrase(phrase: str, place: _Place) -> Iterator[Draft]:
    phrase = phrase.rstrip()
    if phrase.endswith(_WORK_TAILS):
        phrase = _WORK_TAIL.sub("", phrase)
    if "的" in phrase and (draft := _built_by_firm(phrase)):
        yield draft._replace(offset=place.at + draft.offset)
        return
    for verb in islice(VERB.finditer(phrase), _TRIES):
        more = _MORE_VERBS.match(phrase, verb.end())
        skip = more.end() if more else verb.end()
        if phrase.startswith("以", skip) and (about := _FOR_THE_SAKE.match(phrase, skip)):
            skip = about.end()
        if len(phrase) - skip < SHORTEST:
            continue
        area = _AREA_AHEAD.search(phrase, 0, verb.start()) if verb.start() > 2 else None
        here = Setting(
            verb="build" if more and "建" in more[0] else VERB_KINDS[verb[0]],
            dated=place.dated,
            trusted=place.trusted,
            area=area["area"] if area else None,
            opening=place.first and verb.start() <= _NEAR,
        )
        objects_of_verb = list(objects(phrase[skip:], here))
        for i, draft in enumerate(objects_of_verb):
            body = phrase[:skip] + draft.body if i == 0 else draft.body
            sure = draft.confidence + (_OPENING if place.at == 0 and here.opening else 0)
            yield draft._replace(
                offset=place.at + skip + draft.offset, place=here.area, confidence=round(sure, 2), body=body
            )
        if objects_of_verb:
            return


def _built_by_firm(phrase: str) -> Draft | None:
    """`由甲公司投资建设的乙项目`."""
    found = _INVESTED.search(phrase)
    name = named(found["name"]) if found else None
    if found is None or name is None or not (STRONG_HEAD.search(name) or PLACE_HEAD.search(name)):
        return None
    return Draft(
        name=name,
        offset=phrase.rfind(name),
        body=phrase,
        why="built by a named firm",
        confidence=0.85,
        owner=found["owner"],
    )


def _subject(phrase: str, place: _Place) -> Iterator[Draft]:
    """A name at the head of a phrase, of which something is told; or more names after those of the phrase before."""
    if VERB.match(phrase):
        return
    if (place.first or place.follows) and (found := _SUBJECT.match(phrase)):
        name = named(found["name"])
        if name and (found.end() < len(phrase) or "建)" in name or place.told or place.follows):
            yield Draft(name=name, offset=place.at, body=phrase, why=_AT_THE_HEAD, confidence=0.75)
        return
    told = _TOLD_OF_LIST.search(phrase)
    if place.follows or told:
        listed = of_list(phrase[: told.start()] if told else phrase, after_list=place.follows)
        yield from (draft._replace(offset=place.at + draft.offset, why=_AT_THE_HEAD) for draft in listed)
