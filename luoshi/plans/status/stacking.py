"""Rows -> arrays: what a target means in the unit of its figures, and the series side by side.

goals = stack(targets, indicators)
values, first = matrix(series, [(row.indicator, row.area) for row in targets])
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from luoshi.core.forecast import DEFAULT_RULE, RULES
from luoshi.core.judge.arrays import NEVER, Targets
from luoshi.core.judge.axis import Floats, Ints
from luoshi.core.judge.vocabulary import KIND_CODE, MEASURE_CODE, Thresholds
from luoshi.core.periods import Frequency
from luoshi.core.target import Bound, Op, TargetKind
from luoshi.core.units import parse_unit
from luoshi.plans.figures.series import unpack
from luoshi.plans.status.rows import IndicatorRow, SeriesRow, TargetRow

PERCENT = ("", "%", "％")
POINTS = ("个百分点", "百分点")
UNITLESS = (TargetKind.GROWTH, TargetKind.MULTIPLE, TargetKind.MILESTONE)
KINDS: Mapping[str, int] = {kind.value: code for kind, code in KIND_CODE.items()}
STEPS: Mapping[str, int] = {one.value: one.months for one in Frequency}
WAYS: Mapping[str, int] = {"up": 1, "down": -1, "none": 0}
NO_THRESHOLDS = ("", "null", "{}", None)
RULE_NAMES = list(RULES)


@lru_cache(maxsize=4096)
def factor(unit: str, to: str) -> float:
    """What one of `unit` is in `to`; 1 where either is not said, NaN where they do not convert.

    >>> factor("亿元", "万元"), factor("亩", "")
    (10000.0, 1.0)
    """
    if unit == to or not unit or not to:
        return 1.0
    one, other = parse_unit(unit), parse_unit(to)
    if one is None or other is None or one.dimension != other.dimension:
        return float("nan")
    return float(one.factor / other.factor)


@lru_cache(maxsize=4096)
def meaning(kind: str, op: str, bound: str, unit: str, to: str, direction: str) -> tuple[float, bool, int, bool]:
    """Factor into the unit of the figures, whether a change is relative, which way is good, whether it is "about"."""
    relative = kind == TargetKind.CHANGE and unit in PERCENT
    points = kind == TargetKind.CHANGE and unit in POINTS
    times = 1.0 if kind in UNITLESS or relative or points else factor(unit, to)
    good = WAYS[direction]
    if kind not in (TargetKind.CHANGE, TargetKind.GROWTH):  # there >= says how much of the change, not which way
        good = {Op.AT_LEAST.value: 1, Op.AT_MOST.value: -1}.get(op, good)
    return times, relative, good, bound == Bound.ABOUT


@lru_cache(maxsize=1024)
def thresholds(plan_rules: str, own: str | None) -> Thresholds:
    """Those of a plan with those of an indicator laid over them. Settings are checked when they are set."""
    plan = json.loads(plan_rules).get("thresholds") if plan_rules not in NO_THRESHOLDS else None
    return Thresholds.read(plan, None if own in NO_THRESHOLDS else json.loads(own or "null"))


@lru_cache(maxsize=1024)
def rule_name(plan_rules: str, own: str) -> str:
    """The forecast rule of an indicator, else of its plan, else the default."""
    chosen = own or (json.loads(plan_rules).get("rule") if plan_rules not in NO_THRESHOLDS else "") or DEFAULT_RULE
    return chosen if chosen in RULES else DEFAULT_RULE


def stack(rows: Sequence[TargetRow], indicators: Mapping[int, IndicatorRow]) -> tuple[Targets, Ints]:
    """Targets as arrays, and for each the place of its forecast rule in RULE_NAMES.

    A target without a year is due at the end of its plan.
    """
    own = [indicators[row.indicator] for row in rows]
    meant = [
        meaning(row.kind, row.op, row.bound, row.unit, of.unit, of.direction)
        for row, of in zip(rows, own, strict=True)
    ]  # fmt: skip
    judged_by = [thresholds(of.plan_rules, of.thresholds) for of in own]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(TargetRow._fields)
    column = dict(zip(TargetRow._fields, columns, strict=True))
    factors, relative, good, about = (np.array(part) for part in (zip(*meant, strict=True) if rows else [()] * 4))
    factors = factors.astype(np.float64)

    def ints(values: Sequence[int]) -> Ints:
        return np.array(values, dtype=np.int64)

    def numbers(name: str) -> Floats:
        return np.array(column[name], dtype=np.float64)

    kind = ints([KINDS[one] for one in column["kind"]])
    agree = ~np.isnan(factors)
    scale = np.where(agree, factors, 1.0)
    path, path_year = _paths(column["path"])
    until = np.array([of.until_year for of in own], dtype=np.float64)
    year = np.where(np.isnan(numbers("year")), until, numbers("year"))
    base_year = numbers("base_year")
    since = np.array([int(day[:4]) * 12 + int(day[5:7]) - 2 for day in column["since"]], dtype=np.int64)
    binding = np.array(column["binding"], dtype=np.bool_)
    lower = np.where(binding, [one.binding for one in judged_by], [one.on_track for one in judged_by])
    goals = Targets(
        kind=kind,
        measure=ints([MEASURE_CODE[of.measure] for of in own]),
        step=ints([STEPS[of.frequency] for of in own]),
        good=good.astype(np.int64),
        value=numbers("value") * scale,
        upper=numbers("upper") * scale,
        base=numbers("base_value") * scale,
        start=np.where(np.isnan(base_year), since, np.nan_to_num(base_year) * 12 + 11).astype(np.int64),
        end=np.where(np.isnan(year), NEVER, np.nan_to_num(year) * 12 + 11).astype(np.int64),
        relative=relative.astype(np.bool_),
        about=about.astype(np.bool_),
        divisible=np.ones(len(rows), dtype=np.bool_),
        units_agree=agree,
        lower=lower.astype(np.float64),
        ahead=np.array([one.ahead for one in judged_by], dtype=np.float64),
        behind=np.array([one.behind for one in judged_by], dtype=np.float64),
        lag=ints([of.lag_months for of in own]),
        due_days=ints([of.due_days for of in own]),
        path=path * scale[:, None],
        path_year=path_year,
    )
    return goals, ints([RULE_NAMES.index(rule_name(of.plan_rules, of.rule)) for of in own])


def _paths(texts: Sequence[str]) -> tuple[Floats, int]:
    """Yearly targets as a column for each year."""
    given = {place: json.loads(text) for place, text in enumerate(texts) if text not in NO_THRESHOLDS}
    years = sorted({int(year) for path in given.values() for year in path})
    if not years:
        return np.empty((len(texts), 0)), 0
    table = np.full((len(texts), years[-1] - years[0] + 1), np.nan)
    for place, path in given.items():
        for year, value in path.items():
            table[place, int(year) - years[0]] = np.nan if value is None else value
    return table, years[0]


def matrix(series: Sequence[SeriesRow], wanted: Sequence[tuple[int, str]]) -> tuple[Floats, int]:
    """A row of values for each wanted (indicator, area), NaN where there is none, and the month of the first column."""
    if not series:
        return np.full((len(wanted), 1), np.nan), 1970 * 12
    places = {(row.indicator, row.area): place for place, row in enumerate(series)}
    first = min(row.first for row in series)
    lengths = {(row.first, len(row.values)) for row in series}
    even = len(lengths) == 1
    table = (
        unpack(b"".join([row.values for row in series])).reshape(len(series), -1) if even else _scattered(series, first)
    )
    taken = [places.get(pair, -1) for pair in wanted]
    if taken == list(range(len(series))):
        return table, first
    rows = np.array(taken, dtype=np.int64)
    values = table[rows]
    values[rows < 0] = np.nan
    return values, first


def _scattered(series: Sequence[SeriesRow], first: int) -> Floats:
    """Series that begin or end in different months, on one axis."""
    sizes = np.array([len(row.values) // 8 for row in series], dtype=np.int64)
    begins = np.array([row.first for row in series], dtype=np.int64) - first
    width = int((begins + sizes).max())
    flat = unpack(b"".join([row.values for row in series]))
    rows = np.repeat(np.arange(len(series)), sizes)
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    table = np.full((len(series), width), np.nan)
    table[rows, np.arange(len(flat)) - offsets[rows] + begins[rows]] = flat
    return table
