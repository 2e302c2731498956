"""The second judgement: the yearly points of every target in the coordinate in which its trend is a line.

>>> import numpy as np
>>> from datetime import date
>>> from luoshi.core.judge.arrays import Goal, targets
>>> from luoshi.core.judge.judging import see
>>> goals = targets([Goal(kind="level", value=95, base=90, base_year=2020, year=2025)])
>>> figures = np.full((1, 36), np.nan); figures[0, [11, 23, 35]] = 91, 92, 93
>>> seen = see(goals, figures, 2021 * 12, date(2024, 2, 1))
>>> outlook = look(goals, seen, np.zeros(1, dtype=np.int64), ["regression"])
>>> float(outlook.value[0]), TRENDS[outlook.trend[0]].value
(95.0, 'will_reach')

Levels and changes go by their value, sums by what has come in all, growth by its logarithm. The base is a point too.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from luoshi.core.forecast import Outlook, Points, look_ahead
from luoshi.core.judge.arrays import NEVER, Targets
from luoshi.core.judge.axis import Floats, Ints
from luoshi.core.judge.kinds import Form, aims, base_of, edges, signed, stated_base
from luoshi.core.judge.observed import FLOW, RATE, SINCE_START, TO_DATE, Seen
from luoshi.core.judge.vocabulary import KIND_CODE, TRENDS
from luoshi.core.target import TargetKind

__all__ = ["TRENDS", "look"]


def look(goals: Targets, seen: Seen, rule: Ints, names: list[str]) -> Outlook:
    """The outlook of every target by its rule; values in the unit of the figures, of growth in percent a year."""
    form, aim = aims(goals)
    points = points_of(goals, seen, form, aim)
    outlook = look_ahead(points, rule, names)
    grows = (form == Form.GROWTH) & ~np.isnan(points.at)
    rates = (form == Form.CHANGE) & (goals.measure == RATE)
    if not (grows.any() or rates.any()):
        return outlook

    def shown(values: Floats) -> Floats:
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            yearly = np.expm1(values / points.at) * 100
            return np.where(grows, yearly, np.where(rates, np.expm1(values) * 100, values))

    return replace(outlook, value=shown(outlook.value), lower=shown(outlook.lower), upper=shown(outlook.upper))


def points_of(goals: Targets, seen: Seen, form: Ints, aim: Floats) -> Points:
    """Yearly points from the start of the work on, and what is to be reached."""
    ends = seen.year_ends
    after = ends[None, :] > goals.start[:, None]
    values = np.where(seen.whole & after, seen.year_value, np.nan)
    base = base_of(goals, seen)
    start = np.where(np.isnan(stated_base(goals)), np.nan, base)
    low, high = _wanted(goals, form, aim, base)
    sums = form == Form.CUMULATIVE
    added = sums & np.isin(goals.measure, (FLOW, TO_DATE))
    if added.any():
        values = np.where(added[:, None], _summed(np.where(after, values, 0.0)), values)
        values = np.where(added[:, None] & ~after, np.nan, values)
    start = np.where(sums, 0.0, start)
    values[sums & (goals.measure == RATE)] = np.nan
    rates = (goals.measure == RATE) & ((form == Form.GROWTH) | (form == Form.CHANGE))
    grows = (form == Form.GROWTH) & ~rates
    with np.errstate(divide="ignore", invalid="ignore"):
        if rates.any():
            chained = _summed(np.where(after, np.log1p(values / 100), 0.0))
            values = np.where(rates[:, None], np.where(after, chained, np.nan), values)
        if grows.any():
            values = np.where(grows[:, None], np.log(values / base[:, None]), values)
    values[~np.isfinite(values)] = np.nan
    changes = (form == Form.CHANGE) | (form == Form.MULTIPLE)
    start = np.where(changes, base, start)
    start = np.where(rates | grows | (changes & (goals.measure == SINCE_START) & (form == Form.CHANGE)), 0.0, start)
    late = goals.start < ends[0] - 12  # what came before the series is unknown
    values[late & (added | rates)] = np.nan
    nothing = (form == Form.MILESTONE) | (form == Form.PENDING) | ~goals.units_agree
    values[nothing] = np.nan
    start = np.where(nothing, np.nan, start)
    years = (ends[None, :] - goals.start[:, None]) / 12
    grid = np.concatenate([start[:, None], values], axis=1)
    axis = np.concatenate([np.zeros((len(goals), 1)), years], axis=1)
    at = np.where(goals.end == NEVER, np.nan, (goals.end - goals.start) / 12)
    return Points(axis, grid, at, low, high)


def _summed(values: Floats) -> Floats:
    """Running totals; after the first gap there is none."""
    return np.cumsum(values, axis=1)


def _wanted(goals: Targets, form: Ints, aim: Floats, base: Floats) -> tuple[Floats, Floats]:
    """From where to where the value at the end counts as reached."""
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = signed(goals, aim)
        relative = np.where(goals.relative, base + np.abs(base) * moved / 100, base + moved)
        change = np.where(
            goals.measure == SINCE_START, aim, np.where(goals.measure == RATE, np.log1p(moved / 100), relative)
        )
        years = (goals.end - goals.start) / 12
        wanted = np.select(
            [form == Form.GROWTH, form == Form.CHANGE, form == Form.MULTIPLE],
            [years * np.log1p(moved / 100), change, aim * base],
            default=aim,
        )
        stated = (form == Form.CHANGE) & (goals.measure == SINCE_START)
        down = np.select(
            [form == Form.LEVEL, stated, (form == Form.GROWTH) | (form == Form.CHANGE), form == Form.MULTIPLE, form == Form.CUMULATIVE],
            [aim < stated_base(goals), aim < 0, moved < 0, wanted < base, aim < 0],
            default=goals.good < 0,
        )  # fmt: skip
    caps = np.isin(goals.kind, [KIND_CODE[TargetKind.CEILING], KIND_CODE[TargetKind.ZERO]])
    down |= caps
    low, high = np.where(down, -np.inf, wanted), np.where(down, wanted, np.inf)
    inside = (form == Form.RANGE) | ((form == Form.KEEP) & (goals.about | (goals.good == 0)) & ~caps)
    first, last = edges(goals)
    low, high = np.where(inside, first, low), np.where(inside, last, high)
    missing = np.isnan(wanted)
    return np.where(missing, np.nan, low), np.where(missing, np.nan, high)
