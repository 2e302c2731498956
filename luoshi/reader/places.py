"""Find places in a stretch of text: the areas of the gazetteer, and by form where no list knows them.

    >>> from luoshi.reader.gazetteer import Area, Gazetteer
    >>> areas = (Area("370000", "青岚市", 2, ("青岚",)), Area("370021", "云溪县", 3, ("云溪",), "370000"))
    >>> city = Gazetteer("青岚市", areas)
    >>> [(place.name, place.code) for place in find("在云溪和石桥镇新建水厂", city)]
    [('云溪县', '370021'), ('石桥镇', None)]

How other rooms call it:

- `find(text, gazetteer)`: every place that is named, in the order of the text, with its span in `text`;
- `names(text, gazetteer)`: the same as distinct canonical names (for `Task.places`, or `"、".join(...)` of them for
  `Project.place`); `各县(市)区` stands for all counties of the gazetteer, or for itself when there is none;
- `resolve(name, gazetteer)`: the Area that a whole cell names (`scope` of a quantity), None when no list knows it.

Titles in 《》 are passed over: a law's name is no place of work. `全市` and `我市` are not places here: who needs a
scope takes `gazetteer.city` for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from luoshi.reader import verbs
from luoshi.reader.alternation import of_words
from luoshi.reader.gazetteer import Area, Gazetteer
from luoshi.reader.model import Span

# `各县(市)区` and its spellings; every one begins with a literal, so that the search can skip ahead.
ALL_COUNTIES = (
    r"各县[((](?:市、?区?|区)[))]区?|各县、?市、?区|各县[区市]|各区县|各市[((]县[))]、?区?|各区、县"
    r"|县[((](?:市、?区?|区)[))]区?|县市区|市[((]县[))]区"
)

# Characters that stand before a 类 word in words that are no area's name: 小区, 园区, 各县, 城镇, 家乡 ...
_NO_AREA = {
    "县": frozenset("各全该本县贫困强范进大个试点级山出跨邻市对郊省一两属整"),
    "市": frozenset("城各全我本该上省股楼超夜集门辖级都县个街闹菜房贸车际入早花鱼区强立玩材鲜治两三四五六七八九十"),
    "区": frozenset(
        "小园景社市地山库矿灾郊范发心能护务林牧片街校辖特军厂港禁商灌盲战域功边控核缓验聚流镇村住居学新个各两自主老旧"
        "全工展戏牌场跨分营湿草坝县部雷误保税江海湖河岸沙育污套业产化城"
        "导合送煤食果菜障活燃道护贸水通成户制政中立"
    ),
    "镇": frozenset("城乡各集村小古大全个点重心色建星级名强县市进型范游兴卫产业"),
    "乡": frozenset("城家下返回还水各全个之进侨入县兴型思同本外老望故色居范"),
    "街道": frozenset("各个全条区镇乡城村市工主要县大等两小内和背商路统题有实"),
}
_LONGEST = {"县": 3, "市": 3, "区": 3, "镇": 4, "乡": 4, "街道": 4}
# What may stand right before a name that begins within a run of text: a verb, or one of these.
_BEFORE = (
    verbs.DOING
    | frozenset(["位于", "涉及", "包括", "重点", "通往", "会同", "中共", "其他", "其它", "经过", "年底"])
    | frozenset("在和与及至到于对向从由以将为经含沿按把等省市县区的了原副")
)
# A 类 word does not end a name where it opens another word (市场, 市政, 乡村, 区域, 县级 ...).
_SUFFIX = re.compile(
    "县(?![长级域城乡内外])|市(?![场民容域级县直本辖内外区、]|政(?!府))|区(?![长级域块位间划别内外])"
    "|镇(?![长级域村区内])|乡(?![长级镇村土愁风贤亲情道])|街道(?![两路])"
)
_WINDOW, _LONG_WINDOW = 6, 10


class Place(NamedTuple):
    """A place as found: canonical name, GB/T 2260 code and level where a list knows it, span in the text given."""

    name: str
    code: str | None
    level: int | None
    span: Span


def find(text: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every place named in `text`; one for each county where the text says `各县(市)区`."""
    found = list(_listed(text, gazetteer))
    taken = [place.span for place in found]
    found += [Place(text[s:e], None, None, (s, e)) for s, e in _formed(text) if not _overlaps(taken, s, e)]
    found = [place for place in found if place.name]
    found.sort(key=lambda place: place.span)
    return tuple(found)


def names(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The distinct names of the places in `text`, in order."""
    return tuple(dict.fromkeys(place.name for place in find(text, gazetteer)))


def resolve(name: str, gazetteer: Gazetteer) -> Area | None:
    """The area that `name` as a whole is the name or an alias of."""
    return _tables(gazetteer)[0].get(name.strip())


def name_start(text: str, end: int) -> int | None:
    """Where the name of a place by form begins whose 类 word (县, 市, 区 ...) ends at `end`; None if there is none."""
    suffix = "街道" if text.endswith("街道", 0, end) else text[end - 1 : end]
    if suffix not in _NO_AREA:
        return None
    stem = end - len(suffix)
    if stem < 2 or text[stem - 1] in _NO_AREA[suffix]:
        return None
    if text.endswith("自治", 0, stem) and (start := _run(text, max(0, stem - _LONG_WINDOW), stem - 2)) <= stem - 4:
        return start
    start = _behind_words(text, _run(text, max(0, stem - _WINDOW), stem), stem)
    return start if 2 <= stem - start <= _LONGEST[suffix] else None


def _run(text: str, low: int, end: int) -> int:
    """Where the Chinese characters begin that end at `end`, not before `low`."""
    start = end
    while start > low and "\u4e00" <= text[start - 1] <= "\u9fff":
        start -= 1
    return start


def _behind_words(text: str, start: int, end: int) -> int:
    """`start`, or the end of the last of the words in `text[start:end]` that stand before a name."""
    at = start
    while at < end:
        word = next((length for length in (2, 1) if at + length <= end and text[at : at + length] in _BEFORE), 0)
        at += word or 1
        start = at if word else start
    return start


def _listed(text: str, gazetteer: Gazetteer) -> Iterator[Place]:
    """Names of the list, the words for all counties, and titles, as places without a name, to pass over."""
    known, counties = _tables(gazetteer)
    for match in _pattern(gazetteer).finditer(text):
        words, span = match[0], match.span()
        area = known.get(words)
        if area:
            yield Place(area.name, area.code, area.level, span)
        elif words.startswith("《"):
            yield Place("", None, None, span)
        elif counties:
            yield from (Place(area.name, area.code, area.level, span) for area in counties)
        else:
            yield Place(words, None, 3, span)


def _formed(text: str) -> Iterator[Span]:
    """The spans of names by form."""
    for match in _SUFFIX.finditer(text):
        start = name_start(text, match.end())
        if start is not None:
            yield start, match.end()


def _overlaps(taken: list[Span], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in taken)


@lru_cache(maxsize=16)
def _tables(gazetteer: Gazetteer) -> tuple[dict[str, Area], tuple[Area, ...]]:
    """Every name and alias with its area; and the counties."""
    known: dict[str, Area] = {}
    for area in gazetteer.areas:
        for name in (area.name, *area.aliases):
            known.setdefault(name, area)
    return known, tuple(area for area in gazetteer.areas if area.level == 3)


@lru_cache(maxsize=16)
def _pattern(gazetteer: Gazetteer) -> re.Pattern[str]:
    """Titles, to pass over, the names of the list, all counties."""
    return re.compile("|".join(["《[^》]*》", *filter(None, [of_words(_tables(gazetteer)[0])]), ALL_COUNTIES]))
