"""Tables whose rows stand in a line each, cells parted by blanks, commas or `、`: only under clear heads.

>>> lines = {1: "序号 指标 2020年 2025年 属性 |", 2: "1 供水量 (亿吨) 2.5 ≥ 3 预期 |", 3: "2 漏损率 9 约束 |"}
>>> [run.rows[1:] for run in spaced(lines)]
[((2, ('1', '供水量(亿吨)', '2.5', '≥3', '预期')), (3, ('2', '漏损率', '', '9', '约束')))]

Blanks stand within cells too, and an empty cell leaves none: words are joined, or put into the columns, so that they
suit the heads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from luoshi.reader.tables.align import fit, misfit_of, place
from luoshi.reader.tables.cells import content
from luoshi.reader.tables.heads import Role, is_head_row, role_of
from luoshi.reader.tables.rowlines import Run, leads_on

_HEADS_MAX = 100
_HEAD_MAX = 16
_HEADS_MIN = 3
_ROW_MAX = 160
_JOINS_MAX = 4
_MISFIT = 0.9
"""Misfit a word, up to which words that are too many or too few for the columns are still a row of theirs."""
_FIRST = ("seq", "group", "name", "kind")
_TOLD = ("value", "growth")
_HEAD_WORD = re.compile(r"指标|单位|20\d\d|目标|现状")
_VALUES = frozenset(("number", "count", "blank", "pending"))
_SEPARATORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("wide", re.compile(r"\s{2,}")),
    ("blank", re.compile(r"\s+")),
    ("comma", re.compile(r"\s*[,，]\s*")),
    ("list", re.compile(r"\s*、\s*")),
    ("semicolon", re.compile(r"\s*[;；]\s*")),
)
_THOUSANDS = re.compile(r"\s*(?:，|,(?!\d{3}(?!\d)))\s*")
_TIGHT = re.compile(
    r"(?<=[≤≥⩽⩾≦≧<>＜＞〔\[［【(（])\s+|\s+(?=[〕\]］】)）])|(?<=\d)\s+(?=[%％‰])|\s+(?=[(（][^()（）\d]{1,12}[)）](?:\s|$))"
)
_YEAR = re.compile(r"(?<=\d)\s(?=年)")
_LETTERS = re.compile(r"(?<!\S)([一-鿿])\s([一-鿿])(?!\S)")


class _Layout(NamedTuple):
    """How the cells of a table are parted and what its columns hold."""

    name: str
    separator: re.Pattern[str]
    heads: tuple[str, ...]
    roles: tuple[Role, ...]


def spaced(lines: Mapping[int, str]) -> Iterator[Run]:
    """Runs of heads and at least one row below them."""
    run: list[tuple[int, tuple[str, ...]]] = []
    layout: _Layout | None = None
    last = 0
    for number, line in lines.items():
        if layout is not None:
            text = line.strip("|｜ \t\u3000")
            cells = _row(text, layout) if number == last + 1 else None
            if cells is None and number == last + 1 and leads_on(text, number, lines, _like(layout)):
                cells = (text,)
            if cells is not None:
                if cells[0] or len(cells) > 1:
                    run.append((number, cells))
                last = number
                continue
            yield from _table(run)
            run, layout = [], None
        layout = _heads(line)
        if layout is not None:
            run, last = [(number, layout.heads)], number
    yield from _table(run)


def _table(run: list[tuple[int, tuple[str, ...]]]) -> Iterator[Run]:
    if sum(len(cells) > 1 for _, cells in run) >= 2:
        yield Run(run[0][0], run[-1][0], tuple(run))


def _heads(line: str) -> _Layout | None:
    """The layout that a line of heads tells; None when it is none."""
    if len(line) > _HEADS_MAX or not _HEAD_WORD.search(line):
        return None
    text = _LETTERS.sub(r"\1\2", _YEAR.sub("", _TIGHT.sub("", line.strip("|｜ \t\u3000"))))
    if "|" in text or "\t" in text or "。" in text:
        return None
    for name, separator in _SEPARATORS:
        words = tuple(word for word in separator.split(text) if word)
        if len(words) < _HEADS_MIN or max(map(len, words)) > _HEAD_MAX or not is_head_row(words):
            continue
        roles = tuple(role_of(word) for word in words)
        clear = "name" in roles and "value" in roles and roles[0] in _FIRST and roles.count("other") <= 1
        # `县区 2020年 2025年`: a table of places, or one whose names need no head.
        dated = roles[0] == "other" and content(words[0]) == "text" and all(role in _TOLD for role in roles[1:])
        if clear or dated or (name in ("wide", "blank") and ("指标" in text or "单位" in text)):
            return _Layout(name, separator, words, roles)
    return None


def _like(layout: _Layout) -> Callable[[str], bool]:
    return lambda line: _row(line.strip("|｜ \t\u3000"), layout) is not None


def _row(text: str, layout: _Layout) -> tuple[str, ...] | None:
    """The cells of a row below the heads, one a column; None when the line is no row."""
    if not text or len(text) > _ROW_MAX or "|" in text or "\t" in text:
        return None
    width = len(layout.heads)
    words = _words(text, layout)
    if len(words) == width:
        return words if any(map(_is_value, words)) or words == layout.heads else None
    if len(words) < 2 or text[-1] in "。；;:：" or not _names_then_tells(words):
        return None
    if len(words) > width:
        return _joined(list(words), layout) if len(words) <= width + _JOINS_MAX else None
    if layout.name not in ("wide", "blank") or len(words) * 2 < width:
        return None
    if misfit_of(words, layout.roles) > _MISFIT * len(words):
        return None
    cells = [""] * width
    for word, column in zip(words, place(words, layout.roles), strict=True):
        cells[column] = word
    return tuple(cells)


def _words(text: str, layout: _Layout) -> tuple[str, ...]:
    if layout.name in ("wide", "blank"):
        found = tuple(word for word in layout.separator.split(text) if word)
        if len(found) == len(layout.heads):
            return found
        return tuple(_TIGHT.sub("", text).split())
    # Between commas a place may be empty; within numbers they part thousands.
    parts = tuple(layout.separator.split(text))
    if len(parts) > len(layout.heads) and layout.name == "comma":
        parts = tuple(_THOUSANDS.split(text))
    return parts


def _is_value(word: str) -> bool:
    return content(word) in _VALUES


def _names_then_tells(words: Sequence[str]) -> bool:
    """Whether a name stands among the words and a value behind it."""
    named = next((k for k, word in enumerate(words) if content(word) in ("text", "unit")), len(words))
    return any(_is_value(word) for word in words[named + 1 :])


def _joined(words: list[str], layout: _Layout) -> tuple[str, ...] | None:
    """As many cells as columns: of all pairs of neighbours those are joined that then suit the heads best."""
    if layout.name not in ("wide", "blank"):
        return None
    width = len(layout.heads)
    while len(words) > width:
        ways = [
            [*words[:k], _glued(words[k], words[k + 1]), *words[k + 2 :]]
            for k in range(len(words) - 1)
            if fit(words[k]) in ("text", "indicator", "phrase") or content(words[k + 1]) == "unit"
        ]
        if not ways:
            return None
        words = min(ways, key=lambda way: misfit_of(way[:width], layout.roles) + misfit_of(way[-width:], layout.roles))
    return tuple(words) if misfit_of(words, layout.roles) <= _MISFIT * width else None


def _glued(first: str, second: str) -> str:
    last = first[-1:]
    joined = "一" <= last <= "鿿" or last in (")", "）") or content(second) == "unit"
    return first + second if joined else f"{first} {second}"
