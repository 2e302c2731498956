"""A region of cells that lost its layout -> a grid of rows and columns.

>>> from luoshi.reader.tables.regions import regions
>>> cells = "领域 |,指标 |,2025年 |,属性 |,水 |,水质(%) |,90 |,预期性 |,供水量(亿吨) |,3 |,预期性 |,| ".split(",")
>>> grid = grid_of(regions(dict(enumerate(cells, 1)))[0])
>>> [[cell.text for cell in row] for row in grid.rows]
[['领域', '指标', '2025年', '属性'], ['水', '水质(%)', '90', '预期性'], ['水', '供水量(亿吨)', '3', '预期性']]
>>> grid.rows[1][0] is grid.rows[2][0]
True
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from luoshi.reader.model import Cell, Grid
from luoshi.reader.tables.align import place, spread
from luoshi.reader.tables.cells import Content, content, plain
from luoshi.reader.tables.heads import Role, is_head_row, is_lower_head, role_of
from luoshi.reader.tables.regions import Region, Token
from luoshi.reader.widths import narrow

_OF_WHICH = re.compile(r"(?:其中|#)\s*:?")
_GROUP_ROW = re.compile(r".{1,20}:$|\(?[一二三四五六七八九十]{1,3}\)?[、.)]")
_UNIT_LINE = re.compile(r"单位\s?:\s?(?P<unit>[^\s()|]{1,12})")


class Row(NamedTuple):
    """The cells of one row as they were written, and how many places of it were empty or merged."""

    cells: tuple[Cell, ...]
    missing: int


def grid_of(region: Region) -> Grid | None:
    """The table in a region of kind `grid`; None when its cells make no rows."""
    if region.rows:
        return _whole(region)
    rows = _rows(region.tokens, region.width)
    return _dense(rows, region.first, region.last, region.title) if rows else None


def with_heads(grid: Grid) -> Grid:
    """A table that the format kept, its rows of heads counted where the format does not mark them all."""
    if len(grid.rows) < 2:
        return grid
    header, title = grid.header, grid.title
    if not header:
        skipped = 0
        while skipped < len(grid.rows) - 1 and grid.width > 1 and _is_whole(grid.rows[skipped]):
            title = title or grid.rows[skipped][0].text.strip()
            skipped += 1
        if not is_head_row([plain(cell.text) for cell in dict.fromkeys(grid.rows[skipped])]):
            return grid
        header = skipped + 1
    if header < len(grid.rows) - 1:
        above, below = grid.rows[header - 1], grid.rows[header]
        lower = [plain(cell.text) for cell in dict.fromkeys(below) if cell not in above]
        if len(set(above)) < grid.width and is_lower_head(lower):
            header += 1
    return replace(grid, header=header, title=title)


def _is_whole(row: tuple[Cell, ...]) -> bool:
    """Whether one cell covers the whole row."""
    return len({id(cell) for cell in row}) == 1


def _whole(region: Region) -> Grid:
    """A table whose rows stand in a line each; an empty place in a column of groups lies under a merged cell."""
    rows = [tuple(Cell(plain(text), line) for text in cells) for line, cells in region.rows]
    filled = [row + tuple(Cell("", row[0].line) for _ in range(region.width - len(row))) for row in rows]
    grid = with_heads(Grid(region.first, region.last, tuple(filled), 0, region.title))
    if not grid.header:
        return grid
    grouping = [c for c in range(grid.width) if role_of(grid.rows[grid.header - 1][c].text) == "group"]
    merged = list(grid.rows)
    for r in range(grid.header + 1, len(merged)):
        above = merged[r - 1]
        merged[r] = tuple(above[c] if c in grouping and not cell.text else cell for c, cell in enumerate(merged[r]))
    return replace(grid, rows=tuple(merged))


def _rows(tokens: Sequence[Token], width: int) -> list[Row]:
    rows: list[Row] = []
    cells: list[Cell] = []
    count = 0
    for line, text, places in tokens:
        if text:
            cells.append(Cell(plain(text), line))
            count += 1
        else:
            count += places
        if count >= width or not text:
            if cells:
                rows.append(Row(_joined(cells), max(0, width - len(cells))))
            cells, count = [], 0
    if cells:
        rows.append(Row(_joined(cells), max(0, width - len(cells))))
    return rows


def _joined(cells: list[Cell]) -> tuple[Cell, ...]:
    """`其中:` in a cell of its own belongs to the name beside it."""
    joined: list[Cell] = []
    for cell in cells:
        if joined and _OF_WHICH.fullmatch(narrow(joined[-1].text)) and content(cell.text) == "text":
            joined[-1] = replace(cell, text=f"其中:{cell.text}")
        else:
            joined.append(cell)
    return tuple(joined)


def _dense(rows: Sequence[Row], first: int, last: int, title: str | None) -> Grid:
    """Rows of cells -> the grid: heads found, cells put into their columns, merged cells repeated."""
    unit = _UNIT_LINE.search(narrow(title)) if title else None
    width = max(len(row.cells) for row in rows)
    heads, lower = _heads(rows)
    body = rows[heads:]
    columns = _contents(body, width)
    filled: list[tuple[Cell, ...]] = []
    unknown: Role = "other"
    roles: tuple[Role, ...] = (unknown,) * width
    if heads:
        filled, roles = _head_rows(rows[:heads], width, columns, lower)
        roles = _corrected(roles, columns)
    above: tuple[Cell, ...] | None = None
    for row in body:
        line = _fill(row, roles, above)
        filled.append(line)
        above = None if _is_whole(line) and width > 1 else line
    return Grid(first, last, tuple(filled), heads, title, unit["unit"] if unit else None)


def _heads(rows: Sequence[Row]) -> tuple[int, int]:
    """Number of rows of heads, number of cells in the second of them."""
    if len(rows) < 2 or not is_head_row([cell.text for cell in rows[0].cells]):
        return 0, 0
    below = [cell.text for cell in rows[1].cells]
    if len(rows) > 2 and len(rows[0].cells) < max(len(row.cells) for row in rows) and is_lower_head(below):
        return 2, len(below)
    return 1, 0


def _contents(body: Sequence[Row], width: int) -> list[Content]:
    """What each column mostly holds, by the rows that have all their cells."""
    full = [row.cells for row in body if len(row.cells) == width]
    if not full:
        return ["empty"] * width
    columns = ([content(row[c].text) for row in full] for c in range(width))
    return [
        Counter("number" if k in ("count", "year") and c else k for k in kinds).most_common(1)[0][0]
        for c, kinds in enumerate(columns)
    ]


def _head_rows(
    rows: Sequence[Row], width: int, columns: Sequence[Content], lower: int
) -> tuple[list[tuple[Cell, ...]], tuple[Role, ...]]:
    upper = rows[0].cells
    spans = (1,) * width
    if len(upper) < width:
        spans = spread([role_of(cell.text) for cell in upper], columns, lower)
    deep = 2 if len(rows) > 1 else 1
    wide = [replace(cell, cols=span, rows=1 if span > 1 else deep) for cell, span in zip(upper, spans, strict=False)]
    first = tuple(cell for cell, span in zip(wide, spans, strict=False) for _ in range(span))
    if len(rows) == 1:
        return [first], tuple(role_of(cell.text) for cell in first)
    below = iter(rows[1].cells)
    second = tuple(next(below, cell) if cell.cols > 1 else cell for cell in first)
    roles = tuple(_both(a.text, b.text) for a, b in zip(first, second, strict=True))
    return [first, second], roles


def _both(upper: str, lower: str) -> Role:
    own = role_of(lower)
    return own if own != "other" else role_of(upper)


def _corrected(roles: Sequence[Role], columns: Sequence[Content]) -> tuple[Role, ...]:
    """What the cells show wins over a head that may mean two things (类别, 类型)."""
    fixed: list[Role] = []
    for role, kind in zip(roles, columns, strict=True):
        if kind == "kind":
            fixed.append("kind")
        elif role == "kind" and kind == "text":
            fixed.append("group")
        else:
            fixed.append(role)
    return tuple(fixed)


def _fill(row: Row, roles: tuple[Role, ...], above: tuple[Cell, ...] | None) -> tuple[Cell, ...]:
    """A row with a cell in every column."""
    width = len(roles)
    if len(row.cells) == 1 and row.missing and width > 1 and _is_group(row.cells[0], width, above):
        return (replace(row.cells[0], cols=width),) * width
    places = place([cell.text for cell in row.cells], roles)
    begin = places[0] if places else 0
    line: list[Cell | None] = [None] * width
    for cell, column in zip(row.cells, places, strict=True):
        line[column] = cell
    at = row.cells[0].line
    return tuple(
        cell if cell is not None else (above[c] if above is not None and c < begin else Cell("", at))
        for c, cell in enumerate(line)
    )


def _is_group(cell: Cell, width: int, above: tuple[Cell, ...] | None) -> bool:
    if content(cell.text) != "text":
        return False
    return bool(_GROUP_ROW.match(narrow(cell.text))) or above is None or (width > 2 and len(cell.text) <= 20)
