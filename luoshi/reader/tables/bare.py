"""Tables of which nothing is left but their cells, one a line, as a page leaves them when its text is copied.

    >>> lines = dict(enumerate(("主要指标如下。", "指标", "2020年", "2025年", "水质(%)", "85", "90", "绿地(%)", "40", "41", "二、任务"), 1))
    >>> [(run[0][0], run[-1][0], heads) for run, heads in bare_runs(lines)]
    [(2, 10, (3,))]

Only tables with clear heads are taken: names of indicators and a year or a target stand among them, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from luoshi.reader.tables.cells import content
from luoshi.reader.tables.heads import role_of

_FIRST = ("seq", "group", "name")
_CELL_MAX = 60
_HEADS_MIN, _HEADS_MAX = 3, 14
_CELLS_MIN = 6
_BLANKS_MAX = 2
_LONG_RUN = 200
_STOP = re.compile(r"\s*(?:第[一二三四五六七八九十\d]+[编篇章节]|专栏|附件|附表|[表图]\s?\d)")
_MARKED = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])")
_TELLING = frozenset(("number", "count", "blank", "kind", "pending", "year"))

Cells = list[tuple[int, str]]


def head_counts(texts: Sequence[str]) -> tuple[int, ...]:
    """How many of `texts`, from the first, are heads of an indicator table, by rows of heads; none if they are no heads.

    >>> head_counts(("序号", "指标名称", "2020年", "2025年", "1", "水质(%)"))
    (4,)
    >>> head_counts(("指标", "目标", "各年度目标", "属性", "2024", "2025", "水质(%)"))
    (4, 2)
    """
    count = 0
    while count < min(len(texts), _HEADS_MAX) and role_of(texts[count]) != "other":
        count += 1
    roles = [role_of(text) for text in texts[:count]]
    if count < _HEADS_MIN or "name" not in roles or "value" not in roles:
        return ()
    lower = 0
    while roles[-1 - lower] == "value" and content(texts[count - 1 - lower]) == "year":
        lower += 1
    # Years behind 属性 or 备注 stand in a second row, under a head such as 各年度目标.
    upper = count - lower
    if lower > 1 and roles[upper - 1] in ("kind", "note", "owner") and "value" in roles[:upper]:
        return upper, lower
    return (count,)


def width_of(heads: Sequence[int]) -> int:
    """Columns of a table with such rows of heads: one of the upper heads stands over all the lower ones."""
    return heads[0] if len(heads) == 1 else heads[0] - 1 + heads[1]


def bare_runs(lines: Mapping[int, str]) -> Iterator[tuple[Cells, tuple[int, ...]]]:
    """The cells of each such table and the numbers of its heads."""
    numbers = list(lines)
    at = 0
    while at < len(numbers):
        text = lines[numbers[at]].strip()
        at += 1
        if not 1 < len(text) <= 8 or role_of(text) not in _FIRST:
            continue
        cells, after = _cells(lines, numbers, at - 1)
        heads = head_counts([text for _, text in cells[:_HEADS_MAX]])
        used = sum(heads)
        body = _trimmed(cells, used) if heads else []
        if len(body) >= used + _CELLS_MIN - 2 and speaks([text for _, text in body[used:]]):
            yield body, heads
            at = next(k for k in range(at - 1, after) if numbers[k] == body[-1][0]) + 1
        elif len(cells) > _LONG_RUN:
            at = after  # looked through once, not once for every line in it that could be a head


def _cells(lines: Mapping[int, str], numbers: Sequence[int], first: int) -> tuple[Cells, int]:
    """Short lines from `first` on, up to the first that can be no cell, and where that stands."""
    cells: Cells = []
    blanks = 0
    at = first
    while at < len(numbers):
        text = lines[numbers[at]].strip()
        blanks = 0 if text else blanks + 1
        apart = cells and numbers[at] != numbers[at - 1] + 1
        if apart or blanks > _BLANKS_MAX or len(text) > _CELL_MAX or _STOP.match(text) or "|" in text or "\t" in text:
            break
        if text.endswith("。") and content(text) == "text":
            break
        if text:
            cells.append((numbers[at], text))
            if len(cells) == _HEADS_MAX and not head_counts([text for _, text in cells]):
                break
        at += 1
    return cells, at


def _trimmed(cells: Cells, heads: int) -> Cells:
    """The cells up to the last that belongs to a row: a number or the like, and the notes behind it."""
    last = max((k for k, (_, text) in enumerate(cells) if k >= heads and content(text) in _TELLING), default=0)
    if not last:
        return []
    roles = [role_of(text) for _, text in cells[:heads]]
    behind = 0
    while behind < heads and roles[heads - 1 - behind] in ("note", "owner"):
        behind += 1
    end = last + 1
    while end < len(cells) and end <= last + behind and not _MARKED.match(cells[end][1]):
        end += 1
    return cells[:end]


def speaks(body: Sequence[str]) -> bool:
    """Whether there is about a number to every name: rows of a table, not lines of a list."""
    telling = sum(content(text) in _TELLING for text in body)
    return telling >= 2 and telling * 5 >= len(body) * 2
