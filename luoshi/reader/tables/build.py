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
from itertools import accumulate, pairwise

from luoshi.reader.model import Cell, Grid
from luoshi.reader.tables.align import place, spread
from luoshi.reader.tables.cells import Content, content, plain
from luoshi.reader.tables.heads import Role, is_head_row, is_lower_head, role_of
from luoshi.reader.tables.regions import Region, faults
from luoshi.reader.tables.rows import Row, even_rows, fitting_rows
from luoshi.reader.widths import narrow

_GROUP_ROW = re.compile(r".{1,20}:$|\(?[一二三四五六七八九十]{1,3}\)?[、.)]")
_GROUP_NUMBER = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?[、.]?|[IVX]{1,4}|[Ⅰ-Ⅻ]|[A-F]")
_AMBIGUOUS = ("kind", "group", "other", "note")
_SURE = 2
"""Whole rows from which on what they hold is believed more than an ambiguous head."""
_RARE = 5
_UNIT_LINE = re.compile(r"单位\s?:\s?(?P<unit>[^\s()|]{1,12})")


def grid_of(region: Region) -> Grid | None:
    """The table in a region of kind `grid`; None when its cells make no rows."""
    if region.rows:
        return _whole(region)
    if region.heads:
        return _dense(_bare_rows(region), region.first, region.last, region.title)
    rows = even_rows(region.tokens, region.width)
    if not rows:
        return None
    if faults(region.tokens, region.width):
        heads, roles = _roles(_likely(rows))
        used = sum(row.tokens for row in rows[:heads])
        if heads:
            rows = [*rows[:heads], *fitting_rows(region.tokens[used:], region.width, roles)]
    return _dense(rows, region.first, region.last, region.title)


def _bare_rows(region: Region) -> list[Row]:
    """The rows of a table without bars: its heads are known, what lies below them is cut where it suits them."""
    width, used = region.width, sum(region.heads)
    edges = [0, *accumulate(region.heads)]
    heads = [
        Row(tuple(Cell(plain(text), line) for line, text, _ in region.tokens[a:b]), width - (b - a), b - a)
        for a, b in pairwise(edges)
    ]
    nothing: list[Content] = ["empty"] * width
    filled = _head_rows(heads, len(heads), nothing)
    roles = tuple(_both(a.text, b.text) for a, b in zip(filled[0], filled[-1], strict=True))
    return [*heads, *fitting_rows(region.tokens[used:], width, roles)]


def _likely(rows: Sequence[Row]) -> list[Row]:
    """The rows without those that have more cells than the heads and hardly another row: two rows in one."""
    counts = Counter(len(row.cells) for row in rows)
    longest = max([len(rows[0].cells), *(size for size, count in counts.items() if count * _RARE > len(rows))])
    return [row for row in rows if len(row.cells) <= longest]


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
        lower = [plain(cell.text) for cell in dict.fromkeys(below) if cell not in above and cell.text]
        divided = len(set(above)) < grid.width or (len(below) > len(lower) and not below[0].text)
        if divided and is_lower_head(lower):
            header += 1
    return replace(grid, header=header, title=title)


def _is_whole(row: tuple[Cell, ...]) -> bool:
    """Whether one cell covers the whole row."""
    return len({id(cell) for cell in row}) == 1


def _whole(region: Region) -> Grid:
    """A table whose rows stand in a line each; an empty place in a column of groups lies under a merged cell."""
    filled = [_line(line, cells, region.width) for line, cells in region.rows]
    grid = with_heads(Grid(region.first, region.last, tuple(filled), 0, region.title))
    if not grid.header:
        return grid
    roles = [role_of(head.text) for head in grid.rows[grid.header - 1]]
    grouping = [c for c, role in enumerate(roles) if role == "group"]
    merged = list(grid.rows)
    for r in range(grid.header, len(merged)):
        row, above = merged[r], merged[r - 1]
        if "value" in roles and _names_group(row):
            said = [cell for cell in row if cell.text]
            merged[r] = (replace(said[0], text="".join(cell.text for cell in said), cols=grid.width),) * grid.width
        elif r > grid.header and not _is_whole(above):
            merged[r] = tuple(above[c] if c in grouping and not cell.text else cell for c, cell in enumerate(row))
    return replace(grid, rows=tuple(merged))


