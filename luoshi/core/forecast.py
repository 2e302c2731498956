"""Where yearly figures lead to by the year of the target: rules by name, each on arrays.

    >>> import numpy as np
    >>> points = Points(years=np.array([0.0, 1.0, 2.0, 3.0]), values=np.array([[90.0, 91.0, 92.0, 93.0]]),
    ...     at=np.array([5.0]), low=np.array([95.0]), high=np.array([np.inf]))
    >>> outlook = RULES["regression"].function(points)
    >>> float(outlook.value[0]), TRENDS[outlook.trend[0]].value
    (95.0, 'will_reach')

A rule takes `Points` and gives an `Outlook` of the same length; it never answers from less than it needs, and where it
breaks it says why. To plug in one of your own, register it: `RULES["mine"] = Rule(Text("…", "…"), function)`; a plan
(`rules["rule"]`) or an indicator (`rule`) then names it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from luoshi.core.judge.axis import Bools, Floats, Ints
from luoshi.core.judge.vocabulary import TREND_CODE, TRENDS, Trend
from luoshi.core.student import quantile
from luoshi.core.text import Text

__all__ = ["INTERVAL", "RULES", "TRENDS", "Outlook", "Points", "Rule", "Why", "cagr", "regression"]

INTERVAL = 0.80
"""How much of what may come lies within the interval."""
FADE = 0.8
"""What a year is worth beside the one after it."""
FEWEST = 3
"""No forecast from fewer yearly points."""
RATIO_CUTS = (0.95, 0.60, 0.0)
"""Open SDG and Statistics Canada: on track; progress, but slow; hardly any; below: away from the target."""


class Why(StrEnum):
    """Why a rule says nothing."""

    NONE = "none"
    FEW = "few"
    NO_GOAL = "no_goal"
    ZERO_START = "zero_start"
    SIGN = "sign"
    NO_CHANGE = "no_change"
    RANGE = "range"

    @property
    def label(self) -> Text:
        """The sentence that users read."""
        return _WHY_LABELS[self]


_WHY_LABELS = {
    Why.NONE: Text("", ""),
    Why.FEW: Text(f"年度数据不足 {FEWEST} 个, 不作预测", f"fewer than {FEWEST} yearly points: no forecast"),
    Why.NO_GOAL: Text("没有可以预测的目标值或目标年", "there is no value or year to forecast against"),
    Why.ZERO_START: Text("起点为零, 增速比法不适用", "the start is zero: the ratio of growth rates breaks"),
    Why.SIGN: Text("数值变号, 增速比法不适用", "the sign changes: the ratio of growth rates breaks"),
    Why.NO_CHANGE: Text(
        "目标等于起点, 增速比法不适用", "the target equals the start: the ratio of growth rates breaks"
    ),
    Why.RANGE: Text("区间目标不适用增速比法", "a range has no single rate to compare with"),
}
WHYS = tuple(Why)
WHY_CODE = {why: code for code, why in enumerate(WHYS)}


@dataclass(frozen=True, slots=True)
class Points:
    """`values` has a row for each target and a column for each of `years`, counted from the start of its work
    (one row of years for all, or one for each); NaN where none is. Reached is what lies from `low` to `high` at `at`.
    """

    years: Floats
    values: Floats
    at: Floats
    low: Floats
    high: Floats

    def year_grid(self) -> Floats:
        """The years with a row for each target."""
        return np.broadcast_to(self.years, self.values.shape)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Trend codes, the value expected at the end with its interval, the ratio of a rule that has one, why not."""

    trend: Ints
    value: Floats
    lower: Floats
    upper: Floats
    ratio: Floats
    why: Ints


class Rule(NamedTuple):
    """A way to look ahead."""

    label: Text
    function: Callable[[Points], Outlook]


def regression(points: Points) -> Outlook:
    """Weighted least squares over the yearly points with a prediction interval.

    A point counts FADE times the one a year later. The interval is that of a single new value at the end, with the
    weight of the latest point and n - 2 degrees of freedom.
    """
    years, known = points.year_grid(), ~np.isnan(points.values)
    count = known.sum(axis=1)
    newest = np.where(known, years, -np.inf).max(axis=1, initial=-np.inf)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        weight = np.where(known, FADE ** (newest[:, None] - years), 0.0)
        values = np.where(known, points.values, 0.0)
        mass = weight.sum(axis=1)
        mean_x, mean_y = (weight * years).sum(axis=1) / mass, (weight * values).sum(axis=1) / mass
        dx = years - mean_x[:, None]
        spread = (weight * dx * dx).sum(axis=1)
        slope = (weight * dx * (values - mean_y[:, None])).sum(axis=1) / spread
        value = mean_y + slope * (points.at - mean_x)
        rest = values - (mean_y[:, None] + slope[:, None] * dx)
        variance = (weight * rest * rest).sum(axis=1) / np.maximum(count - 2, 1)
        half = _t(count) * np.sqrt(variance * (1 + 1 / mass + (points.at - mean_x) ** 2 / spread))
    usable = (count >= FEWEST) & ~np.isnan(points.at)
    half = np.where(
        half < 1e-9 * np.maximum(np.abs(value), 1e-300), 0.0, half
    )  # what rounding leaves of a straight line
    lower, upper = np.where(usable, value - half, np.nan), np.where(usable, value + half, np.nan)
    goal = usable & ~np.isnan(points.low) & ~np.isnan(points.high)
    trend = np.full(len(value), TREND_CODE[Trend.AT_RISK], dtype=np.int64)
    slack = 1e-9 * np.maximum(np.abs(value), 1e-300)
    with np.errstate(invalid="ignore"):
        trend[(lower >= points.low - slack) & (upper <= points.high + slack)] = TREND_CODE[Trend.WILL_REACH]
        trend[(upper < points.low - slack) | (lower > points.high + slack)] = TREND_CODE[Trend.WILL_MISS]
    trend[~goal] = TREND_CODE[Trend.UNKNOWN]
    why = np.where(goal, WHY_CODE[Why.NONE], np.where(count < FEWEST, WHY_CODE[Why.FEW], WHY_CODE[Why.NO_GOAL]))
    nothing = np.full(len(value), np.nan)
    return Outlook(trend, np.where(usable, value, np.nan), lower, upper, nothing, why)


