"""A whole table run on in one line: its caption perhaps, its heads, then cell after cell.

>>> line = "专栏1 主要指标 序号 指标 2020年 2025年 1 供水量(亿吨) 2.5 3 2 漏损率(%) 10 9 注:漏损率为上限。 |"
>>> [(found.title, found.heads, len(found.cells)) for found in run_ons({7: line})]
[('专栏1 主要指标', 4, 12)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from luoshi.reader.tables.align import misfit_of
from luoshi.reader.tables.bare import head_counts, speaks
from luoshi.reader.tables.heads import role_of
from luoshi.reader.widths import narrow

_WORD = re.compile(r"\S+")
_NOTE = re.compile(r"[备附]?注\d?:|说明:|资料来源:")
_CAPTION_WORDS = 6
_HEADS_MAX = 14
_LINE_MIN = 24
_MISFIT = 0.9
"""Misfit a word, up to which the first words below the heads are a row of theirs."""


class RunOn(NamedTuple):
    """A line that is a table: its caption and where that ends, its cells with the heads first, how many those are."""

    line: int
    title: str | None
    title_end: int | None
    cells: tuple[str, ...]
    heads: int


def run_ons(lines: Mapping[int, str]) -> Iterator[RunOn]:
    """The lines that are tables."""
    for number, line in lines.items():
        if len(line) >= _LINE_MIN and "指标" in line and " " in line and (found := _table(number, line)) is not None:
            yield found


def _table(number: int, line: str) -> RunOn | None:
    text = line.rstrip("|｜ \t")
    front = [match for match, _ in zip(_WORD.finditer(text), range(_CAPTION_WORDS + _HEADS_MAX), strict=False)]
    for k, first in enumerate(front[:_CAPTION_WORDS]):
        if role_of(first[0]) not in ("seq", "group", "name"):
            continue
        heads = head_counts([match[0] for match in front[k : k + _HEADS_MAX]])
        if len(heads) != 1:
            continue
        count = heads[0]
        body = text[front[k + count - 1].end() :].split()
        end = next((j for j, word in enumerate(body) if _NOTE.match(narrow(word))), len(body))
        body = body[:end]
        roles = [role_of(match[0]) for match in front[k : k + count]]
        if len(body) < count or not speaks(body) or misfit_of(body[:count], roles) > _MISFIT * count:
            continue  # a caption may end in 指标 too
        cells = (*(match[0] for match in front[k : k + count]), *body)
        title = text[: first.start()].rstrip()
        return RunOn(number, title or None, len(title) or None, cells, count)
    return None
