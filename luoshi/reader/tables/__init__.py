"""Tables: those that the format kept, and those rebuilt from cells that lost their layout.

>>> areas, grids = layout({1: "指标 |", 2: "2025年 |", 3: "水质(%) |", 4: "90 |", 5: "绿地(%) |", 6: "40 |"}, ())
>>> areas[0].kind, [[cell.text for cell in row] for row in grids[0].rows]
('grid', [['指标', '2025年'], ['水质(%)', '90'], ['绿地(%)', '40']])
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from luoshi.reader.model import Grid, Section
from luoshi.reader.tables.build import grid_of, with_heads
from luoshi.reader.tables.regions import Region, box, regions
from luoshi.reader.widths import narrow

_UNIT = re.compile(r"单位\s?:\s?(?P<unit>[^\s()|]{1,12})")
_UNIT_LINE = re.compile(r"\(?(?:计量)?单位\s?:[^。;]{1,20}\)?")
_UNIT_LINE_MAX = 30


def layout(lines: Mapping[int, str], kept: Sequence[Grid]) -> tuple[list[Region], list[Grid]]:
    """Regions of tables and boxes among `lines`, and the grids; `kept` are those whose layout the format kept."""
    taken = {number for grid in kept for number in range(grid.first, grid.last + 1)}
    free = {number: line for number, line in lines.items() if number not in taken} if taken else lines
    areas = regions(free)
    grids = [with_heads(grid) for grid in kept if grid.width > 1]
    areas = [_with_unit(area, lines) for area in areas]
    grids.extend(grid for area in areas if area.kind == "grid" and (grid := grid_of(area)) is not None)
    areas.extend(_kept(grid, lines) for grid in kept)
    return sorted(areas, key=lambda area: area.first), sorted(grids, key=lambda grid: grid.first)


def _with_unit(area: Region, lines: Mapping[int, str]) -> Region:
    """The table with the line `单位:万元` above it, which belongs to it."""
    above = narrow(lines.get(area.first - 1, "")).strip()
    if area.kind == "grid" and area.title is None and _UNIT_LINE.fullmatch(above):
        return area._replace(first=area.first - 1)
    return area


def _kept(grid: Grid, lines: Mapping[int, str]) -> Region:
    """A kept table as a region; one of a single column is a box of text."""
    if grid.width > 1:
        return Region("grid", grid.first, grid.last, None, None, (), grid.width)
    tokens = tuple((number, lines[number], 1) for number in range(grid.first, grid.last + 1) if lines.get(number))
    return box(grid.first, grid.last, tokens) if tokens else Region("blank", grid.first, grid.last, None, None, (), 0)


def innermost(starts: Sequence[int], sections: Sequence[Section], line: int) -> int:
    """Index of the innermost section that `line` stands in; `starts` are the first lines of `sections`."""
    index = bisect_right(starts, line) - 1
    while index > 0 and sections[index].last < line:
        index = sections[index].parent or 0
    return max(index, 0)


def titled(grids: Sequence[Grid], sections: Sequence[Section], lines: Mapping[int, str]) -> tuple[Grid, ...]:
    """The grids with the caption and the unit that stand above them."""
    starts = [section.first for section in sections]
    found = []
    for grid in grids:
        above = sections[innermost(starts, sections, grid.first)]
        title = above.title if above.kind in ("box", "table", "annex") else grid.title
        unit = grid.unit
        for number in (grid.first, grid.first - 1, grid.first - 2):
            line = narrow(lines.get(number, ""))
            match = _UNIT.search(line) if unit is None and len(line) <= _UNIT_LINE_MAX else None
            if match and "责任" not in line:
                unit = match["unit"]
        found.append(replace(grid, title=title, unit=unit))
    return tuple(found)
