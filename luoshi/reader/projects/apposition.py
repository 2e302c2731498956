"""Places that share one work: `甲镇、乙镇,丙县丁镇五个重点镇消防站建设` means a station in each of them.

    >>> [draft.name for draft in shared_by_places("完成白石镇、青山镇,北川县东山镇三个重点镇消防站建设工作")]
    ['白石镇消防站', '青山镇消防站', '北川县东山镇消防站']

The number and the class word after the last place (`五个重点镇`) are what tells that the list stands in apposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.words import PLACE_HEAD

_PLACE = r"[一-鿿]{2,9}?(?:镇|乡|街道|县|区|市|村)"
_COUNT = re.compile(
    r"[一二三四五六七八九十\d]{1,3}个(?:重点|中心)?(?:镇|乡镇|乡|街道|县|区|市|村)(?P<work>[一-鿿]{2,12}?)(?=建设|改造|[,、。;和及]|$)"
)
_LIST = re.compile(rf"(?:{_PLACE}[、,和])+{_PLACE}$")
_FARTHEST = 120
"""Characters before the count in which the list of places must begin."""
_VERB_AHEAD = re.compile(r"^(?:完成|建设|新建|建成|推进|实施|改造|加快)+")


def shared_by_places(sentence: str) -> Iterator[Draft]:
    """Yield a work for each place of a list that a count and a class word sum up."""
    if "个" not in sentence:
        return
    for count in _COUNT.finditer(sentence):
        first = max(0, count.start() - _FARTHEST)
        listed = _LIST.search(sentence[first : count.start()])
        if not listed or not PLACE_HEAD.search(count["work"]):
            continue
        at = first + listed.start()
        for found in re.finditer(r"[^、,和]+", listed[0]):
            area = _VERB_AHEAD.sub("", found[0])
            yield Draft(
                name=area + count["work"],
                offset=at + found.end() - len(area),
                body=sentence,
                why="work shared by listed places",
                confidence=0.6,
                place=area,
            )
