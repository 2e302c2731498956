"""The name cell of an indicator row: the names in it, their unit, whether it is a part of the row above.

>>> read_name("3.城镇登记失业率(%)")
Name(text='城镇登记失业率', unit='%', part=False, number='3.')
>>> read_name("其中:(1)高速公路里程").text, each("二氧化硫、氨氮减少(%)")
('高速公路里程', [('二氧化硫减少', '%'), ('氨氮减少', '%')])
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from luoshi.core.units import parse_unit
from luoshi.reader.widths import narrow

_NUMBER = re.compile(r"(?:\(?\d{1,2}\)|\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,3}、(?!二级|三级)|[①-⑳])\s*")
_OF_WHICH = re.compile(r"(?:其中|#)\s*:?\s*|[—–-]{1,2}\s*")
_UNIT = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,14}(?:\([^()]{1,4}\))?)\s*[)\]]\s*$")
_LOOSE_UNIT = re.compile(r"[%‰]|[万亿千百]?[一-鿿A-Za-z%㎡³]{1,6}[/每][一-鿿A-Za-z0-9³㎡]{1,8}|[万亿][一-鿿]{1,6}")
_SAID_UNIT = re.compile(r"单位\s?:\s?")
_NOTE = re.compile(r"[①-⑳*]+$|\[\d{1,2}\]$")
_EDGE = " :：;；,，、"
_ENTRIES = re.compile(r"\s+|(?<=[)）])\s*[/;；、]\s*")
_LIST = re.compile(r"[、和及与]")
_SHARED = re.compile(
    r"(?:重点工程)?(?:排放总?量)?(?:累计|年均)?(?:下降|减少|降低|削减|减排|增长|提高|提升)(?:率|比例|幅度|量)?$|(?:排放总?量|覆盖率|达标率|普及率|参保率|利用率|处理率|数量|人数|比例)$"
)


class Name(NamedTuple):
    """What a name cell says."""

    text: str
    unit: str | None
    part: bool
    number: str | None


@lru_cache(maxsize=2048)
def read_name(text: str) -> Name:
    """The name in a cell without its number, 其中 and unit."""
    flat = narrow(text)
    begin = len(flat) - len(flat.lstrip())
    part = False
    number = None
    while True:
        if match := _OF_WHICH.match(flat, begin):
            part = True
        elif number is None and (match := _NUMBER.match(flat, begin)):
            number = match[0].strip()
        else:
            break
        begin = match.end()
    end = len(_NOTE.sub("", flat.rstrip()))
    unit = None
    if (said := _UNIT.search(flat, begin, end)) and unit_word(word := _SAID_UNIT.sub("", said[1]).strip()):
        end, unit = said.start(), word
    return Name(text[begin:end].strip(_EDGE), unit, part, number)


def unit_word(text: str) -> bool:
    """Whether a word in brackets is a unit: 万人, 公里/百平方公里; 县级节点 is none."""
    return parse_unit(text) is not None or _LOOSE_UNIT.fullmatch(text) is not None


def each(text: str) -> list[tuple[str, str | None]]:
    """The names of a cell that lists several, each with its unit; what ends the list belongs to each."""
    found: list[tuple[str, str | None]] = []
    for entry in _ENTRIES.split(text):
        name = read_name(entry)
        shared = _SHARED.search(name.text)
        tail = shared[0] if shared else ""
        items = _LIST.split(name.text[: len(name.text) - len(tail)]) if tail else _LIST.split(name.text)
        found.extend((item + tail, name.unit) for item in items if item)
    return found
