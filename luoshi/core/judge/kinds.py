"""Completion and expectation of every kind of target (METHOD: kinds of target), each kind on the rows that are of it.

>>> Form.KEEP.name
'KEEP'

What the plan calls a kind and what is computed differ where the words would mislead: a ceiling that lies below its
base, a range that does not hold the base, a zero with something left to clear are levels to come to; a level that its
base has reached already is one to keep. What is counted since the start was nothing then, though no text says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from luoshi.core.judge.arrays import NEVER, Targets
from luoshi.core.judge.axis import Bools, Floats, Ints
from luoshi.core.judge.expected import along_path, shares_due, tau
from luoshi.core.judge.observed import FLOW, NO_MONTH, RATE, SINCE_START, TO_DATE, Seen
from luoshi.core.judge.vocabulary import KIND_CODE, REASON_CODE, Reason
from luoshi.core.target import TargetKind

ABOUT = 0.05
"""Half the width of "about" (左右), as a share of the value; also of a level to keep that is better neither way."""
SLACK = 1e-9
"""What rounding may take from a ratio."""


class Form(IntEnum):
    """How a target is computed."""

    PENDING = 0
    LEVEL = 1
    BARE = 2
    CUMULATIVE = 3
    GROWTH = 4
    CHANGE = 5
    MULTIPLE = 6
    KEEP = 7
    RANGE = 8
    MILESTONE = 9


@dataclass(slots=True)
class Reckoned:
    """P, E, the value and month they rest on. `met` says whether the target holds at that month. `must` marks what has
    to hold all along, and `broken` where it does not hold now; `step` is the months that the value stands for. `years`
    is how many were judged, of what holds by years."""

    progress: Floats
    expected: Floats
    current: Floats
    month: Ints
    met: Bools
    must: Bools
    broken: Bools
    headroom: Floats
    reason: Ints
    step: Ints
    years: Ints


def aims(goals: Targets) -> tuple[Ints, Floats]:
    """The form of each target, and the value that is aimed at."""
    kind = goals.kind
    form = np.full(len(goals), Form.PENDING, dtype=np.int64)
    aim = goals.value.copy()

    def of(*kinds: TargetKind) -> Bools:
        return np.isin(kind, [KIND_CODE[one] for one in kinds])

    base = stated_base(goals)
    has_base = ~np.isnan(base)
    for one, code in _PLAIN.items():
        form[of(one)] = code
    level = of(TargetKind.LEVEL)
    form[level] = np.where(has_base[level], Form.LEVEL, Form.BARE)
    form[level & has_base & _there_already(goals, base, aim)] = Form.KEEP
    ceiling = of(TargetKind.CEILING)
    form[ceiling] = np.where(goals.base[ceiling] > aim[ceiling], Form.LEVEL, Form.KEEP)
    zero = of(TargetKind.ZERO)
    aim[zero] = 0.0
    form[zero] = np.where(goals.base[zero] > 0, Form.LEVEL, Form.KEEP)
    ranged = of(TargetKind.RANGE)
    low, high = edges(goals)
    below, above = ranged & (base < low), ranged & (base > high)
    aim[below], aim[above] = low[below], high[above]
    form[ranged] = Form.RANGE
    form[below | above] = Form.LEVEL
    milestone = of(TargetKind.MILESTONE)
    aim[milestone & np.isnan(aim)] = 1.0
    return form, aim


def stated_base(goals: Targets) -> Floats:
    """The base as the text gives it; of a level or range that is counted since the start, nothing."""
    zero = np.isnan(goals.base) & (goals.measure == SINCE_START)
    zero &= np.isin(goals.kind, [KIND_CODE[TargetKind.LEVEL], KIND_CODE[TargetKind.RANGE]])
    return np.where(zero, 0.0, goals.base)


def _there_already(goals: Targets, base: Floats, aim: Floats) -> Bools:
    """Where a level was as good as its target, or better, at the start. Where neither way is better, the sign tells."""
    with np.errstate(invalid="ignore"):
        same = np.abs(base - aim) <= SLACK * np.maximum(np.abs(base), np.abs(aim))
        better: Bools = (base - aim) * goals.good > 0
    return same | better


_PLAIN = {
    TargetKind.CUMULATIVE: Form.CUMULATIVE,
    TargetKind.GROWTH: Form.GROWTH,
    TargetKind.CHANGE: Form.CHANGE,
    TargetKind.MULTIPLE: Form.MULTIPLE,
    TargetKind.HOLD: Form.KEEP,
    TargetKind.MILESTONE: Form.MILESTONE,
}


def edges(goals: Targets) -> tuple[Floats, Floats]:
    """The ends of a range; of a single value what "about" leaves around it."""
    single = np.isnan(goals.upper)
    around = np.abs(goals.value) * ABOUT
    return np.where(single, goals.value - around, goals.value), np.where(single, goals.value + around, goals.upper)


def level(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:
    """(xt - x0) / (xT - x0); its sign handles what has to fall."""
    x, t, x0 = seen.point, seen.point_month, stated_base(goals)
    with np.errstate(divide="ignore", invalid="ignore"):
        done = (x - x0) / (aim - x0)
        done = np.where(beyond(goals, x, x0), nearness(goals, x), done)
        wanted = (along_path(goals, t, x0, aim) - x0) / (aim - x0)
    expected = np.where(np.isnan(wanted), tau(goals, t), wanted)
    made = _made(goals, done, expected, x, t, step=_year_where(goals, FLOW, TO_DATE))
    with np.errstate(invalid="ignore"):
        made.met |= goals.about & (np.abs(x - aim) <= np.minimum(np.abs(aim) * ABOUT, np.abs(aim - x0) / 2) + SLACK)
    return made


def beyond(goals: Targets, x: Floats, base: Floats) -> Bools:
    """Where a value went through the range that it had to come to; of what is counted, more is no harm."""
    low, high = edges(goals)
    ranged = (goals.kind == KIND_CODE[TargetKind.RANGE]) & (goals.measure != SINCE_START)
    with np.errstate(invalid="ignore"):
        through: Bools = np.where(base < low, x - high > SLACK * np.abs(high), low - x > SLACK * np.abs(low))
    gone: Bools = ranged & through
    return gone


def bare(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:
    """xt / xT, or xT / xt where less is better; expected only where there are yearly targets."""
    x, t, down = seen.point, seen.point_month, goals.good < 0
    planned = along_path(goals, t, np.full(len(goals), np.nan), aim)
    step = _year_where(goals, FLOW, TO_DATE)
    return _nearly(goals, _made(goals, _ratio(x, aim, down), _ratio(planned, aim, down), x, t, step=step))


def _ratio(x: Floats, aim: Floats, down: Bools) -> Floats:
    """How much of `aim` is reached. Without a positive aim and value there is no ratio, only reached or not."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(down, aim / x, x / aim)
    reached = np.where(down, x <= aim, x >= aim)
    sound = (aim > 0) & (x > 0) | (~down & (aim > 0) & (x == 0))
    return np.where(np.isnan(x), np.nan, np.where(sound, share, np.where(reached, 1.0, np.nan)))