def _line(number: int, texts: Sequence[str], width: int) -> tuple[Cell, ...]:
    """The cells of one line: one alone covers the whole row, a row that ends early has empty places at its end."""
    cells = tuple(Cell(plain(text), number) for text in texts)
    if len(cells) == 1 and width > 1:
        return (replace(cells[0], cols=width),) * width
    return cells + tuple(Cell("", number) for _ in range(width - len(cells)))


def _names_group(row: tuple[Cell, ...]) -> bool:
    """Whether nothing but the name of a group stands in a row of an indicator table."""
    said = [cell for cell in row if cell.text]
    if len(said) == 2 and row[0] is said[0] and _GROUP_NUMBER.fullmatch(narrow(said[0].text)):
        said = said[1:]
    return len(said) == 1 and len(row) > 2 and content(said[0].text) == "text"


def _dense(rows: Sequence[Row], first: int, last: int, title: str | None) -> Grid:
    """Rows of cells -> the grid: heads found, cells put into their columns, merged cells repeated."""
    unit = _UNIT_LINE.search(narrow(title)) if title else None
    heads, roles = _roles(rows)
    filled: list[tuple[Cell, ...]] = []
    if heads:
        filled = _head_rows(rows, heads, _contents(rows[heads:], len(roles)))
    above: tuple[Cell, ...] | None = None
    for row in rows[heads:]:
        line = _fill(row, roles, above)
        filled.append(line)
        above = None if _is_whole(line) and len(roles) > 1 else line
    return Grid(first, last, tuple(filled), heads, title, unit["unit"] if unit else None)


def _roles(rows: Sequence[Row]) -> tuple[int, tuple[Role, ...]]:
    """Number of rows of heads, and what each column holds."""
    heads = _heads(rows)
    width = max(len(row.cells) for row in rows)
    unknown: Role = "other"
    if not heads:
        return 0, (unknown,) * width
    filled = _head_rows(rows, heads, _contents(rows[heads:], width))
    roles = [_both(a.text, b.text) for a, b in zip(filled[0], filled[-1], strict=True)]
    body = rows[heads:]
    if "kind" in roles and not any(content(cell.text) == "kind" for row in body for cell in row.cells):
        roles = ["group" if role == "kind" else role for role in roles]
    if sum(len(row.cells) == width for row in body) < _SURE:
        return heads, tuple(roles)
    return heads, _corrected(roles, _contents(body, width))


def _heads(rows: Sequence[Row]) -> int:
    """Number of rows of heads."""
    if len(rows) < 2 or not is_head_row([cell.text for cell in rows[0].cells]):
        return 0
    below = [cell.text for cell in rows[1].cells]
    if len(rows) > 2 and len(rows[0].cells) < max(len(row.cells) for row in rows) and is_lower_head(below):
        return 2
    return 1


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


def _head_rows(rows: Sequence[Row], heads: int, columns: Sequence[Content]) -> list[tuple[Cell, ...]]:
    """The rows of heads, wide heads repeated; `columns` tells what each column mostly holds."""
    upper = rows[0].cells
    width = len(columns)
    spans = (1,) * width
    if len(upper) < width:
        lower = len(rows[1].cells) if heads > 1 else 0
        spans = spread([role_of(cell.text) for cell in upper], columns, lower)
    wide = [replace(cell, cols=span, rows=1 if span > 1 else heads) for cell, span in zip(upper, spans, strict=False)]
    first = tuple(cell for cell, span in zip(wide, spans, strict=False) for _ in range(span))
    if heads == 1:
        return [first]
    below = iter(rows[1].cells)
    return [first, tuple(next(below, cell) if cell.cols > 1 else cell for cell in first)]


def _both(upper: str, lower: str) -> Role:
    own = role_of(lower)
    return own if own != "other" else role_of(upper)


def _corrected(roles: Sequence[Role], columns: Sequence[Content]) -> tuple[Role, ...]:
    """What the cells show wins over a head that may mean two things (类别, 类型)."""
    fixed: list[Role] = []
    for role, kind in zip(roles, columns, strict=True):
        if kind == "kind" and role in _AMBIGUOUS:
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
