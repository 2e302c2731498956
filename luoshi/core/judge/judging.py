"""The judgement itself: targets and their series -> completion, expectation, class. One way for one and for a million.

>>> goal = Goal(kind="level", value=95, base=90, base_year=2020, year=2025)
>>> verdict = judge_one(goal, {2023 * 12 + 11: 93.5}, date(2024, 2, 1))
>>> round(verdict.progress, 2), round(verdict.expected, 2), verdict.status.label.zh
(0.7, 0.6, '快于预期')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from luoshi.core.judge.arrays import NEVER, Goal, Judged, Targets, targets
from luoshi.core.judge.axis import Bools, Floats, Ints, end_day, first_due, last_ended
from luoshi.core.judge.kinds import RECKONERS, SLACK, Form, Reckoned, aims
from luoshi.core.judge.observed import Seen, observe
from luoshi.core.judge.vocabulary import REASON_CODE, REASONS, STATUS_CODE, STATUSES, Light, Reason, Status

_S = {status: STATUS_CODE[status] for status in Status}
_NAMES = ("progress", "expected", "current", "month", "met", "must", "broken", "headroom", "reason", "step", "years")


def judge(goals: Targets, values: Floats, first: int, on: date) -> Judged:
    """Judge every target by its row of `values` (a column for each month from `first`, NaN where none is) on `on`."""
    return judge_seen(goals, see(goals, values, first, on), on)


def see(goals: Targets, values: Floats, first: int, on: date) -> Seen:
    """What the figures say of each target by `on`, and never after the target's year."""
    now = last_ended(on)
    return observe(goals, values, first, np.where(goals.end == NEVER, now, np.minimum(goals.end, now)))


def judge_seen(goals: Targets, seen: Seen, on: date) -> Judged:
    """The judgement of what `see` gave."""
    form, aim = aims(goals)
    made = _reckon(goals, seen, form, aim)
    now = last_ended(on)
    with np.errstate(divide="ignore", invalid="ignore"):
        rho = np.where(made.expected > 0, made.progress / made.expected, np.nan)
    status = _before_the_end(goals, made, rho, form == Form.MILESTONE)
    ended = (goals.end != NEVER) & (goals.end <= now)
    status[ended] = np.where(made.met[ended], _S[Status.DONE], _S[Status.NOT_DONE])
    reason = made.reason
    bare = ~ended & (status == _S[Status.UNKNOWN]) & np.isnan(made.expected) & (reason == 0)
    reason[bare] = REASON_CODE[Reason.NO_YARDSTICK]

    def unknown(where: Bools, why: Reason) -> None:
        status[where] = _S[Status.UNKNOWN]
        reason[where] = REASON_CODE[why]

    misfit = reason == REASON_CODE[Reason.MEASURE]
    failed = np.isnan(made.progress)
    made.expected[failed] = np.nan
    status[failed] = _S[Status.UNKNOWN]
    reason[failed & (reason == 0)] = REASON_CODE[Reason.NO_YARDSTICK]
    unknown(ended & (made.month < goals.end), Reason.AWAITED)
    unknown(~ended & (now - made.month > goals.lag + made.step - 1), Reason.STALE)
    silent = made.month <= goals.start
    for array in (made.progress, made.expected, rho):
        array[silent] = np.nan
    unknown(silent, Reason.NO_FIGURE)
    waiting = silent & (end_day(first_due(goals.step, goals.start)) + goals.due_days >= on.toordinal())
    status[waiting], reason[waiting] = _S[Status.NOT_DUE], 0
    unknown(misfit, Reason.MEASURE)
    issued = form != Form.PENDING
    unknown(issued & np.isnan(aim), Reason.NO_VALUE)
    unknown(issued & ~goals.units_agree, Reason.UNIT)
    status[~issued], reason[~issued] = _S[Status.NOT_ISSUED], 0
    nothing = ~issued | ~goals.units_agree
    for array in (made.progress, made.expected, rho):
        array[nothing] = np.nan
    return Judged(
        made.progress, made.expected, rho, made.current, made.month, made.headroom, made.years, status, reason
    )


