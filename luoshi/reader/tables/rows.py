"""Cells in a row of lines -> the rows of a table.

    >>> tokens = ((1, "水质(%)", 1), (2, "85", 1), (3, "90", 1), (4, "绿地(%)", 1), (5, "40", 1), (6, "", 1))
    >>> [[cell.text for cell in row.cells] for row in even_rows(tokens, 3)]
    [['水质(%)', '85', '90'], ['绿地(%)', '40']]
    >>> [[cell.text for cell in row.cells] for row in fitting_rows(tokens[1:], 3, ("name", "value", "value"))]
    [['85', '90'], ['绿地(%)', '40']]

Every row of a whole table takes the same number of places. Where a cell or a line of bars was lost, rows are cut so that
the cells suit the heads of their columns best: a shortest path over the cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from luoshi.reader.model import Cell
from luoshi.reader.tables.align import misfit_of
from luoshi.reader.tables.cells import content, plain
from luoshi.reader.tables.heads import Role
from luoshi.reader.tables.regions import Token
from luoshi.reader.widths import narrow

_OF_WHICH = re.compile(r"(?:其中|#)\s*:?")
_WRONG_BARS = 2.0
_NO_BARS = 1.0
_BARE = 0.3
_GROUP = 0.3
_ROW = 0.1
"""Costs of a row whose bars are too many or few, that lacks them, lacks them as all do, names a group; of any row."""


class Row(NamedTuple):
    """The cells of one row as they were written, how many places were empty or merged, how many tokens it took."""

    cells: tuple[Cell, ...]
    missing: int
    tokens: int


def even_rows(tokens: Sequence[Token], width: int) -> list[Row]:
    """Rows of `width` places each; a line of bars ends its row in any case."""
    rows: list[Row] = []
    cells: list[Cell] = []
    count = used = 0
    for line, text, places in tokens:
        used += 1
        if text:
            cells.append(Cell(plain(text), line))
        count += places
        if count >= width or not text:
            if cells:
                rows.append(Row(_joined(cells), max(0, width - len(cells)), used))
                used = 0
            cells, count = [], 0
    if cells:
        rows.append(Row(_joined(cells), max(0, width - len(cells)), used))
    return rows


def fitting_rows(tokens: Sequence[Token], width: int, roles: tuple[Role, ...]) -> list[Row]:
    """Rows cut where the cells suit the columns best; `roles` are what the columns hold."""
    lacking = _NO_BARS if any(not text for _, text, _ in tokens) else _BARE
    best = [0.0] + [float("inf")] * len(tokens)
    cut = [0] * (len(tokens) + 1)
    for end in range(1, len(tokens) + 1):
        barred = not tokens[end - 1][1]
        cells: list[str] = []
        for start in range(end - 1, -1, -1):
            text = tokens[start][1]
            if text:
                cells.insert(0, text)
            elif start < end - 1:
                break  # bars end a row
            if len(cells) > len(roles):
                break
            cost = best[start] + _cost(cells, tokens[end - 1][2] if barred else 0, width, roles, lacking)
            if cost < best[end]:
                best[end], cut[end] = cost, start
    rows: list[Row] = []
    end = len(tokens)
    while end:
        part = tokens[cut[end] : end]
        found = [Cell(plain(text), line) for line, text, _ in part if text]
        if found:
            rows.append(Row(_joined(found), max(0, width - len(found)), len(part)))
        end = cut[end]
    return rows[::-1]


def _cost(cells: Sequence[str], bars: int, width: int, roles: tuple[Role, ...], lacking: float) -> float:
    wrong = 0.0
    if len(cells) + bars != width:
        wrong = _WRONG_BARS if bars else lacking
    if len(cells) == 1 and bars and content(cells[0]) == "text":
        return _ROW + _GROUP + wrong
    return _ROW + wrong + misfit_of(cells, roles)


def _joined(cells: list[Cell]) -> tuple[Cell, ...]:
    """`其中:` in a cell of its own belongs to the name beside it."""
    joined: list[Cell] = []
    for cell in cells:
        if joined and _OF_WHICH.fullmatch(narrow(joined[-1].text)) and content(cell.text) == "text":
            joined[-1] = replace(cell, text=f"其中:{cell.text}")
        else:
            joined.append(cell)
    return tuple(joined)
