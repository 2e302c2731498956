"""What a monthly series says by a month: the latest value, the value of each year, the total since the start.

Null propagates. A total goes as far as no period is missing, and a year of flows is one only when all its periods are
there.

>>> import numpy as np
>>> goal = targets([Goal(kind="cumulative", measure="flow", step=3, value=10.0, since=2024)])
>>> quarters = np.full((1, 12), np.nan); quarters[0, [2, 5, 11]] = 1.0, 2.0, 4.0
>>> seen = observe(goal, quarters, 2024 * 12, np.array([2024 * 12 + 11]))
>>> seen.total, seen.total_month == 2024 * 12 + 5            # the third quarter is missing
(array([3.]), array([ True]))
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from luoshi.core.judge.arrays import Goal as Goal
from luoshi.core.judge.arrays import Targets
from luoshi.core.judge.arrays import targets as targets
from luoshi.core.judge.axis import Bools, Floats, Ints, first_due
from luoshi.core.judge.vocabulary import KIND_CODE, MEASURE_CODE
from luoshi.core.target import TargetKind

LEVEL, FLOW, TO_DATE, SINCE_START, RATE = (
    MEASURE_CODE[name] for name in ("level", "flow", "to_date", "since_start", "rate")
)
NO_MONTH = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """`latest` is the last known value; `point` the value to compare with a level: for flows the last whole year's.

    `year_value`, `known`, `whole` have a column for each year from `first_year`: the value of the year so far, whether
    there is any, whether the year is complete. `total` is what came since the start. A month is NO_MONTH where there
    is no value.
    """

    first_year: int
    latest: Floats
    latest_month: Ints
    point: Floats
    point_month: Ints
    total: Floats
    total_month: Ints
    year_value: Floats
    known: Bools
    whole: Bools

    @property
    def year_ends(self) -> Ints:
        """The last month of each column's year."""
        return (self.first_year + np.arange(self.year_value.shape[1], dtype=np.int64)) * 12 + 11

    def take(self, wanted: Ints | Bools) -> Seen:
        """The rows at these places."""
        arrays = {one.name: getattr(self, one.name)[wanted] for one in fields(self) if one.name != "first_year"}
        return replace(self, **arrays)


def observe(goals: Targets, values: Floats, first: int, cut: Ints) -> Seen:
    """Read `values` (a row for each target, a column for each month from `first`) up to the month `cut` of each."""
    count, columns = values.shape
    lead = first % 12
    first_year = first // 12
    years = max(1, -(-(lead + columns) // 12))
    grid = np.full((count, years * 12), np.nan)
    grid[:, lead : lead + columns] = values
    months = first_year * 12 + np.arange(years * 12, dtype=np.int64)
    if columns and int(cut.min(initial=months[-1])) < first + columns - 1:
        grid[months[None, :] > cut[:, None]] = np.nan
    known = ~np.isnan(grid)
    latest, latest_month = _last(grid, known, months)
    cube, cube_known = grid.reshape(count, years, 12), known.reshape(count, years, 12)
    counts = cube_known.sum(axis=2)
    place = 11 - cube_known[:, :, ::-1].argmax(axis=2)
    year_value = np.take_along_axis(cube, place[:, :, None], axis=2)[:, :, 0]
    december = cube_known[:, :, 11]
    whole = december.copy()
    for measure, mean in ((FLOW, False), (RATE, True)):
        rows = np.flatnonzero(goals.measure == measure)
        if len(rows):
            sums = np.nansum(cube[rows], axis=2)
            divisor = np.maximum(counts[rows], 1) if mean else 1
            year_value[rows] = np.where(counts[rows] > 0, sums / divisor, np.nan)
            whole[rows] = december[rows] & (counts[rows] * goals.step[rows, None] >= 12)
    year_ends = (first_year + np.arange(years, dtype=np.int64)) * 12 + 11
    point, point_month = latest.copy(), latest_month.copy()
    yearly = np.flatnonzero((goals.measure == FLOW) | (goals.measure == TO_DATE))
    if len(yearly):
        point[yearly], point_month[yearly] = _last(year_value[yearly], whole[yearly], year_ends)
    total, total_month = _totals(goals, grid, known, months, year_value, place, december, latest, latest_month)
    return Seen(
        first_year, latest, latest_month, point, point_month, total, total_month, year_value, counts > 0, whole
    )  # fmt: skip


def _last(grid: Floats, known: Bools, months: Ints) -> tuple[Floats, Ints]:
    """The value and month of the last known column of each row."""
    if not grid.shape[1]:
        return np.full(len(grid), np.nan), np.zeros(len(grid), dtype=np.int64)
    place = grid.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    rows = np.arange(len(grid))
    there = known[rows, place]
    return np.where(there, grid[rows, place], np.nan), np.where(there, months[place], NO_MONTH)


def _totals(
    goals: Targets,
    grid: Floats,
    known: Bools,
    months: Ints,
    year_value: Floats,
    place: Ints,
    december: Bools,
    latest: Floats,
    latest_month: Ints,
) -> tuple[Floats, Ints]:
    """What came since the start, for cumulative targets; NaN for the others."""
    total, month = np.full(len(grid), np.nan), np.zeros(len(grid), dtype=np.int64)
    wanted = goals.kind == KIND_CODE[TargetKind.CUMULATIVE]
    stands = wanted & ((goals.measure == LEVEL) | (goals.measure == SINCE_START)) & (latest_month > goals.start)
    total[stands], month[stands] = latest[stands], latest_month[stands]
    flows = np.flatnonzero(wanted & (goals.measure == FLOW))
    if len(flows):
        total[flows], month[flows] = _sum_flows(goals.take(flows), grid[flows], known[flows], months)
    to_date = np.flatnonzero(wanted & (goals.measure == TO_DATE))
    if len(to_date):
        ends = months[11::12]
        total[to_date], month[to_date] = _sum_years(
            goals.start[to_date], year_value[to_date], place[to_date], december[to_date], known[to_date], ends
        )
    return total, month


def _sum_flows(goals: Targets, grid: Floats, known: Bools, months: Ints) -> tuple[Floats, Ints]:
    """The sum from the month after the start up to the first period that is missing."""
    axis = months[None, :]
    inside = axis > goals.start[:, None]
    gaps = inside & ~known & ((axis + 1) % goals.step[:, None] == 0)
    gap = np.where(gaps.any(axis=1), months[gaps.argmax(axis=1)], months[-1] + 1)
    gap = np.where(first_due(goals.step, goals.start) < months[0], 0, gap)  # what came before the series is unknown
    counted = inside & known & (axis < gap[:, None])
    _, month = _last(grid, counted, months)
    return np.where(month > 0, np.where(counted, grid, 0.0).sum(axis=1), np.nan), month


def _sum_years(
    start: Ints, year_value: Floats, place: Ints, december: Bools, known: Bools, ends: Ints
) -> tuple[Floats, Ints]:
    """December of each year since the start, and the latest of the first year whose December is missing."""
    total, month = np.zeros(len(start)), np.zeros(len(start), dtype=np.int64)
    running = start >= ends[0] - 12  # the years before the series began are unknown
    for column, end in enumerate(ends):
        follows = running & (end > start)
        some = follows & known[:, column * 12 : column * 12 + 12].any(axis=1)
        total[some] += year_value[some, column]
        month[some] = end - 11 + place[some, column]
        running &= ~(follows & ~december[:, column])
    return np.where(month > 0, total, np.nan), month