def _reckon(goals: Targets, seen: Seen, form: Ints, aim: Floats) -> Reckoned:
    """Every form on the rows that have it, put together again."""
    found = np.unique(form)
    if len(found) == 1:
        return RECKONERS[Form(found[0])](goals, seen, aim)
    whole: Reckoned | None = None
    for code in found:
        rows = np.flatnonzero(form == code)
        part = RECKONERS[Form(code)](goals.take(rows), seen.take(rows), aim[rows])
        if whole is None:
            whole = Reckoned(*(np.empty(len(goals), dtype=getattr(part, name).dtype) for name in _NAMES))
        for name in _NAMES:
            getattr(whole, name)[rows] = getattr(part, name)
    if whole is None:  # no target at all
        return RECKONERS[Form.PENDING](goals, seen, aim)
    return whole


def _before_the_end(goals: Targets, made: Reckoned, rho: Floats, milestones: Bools) -> Ints:
    """The classes that hold before the year of the target is over."""
    done, wanted = made.progress, made.expected
    with np.errstate(invalid="ignore"):
        status = np.select(
            [
                rho >= goals.ahead - SLACK,
                rho >= goals.lower - SLACK,
                rho >= goals.behind - SLACK,
                rho < goals.behind - SLACK,
            ],
            [_S[Status.AHEAD], _S[Status.ON_TRACK], _S[Status.BEHIND], _S[Status.FAR_BEHIND]],
            default=_S[Status.UNKNOWN],
        )
        nothing_wanted = wanted <= 0
        status = np.where(
            nothing_wanted, np.where(done >= wanted - SLACK, _S[Status.ON_TRACK], _S[Status.FAR_BEHIND]), status
        )
        status = np.where(
            done < -SLACK, np.where(nothing_wanted & (done >= wanted), status, _S[Status.FAR_BEHIND]), status
        )
        status = np.where(milestones & ~(wanted > 0), _S[Status.NOT_DUE], status)
        reached = done >= 1 - SLACK
        status = np.where(reached & ~made.must, _S[Status.EARLY], status)
        held = made.must & ((status == _S[Status.AHEAD]) | (status == _S[Status.ON_TRACK]))
        return np.where(held, np.where(made.broken, _S[Status.BEHIND], _S[Status.ON_TRACK]), status)


def mark_unreported(judged: Judged, overdue: Bools) -> Ints:
    """The statuses, with "not reported" where nothing can be judged because a figure is overdue and none was filed."""
    silent = np.isin(judged.reason, [REASON_CODE[why] for why in (Reason.NO_FIGURE, Reason.STALE, Reason.AWAITED)])
    missing = overdue & silent & (judged.status == _S[Status.UNKNOWN])
    return np.where(missing, _S[Status.NOT_REPORTED], judged.status)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one target; None where a number does not exist. `month` is that of `current`."""

    progress: float | None
    expected: float | None
    rho: float | None
    current: float | None
    month: int | None
    headroom: float | None
    status: Status
    reason: Reason

    @property
    def light(self) -> Light:
        """Its colour."""
        return self.status.light


def judge_one(goal: Goal, series: Mapping[int, float], on: date) -> Verdict:
    """The same for one target and its series by month number (`Period.last`)."""
    values, first = row_of(series)
    return verdict(judge(targets([goal]), values, first, on), 0)


def row_of(series: Mapping[int, float]) -> tuple[Floats, int]:
    """A series by month number as one row of values and its first month."""
    first = min(series, default=1970 * 12)
    values = np.full((1, max(series, default=first - 1) - first + 1), np.nan)
    for month, value in series.items():
        values[0, month - first] = value
    return values, first


def verdict(judged: Judged, place: int) -> Verdict:
    """The judgement at one place."""

    def known(array: Floats) -> float | None:
        value = float(array[place])
        return None if np.isnan(value) else value

    return Verdict(
        known(judged.progress),
        known(judged.expected),
        known(judged.rho),
        known(judged.current),
        int(judged.month[place]) or None,
        known(judged.headroom),
        STATUSES[judged.status[place]],
        REASONS[judged.reason[place]],
    )
