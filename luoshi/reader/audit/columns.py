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
from luoshi.reader.tables.columns import first, head, roles_of
from luoshi.reader.tables.heads import Role

# In tables of projects sums are added up too, and any head that speaks of works stands over their names.
_SUM = re.compile(r"投资|合计|小计")
_NAME = re.compile(r"指标|名称|项目|工程|内容")
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
    heads = [head(grid, place) for place in range(grid.width)]
    roles: list[Role] = [
        "value" if role in ("value", "growth") or (role == "other" and _SUM.search(text)) else role
        for role, text in zip(roles_of(grid), heads, strict=True)
    ]
    values = tuple(k for k, role in enumerate(roles) if role == "value")
    names = [k for k, role in enumerate(roles) if role == "name" or (role == "other" and _NAME.search(heads[k]))]
    years = {k: int(year[1]) for k in values if (year := _YEAR.search(heads[k]))}
    return Columns(
        name=names[-1] if names else None,
        unit=first(roles, "unit"),
        kind=first(roles, "kind"),
        owner=first(roles, "owner"),
        seq=first(roles, "seq"),
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