def _t(count: Ints) -> Floats:
    """The quantile of each row by its number of points."""
    most = int(count.max(initial=FEWEST))
    table = np.array([np.nan] * FEWEST + [quantile((1 + INTERVAL) / 2, n - 2) for n in range(FEWEST, most + 1)])
    return table[count]


def cagr(points: Points) -> Outlook:
    """CAGR_obs / |CAGR_req| of Open SDG and Statistics Canada, from the first to the last yearly point.

    Positive is the good way. >= 0.95 will reach, >= 0.60 at risk, below will miss; what is reached at the last point will
    reach. It breaks where the start is zero, the sign changes, or the target equals the start; then it says so.
    """
    years, known = points.year_grid(), ~np.isnan(points.values)
    rows, last = np.arange(len(points.at)), known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    first = known.argmax(axis=1)
    x0, x, t0, t = points.values[rows, first], points.values[rows, last], years[rows, first], years[rows, last]
    aim = np.where(np.isfinite(points.low), points.low, points.high)
    up = np.isfinite(points.low)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        observed = (x / x0) ** (1 / (t - t0)) - 1
        required = (aim / x0) ** (1 / (points.at - t0)) - 1
        ratio = np.where(up, observed, -observed) * np.sign(x0) / np.abs(required)
        value = x0 * (1 + observed) ** (points.at - t0)
    with np.errstate(invalid="ignore"):
        same = np.abs(aim - x0) <= 1e-9 * np.abs(x0)
        reached = (x >= points.low) & (x <= points.high)
    ranged = np.isfinite(points.low) & np.isfinite(points.high)
    why = np.select(
        [
            known.sum(axis=1) < FEWEST, np.isnan(aim) | ~np.isfinite(aim) | np.isnan(points.at), ranged,
            x0 == 0, (x / np.where(x0 == 0, 1, x0) < 0) | (aim / np.where(x0 == 0, 1, x0) <= 0), same,
        ],
        [WHY_CODE[one] for one in (Why.FEW, Why.NO_GOAL, Why.RANGE, Why.ZERO_START, Why.SIGN, Why.NO_CHANGE)],
        default=WHY_CODE[Why.NONE],
    )  # fmt: skip
    ratio = np.where(why == WHY_CODE[Why.NONE], ratio, np.nan)
    good, fair, _ = RATIO_CUTS
    trend = np.select(
        [np.isnan(ratio), reached | (ratio >= good - 1e-9), ratio >= fair - 1e-9],
        [TREND_CODE[Trend.UNKNOWN], TREND_CODE[Trend.WILL_REACH], TREND_CODE[Trend.AT_RISK]],
        default=TREND_CODE[Trend.WILL_MISS],
    )
    nothing = np.full(len(ratio), np.nan)
    return Outlook(trend, np.where(np.isnan(ratio), np.nan, value), nothing, nothing.copy(), ratio, why)


RULES: dict[str, Rule] = {
    "regression": Rule(Text("加权回归", "weighted regression"), regression),
    "open_sdg": Rule(
        Text("增速比 (Open SDG / 加拿大统计局)", "ratio of growth rates (Open SDG / Statistics Canada)"), cagr
    ),
}
DEFAULT_RULE = "regression"


def look_ahead(points: Points, rule: Ints, names: list[str]) -> Outlook:
    """Every row by its own rule: `rule` holds places in `names`."""
    used = np.unique(rule)
    if len(used) == 1:
        return RULES[names[int(used[0])]].function(points)
    empty, none = np.full(len(rule), np.nan), np.zeros(len(rule), dtype=np.int64)
    whole = Outlook(none, empty, empty.copy(), empty.copy(), empty.copy(), none.copy())
    for code in used:
        rows: Ints | Bools = np.flatnonzero(rule == code)
        part = RULES[names[int(code)]].function(
            Points(points.year_grid()[rows], points.values[rows], points.at[rows], points.low[rows], points.high[rows])
        )
        for name in Outlook.__slots__:
            getattr(whole, name)[rows] = getattr(part, name)
    return whole
