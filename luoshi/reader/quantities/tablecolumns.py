"""The columns of an indicator table: where names, units and kinds stand, and which year a column of values is for.

>>> from luoshi.reader.model import Cell
>>> heads = tuple(Cell(text, 1) for text in ("指标", "单位", "2020年", "2025年", "年均增速(%)", "属性"))
>>> body = tuple(Cell(text, 2) for text in ("森林覆盖率", "%", "30", "31", "", "约束性"))
>>> found = columns(Grid(1, 2, (heads, body), 1), 2021, 2025, None)
>>> found.name, found.unit, found.kind, found.bases, found.target, found.growth
(0, 1, 5, {2: 2020}, {3: 2025}, 4)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.reader.model import Grid
from luoshi.reader.tables.cells import content
from luoshi.reader.tables.columns import first, head, merged, roles_of
from luoshi.reader.tables.heads import Role, years_of

_BASE = re.compile(r"现状|基期|基数|实际|完成|现值|当前|基础值|基准")
_TARGET = re.compile(r"目标|规划|预期|计划")
_AVERAGE = re.compile(r"年均|年平均|增速|增长速度|(?<!\d)年增")
_CHANGE = re.compile(
    r"(?:(?P<of>20\d\d)年?)?[较比](?:(?P<than>20\d\d)|基期|现状|十.五)|累计|五年|期间|增减|变化|增幅|降幅"
)
_LAST_YEAR = re.compile(r"[较比]上年")
_TOTAL = re.compile(r"累计|合计|总计|五年|期间")
_PERIOD = re.compile(r"十[一二三四五六七八九]五")
_PLACE = re.compile(
    r"(?:各?(?:县|市|区|县区|区县|地区|乡镇|街道|园区|县市区|县\(市\)区?|县\(市、区\)|市\(县\)区?|区\(县\)))(?:名称)?|行政区(?:域|划)?|地方"
)
_DATED = re.compile(r"20\d\d")
_PROJECTS = re.compile(r"投资|建设内容|建设规模|建设地点|建设性质|(?:项目|工程)名称|建设年限|起止年限|实施地点")
_UNIT = re.compile(r"[(\[]([^()\[\]]{1,12})[)\]]$")


@dataclass(slots=True)
class Columns:
    """Places of the columns.

    `names` are all columns of names, the finest first. `bases`, `target` and `annual` give the year of each column of
    values (None: not said); `growth` is a rate a year, `changes` are over all years; where `scoped`, the rows are places
    and the title of the table names the indicator.
    """

    name: int
    names: tuple[int, ...] = ()
    scoped: bool = False
    unit: int | None = None
    kind: int | None = None
    owner: int | None = None
    seq: int | None = None
    growth: int | None = None
    changes: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    bases: dict[int, int | None] = field(default_factory=dict)
    target: dict[int, int | None] = field(default_factory=dict)
    annual: dict[int, int] = field(default_factory=dict)
    totals: frozenset[int] = frozenset()
    units: dict[int, str] = field(default_factory=dict)


def columns(grid: Grid, from_year: int | None, until_year: int | None, base_year: int | None) -> Columns | None:
    """The columns of `grid`; None when it is no table of indicators."""
    if not grid.header or len(grid.rows) <= grid.header:
        return None
    heads = [head(grid, place) for place in range(grid.width)]
    roles = roles_of(grid)
    kind = first(roles, "kind")
    if kind is None and any(_PROJECTS.search(text) for text in heads):
        return None
    name = _name(grid, roles, heads)
    if name is None:
        return None
    found = Columns(
        name,
        names=(name, *(p for p in range(name - 1, -1, -1) if roles[p] == "name")),
        scoped=bool(_PLACE.fullmatch(heads[name])),
        unit=first(roles, "unit"),
        kind=kind,
        owner=first(roles, "owner"),
        seq=first(roles, "seq"),
        notes=tuple(place for place, role in enumerate(roles) if role == "note"),
    )
    for place, role in enumerate(roles):
        if role == "value":
            _value(found, place, heads[place], from_year, until_year, base_year)
        elif role == "growth":
            _growth(found, place, heads[place], from_year)
    tells = ("value", "growth")
    found.units = {p: unit[1] for p, text in enumerate(heads) if (unit := _UNIT.search(text)) and roles[p] in tells}
    found.totals = frozenset(place for place in found.target if _TOTAL.search(heads[place]))
    _settle(found, grid, heads, from_year, until_year)
    told = found.bases or found.target or found.annual or found.changes or found.growth is not None
    return found if told else None


def _name(grid: Grid, roles: list[Role], heads: list[str]) -> int | None:
    named = [place for place, role in enumerate(roles) if role == "name"]
    if named:
        return next((place for place in reversed(named) if "指标" in heads[place]), named[-1])
    if "value" not in roles:
        return None
    for wanted in ("other", "group"):
        for place, role in enumerate(roles[: roles.index("value")]):
            texts = [content(row[place].text) for row in grid.rows[grid.header :] if not merged(grid, row)]
            if role == wanted and texts.count("text") * 2 > len(texts):
                return place
    return None


def _value(
    found: Columns, place: int, text: str, from_year: int | None, until_year: int | None, base_year: int | None
) -> None:
    years = years_of(text)
    year = years[-1] if years else None
    before = year is not None and from_year is not None and year < from_year
    if before and _TARGET.search(text) and not _BASE.search(text):
        return  # what the last plan had aimed at
    if before or (_BASE.search(text) and not (year and until_year and year >= until_year)):
        found.bases[place] = year or base_year
    elif (
        len(years) == 1
        and not _PERIOD.search(text)
        and until_year is not None
        and year is not None
        and year < until_year
    ):
        found.annual[place] = year
    else:
        found.target[place] = year or until_year


def _growth(found: Columns, place: int, text: str, from_year: int | None) -> None:
    """A column of growth: a rate a year, or a change over all years; what grew before the plan is neither."""
    change = _CHANGE.search(text)
    if _LAST_YEAR.search(text):
        return
    if change is None or _AVERAGE.search(text):
        found.growth = place if found.growth is None else found.growth
    elif not (from_year and change["of"] and int(change["of"]) < from_year):
        found.changes += (place,)


def _settle(found: Columns, grid: Grid, heads: list[str], from_year: int | None, until_year: int | None) -> None:
    """Of columns for the same year the one without yearly neighbours is the target; without a period, years decide."""
    if from_year is None and not found.bases:
        dated = sorted((year, place) for place, year in found.target.items() if year is not None)
        if len(dated) > 1 and dated[0][0] != dated[-1][0]:
            for year, place in dated[:-1]:
                del found.target[place]
                found.bases[place] = year
    same = [place for place, year in found.target.items() if year == until_year]
    if same and found.annual:
        yearly = min(same, key=lambda place: _apart(grid, heads, place, found.annual))
        found.annual[yearly] = until_year or 0
        if len(same) > 1:
            del found.target[yearly]
    if len(found.bases) > 1 and (found.target or found.annual):
        latest = max(found.bases, key=lambda place: (found.bases[place] or 0, place))
        found.bases = {latest: found.bases[latest]}


def _apart(grid: Grid, heads: list[str], place: int, annual: dict[int, int]) -> tuple[bool, bool, int]:
    """How little a column belongs to the yearly ones: not under their common head, no year of its own, far off."""
    upper = [row[place] for row in grid.rows[: grid.header] if not merged(grid, row)][:1]
    shared = any(row[other] is cell for cell in upper for row in grid.rows[: grid.header] for other in annual)
    return not shared, not _DATED.search(heads[place]), min(abs(place - other) for other in annual)
