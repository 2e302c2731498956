"""How an indicator is measured, from the kind, operator, unit and words of its targets. Pure: grammar, no names.

>>> " ".join(rules_of("新增公园绿地", "公顷", "cumulative", "cumulative", 30.0)[:4])
'flow sum up half'
>>> " ".join(rules_of("城镇登记失业率", "%", "ceiling", "<=", 4.5)[:4])
'level none down year'
>>> " ".join(rules_of("进出口总额年均增长率", "%", "growth", "growth", 6.0)[:4])
'rate none up year'

docs/follow.md shows the rules as a table. The words of `luoshi.plans.models.targets` are written out here, because this
module knows no framework; a test holds them equal.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.core.periods import Frequency
from luoshi.core.target import Op, TargetKind
from luoshi.core.units import parse_unit

SHARES = ("share", "points")
DUE_DAYS = {Frequency.MONTH: 15, Frequency.QUARTER: 20, Frequency.HALF: 25, Frequency.YEAR: 31}
"""After the end of a period a figure is due in so many days; a longer period takes longer to add up."""
LAG_MONTHS = {Frequency.MONTH: 3, Frequency.QUARTER: 6, Frequency.HALF: 9, Frequency.YEAR: 15}
"""Older than this a figure says nothing about now: its period, the time to file, and some."""

_NEW = re.compile(r"新增|新建|新改建|净增|增设|增加|新招|招录")
_REDUCTION = re.compile(r"(?:下降|降低|减少|压减|减排|降幅|削减)(?:率|比例|幅度|比率)?$")
_BAD = re.compile(
    r"(?:失业|死亡|伤亡|事故|发案|投诉|污染天|受灾人|浓度|排放|能耗|能源消耗|耗水|用水|损失|违建|时限|用时|耗时)"
    r"(?:率|量|数|起数|总数|人数|次数|人次|次|强度|总量)?$"
)
_CHANGES = re.compile(r"增速|增长|增幅|降|减少|压减|提高")
_RATIO = re.compile(r"率$|率达到$|比例$|占比$|比重$|系数$|密度$|人均|平均|每万|每百|每十万|满意度|比率$")


class Rules(NamedTuple):
    """How an indicator is measured, in the words of the tables; `low` and `high` are what a figure may be at all."""

    measure: str
    spread: str
    direction: str
    frequency: Frequency
    low: float | None
    high: float | None


def kind_of(kind: str, op: str, upper: float | None, value: float | None) -> TargetKind:
    """The kind of a target; where the reader left it open it follows from the operator."""
    if kind == TargetKind.CEILING and op == Op.AT_LEAST:  # "at least" is no limit from above
        return TargetKind.LEVEL
    if kind:
        return TargetKind(kind)
    if value is None:
        return TargetKind.PENDING
    if op == Op.RANGE or upper is not None:
        return TargetKind.RANGE
    if op == Op.AT_MOST:
        return TargetKind.ZERO if value == 0 else TargetKind.CEILING
    return {Op.CUMULATIVE: TargetKind.CUMULATIVE, Op.GROWTH: TargetKind.GROWTH}.get(op, TargetKind.LEVEL)  # type: ignore[call-overload, no-any-return]


def rules_of(
    name: str,
    unit: str,
    kind: str,
    op: str,
    value: float | None,
    *,
    whole: bool = True,
    each: bool = False,
    parts: int = 0,
) -> Rules:
    """The rules of an indicator by its leading target.

    `whole`: the target is the whole city's; `each`: it is set in every county; `parts`: how many counties there are.
    """
    dimension = dimension_of(unit)
    measure = _measure(name, dimension, kind)
    frequency = _frequency(name, dimension, kind)
    low, high = _limits(name, dimension, kind, value)
    return Rules(measure, _spread(name, dimension, kind, value, whole, each, parts), _direction(name, kind, op), frequency, low, high)  # fmt: skip


def dimension_of(unit: str) -> str:
    """What a unit measures; the text itself where it is none that the core knows."""
    parsed = parse_unit(unit)
    return parsed.dimension if parsed else unit


def _measure(name: str, dimension: str, kind: str) -> str:
    if kind == TargetKind.GROWTH:
        return "rate"
    if kind == TargetKind.CHANGE or (kind == TargetKind.PENDING and _REDUCTION.search(name)):
        return "since_start"
    if kind != TargetKind.CUMULATIVE:
        told_by_share = dimension in SHARES and not name.endswith("率")  # a rate of decline is told year by year
        return "since_start" if told_by_share and _REDUCTION.search(name) else "level"
    if dimension.startswith("money"):
        return "to_date"
    return "flow" if _NEW.search(name) or dimension in ("people", "visits") else "since_start"


def _frequency(name: str, dimension: str, kind: str) -> Frequency:
    """Flows of people come by the month, money by the quarter, works by the half year, all else by the year."""
    if kind != TargetKind.CUMULATIVE:
        return Frequency.YEAR
    if dimension in ("people", "visits"):
        return Frequency.MONTH
    if dimension.startswith("money"):
        return Frequency.QUARTER
    if dimension.startswith("count:"):
        return Frequency.QUARTER if _NEW.search(name) else Frequency.YEAR
    return Frequency.HALF if dimension in ("length", "area", "volume", "mass", "power") else Frequency.YEAR


def _direction(name: str, kind: str, op: str) -> str:
    """Of a reduction the figure is its size: more is better. Of a level of something bad less is."""
    if kind in (TargetKind.CEILING, TargetKind.ZERO) or op == Op.AT_MOST:
        return "down"
    if kind == TargetKind.RANGE:
        return "none"
    if op == Op.AT_LEAST or _REDUCTION.search(name):
        return "up"
    return "down" if _BAD.search(name) else "up"


def _spread(name: str, dimension: str, kind: str, value: float | None, whole: bool, each: bool, parts: int) -> str:
    if kind in (TargetKind.GROWTH, TargetKind.CHANGE):
        return "none"
    ratio = is_ratio(name, dimension)
    if each:
        return "mean" if ratio else "sum" if _adds_up(dimension) else "none"
    if ratio or not whole or not _adds_up(dimension):
        return "none"
    if kind in (TargetKind.CEILING, TargetKind.ZERO, TargetKind.RANGE, TargetKind.PENDING, TargetKind.HOLD):
        return "none"
    return "sum" if value is not None and value >= parts else "none"  # three bridges are not shared by seven counties


def is_ratio(name: str, dimension: str) -> bool:
    """Whether a number relates one thing to another, so that those of the parts do not add up."""
    return dimension in SHARES or "/" in dimension or bool(_RATIO.search(name))


def _adds_up(dimension: str) -> bool:
    return dimension.startswith(("count:", "money")) or dimension in (
        "people", "visits", "area", "length", "lane_length", "cable_length", "volume", "mass", "power", "energy",
        "passenger_transport", "freight_transport", "head_of_livestock",
    )  # fmt: skip


def _limits(name: str, dimension: str, kind: str, value: float | None) -> tuple[float | None, float | None]:
    if kind in (TargetKind.GROWTH, TargetKind.CHANGE) or _CHANGES.search(name):
        return None, None
    if dimension == "share" and (value is None or value <= 100):
        return 0.0, 100.0
    return 0.0, None
