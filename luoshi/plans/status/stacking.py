"""Rows -> arrays: what a target means in the unit of its figures, and the series side by side.

goals = stack(targets, indicators)
values, first = matrix(series, targets.columns["indicator"], targets.columns["area"])
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import numpy as np

from luoshi.core.forecast import DEFAULT_RULE, RULES
from luoshi.core.judge.arrays import NEVER, Targets
from luoshi.core.judge.axis import Bools, Floats, Ints
from luoshi.core.judge.vocabulary import KIND_CODE, MEASURE_CODE, Thresholds
from luoshi.core.periods import Frequency
from luoshi.core.target import Bound, Op, TargetKind
from luoshi.core.units import parse_unit
from luoshi.plans.figures.series import unpack
from luoshi.plans.status.rows import BETWEEN, WORDS, IndicatorRow, PackedSeries, TargetTable

PERCENT = ("", "%", "％")
POINTS = ("个百分点", "百分点")
DOUBLINGS = "番"
"""A multiple that is told by how often the base doubles: 翻两番 is four times."""
UNITLESS = (TargetKind.GROWTH, TargetKind.MULTIPLE, TargetKind.MILESTONE)
KINDS: Mapping[str, int] = {kind.value: code for kind, code in KIND_CODE.items()}
STEPS: Mapping[str, int] = {one.value: one.months for one in Frequency}
WAYS: Mapping[str, int] = {"up": 1, "down": -1, "none": 0}
NOTHING = ("", "null", "{}", None)
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
    plan = json.loads(plan_rules).get("thresholds") if plan_rules not in NOTHING else None
    return Thresholds.read(plan, None if own in NOTHING else json.loads(own or "null"))


@lru_cache(maxsize=1024)
def rule_name(plan_rules: str, own: str) -> str:
    """The forecast rule of an indicator, else of its plan, else the default."""
    chosen = own or (json.loads(plan_rules).get("rule") if plan_rules not in NOTHING else "") or DEFAULT_RULE
    return chosen if chosen in RULES else DEFAULT_RULE


def stack(table: TargetTable, indicators: Mapping[int, IndicatorRow]) -> tuple[Targets, Ints]:
    """Targets as arrays, and for each the place of its forecast rule in RULE_NAMES.

    A target without a year is due at the end of its plan.
    """
    column = table.columns
    order = {key: place for place, key in enumerate(indicators)}
    of = np.array([order[key] for key in column["indicator"]], dtype=np.int64)
    own = _Indicators(list(indicators.values()))

    def numbers(name: str) -> Floats:
        return np.array(column[name], dtype=np.float64)

    words, word = _numbered(column["words"])
    said = [text.split(BETWEEN, len(WORDS) - 1) for text in words]
    agree, scale, relative, good, about = _meant(said, word, of, own)
    path, path_year = _paths([texts[WORDS.index("path")] for texts in said])
    year, base_year = numbers("year"), numbers("base_year")
    year = np.where(np.isnan(year), own.until[of], year)
    days = _each(said, word, "since", lambda day: int(day[:4]) * 12 + int(day[5:7]) - 2)
    binding = np.array(column["binding"], dtype=np.bool_)
    goals = Targets(
        kind=_each(said, word, "kind", KINDS.__getitem__),
        measure=own.measure[of],
        step=own.step[of],
        good=good,
        value=_doubled(numbers("value"), _each(said, word, "unit", DOUBLINGS.__eq__) == 1) * scale,
        upper=numbers("upper") * scale,
        base=numbers("base_value") * scale,
        start=np.where(np.isnan(base_year), days, np.nan_to_num(base_year) * 12 + 11).astype(np.int64),
        end=np.where(np.isnan(year), NEVER, np.nan_to_num(year) * 12 + 11).astype(np.int64),
        relative=relative,
        about=about,
        divisible=np.ones(table.count, dtype=np.bool_),
        units_agree=agree,
        lower=np.where(binding, own.binding[of], own.on_track[of]),
        ahead=own.ahead[of],
        behind=own.behind[of],
        lag=own.lag[of],
        due_days=own.due_days[of],
        path=path[word] * scale[:, None],
        path_year=path_year,
    )
    return goals, own.rule[of]


def _doubled(values: Floats, where: Bools) -> Floats:
    values[where] = 2.0 ** values[where]
    return values


class _Indicators:
    """What targets take from their indicators, place by place."""

    def __init__(self, rows: Sequence[IndicatorRow]) -> None:
        judged_by = [thresholds(row.plan_rules, row.thresholds) for row in rows]
        self.rows = rows
        self.measure = np.array([MEASURE_CODE[row.measure] for row in rows], dtype=np.int64)
        self.step = np.array([STEPS[row.frequency] for row in rows], dtype=np.int64)
        self.lag = np.array([row.lag_months for row in rows], dtype=np.int64)
        self.due_days = np.array([row.due_days for row in rows], dtype=np.int64)
        self.until = np.array([row.until_year for row in rows], dtype=np.float64)
        self.rule = np.array([RULE_NAMES.index(rule_name(row.plan_rules, row.rule)) for row in rows], dtype=np.int64)
        self.ahead, self.on_track, self.behind, self.binding = (
            np.array([getattr(one, name) for one in judged_by], dtype=np.float64) for name in Thresholds._fields
        )


def _meant(
    said: Sequence[Sequence[str]], word: Ints, of: Ints, own: _Indicators
) -> tuple[Bools, Floats, Bools, Ints, Bools]:  # fmt: skip
    """`meaning` for every target: few are different, so each is worked out once."""
    spoken, speaks = _numbered([(row.unit, row.direction) for row in own.rows])
    pairs, place = np.unique(word * max(len(spoken), 1) + speaks[of], return_inverse=True)
    each = [(1.0, False, 0, False)]
    for pair in pairs.tolist():
        texts = dict(zip(WORDS, said[pair // len(spoken)], strict=True))
        unit, direction = spoken[pair % len(spoken)]
        each.append(meaning(texts["kind"], texts["op"], texts["bound"], texts["unit"], unit, direction))
    factors, relative, good, about = (np.array(column)[place + 1] for column in zip(*each, strict=True))
    agree = ~np.isnan(factors)
    return agree, np.where(agree, factors, 1.0), relative, good.astype(np.int64), about


def _numbered(things: Sequence[Any]) -> tuple[list[Any], Ints]:
    """The different ones in the order in which they come, and the place there of each."""
    known: defaultdict[Any, int] = defaultdict(count().__next__)
    places = [known[thing] for thing in things]
    return list(known), np.array(places, dtype=np.int64)


def _each(said: Sequence[Sequence[str]], word: Ints, name: str, code: Callable[[str], int]) -> Ints:
    """A number for the text called `name` of each target."""
    column = WORDS.index(name)
    return np.array([code(texts[column]) for texts in said], dtype=np.int64)[word]


def _paths(texts: Sequence[str]) -> tuple[Floats, int]:
    """Yearly targets as a column for each year."""
    given = [json.loads(text) if text not in NOTHING else {} for text in texts]
    years = sorted({int(year) for path in given for year in path})
    if not years:
        return np.empty((len(texts), 0)), 0
    table = np.full((len(given), years[-1] - years[0] + 1), np.nan)
    for place, path in enumerate(given):
        for year, value in path.items():
            table[place, int(year) - years[0]] = np.nan if value is None else value
    return table, years[0]


def matrix(series: PackedSeries, indicators: Sequence[int], areas: Sequence[str]) -> tuple[Floats, int]:
    """A row of values for each wanted (indicator, area), NaN where there is none, and the month of the first column."""
    size = len(series.indicators)
    if not size:
        return np.full((len(indicators), 1), np.nan), 1970 * 12
    first = min(series.firsts)
    even = len(set(series.firsts)) == 1 and len(set(map(len, series.values))) == 1
    table = unpack(b"".join(series.values)).reshape(size, -1) if even else _scattered(series, first)
    if series.indicators == indicators and series.areas == areas:
        return table, first
    known, place = _numbered(series.areas)
    codes = dict(zip(known, range(len(known)), strict=True))
    keys = np.array(series.indicators, dtype=np.int64) * (len(known) + 1) + place
    wanted = np.array([codes.get(area, len(known)) for area in areas], dtype=np.int64)
    wanted += np.array(indicators, dtype=np.int64) * (len(known) + 1)
    order = np.argsort(keys)
    found = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), size - 1)]
    rows = np.where(keys[found] == wanted, found, -1)
    values = table[rows]
    values[rows < 0] = np.nan
    return values, first


def _scattered(series: PackedSeries, first: int) -> Floats:
    """Series that begin or end in different months, on one axis."""
    sizes = np.array([len(packed) // 8 for packed in series.values], dtype=np.int64)
    begins = np.array(series.firsts, dtype=np.int64) - first
    flat = unpack(b"".join(series.values))
    rows = np.repeat(np.arange(len(sizes)), sizes)
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    table = np.full((len(sizes), int((begins + sizes).max())), np.nan)
    table[rows, np.arange(len(flat)) - offsets[rows] + begins[rows]] = flat
    return table
