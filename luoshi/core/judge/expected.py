"""How far a target should be by a month: linear in time, or along its yearly targets.

>>> import numpy as np
>>> month = np.array([2023 * 12 + 5])
>>> one = targets([Goal(kind="level", value=100, base=90, base_year=2020, year=2025, path={2022: 92, 2023: 95})])
>>> along_path(one, month, one.base, one.value)              # half way from 92 to 95
array([93.5])
>>> tau(one, month)
array([0.5])
"""

from __future__ import annotations

import numpy as np

from luoshi.core.judge.arrays import NEVER, Targets
from luoshi.core.judge.arrays import Goal as Goal
from luoshi.core.judge.arrays import targets as targets
from luoshi.core.judge.axis import Bools, Floats, Ints


def tau(goals: Targets, month: Ints) -> Floats:
    """The share of the time that has gone: (t - t0) / (T - t0); NaN without a year."""
    span = np.where(goals.end == NEVER, np.nan, (goals.end - goals.start).astype(np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        return (month - goals.start) / np.where(span > 0, span, np.nan)


def along_path(goals: Targets, month: Ints, start_value: Floats, end_value: Floats) -> Floats:
    """The level that the yearly targets want by `month`, straight between two of them; NaN where there are none."""
    low_month, low = goals.start.copy(), start_value.copy()
    high_month, high = goals.end.copy(), end_value.copy()
    unset = np.ones(len(goals), dtype=np.bool_)
    any_given = np.zeros(len(goals), dtype=np.bool_)
    for column in range(goals.path.shape[1]):
        at, value = (goals.path_year + column) * 12 + 11, goals.path[:, column]
        given = ~np.isnan(value) & (at > goals.start) & ((goals.end == NEVER) | (at < goals.end))
        any_given |= given
        below = given & (at <= month)
        low_month, low = np.where(below, at, low_month), np.where(below, value, low)
        above = given & (at > month) & unset
        high_month, high = np.where(above, at, high_month), np.where(above, value, high)
        unset &= ~above
    with np.errstate(divide="ignore", invalid="ignore"):
        between = low + (high - low) * ((month - low_month) / (high_month - low_month))
    exact = (month == low_month) | ((goals.end == NEVER) & unset)
    return np.where(any_given, np.where(exact, low, between), np.nan)


def shares_due(goals: Targets, month: Ints) -> Floats:
    """What the yearly shares of a cumulative target come to by `month`; NaN where a year that is needed has none."""
    due = np.zeros(len(goals))
    covered = np.zeros(len(goals))
    for column in range(goals.path.shape[1]):
        year_start, value = (goals.path_year + column) * 12 - 1, goals.path[:, column]
        begin = np.maximum(goals.start, year_start)
        part = np.clip((month - begin) / np.maximum(year_start + 12 - begin, 1), 0.0, 1.0)
        part = np.where(year_start + 12 > goals.start, part, 0.0)
        needed: Bools = (part > 0) & ~np.isnan(value)
        due = np.where(needed, due + part * np.nan_to_num(value), due)
        covered = np.where(needed, covered + np.minimum(month, year_start + 12) - begin, covered)
    return np.where((covered >= month - goals.start) & (goals.path.shape[1] > 0), due, np.nan)
