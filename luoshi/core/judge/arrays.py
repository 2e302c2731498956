"""What is judged and what comes out, as arrays of one length: one place in each is one target.

>>> one = targets([Goal(kind="level", value=95, base=90, base_year=2020, year=2025)])
>>> len(one), one.end[0] - one.start[0]
(1, np.int64(60))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np

from luoshi.core.judge.axis import Bools, Floats, Ints
from luoshi.core.judge.vocabulary import KIND_CODE, MEASURE_CODE, Thresholds

DEFAULTS = Thresholds()
NEVER = -1
"""In `end`: the target has no year."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One target as a person would write it. All numbers are in the unit of the figures, but for growth (percent a
    year), multiple (times) and change with `relative` (percent of the base).

    `good` is +1 where more is better, -1 where less is, 0 where neither. `since` is the first year followed, used where
    there is no base year. `step` is the months of a reporting period. `path` are yearly targets; those of a cumulative
    target are the shares of the years. `about` widens a single value of a range or a hold; what is not `divisible` is
    nothing until it is all (milestones).
    """

    kind: str
    value: float | None = None
    upper: float | None = None
    base: float | None = None
    base_year: int | None = None
    year: int | None = None
    good: int = 1
    measure: str = "level"
    step: int = 12
    since: int = 2021
    relative: bool = True
    path: Mapping[int, float] = field(default_factory=dict)
    binding: bool = False
    thresholds: Thresholds = DEFAULTS
    lag: int = 6
    due_days: int = 15
    units_agree: bool = True
    about: bool = False
    divisible: bool = True


@dataclass(frozen=True, slots=True)
class Targets:
    """The same as arrays. `start` is the last month before the work begins, `end` the last month of the target's year
    (NEVER without one); `path` has a column for each year from `path_year`."""

    kind: Ints
    measure: Ints
    step: Ints
    good: Ints
    value: Floats
    upper: Floats
    base: Floats
    start: Ints
    end: Ints
    relative: Bools
    about: Bools
    divisible: Bools
    units_agree: Bools
    lower: Floats
    ahead: Floats
    behind: Floats
    lag: Ints
    due_days: Ints
    path: Floats
    path_year: int

    def __len__(self) -> int:
        return len(self.kind)

    def take(self, wanted: Ints | Bools) -> Targets:
        """The targets at these places."""
        arrays = {one.name: getattr(self, one.name)[wanted] for one in fields(self) if one.name != "path_year"}
        return replace(self, **arrays)


@dataclass(frozen=True, slots=True)
class Judged:
    """Completion P, expected E, rho = P / E, the value reached and its month (0: none), status and reason codes.

    `headroom` is what a ceiling leaves, as a share of it; `years` how many were judged of what holds by years. NaN where a number does not exist.
    """

    progress: Floats
    expected: Floats
    rho: Floats
    current: Floats
    month: Ints
    headroom: Floats
    years: Ints
    status: Ints
    reason: Ints


def targets(goals: Sequence[Goal]) -> Targets:
    """Goals as arrays."""
    years = sorted({year for goal in goals for year in goal.path})
    first = years[0] if years else 0
    path = np.full((len(goals), years[-1] - first + 1 if years else 0), np.nan)
    for place, goal in enumerate(goals):
        for year, value in goal.path.items():
            path[place, year - first] = value

    def ints(values: Sequence[int]) -> Ints:
        return np.array(values, dtype=np.int64)

    def floats(values: Sequence[float | None]) -> Floats:
        return np.array(values, dtype=np.float64)

    def bools(values: Sequence[bool]) -> Bools:
        return np.array(values, dtype=np.bool_)

    return Targets(
        kind=ints([KIND_CODE[goal.kind] for goal in goals]),  # type: ignore[index]  # a StrEnum is found by its text
        measure=ints([MEASURE_CODE[goal.measure] for goal in goals]),
        step=ints([goal.step for goal in goals]),
        good=ints([goal.good for goal in goals]),
        value=floats([goal.value for goal in goals]),
        upper=floats([goal.upper for goal in goals]),
        base=floats([goal.base for goal in goals]),
        start=ints([(goal.since if goal.base_year is None else goal.base_year + 1) * 12 - 1 for goal in goals]),
        end=ints([NEVER if goal.year is None else goal.year * 12 + 11 for goal in goals]),
        relative=bools([goal.relative for goal in goals]),
        about=bools([goal.about for goal in goals]),
        divisible=bools([goal.divisible for goal in goals]),
        units_agree=bools([goal.units_agree for goal in goals]),
        lower=floats([goal.thresholds.lower(goal.binding) for goal in goals]),
        ahead=floats([goal.thresholds.ahead for goal in goals]),
        behind=floats([goal.thresholds.behind for goal in goals]),
        lag=ints([goal.lag for goal in goals]),
        due_days=ints([goal.due_days for goal in goals]),
        path=path,
        path_year=first,
    )