def cumulative(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:
    """sum(x) / X."""
    with np.errstate(divide="ignore", invalid="ignore"):
        done = seen.total / np.where(aim != 0, aim, np.nan)
        wanted = shares_due(goals, seen.total_month) / aim
    expected = np.where(np.isnan(wanted), tau(goals, seen.total_month), wanted)
    made = _made(goals, done, expected, seen.total, seen.total_month)
    made.reason[goals.measure == RATE] = REASON_CODE[Reason.MEASURE]
    return _nearly(goals, made)


def growth(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:
    """ln(prod(1 + gi)) / (n ln(1 + g)) over whole years."""
    product, x, t = grown(goals, seen)
    rate = signed(goals, aim) / 100
    years = np.where(goals.end == NEVER, np.nan, (goals.end - goals.start) / 12)
    with np.errstate(divide="ignore", invalid="ignore"):
        done = np.log(product) / (years * np.log1p(rate))
    done = np.where(rate == 0, np.where(product >= 1 - SLACK, 1.0, 0.0), done)
    done = np.where(np.isnan(product) | (product <= 0), np.nan, done)
    made = _made(goals, done, tau(goals, t), x, t, step=np.full(len(goals), 12))
    _want_base(made)
    return _nearly(goals, made)


def grown(goals: Targets, seen: Seen) -> tuple[Floats, Floats, Ints]:
    """How many times the base the last whole year is; the value (of rates: their average in percent) and its month."""
    ends = seen.year_ends
    after = seen.whole & (ends[None, :] > goals.start[:, None])
    product, month = _chained(goals, seen)
    rates = goals.measure == RATE
    place = after.shape[1] - 1 - after[:, ::-1].argmax(axis=1)
    there = after.any(axis=1)
    rows = np.arange(len(goals))
    value = np.where(there, seen.year_value[rows, place], np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        levels = value / base_of(goals, seen)
        average = (product ** (12 / (month - goals.start)) - 1) * 100
    return (
        np.where(rates, product, levels),
        np.where(rates, average, value),
        np.where(rates, month, np.where(there, ends[place], NO_MONTH)),
    )


def _chained(goals: Targets, seen: Seen) -> tuple[Floats, Ints]:
    """The product of yearly rates since the start, up to the first year that is not whole."""
    product, month = np.ones(len(goals)), np.zeros(len(goals), dtype=np.int64)
    running = goals.start >= seen.year_ends[0] - 12
    for column, end in enumerate(seen.year_ends):
        follows = running & (end > goals.start)
        counts = follows & seen.whole[:, column]
        product = np.where(counts, product * (1 + seen.year_value[:, column] / 100), product)
        month = np.where(counts, end, month)
        running &= ~(follows & ~counts)
    return np.where(month > 0, product, np.nan), month


def change(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:
    """(change so far) / (change aimed at), in percent of the base or in points; linear in time."""
    x, t, x0 = seen.point, seen.point_month, base_of(goals, seen)
    product, rate_month = _chained(goals, seen)
    rates, stated = goals.measure == RATE, goals.measure == SINCE_START
    with np.errstate(divide="ignore", invalid="ignore"):
        so_far = np.where(goals.relative, (x - x0) / np.where(x0 != 0, np.abs(x0), np.nan) * 100, x - x0)
        so_far = np.where(rates, (product - 1) * 100, np.where(stated, x, so_far))
        aimed = np.where(stated, aim, signed(goals, aim))
        done = so_far / np.where(aimed != 0, aimed, np.nan)
        t = np.where(rates, rate_month, t)
        wanted = along_path(goals, t, np.zeros(len(goals)), aim) / aim
    expected = np.where(np.isnan(wanted), tau(goals, t), wanted)
    step = np.where(rates, 12, _year_where(goals, FLOW, TO_DATE))
    made = _made(goals, done, expected, np.where(rates, so_far, x), t, step=step)
    _want_base(made)
    return made


def multiple(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:
    """As a level with base, xT = m x0."""
    x0 = base_of(goals, seen)
    times = aim * x0
    with np.errstate(divide="ignore", invalid="ignore"):
        span = np.where(times != x0, times - x0, np.nan)
        done = (seen.point - x0) / span
        wanted = (along_path(goals, seen.point_month, x0, times) - x0) / span
    expected = np.where(np.isnan(wanted), tau(goals, seen.point_month), wanted)
    made = _made(goals, done, expected, seen.point, seen.point_month, step=_year_where(goals, FLOW, TO_DATE))
    _want_base(made)
    return made


def keep(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:
    """The share of years in which a limit held; a ceiling or zero is broken before its year is over."""
    hold = goals.kind == KIND_CODE[TargetKind.HOLD]
    caps = np.isin(goals.kind, [KIND_CODE[TargetKind.CEILING], KIND_CODE[TargetKind.ZERO]])
    good = np.where(caps, -1, goals.good)
    limits = yearly_limits(goals, aim, seen)
    value, either = seen.year_value, ((good == 0) | goals.about)[:, None]
    around = np.abs(limits) * ABOUT
    with np.errstate(invalid="ignore"):
        slack = SLACK * np.maximum(np.abs(limits), 1.0)  # sums of many parts are off by their last digits
        holds = np.where((good < 0)[:, None], value <= limits + slack, value >= limits - slack)
        holds = np.where(either, np.abs(value - limits) <= around + slack, holds)
    adds_up = np.isin(goals.measure, (FLOW, TO_DATE))[:, None]
    followed = seen.year_ends[None, :] > goals.start[:, None]
    judged = followed & seen.known & (seen.whole | ~adds_up | (caps[:, None] & ~holds))
    years = judged.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (judged & holds).sum(axis=1) / np.where(years > 0, years, np.nan)
    rows, place = np.arange(len(goals)), judged.shape[1] - 1 - judged[:, ::-1].argmax(axis=1)
    there = years > 0
    now = there & holds[rows, place]
    x = np.where(there, value[rows, place], np.nan)
    month = np.where(there, np.minimum(seen.latest_month, seen.year_ends[place]), NO_MONTH)
    zero = goals.kind == KIND_CODE[TargetKind.ZERO]
    done = np.where(zero, np.where(there, now.astype(np.float64), np.nan), share)
    made = _made(goals, done, np.ones(len(goals)), x, month)
    made.must[:], made.broken = True, there & ~now
    made.years = np.where(zero, 0, years)
    made.met = np.where(hold, share >= 1 - SLACK, now)
    made.step = np.where(adds_up[:, 0] & seen.whole[rows, place], 12, goals.step)
    limit = limits[rows, place]
    with np.errstate(divide="ignore", invalid="ignore"):
        made.headroom = np.where(caps & (limit != 0), (limit - x) / np.abs(limit), np.nan)
    made.headroom[~np.isfinite(made.headroom)] = np.nan
    return made


def yearly_limits(goals: Targets, aim: Floats, seen: Seen) -> Floats:
    """The limit of each year: its own if given, between two that are given the earlier one, else that of the end."""
    limits = np.broadcast_to(aim[:, None], seen.year_value.shape).copy()
    later = np.cumsum(~np.isnan(goals.path[:, ::-1]), axis=1)[:, ::-1] > 0
    current = np.full(len(goals), np.nan)
    for column in range(goals.path.shape[1]):
        current = np.where(np.isnan(goals.path[:, column]), current, goals.path[:, column])
        place = goals.path_year + column - seen.first_year
        if 0 <= place < limits.shape[1]:
            given = ~np.isnan(current) & later[:, column]
            limits[given, place] = current[given]
    return limits


def within(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:  # noqa: ARG001 - the range is its own aim
    """Inside, or one minus the distance in widths."""
    x = seen.point
    done = np.where(np.isnan(x), np.nan, nearness(goals, x))
    made = _made(goals, done, np.ones(len(goals)), x, seen.point_month, step=_year_where(goals, FLOW, TO_DATE))
    made.must[:], made.broken = True, ~made.met & ~np.isnan(done)
    return made


def nearness(goals: Targets, x: Floats) -> Floats:
    """1 in the range; outside one minus the distance in widths, not below 0."""
    low, high = edges(goals)
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.maximum(np.maximum(low - x, x - high), 0.0)
        return np.where(distance <= SLACK * np.abs(high), 1.0, np.maximum(1 - distance / (high - low), 0.0))


def milestone(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:
    """The weighted share that is closed; expected is what was to be closed by then."""
    done = seen.latest / np.where(aim > 0, aim, np.nan)
    done = np.where(~goals.divisible & (done < 1 - SLACK), 0.0, done)
    planned = along_path(goals, seen.latest_month, np.zeros(len(goals)), np.full(len(goals), np.nan))
    return _made(goals, done, planned / aim, seen.latest, seen.latest_month)


def pending(goals: Targets, seen: Seen, aim: Floats) -> Reckoned:  # noqa: ARG001 - nothing is aimed at
    """No number until it is issued."""
    nothing = np.full(len(goals), np.nan)
    return _made(goals, nothing, nothing.copy(), seen.latest, seen.latest_month)


RECKONERS: dict[Form, Callable[[Targets, Seen, Floats], Reckoned]] = {
    Form.PENDING: pending,
    Form.LEVEL: level,
    Form.BARE: bare,
    Form.CUMULATIVE: cumulative,
    Form.GROWTH: growth,
    Form.CHANGE: change,
    Form.MULTIPLE: multiple,
    Form.KEEP: keep,
    Form.RANGE: within,
    Form.MILESTONE: milestone,
}


def base_of(goals: Targets, seen: Seen) -> Floats:
    """The base as stated, else the figure of the base year where it is whole."""
    place = (goals.start + 1) // 12 - 1 - seen.first_year
    inside = (place >= 0) & (place < seen.whole.shape[1]) & ((goals.start + 1) % 12 == 0)
    rows, place = np.arange(len(goals)), np.where(inside, place, 0)
    known = inside & seen.whole[rows, place]
    base = stated_base(goals)
    return np.where(np.isnan(base) & known, seen.year_value[rows, place], base)


def signed(goals: Targets, aim: Floats) -> Floats:
    """A change as it is: "下降 10 %" of something better low is -10."""
    return np.where((goals.good < 0) & (aim > 0), -aim, aim)


def _year_where(goals: Targets, *measures: int) -> Ints:
    """Months of the period that a value stands for: a year where the measure is compared by years."""
    return np.where(np.isin(goals.measure, measures), 12, goals.step)


def _made(goals: Targets, done: Floats, expected: Floats, x: Floats, t: Ints, *, step: Ints | None = None) -> Reckoned:
    count = len(goals)
    with np.errstate(invalid="ignore"):
        met = done >= 1 - SLACK
    return Reckoned(
        done, expected, x, t, met, np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_),
        np.full(count, np.nan), np.zeros(count, dtype=np.int64), goals.step.copy() if step is None else step, np.zeros(count, dtype=np.int64),
    )  # fmt: skip


def _nearly(goals: Targets, made: Reckoned) -> Reckoned:
    """About so much (左右) is met from a little below."""
    with np.errstate(invalid="ignore"):
        made.met |= goals.about & (made.progress >= 1 - ABOUT - SLACK)
    return made


def _want_base(made: Reckoned) -> None:
    lacking = np.isnan(made.progress) & (made.month != NO_MONTH)
    made.reason[lacking] = REASON_CODE[Reason.NO_BASE]
