"""Chapters of a plan that counts in decimals: `1 现状与形势` above `1.1 水情概况`.

>>> lines = {1: "1 现状", 2: "1.1 水情", 3: "水库 3座。", 4: "3 年行动", 5: "1.2 供水", 6: "2 思路", 7: "2.1 原则"}
>>> [(line, mark.number) for line, mark in chapters(lines).items()]
[(1, 1), (6, 2)]

A number before a title is a weak mark, as rows of tables and items of lists begin so too. It is taken where the headings
in decimals around it bear it out: 3.1 comes next, or 3 stands between 2.4 and 4.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from luoshi.reader.outline.marks import Mark
from luoshi.reader.tables.cells import content
from luoshi.reader.widths import narrow

_DECIMAL = re.compile(r"(?P<major>\d{1,2})\.(?P<minor>\d{1,2})(?:\.\d{1,2})?[.、]?(?:\s+|(?=[一-鿿]))(?=[^\d\s.%])")
_BARE = re.compile(r"(?P<n>\d{1,2})(?P<gap>\s+|(?=[一-鿿“]))(?P<title>[^\d\s].*)")
_NO_TITLE = re.compile(r"[。;:!?|]|,.*,|\d\s*(?:%|[十百千万亿]?[个家项座处亩吨元人户])")
_CLASSIC = re.compile(r"\s*第.{1,3}章")
_TITLE_MAX = 30
_MIN = 2
"""Headings in decimals from which on a plan counts in them."""


def chapters(lines: Mapping[int, str]) -> dict[int, Mark]:
    """The lines that are bare chapter headings; `lines` are those outside of tables and boxes."""
    candidates: list[tuple[int, Mark, bool, tuple[int, int] | None]] = []
    following: tuple[int, int] | None = None
    decimals = 0
    for number in reversed(list(lines)):
        text = narrow(lines[number].strip())
        if not text[:1].isdigit():
            if text[:1] == "第" and _CLASSIC.match(text):
                return {}
            continue
        if found := _DECIMAL.match(text):
            following = int(found["major"]), int(found["minor"])
            decimals += 1
        elif (bare := _BARE.fullmatch(text)) and _is_title(bare["title"]):
            mark = Mark("章", "chapter", bare["n"], int(bare["n"]), bare.start("title"))
            candidates.append((number, mark, bool(bare["gap"]), following))
    return _chain(candidates) if decimals >= _MIN else {}


def _is_title(text: str) -> bool:
    """Whether words may be a heading: no sentence, no amount, none of them a number or mark as in the row of a table."""
    if len(text) > _TITLE_MAX or _NO_TITLE.search(text):
        return False
    return all(content(word) in ("text", "unit") for word in text.split())


def _chain(candidates: list[tuple[int, Mark, bool, tuple[int, int] | None]]) -> dict[int, Mark]:
    """Of the candidates, from the last to the first, those that count on and that headings in decimals bear out."""
    found: dict[int, Mark] = {}
    before = 0
    for number, mark, parted, following in reversed(candidates):
        own = mark.number or 0
        leads = following == (own, 1)
        # A chapter without headings below it stands before the next one.
        between = parted and own == before + 1 and own > 1 and (following is None or following == (own + 1, 1))
        if own > before and (leads or between):
            found[number] = mark
            before = own
    return found
