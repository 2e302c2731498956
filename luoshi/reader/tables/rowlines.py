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
    run: list[tuple[int, tuple[str, ...]]] = []
    before = 0
    for number, line in lines.items():
        if "|" not in line and "\t" not in line and "｜" not in line:
            continue
        text = line.strip().replace("｜", "|")
        if run and number != before + 1:
            yield from _table(run)
            run = []
        if run and _RULE.issuperset(text) and "-" in text:
            before = number
            continue
        cells = _cells(text)
        if cells:
            run.append((number, cells))
            before = number
        else:
            yield from _table(run)
            run = []
    yield from _table(run)


def _table(run: list[tuple[int, tuple[str, ...]]]) -> Iterator[Rows]:
    if len(run) >= 2:
        yield tuple(run)


def _cells(text: str) -> tuple[str, ...]:
    """The cells of a line that is a row; none when it is no row."""
    if "|" in text:
        inner = text.removeprefix("|").removesuffix("|")
        parts = inner.split("|")
        # A cell on a line of its own and a line of bars belong to the other layout.
        if len(parts) < 2 or not inner.strip("| \t"):
            return ()
    else:
        parts = text.split("\t")
    cells = tuple(part.strip() for part in parts)
    filled = [cell for cell in cells if cell]
    if len(cells) < 2 or not filled or max(map(len, filled)) > _CELL_MAX:
        return ()
    # The line of a table of contents: a heading and its page.
    if len(filled) == 2 and "|" not in text and _LEADER.fullmatch(filled[1]):
        return ()
    return cells
