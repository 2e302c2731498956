"""Tables whose rows stand whole in a line each, cells parted by bars or tabs.

>>> [run.rows for run in barred({1: "| 指标 | 2025年 |", 2: "|---|---|", 3: "| 森林覆盖率 | 31 |"})]
[((1, ('指标', '2025年')), (3, ('森林覆盖率', '31')))]

A line without bars between two rows, such as `一、供水`, names the group of the rows below it: a row of one cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from luoshi.reader.tables.heads import is_head_row
from luoshi.reader.widths import narrow

_BAR = re.compile(r"[|\t｜│┃¦]")
_BARS = str.maketrans("｜│┃¦", "||||")
_RULE = frozenset("|-:+= \t─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛")
_DASHES = frozenset("-=─━═")
_LEADER = re.compile(r"\d{1,3}|[.…·]+\s*\d*")
_CONTENTS = re.compile(
    r"\s*(?:第.{1,3}[编篇章节]|[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十]|\d{1,2}[.、]|[前序引]言|附)"
)
_NO_GROUP = re.compile(
    r"专栏|附?表\s?[\d一二三四五六七八九十]|附[表件录]|第.{1,4}[编篇章节]|[备附]?注|说明|单位|资料来源|数据来源"
)
_CONTINUED = re.compile(
    r"\(?续(?:上?表|前表)[\d一二三四五六七八九十]*\)?|[附]?表\s?\d+(?:\s?[-.]\s?\d+)?\s?\(?续(?:表|上表)?\)?.{0,30}"
)
_CELL_MAX = 400
_GROUP_MAX = 30
_AHEAD = 3
"""Lines looked at after one that may name a group, for the row that must follow it."""

Rows = tuple[tuple[int, tuple[str, ...]], ...]


class Run(NamedTuple):
    """Lines that are a table: the first and the last of them, and line number and cells of each row."""

    first: int
    last: int
    rows: Rows


def leads_on(text: str, number: int, lines: Mapping[int, str], is_row: Callable[[str], bool]) -> bool:
    """Whether line `number` is empty or names a group of the table it stands in: `is_row` tells its rows.

    >>> leads_on("一、供水", 1, {1: "一、供水", 2: "水质|85|90"}, lambda line: line.count("|") == 2)
    True
    """
    if not may_group(text):
        return False
    for ahead in range(number + 1, number + 1 + _AHEAD):
        line = lines.get(ahead)
        if line is None:
            return False
        if is_row(line):
            return True
        if not may_group(line.strip("| \t")):
            return False
    return False


def may_group(text: str) -> bool:
    """Whether a line, without bars, is empty or may name a group: short, no sentence, no caption, no note."""
    if len(text) > _GROUP_MAX:
        return False
    flat = narrow(text)
    if _CONTINUED.fullmatch(flat):
        return True
    return not (flat.endswith(("。", ";", ",")) or "。" in flat or "|" in flat or _NO_GROUP.match(flat))


def barred(lines: Mapping[int, str]) -> Iterator[Run]:
    """Runs of two rows or more whose cells are parted by bars or tabs."""
    run: list[tuple[int, str]] = []
    for number, line in lines.items():
        if run and number != run[-1][0] + 1:
            yield from _split(run)
            run = []
        if _BAR.search(line):
            text = line.strip(" \r\n\u3000").translate(_BARS)
            if (_RULE.issuperset(text) and not _DASHES.isdisjoint(text) and "|" in text) or _is_row(text):
                run.append((number, text))
                continue
        elif (run or _BAR.search(lines.get(number + 1, ""))) and _is_rule(line):
            run.append((number, line.strip()))
            continue
        if run:
            text = line.strip("|｜ \t\u3000")
            if _heads_like(run) and not _BAR.search(text) and leads_on(text, number, lines, _like(run)):
                run.append((number, text))
                continue
            yield from _split(run)
            run = []
    yield from _split(run)


def _is_rule(line: str) -> bool:
    text = line.strip()
    return len(text) > 2 and _RULE.issuperset(text) and not _DASHES.isdisjoint(text)


def _heads_like(run: list[tuple[int, str]]) -> bool:
    """Whether the table has heads: only between the rows of such a table a bare line is a group."""
    return any(is_head_row(_cells(text)) for _, text in run[:3])


def _like(run: list[tuple[int, str]]) -> Callable[[str], bool]:
    """Tells a further row of the table: about as many places as its heads, and no heads of another."""
    heads = next(text for _, text in run if is_head_row(_cells(text)))
    places = _places(heads)

    def is_row(line: str) -> bool:
        text = line.strip(" \r\n\u3000").translate(_BARS)
        if not _BAR.search(text) or not _is_row(text) or abs(_places(text) - places) > 1:
            return False
        again = _cells(text)
        return again == _cells(heads) or not is_head_row(again)

    return is_row


def _places(text: str) -> int:
    return text.count("|") or text.count("\t")


def _cells(text: str) -> tuple[str, ...]:
    parts = text.strip("|").split("|") if "|" in text else text.split("\t")
    return tuple(part.strip() for part in parts)


def _is_row(text: str) -> bool:
    """Whether a line is a row. A cell on a line of its own and a line of bars belong to the other layout."""
    if "|" in text:
        inner = text.strip("| \t")
        return "|" in inner and max(map(len, inner.split("|"))) <= _CELL_MAX
    filled = [part for part in text.split("\t") if part.strip()]
    if "\t" not in text.rstrip("\t") or not filled or max(map(len, filled)) > _CELL_MAX:
        return False
    # A paragraph set in by a tab; the line of a table of contents: a heading and its page.
    return not (len(filled) == 1 and text[-1] in "。;；:：") and not (
        len(filled) == 2 and _CONTENTS.match(text) and _LEADER.fullmatch(filled[1].strip())
    )


def _split(run: list[tuple[int, str]]) -> Iterator[Run]:
    """The cells of the rows. Bars at the edges part nothing where every row has them, as in Markdown."""
    rows = [(number, text) for number, text in run if not _is_rule(text)]
    told = [text for _, text in rows if "|" in text]
    opened = all(text.startswith("|") for text in told)
    closed = all(text.endswith("|") for text in told)
    found = []
    for number, text in rows:
        if "|" in text:
            inner = text[1:] if opened else text
            parts = (inner[:-1] if closed else inner).split("|")
        else:
            parts = text.split("\t")
        if any(part.strip() for part in parts):
            found.append((number, tuple(part.replace("**", "").strip() for part in parts)))
    if sum(len(cells) > 1 for _, cells in found) >= 2:
        yield Run(run[0][0], run[-1][0], tuple(found))
