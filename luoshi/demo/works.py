"""Simulated courses of projects and milestones. Pure.

reports = project_reports(Course.SLOW, date(2021, 3, 1), date(2023, 12, 31), 12000.0, months, rng)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from luoshi.core.periods import Frequency, Period, month_number
from luoshi.demo.fates import Course

DAYS_A_YEAR = 365
LATE_SHARE = 0.15
"""Of the projects without dates, those that are planned for the last year: some are still in approval when it ends."""
APPROVAL_MONTHS = 4
"""So long before the start a project is in approval; earlier it is a reserve."""


@dataclass(frozen=True, slots=True)
class Report:
    """How far a project is at the end of a period; `stage` in the words of the table."""

    period: Period
    stage: str
    physical: float
    investment: float | None
    started_on: date | None
    finished_on: date | None


def periods(first: int, last: int, *, monthly: bool) -> list[Period]:
    """Reporting periods from the first to the last year."""
    frequency = Frequency.MONTH if monthly else Frequency.QUARTER
    start = Period.of(date(first, 1, 1), frequency)
    return [start.shifted(place) for place in range((last - first + 1) * 12 // frequency.months)]


def project_reports(
    course: Course, start: date | None, finish: date | None, investment: float | None, when: Sequence[Period],
    rng: np.random.Generator,
) -> list[Report]:  # fmt: skip
    """The reports of a project over the periods `when`; dates that the plan does not tell are made up for them only."""
    if course is Course.SILENT:
        return []
    began, ended = _actual(course, start, finish, when, rng)
    stop = {Course.STALLED: 0.25 + 0.4 * rng.random(), Course.SHELVED: 0.2 * rng.random()}.get(course, 1.0)
    thrift = 0.85 + 0.3 * rng.random()
    out: list[Report] = []
    for period in when:
        share = float(np.clip((period.end - began).days / max((ended - began).days, 1), 0, 1))
        physical = round(min(share * (0.9 + 0.2 * rng.random()) if share < 1 else 1.0, stop, 1.0), 2)
        physical = max(physical, out[-1].physical if out else 0.0)
        shelved = course is Course.SHELVED and share > stop
        done = physical >= 1.0
        spent = None if investment is None else round(investment * min(physical * thrift, 1.1), 1)
        stage = "shelved" if shelved else _stage(period, began, physical, done)
        out.append(
            Report(period, stage, physical, spent, began if period.end >= began else None, ended if done else None)
        )
        if done or shelved:
            break
    return out


def _actual(
    course: Course, start: date | None, finish: date | None, when: Sequence[Period], rng: np.random.Generator
) -> tuple[date, date]:
    """When it really began and ended."""
    span = 540 + int(rng.random() * 720)
    late, day = rng.random() < LATE_SHARE, rng.random()
    unsaid = when[-1].end - timedelta(int(day * 360)) if late else when[0].start + timedelta(int(day * 900))
    planned = start or (finish - timedelta(span) if finish else unsaid)
    end = finish or planned + timedelta(span)
    began = planned + timedelta(int(rng.random() * 45))
    if course is Course.LATE_START:
        began += timedelta(100 + int(rng.random() * 300))
    length = max((end - planned).days, 60)
    slower = {Course.SLOW: 1.5 + 0.8 * rng.random(), Course.LATE_START: 1.0}.get(course, 0.88 + 0.1 * rng.random())
    return began, began + timedelta(int(length * slower))


def _stage(period: Period, began: date, physical: float, done: bool) -> str:
    if done:
        return "finish"
    if period.end < began:
        return "approval" if month_number(began) - period.last <= APPROVAL_MONTHS else "reserve"
    return "build" if physical >= 0.1 else "start"


def done_on(
    course: Course, dues: Sequence[date | None], first: date, last: date, rng: np.random.Generator
) -> list[date | None]:
    """When each step of an undertaking was done, in order; None where it was not by `last`.

    A step without a due day is done some time within the plan, each after the one before it.
    """
    if course in (Course.SILENT, Course.SHELVED):
        return [None] * len(dues)
    reach = {Course.STALLED: max(len(dues) // 2, 0)}.get(course, len(dues))
    begun = first + timedelta(int(rng.random() * DAYS_A_YEAR * 2))
    out: list[date | None] = []
    for place, due in enumerate(dues):
        late = {
            Course.ON_TIME: -int(rng.random() * 60),
            Course.LATE_START: 5 + int(rng.random() * 150),
            Course.SLOW: 60 + int(rng.random() * 500),
        }.get(course, 0)
        begun += timedelta(60 + int(rng.random() * 300))
        day = begun + timedelta(max(late, 0)) if due is None else due + timedelta(late)
        out.append(day if place < reach and day <= last else None)
    return out
