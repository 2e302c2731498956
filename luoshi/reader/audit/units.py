"""Units that are missing or wrong by powers of ten.

>>> from luoshi.reader.audit.draft import Passage
>>> [d.lines for d in money_without_unit(Passage(1, 4, 4, "项目总投资15.4亿。"))]
[(4,)]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from luoshi.core.target import Role
from luoshi.core.units import parse_unit
from luoshi.reader.audit.columns import body, columns, line_of
from luoshi.reader.audit.draft import Desk, Draft, Passage, after, short
from luoshi.reader.audit.exact import as_written, measures, unit_of, written_value
from luoshi.reader.audit.names import everywhere, key
from luoshi.reader.model import Cell, Grid, Quantity
from luoshi.reader.widths import narrow

_BARE_MONEY = re.compile(r"(?:投资|资金|产值|收入|总额|贷款)[^\d,。;:()]{0,6}?\d+(?:\.\d+)?[万亿](?=[,。;、|)]|\s|$)")
_PLAIN_NUMBER = re.compile(r"^[><≥≤]?\d+(?:\.\d+)?(?:以上|以下|左右|以内)?$")
_BRACKET = re.compile(r"\(([^()]{1,14})\)")
_POINTS = re.compile(r"(?:增加|增长|提高|下降|减少|降低)了?约?近?\d+(?:\.\d+)?个?百分点")
_SHARE_WORDS = re.compile(r"率|比例|比重|占比|%|增速|贡献|拉动|指数|水平|度")
_AMOUNTS = frozenset(["length", "money", "mass", "area", "area:亩", "people", "power"])
_UNITLESS = re.compile(r"指数|系数|倍数|得分|排名|位次|名次|评分|等级|\bAQI\b|比值|年限|时间")
_PART = re.compile(r"^(?:其中|#|\(\d+\)|[—-]{1,2})")
SLIPS = frozenset(Decimal(10) ** power for power in (3, 4, 5, 8))
_SHARE_WITH_UNIT = 0.6
_APART = 1000

_Groups = dict[tuple[str, Role, int | None, str], list[tuple[Quantity, Decimal]]]


def find(desk: Desk) -> Iterator[Draft]:
    """Every unit of a plan that is missing or cannot be."""
    for grid in desk.plan.grids:
        for line, name, value in rows_without_unit(grid):
            yield Draft(
                plan=desk.plan.number,
                kind="unit",
                lines=(line,),
                severity="warning",
                zh=f"“{short(name, 24)}”的数值{value}没有单位,同表其他指标都有。",
                en=f"The value {value} of {short(name, 24)} has no unit, while the others of its table have one.",
            )
    for passage in desk.passages:
        yield from money_without_unit(passage)
        if "百分点" in passage.text:
            yield from points_of_amounts(passage)
    yield from _slips(desk)


def rows_without_unit(grid: Grid) -> Iterator[tuple[int, str, str]]:
    """Rows of an indicator table with a bare number where most rows give a unit: line, name, number."""
    places = columns(grid)
    if places is None or places.name is None or not places.values or (grid.unit or "").strip():
        return
    heads = "".join(cell.text for row in grid.rows[: grid.header] for cell in row)
    if "指标" not in heads:
        return
    rows = [row for row in body(grid) if any(_PLAIN_NUMBER.match(_tight(row[k])) for k in places.values)]
    bare = []
    for row in rows:
        name = _tight(row[places.name])
        unit = _tight(row[places.unit]) if places.unit is not None else ""
        value = next(_tight(row[k]) for k in reversed(places.values) if _PLAIN_NUMBER.match(_tight(row[k])))
        if unit in ("", "-", "—", "--", "/") and not any(map(_ends_in_unit, _BRACKET.findall(name))):
            bare.append((row, name, value))
    if len(rows) < 4 or len(rows) - len(bare) < _SHARE_WITH_UNIT * len(rows):
        return
    for row, name, value in bare:
        part = any(_PART.match(_tight(cell)) for cell in row[: places.name + 1])
        if name and not part and not _UNITLESS.search(name):
            yield line_of(row, places.name), name, value


def _ends_in_unit(text: str) -> bool:
    """Whether a bracket gives the unit of a name; one such as (新EI) or (县级节点) explains the name."""
    return "/" in text[:-1] or any(parse_unit(text[k:]) for k in range(len(text)))


def money_without_unit(passage: Passage) -> Iterator[Draft]:
    """`总投资15.4亿`: the currency is left out."""
    found = _BARE_MONEY.findall(passage.text) if "亿" in passage.text or "万" in passage.text else []
    if found:
        yield Draft(
            plan=passage.plan,
            kind="unit",
            lines=tuple(range(passage.first, passage.last + 1)),
            severity="note",
            zh=f"“{short(found[0], 24)}”没有写明货币单位。",
            en="An amount of money is given without its currency.",
        )


def points_of_amounts(passage: Passage) -> Iterator[Draft]:
    """`大桥增加33座,增加约30个百分点`: an amount grows by per cent, only a share grows by points."""
    text = passage.text
    for match in _POINTS.finditer(text):
        sentence = text[after("。;|", text, match.start()) : match.start()]
        amounts = [m for m in measures(sentence) if m.dimension.startswith("count:") or m.dimension in _AMOUNTS]
        if len(amounts) > 1 and not _SHARE_WORDS.search(sentence):
            yield Draft(
                plan=passage.plan,
                kind="unit",
                lines=tuple(range(passage.first, passage.last + 1)),
                severity="note",
                zh=f"“{short(match[0], 24)}”:数量的增幅应以%计,百分点只用于比率。",
                en=f"{match[0]}: an amount grows by per cent; points are for shares.",
            )


def _slips(desk: Desk) -> Iterator[Draft]:
    """One indicator told twice with values that differ by exactly 10^3, 10^4, 10^5 or 10^8."""
    groups: _Groups = defaultdict(list)
    for quantity in desk.quantities:
        if quantity.value and quantity.unit and everywhere(quantity.scope) and len(key(quantity.name)) > 3:
            dimension, factor = unit_of(quantity.unit)
            value = written_value(quantity.value)[0] * factor
            groups[key(quantity.name), quantity.role, quantity.year, dimension].append((quantity, value))
    yield from _base_and_target(desk, groups)
    for rows in groups.values():
        for quantity, value in rows[1:]:
            first, base = rows[0]
            if base and max(value / base, base / value) in SLIPS:
                told = [as_written(q.value, q.unit) for q in (first, quantity)]
                yield Draft(
                    plan=desk.plan.number,
                    kind="unit",
                    lines=tuple(sorted({first.line, quantity.line})),
                    severity="error",
                    zh=f"“{short(quantity.name, 24)}”两处数值只差数量级:{told[0]}与{told[1]}。",
                    en=f"{short(quantity.name, 24)} is told twice, a power of ten apart: {told[0]} and {told[1]}.",
                    arithmetic=f"{told[0]} : {told[1]}",
                )


def _base_and_target(desk: Desk, groups: _Groups) -> Iterator[Draft]:
    """A base and a target of one indicator that lie a thousand times apart: one of the units is wrong."""
    starts = {(name, dimension): rows[0] for (name, role, _, dimension), rows in groups.items() if role is Role.BASE}
    for (name, role, _, dimension), rows in groups.items():
        start = starts.get((name, dimension))
        if role is not Role.TARGET or start is None or not start[1] or not rows[0][1]:
            continue
        (base, was), (target, now) = start, rows[0]
        if max(was / now, now / was) < _APART:
            continue
        told = [as_written(q.value, q.unit) for q in (base, target)]
        yield Draft(
            plan=desk.plan.number,
            kind="unit",
            lines=tuple(sorted({base.line, target.line})),
            severity="warning",
            zh=f"“{short(target.name, 24)}”的基期{told[0]}与目标{told[1]}相差悬殊,单位可能有误。",
            en=f"Base {told[0]} and target {told[1]} of {short(target.name, 24)} lie so far apart that a unit may be wrong.",
            arithmetic=f"{told[0]} : {told[1]}",
        )


def _tight(cell: Cell) -> str:
    return re.sub(r"\s", "", narrow(cell.text)).strip("|")
