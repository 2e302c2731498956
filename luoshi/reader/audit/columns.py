"""What the columns of a table hold, by the words of their heads.

>>> cells = lambda *texts: tuple(Cell(text, 1) for text in texts)
>>> grid = Grid(1, 2, (cells("指标", "单位", "2020年", "2025年目标", "属性"), cells("甲", "个", "1", "2", "预期性")), 1)
>>> columns(grid)
Columns(name=0, unit=1, kind=4, owner=None, seq=None, values=(2, 3), bases=(), years={2: 2020, 3: 2025}, total=None, rate=None)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from luoshi.reader.model import Cell, Grid
from luoshi.reader.widths import narrow

_SEQ = re.compile(r"^(?:序号|编号|No\.?)$")
_UNIT = re.compile(r"^(?:计量)?单位(?:\(.*\))?$")
_KIND = re.compile(r"属性|性质|指标类[别型]|约束|^类型$")
_OWNER = re.compile(r"责任|牵头|主管|实施主体|(?:建设|承担|负责|实施|承办|业主)单位|^部门$")
_NAME = re.compile(r"指标|名称|项目|工程|内容")
_VALUE = re.compile(r"20\d\d|目标|基期|现状|基数|基础值|完成值|规划值|期末|累计|合计|增速|年均|总投资|投资")
_BASE = re.compile(r"基期|现状|基数|基础|完成值|实际|实现|期末|目前|上期")
_TOTAL = re.compile(r"合计|累计|小计|总计|五年共")
_RATE = re.compile(r"年均|年平均")
_YEAR = re.compile(r"(20\d\d)")


class Columns(NamedTuple):
    """Places of the columns that the audit looks at; None where a table has no such column."""

    name: int | None
    unit: int | None
    kind: int | None
    owner: int | None
    seq: int | None
    values: tuple[int, ...]
    bases: tuple[int, ...]
    years: Mapping[int, int]
    total: int | None
    rate: int | None


def columns(grid: Grid) -> Columns | None:
    """The columns of a table with a head; None where it has none."""
    if not grid.header or not grid.rows:
        return None
    heads = [_head(grid, place) for place in range(grid.width)]

    def first(pattern: re.Pattern[str]) -> int | None:
        return next((k for k, head in enumerate(heads) if pattern.search(head)), None)

    unit, seq, owner = first(_UNIT), first(_SEQ), first(_OWNER)
    values = tuple(k for k, head in enumerate(heads) if _VALUE.search(head) and k not in (unit, seq, owner))
    years = {k: int(year[1]) for k in values if (year := _YEAR.search(heads[k]))}
    kind = next((k for k, head in enumerate(heads) if _KIND.search(head) and k not in values), None)
    taken = {unit, seq, owner, kind, *values}
    names = [k for k, head in enumerate(heads) if k not in taken and _NAME.search(head)]
    return Columns(
        name=names[-1] if names else None,
        unit=unit,
        kind=kind,
        owner=owner,
        seq=seq,
        values=values,
        bases=tuple(k for k in values if k not in years and _BASE.search(heads[k])),
        years=years,
        total=next((k for k in values if _TOTAL.search(heads[k]) and k not in years), None),
        rate=next((k for k in values if _RATE.search(heads[k])), None),
    )


def body(grid: Grid) -> Iterator[tuple[Cell, ...]]:
    """The rows below the head."""
    yield from grid.rows[grid.header :]


def line_of(row: tuple[Cell, ...], name: int | None) -> int:
    """The line where a row is best pointed at: its name, else its first cell."""
    return row[name if name is not None and name < len(row) else 0].line


def _head(grid: Grid, place: int) -> str:
    texts: list[str] = []
    for row in grid.rows[: grid.header]:
        text = re.sub(r"\s", "", narrow(row[place].text)).strip("|")
        if text and text not in texts:
            texts.append(text)
    return "".join(texts)
