"""Where a quantity holds: each county, a named area, the city proper; None where the text does not say.

>>> from luoshi.reader.gazetteer import NOWHERE
>>> scope_of("到2025年,每个县(市)区新建", NOWHERE)
'每个县(市)区'
>>> scope_of("到2025年,全市新建", NOWHERE)
'全市'

城镇, 农村 and 城乡 are kinds of place that belong to the name of an indicator (城镇登记失业率), and no scope.
"""

from __future__ import annotations

import re

from luoshi.reader import places
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.quantities.names import starts_with_works, strip_lead

_AREA = (
    r"县\s?[(（](?:市[、,]?区?|区)[)）]\s?区?|市\s?[(（]县[)）]\s?区?|县[、]?市?[、]?区|区县|县|市区"
    r"|乡镇(?:[(（]街道[)）])?|镇|行政村|建制村|村|街道|社区|园区|开发区"
)
_EACH = re.compile(rf"(?:每个?|各)(?:{_AREA})")
_WHOLE = re.compile(r"全市(?!域)|我市|本市|全区(?!域)|全县|全域(?=内)")
_PART = re.compile(rf"中心城区|主城区|城市建成区|建成区|城区|(?<!县)市区|市本级|市域|{_WHOLE.pattern}")
_ITSELF = {"我市": "全市", "本市": "全市"}
# A scope said once at the head of a sentence holds for all of it: 云溪县2021年底前新建..., 改造...
_HEAD_OF_SENTENCE = 14
# Places before 等 are examples of what is counted: 云溪河水库等10座水库.
_EXAMPLES = re.compile(r"[^,，]等")
# What follows an area that is the subject of a sentence, and not the owner of the noun after it (云溪县医院).
_SUBJECT = re.compile(r"[,，:：\d“\"]|[到至在于要将拟共现已各]|力争|计划|累计|完成|实现|十[一二三四五]五")


def scope_of(before: str, gazetteer: Gazetteer) -> str | None:
    """The scope named last in the words before a number: one per area first, then a named area, then a part of the city."""
    each = [match[0] for match in _EACH.finditer(before)]
    if each:
        return each[-1]
    named = _named(before, gazetteer)
    part = list(_PART.finditer(before))
    if named and not (part and part[-1].start() > named[-1].span[1]):
        return None if _EXAMPLES.search(before, named[-1].span[1]) else named[-1].name
    return _ITSELF.get(part[-1][0], part[-1][0]) if part else None


def _named(text: str, gazetteer: Gazetteer) -> list[places.Place]:
    """The places that stand in the text by their own name: `县(市)区` stands for all counties and names none."""
    return [place for place in places.find(text, gazetteer) if text[place.span[0]] == place.name[0] not in "县各"]


def carried(sentence: str, gazetteer: Gazetteer) -> str | None:
    """The scope that the head of a sentence sets for all its numbers: the whole city, each area, or an area that is
    the subject.

    >>> from luoshi.reader.gazetteer import NOWHERE
    >>> carried("全市新建泵站3座,改造", NOWHERE), carried("城区绿地率达到36%,改造", NOWHERE)
    ('全市', None)
    """
    head = sentence[:_HEAD_OF_SENTENCE]
    each = _EACH.search(head)
    if each:
        return each[0]
    named = _named(head, gazetteer)
    if named:
        after = sentence[named[-1].span[1] :]
        subject = not strip_lead(head[: named[-1].span[0]] + "某某").removesuffix("某某") and (
            _SUBJECT.match(after) or starts_with_works(after)
        )
        return named[-1].name if subject else None
    whole = _WHOLE.search(head)
    return _ITSELF.get(whole[0], whole[0]) if whole else None
