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
    r"(?:失业|死亡|伤亡|事故|突发[^,，。]{0,8}事件|发案|投诉|污染天|受灾人|浓度|排放|能耗|能源消耗|耗水|用水|损失|违建|时限|用时|耗时)"
    r"(?:率|量|数|起数|总数|人数|次数|人次|次|强度|总量)?$"
)
_LESS = re.compile(r"^(?:下降|降低|减少|压减|削减|缩减)")
_WORKS = re.compile(
    r"^(?:组织|开展|举办|实施|完成|推进|推动|引进|引育|培育|培训|新建|新增|新改建|改造|修建|整治|治理|处置|打造|创建|争创|推出"
    r"|建立|设立|确定|配备|购置|安装|增设|扶持)|(?:项目|工程)(?:投资)?$|(?:造林|育林|修复)$"
)
"""What a number counts is being made or done: a verb before it, or works after it."""
_GROWS = re.compile(r"^(?P<what>.{2,}?)(?:年均|平均|每年)?(?:增长|增速|增幅|增长率|增长速度|增长幅度)$")
_CAPACITY = re.compile(r"能力|产能|规模|产量$")
EACH_YEAR = "/年"
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


def kind_of(
    kind: str, op: str, upper: float | None, value: float | None, *, name: str = "", unit: str = ""
) -> TargetKind:
    """The kind of a target; where the reader left it open it follows from the operator, of a level from its words."""
    read = _as_read(kind, op, upper, value)
    if read == TargetKind.CUMULATIVE and op == Op.CUMULATIVE and _BAD.search(name) and not _WORKS.search(name):
        return TargetKind.CEILING
    if read != TargetKind.LEVEL or op == Op.AT_MOST:
        return read
    if unit.endswith(EACH_YEAR):
        return TargetKind.LEVEL if _CAPACITY.search(name) else TargetKind.HOLD
    dimension = dimension_of(unit)
    if dimension in SHARES and (_is_reduction(name) or _LESS.search(name)):
        return TargetKind.CHANGE
    done = op in ("", Op.EQUAL) and _adds_up(dimension) and not is_ratio(name, dimension) and _WORKS.search(name)
    return TargetKind.CUMULATIVE if done else TargetKind.LEVEL


def _as_read(kind: str, op: str, upper: float | None, value: float | None) -> TargetKind:
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


def what_grows(name: str) -> str:
    """What the name of a growth is about: a total of each year.

    >>> what_grows("进出口总额年均增长率"), what_grows("客运年均增速"), what_grows("进出口总额")
    ('进出口总额', '客运', '')
    """
    match = _GROWS.match(name)
    return match["what"] if match else ""


def _is_reduction(name: str) -> bool:
    """Whether a share is how much less something is; a rate of decline (下降率) is told year by year instead."""
    return bool(_REDUCTION.search(name)) and not name.endswith("率")


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
    measure = _measure(name, dimension, kind, op)
    frequency = _frequency(name, dimension, kind)
    low, high = _limits(name, dimension, kind, value)
    return Rules(measure, _spread(name, dimension, kind, value, whole, each, parts), _direction(name, kind, op), frequency, low, high)  # fmt: skip


def dimension_of(unit: str) -> str:
    """What a unit measures; the text itself where it is none that the core knows."""
    parsed = parse_unit(unit)
    return parsed.dimension if parsed else unit


def _measure(name: str, dimension: str, kind: str, op: str) -> str:
    if kind == TargetKind.GROWTH:
        return "rate"
    if kind == TargetKind.CHANGE or (kind == TargetKind.PENDING and _REDUCTION.search(name)):
        return "since_start"
    if kind == TargetKind.RANGE and dimension.startswith("count:"):  # three to five of them are to be brought about
        return "since_start"
    if kind == TargetKind.CEILING and op == Op.CUMULATIVE:  # so many in all the years together
        return "since_start"
    if kind != TargetKind.CUMULATIVE:
        return "since_start" if dimension in SHARES and _is_reduction(name) else "level"
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
    if kind == TargetKind.CHANGE and _LESS.search(name):
        return "up"
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
