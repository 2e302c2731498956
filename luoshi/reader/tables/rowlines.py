"""Tables whose rows stand whole in a line each, cells parted by bars, tabs or, under clear heads, by blanks.

>>> list(row_runs({1: "| 指标 | 2025年 |", 2: "|---|---|", 3: "| 森林覆盖率 | 31 |"}))
[((1, ('指标', '2025年')), (3, ('森林覆盖率', '31')))]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from luoshi.reader.tables.cells import content
from luoshi.reader.tables.heads import is_head_row

_RULE = frozenset("|-: \t")
_LEADER = re.compile(r"\d{1,3}|[.…·]+\s*\d*")
_CONTENTS = re.compile(
    r"\s*(?:第.{1,3}[编篇章节]|[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十]|\d{1,2}[.、]|[前序引]言|附)"
)
_CELL_MAX = 400
_HEADS_MAX = 80
_HEADS_MIN = 3

Rows = tuple[tuple[int, tuple[str, ...]], ...]


def row_runs(lines: Mapping[int, str]) -> Iterator[Rows]:
    """Runs of two lines or more that are rows: line number and cells of each."""
    yield from _barred(lines)
    yield from _spaced(lines)


def _spaced(lines: Mapping[int, str]) -> Iterator[Rows]:
    """Rows parted by blanks: a line of known heads, then lines of as many words with a number among them."""
    run: list[tuple[int, tuple[str, ...]]] = []
    for number, line in lines.items():
        if run:
            words = tuple(line.split())
            if number == run[-1][0] + 1 and len(words) == len(run[0][1]) and any(map(_is_value, words)):
                run.append((number, words))
                continue
            yield from _table(run)
            run = []
        if len(line) <= _HEADS_MAX and " " in line and ("指标" in line or "单位" in line) and "|" not in line:
            words = tuple(line.split())
            if len(words) >= _HEADS_MIN and is_head_row(words):
                run = [(number, words)]
    yield from _table(run)


def _is_value(word: str) -> bool:
    return content(word) in ("number", "count", "blank", "pending")


def _barred(lines: Mapping[int, str]) -> Iterator[Rows]:
    run: list[tuple[int, str]] = []
    before = 0
    for number, line in lines.items():
        if "|" not in line and "\t" not in line and "｜" not in line:
            continue
        text = line.strip(" \r\n\u3000").replace("｜", "|")
        if run and number != before + 1:
            yield from _split(run)
            run = []
        if run and _RULE.issuperset(text) and "-" in text:
            before = number
            continue
        if _is_row(text):
            run.append((number, text))
            before = number
        else:
            yield from _split(run)
            run = []
    yield from _split(run)


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


def _split(run: list[tuple[int, str]]) -> Iterator[Rows]:
    """The cells of the rows. Bars at the edges part nothing where every row has them, as in Markdown."""
    opened = all(text.startswith("|") for _, text in run)
    closed = all(text.endswith("|") for _, text in run)
    rows = []
    for number, text in run:
        if "|" in text:
            inner = text[1:] if opened else text
            parts = (inner[:-1] if closed else inner).split("|")
        else:
            parts = text.split("\t")
        rows.append((number, tuple(part.strip() for part in parts)))
    yield from _table(rows)


def _table(run: list[tuple[int, tuple[str, ...]]]) -> Iterator[Rows]:
    if len(run) >= 2:
        yield tuple(run)
