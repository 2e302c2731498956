"""A simulated path of one indicator in one area over the periods of a plan, by the kind of its target. Pure.

    aim = Aim("level", "level", 95.0, None, 2025, 88.0, 2020, {}, "%", "up", 0.0, 100.0)
    path(aim, Fate.REACH, periods, rng)      # a value a period, None where nothing was reported

Values are whole numbers of the last digit that the target is written with (`digits`), so that parts can be made to
agree with the whole exactly. A simulation is no forecast: it only has to look like a city at work.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luoshi.core.periods import Period
from luoshi.core.target import TargetKind
from luoshi.core.units import parse_unit
from luoshi.demo.fates import Fate

Floats = npt.NDArray[np.float64]

CUMULATIVE = ("flow", "to_date", "since_start")
FINE = 30
"""A period's share of an amount is told in about so many units of the last digit, so that counties get some of it."""
MAX_DIGITS = 4
NOISE = 0.06
"""How far figures stray from a smooth course, as a share of the way; less where periods are short."""
STOPS_AFTER = 0.55
"""Figures that stop do so after this share of the periods."""
_ENDS = {  # share of the way at the end, from and to
    Fate.REACH: (1.0, 1.06),
    Fate.AHEAD: (1.08, 1.25),
    Fate.BEHIND: (0.68, 0.86),
    Fate.FAR_BEHIND: (-0.12, 0.40),
    Fate.MISSING: (0.7, 1.02),
    Fate.SILENT: (0.9, 1.0),
}
_BENDS = {Fate.AHEAD: (0.65, 0.85), Fate.BEHIND: (1.0, 1.3), Fate.FAR_BEHIND: (1.0, 1.5)}


@dataclass(frozen=True, slots=True)
class Aim:
    """What a path needs of an indicator and of its target in an area."""

    measure: str
    kind: str
    value: float | None
    upper: float | None
    year: int
    base: float | None
    base_year: int
    path: Mapping[int, float]
    unit: str
    direction: str
    low: float | None
    high: float | None
    periods: int = 5

    @property
    def digits(self) -> int:
        """Digits after the point: as the plan writes them, more where the figures could not move otherwise."""
        given = [one for one in (self.value, self.upper, self.base, *self.path.values()) if one is not None]
        digits = max((decimals(one) for one in given), default=1)
        if self.counted:
            return digits
        if self.measure in CUMULATIVE and self.value:
            needed = math.ceil(math.log10(FINE * self.periods / abs(self.value)))
            return max(digits, min(needed, MAX_DIGITS))
        return max(digits, 1) if abs((self.value or 0.0) - (self.base or 0.0)) < 50 else digits

    @property
    def counted(self) -> bool:
        """Whether the unit counts whole things: 3 座, but not 3.5 万人."""
        unit = parse_unit(self.unit)
        whole = self.value is None or float(self.value).is_integer()
        return unit is not None and unit.factor == 1 and whole and (
            unit.dimension.startswith("count:") or unit.dimension in ("people", "visits", "duration", "work_days")
        )  # fmt: skip


def decimals(value: float) -> int:
    """Digits after the point of a number as it is written.

    >>> decimals(88.60), decimals(3.0), decimals(25.62)
    (1, 0, 2)
    """
    text = f"{value:.6f}".rstrip("0")
    return len(text) - text.index(".") - 1


def path(aim: Aim, fate: Fate, periods: Sequence[Period], rng: np.random.Generator) -> list[float | None]:
    """The values of the periods. A thing that is silent has none at all."""
    years = np.array([(period.last + 1) / 12 for period in periods])  # the end of each period, as a year
    progress = _progress(fate, years, aim, rng)
    values = _values(aim, fate, progress, years, rng)
    if aim.measure in CUMULATIVE:
        return reported(fate, cumulative(aim, values, periods))
    return reported(fate, [_bounded(value, aim) for value in values])


def reported(fate: Fate, values: Sequence[float]) -> list[float | None]:
    """What was reported of it: nothing, the first half, or all."""
    if fate is Fate.SILENT:
        return [None] * len(values)
    if fate is Fate.MISSING:
        kept = max(1, round(len(values) * STOPS_AFTER))
        return [*values[:kept], *[None] * (len(values) - kept)]
    return list(values)


def cumulative(aim: Aim, totals: Floats, periods: Sequence[Period]) -> list[float]:
    """Totals since the plan began, as the measure of the indicator tells them."""
    steps = np.round(np.maximum(totals, 0) * 10**aim.digits).astype(int)
    return told(aim.measure, np.diff(steps, prepend=0), periods, aim.digits)


def told(measure: str, flows: npt.NDArray[np.int64], periods: Sequence[Period], digits: int) -> list[float]:
    """What came in each period, in units of the last digit, as figures of a measure: flow, since January, since the
    start.
    """
    if measure == "flow":
        told_ = list(flows)
    elif measure == "since_start":
        told_ = list(np.cumsum(flows))
    else:
        told_, total, year = [], 0, 0
        for period, flow in zip(periods, flows, strict=True):
            total, year = int(flow) + (total if period.year == year else 0), period.year
            told_.append(total)
    return [round(int(one) / 10**digits, digits) for one in told_]


def _progress(fate: Fate, years: Floats, aim: Aim, rng: np.random.Generator) -> Floats:
    """The share of the way covered at the end of each period; 1 is the target."""
    begin = aim.base_year + 1
    tau = np.clip((years - begin) / max(aim.year + 1 - begin, 1), 0, None)
    low, high = _ENDS[fate]
    end = low + (high - low) * rng.random()
    low, high = _BENDS.get(fate, (0.9, 1.1))
    bend = low + (high - low) * rng.random()
    noise = (rng.random(len(years)) - 0.5) * min(NOISE, 0.8 / len(years)) * np.minimum(tau, 1)
    noise[tau >= 1] = np.abs(noise[tau >= 1]) * np.sign(end if fate is not Fate.BEHIND else -1)
    return np.asarray(end * np.minimum(tau, 1) ** bend + end * 0.15 * np.maximum(tau - 1, 0) + noise)


