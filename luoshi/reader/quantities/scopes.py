"""Where a quantity holds: each county, a named area, the city proper; None where the text does not say.

>>> from luoshi.reader.gazetteer import NOWHERE
>>> scope_of("到2025年,每个县(市)区新建", NOWHERE)
'每个县(市)区'
>>> scope_of("到2025年,全市新建", NOWHERE)
'全市'
"""

from __future__ import annotations

import re

from luoshi.reader import places
from luoshi.reader.gazetteer import Gazetteer

_AREA = (
    r"县\s?[(（]市[、,]?区?[)）]\s?区?|市\s?[(（]县[)）]\s?区|县\s?[(（]区[)）]|县[、]?市?[、]?区|区县|县|市区"
    r"|乡镇(?:[(（]街道[)）])?|镇|行政村|建制村|村|街道|社区|园区|开发区"
)
_EACH = re.compile(rf"(?:每个?|各)(?:{_AREA})")
_PART = re.compile(
    r"中心城区|主城区|城市建成区|建成区|城区|市区|市本级|市级|市域|农村|全市|我市|本市|全区(?!域)|全县|城镇|城乡"
)


def scope_of(before: str, gazetteer: Gazetteer) -> str | None:
    """The scope named last in the words before a number: one per area first, then a named area, then a part of the city."""
    each = [match[0] for match in _EACH.finditer(before)]
    if each:
        return each[-1]
    named = [place.name for place in places.find(before, gazetteer) if not place.name.startswith("县")]
    if named:
        return named[-1]
    part = [match[0] for match in _PART.finditer(before)]
    if not part:
        return None
    return "全市" if part[-1] in ("我市", "本市") else part[-1]
