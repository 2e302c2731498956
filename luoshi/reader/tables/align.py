"""Which column each cell of a row stands in, when the row has fewer cells than the table has columns.

    >>> roles = ("group", "seq", "name", "value", "kind", "note")
    >>> place(("3", "地表水优良比例(%)", "85.7", "约束性"), roles)
    (1, 2, 3, 4)
    >>> place(("甲", "1", "优良天数比例(%)", "约束性", "待下达,以省下达为准"), roles)
    (0, 1, 2, 4, 5)

Cells keep their order; those that are missing were empty or lie under a merged cell. The cheapest way to put the cells
into the columns is found by a table of costs: what a cell holds must suit the head of its column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal

from luoshi.core.units import parse_unit
from luoshi.reader.tables.cells import Content, content
from luoshi.reader.tables.heads import Role
from luoshi.reader.widths import narrow

_FAR = 1000.0
Fit = Content | Literal["indicator", "phrase"]
"""What a cell is, words told apart further: `水质(%)` is an indicator, `稳中向好` says what is to become of one."""

_COST: dict[Role, dict[Fit, float]] = {
    "seq": {"count": 0, "number": 4, "year": 4, "text": 4, "unit": 5, "kind": 6, "blank": 2, "pending": 6,
            "indicator": 5, "phrase": 5},
    "name": {"text": 0, "unit": 2, "count": 7, "number": 7, "year": 7, "kind": 7, "blank": 4, "pending": 5,
             "indicator": 0, "phrase": 3},
    "unit": {"unit": 0, "blank": 0.5, "text": 3, "count": 6, "number": 5, "year": 6, "kind": 6, "pending": 5,
             "indicator": 6, "phrase": 5},
    "value": {"number": 0, "count": 0, "year": 0.5, "blank": 0, "pending": 0, "text": 1.5, "unit": 2, "kind": 7,
              "indicator": 4, "phrase": 0.4},
    "growth": {"number": 0, "count": 0.2, "year": 2, "blank": 0, "pending": 0, "text": 2.5, "unit": 2, "kind": 7,
               "indicator": 4, "phrase": 0.5},
    "kind": {"kind": 0, "blank": 1, "text": 6, "unit": 6, "count": 7, "number": 7, "year": 7, "pending": 6,
             "indicator": 7, "phrase": 6},
    "group": {"text": 0, "unit": 1, "count": 5, "number": 5, "year": 5, "kind": 6, "blank": 3, "pending": 4,
              "indicator": 3, "phrase": 3},
    "owner": {"text": 0, "unit": 2, "count": 6, "number": 6, "year": 6, "kind": 6, "blank": 0.5, "pending": 3,
              "indicator": 3, "phrase": 3},
    "note": {"text": 0.2, "unit": 1, "count": 3, "number": 3, "year": 2, "kind": 6, "blank": 0.2, "pending": 0.2,
             "indicator": 1.5, "phrase": 0.6},
    "other": {"text": 0, "unit": 0.5, "count": 0.5, "number": 0.5, "year": 0.5, "kind": 1, "blank": 0.5, "pending": 1,
              "indicator": 0, "phrase": 0},
}  # fmt: skip
_SKIP: dict[Role, float] = {
    "seq": 0.8, "name": 4, "unit": 0.7, "value": 0.9, "growth": 0.7, "kind": 1.2,
    "group": 0.9, "owner": 0.6, "note": 0.4, "other": 1,
}  # fmt: skip
_SECOND_NAME = 0.5
"""Cost of leaving out a column of names where there are two: indicators without parts fill one of them."""
_INDICATOR = re.compile(r"(?:\d{1,2}[.、](?!\d)|\(\d{1,2}\)|其中|#).+|.+\((?P<unit>[^()]{1,14})\)")
_PHRASE = re.compile(
    r".*(?:合理区间|同步|[高低优大小]于|不低|稳中|稳定|持续|逐步|明显|完成|达到|保持|基本|消除|良好|好转|零增长|巩固|建成|完善|进一步|显著|大幅).*"
)
_PHRASE_MAX = 30
_NOUNS = ("率", "数", "量", "度", "比例", "比重", "额", "值", "面积", "人口", "工程", "项目", "体系")
_MERGED_ABOVE = 0.3
"""Factor on the cost of a column left out at the head of a row: merged cells mostly stand there."""


@lru_cache(maxsize=4096)
def fit(text: str) -> Fit:
    """What a cell is, for the choice of its column."""
    kind = content(text)
    if kind != "text":
        return kind
    flat = narrow(text)
    found = _INDICATOR.fullmatch(flat)
    if found and (found["unit"] is None or parse_unit(found["unit"]) or "/" in found["unit"]):
        return "indicator"
    if len(flat) <= _PHRASE_MAX and not flat.endswith(_NOUNS) and _PHRASE.fullmatch(flat):
        return "phrase"
    return "text"


@lru_cache(maxsize=4096)
def _place(kinds: tuple[Fit, ...], roles: tuple[Role, ...]) -> tuple[tuple[int, ...], float]:
    cells, columns = len(kinds), len(roles)
    # best[i][j]: cost of the first i cells in the first j columns, and the column of the last of them.
    best = [[_FAR] * (columns + 1) for _ in range(cells + 1)]
    taken = [[False] * (columns + 1) for _ in range(cells + 1)]
    best[0][0] = 0.0
    names = roles.count("name")
    for j, role in enumerate(roles, 1):
        for i in range(min(j, cells) + 1):
            # Left out late rather than early: of two columns of values the first is the one that is missing.
            skip = _SECOND_NAME if role == "name" and names > 1 else _SKIP[role]
            skipped = best[i][j - 1] + skip * (_MERGED_ABOVE if i == 0 else 1 + 0.01 * j)
            put = best[i - 1][j - 1] + _COST[role].get(kinds[i - 1], 0.5) if i else _FAR
            best[i][j], taken[i][j] = (put, True) if put < skipped else (skipped, False)
    places: list[int] = []
    i = cells
    for j in range(columns, 0, -1):
        if taken[i][j]:
            places.append(j - 1)
            i -= 1
    return tuple(reversed(places)), best[cells][columns]


def misfit_of(texts: Sequence[str], roles: Sequence[Role]) -> float:
    """How badly a row suits the heads of its columns, 0 when each cell holds what its head says."""
    return _place(tuple(fit(text) for text in texts), tuple(roles))[1]


def place(texts: Sequence[str], roles: Sequence[Role]) -> tuple[int, ...]:
    """The column of each cell. `texts` are at most as many as `roles`."""
    if len(texts) == len(roles):
        return tuple(range(len(roles)))
    return _place(tuple(fit(text) for text in texts), tuple(roles))[0]


_MOST_WAYS = 6000


def spread(heads: Sequence[Role], columns: Sequence[Content], lower: int) -> tuple[int, ...]:
    """How many columns each head covers: `heads` are fewer than `columns`, whose usual content is given.

    `lower` is the number of heads in the row below, which stand under those that cover several columns.

    >>> spread(("name", "value", "value", "kind"), ("text", *["number"] * 6, "kind"), 5)
    (1, 1, 5, 1)
    """
    many, few = len(columns), len(heads)
    chosen, cheapest = (1,) * (few - 1) + (many - few + 1,), _FAR
    for count, cuts in enumerate(combinations(range(1, many), few - 1)):
        if count >= _MOST_WAYS:
            break
        edges = (0, *cuts, many)
        spans = tuple(b - a for a, b in pairwise(edges))
        cost = 0.0
        for role, (a, b) in zip(heads, pairwise(edges), strict=True):
            cost += sum(_COST[role].get(columns[c], 0.5) for c in range(a, b))
            if b - a > 1:
                cost += 0.6 + (0 if role in ("value", "growth") else 1)
        wide = sum(span for span in spans if span > 1)
        if lower and wide != lower:
            cost += 3
        # Of equal ways the one whose wide head stands last: 目标 comes before the yearly values.
        if cost <= cheapest:
            chosen, cheapest = (spans, cost) if cost < cheapest or _later(spans, chosen) else (chosen, cheapest)
    return chosen


def _later(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return a.index(max(a)) > b.index(max(b))