def _values(aim: Aim, fate: Fate, progress: Floats, years: Floats, rng: np.random.Generator) -> Floats:
    if aim.value is None:
        return _pending(aim, progress, rng)
    if aim.measure == "rate":
        short = {Fate.BEHIND: 0.75, Fate.FAR_BEHIND: 0.2, Fate.AHEAD: 1.3}.get(fate, 1.06)
        return np.asarray(aim.value * (short + (rng.random(len(years)) - 0.5) * 0.1))
    if aim.measure in CUMULATIVE:
        return _totals(aim, progress, years)
    if aim.kind in (TargetKind.CEILING, TargetKind.ZERO, TargetKind.HOLD):
        return _kept(aim, fate, years, rng)
    if aim.kind == TargetKind.RANGE and aim.upper is not None:
        middle = aim.value + (aim.upper - aim.value) * rng.random()
        return np.asarray(_start(aim, middle, rng) + (middle - _start(aim, middle, rng)) * np.clip(progress, 0, 1.02))
    return _level(aim, progress, years, rng)


def _totals(aim: Aim, progress: Floats, years: Floats) -> Floats:
    """Never falling: what is built stays built. Yearly shares, where the plan gives them, set the pace."""
    assert aim.value is not None
    share = np.maximum.accumulate(np.clip(progress, 0, None))
    if aim.path and sum(aim.path.values()) > 0:
        knots = np.cumsum([0, *(aim.path[year] for year in sorted(aim.path))])
        marks = [min(aim.path), *(year + 1 for year in sorted(aim.path))]
        even = np.interp(years, [marks[0], marks[-1]], [0, 1])
        pace = np.interp(years, marks, knots / knots[-1])
        share = np.maximum.accumulate(
            np.clip(share * np.divide(pace, even, out=np.ones_like(pace), where=even > 0), 0, None)
        )
    return np.asarray(aim.value * share)


def _level(aim: Aim, progress: Floats, years: Floats, rng: np.random.Generator) -> Floats:
    """From the base, or a start made up for the demo, to the target; along the yearly targets where there are any."""
    assert aim.value is not None
    start = aim.base if aim.base is not None else _before(aim, rng)
    if abs(aim.value - start) < abs(aim.value) * 0.002:  # already there: it stays, or slips by how far behind it is
        sign = -1 if aim.direction == "down" else 1
        return np.asarray(aim.value * (1 + sign * 0.08 * (np.minimum(progress, 1.1) - np.linspace(0.1, 1, len(years)))))
    if not aim.path:
        return np.asarray(start + (aim.value - start) * progress)
    knots = {aim.base_year: start, **aim.path, aim.year: aim.value}
    marks = sorted(knots)
    wanted = np.interp(years, [mark + 1 for mark in marks], [knots[mark] for mark in marks])
    tau = np.clip((years - aim.base_year - 1) / max(aim.year - aim.base_year, 1), 1e-9, None)
    return np.asarray(start + (wanted - start) * progress / np.minimum(tau, 1))


def _kept(aim: Aim, fate: Fate, years: Floats, rng: np.random.Generator) -> Floats:
    """A limit that mostly holds: a ceiling from below, a floor from above; broken where the fate is bad."""
    assert aim.value is not None
    noise = rng.random(len(years))
    bad = {Fate.BEHIND: 0.5, Fate.FAR_BEHIND: 0.9}.get(fate, 0.0)
    broken = noise < bad
    if aim.kind == TargetKind.ZERO:
        return np.where(broken, aim.value + 1 + np.floor(noise * 3), aim.value)
    if aim.kind == TargetKind.HOLD and aim.direction != "down":
        return np.where(broken, aim.value * (0.93 + 0.06 * noise), aim.value * (1.005 + 0.05 * noise))
    return np.where(broken, aim.value * (1.02 + 0.1 * noise), aim.value * (0.78 + 0.2 * noise))


def _pending(aim: Aim, progress: Floats, rng: np.random.Generator) -> Floats:
    """Figures come in although no target is issued yet."""
    start = aim.base if aim.base is not None else 4 + 10 * rng.random()
    if aim.measure == "level":
        return np.asarray(start * (1 + 0.08 * progress))
    return np.asarray(start * np.maximum.accumulate(np.maximum(progress, 0)))


def _before(aim: Aim, rng: np.random.Generator) -> float:
    """Where a thing without a base stood: one yearly step before the first yearly target, else made up."""
    assert aim.value is not None
    known = {**aim.path, aim.year: aim.value}
    years = sorted(known)
    if len(years) < 2:
        return _start(aim, aim.value, rng)
    step = (known[years[-1]] - known[years[0]]) / (years[-1] - years[0])
    return known[years[0]] - step * (years[0] - aim.base_year)


def _start(aim: Aim, value: float, rng: np.random.Generator) -> float:
    """A start for a thing whose base the plan does not tell: worse than the target by a tenth to two fifths."""
    share = 0.1 + 0.3 * rng.random()
    return value * (1 + share) if aim.direction == "down" else value * (1 - share)


def _bounded(value: float, aim: Aim) -> float:
    low = -np.inf if aim.low is None else aim.low
    high = np.inf if aim.high is None else aim.high
    return round(float(np.clip(value, low, high)), aim.digits)
