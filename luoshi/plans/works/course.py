"""What the schedule of a project wants by a month, and how many milestones are due: pure arithmetic.

>>> schedule = {"2023-03": {"physical": 0.2, "investment": 100.0}, "2023-06": {"physical": 0.5}}
>>> planned(schedule, "physical", month_number(date(2023, 5, 1)), None, None)
0.4
>>> planned({}, "physical", month_number(date(2023, 6, 1)), date(2023, 1, 1), date(2024, 12, 31))
0.25
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from luoshi.core.periods import month_number

Looked = Literal["physical", "investment"]
Schedule = Mapping[str, Mapping[str, float]]
DIGITS = 9


def planned(
    schedule: Schedule, looked: Looked, month: int, start: date | None, finish: date | None, total: float = 1.0
) -> float | None:
    """What is to be reached by the end of `month` (as `month_number` counts); None where nothing says it.

    Between two scheduled months it grows evenly; before the first it grows from nothing at the start, if that is known;
    after the last it stays. Without any schedule it grows evenly from start to finish up to `total` (序时进度).
    """
    exact = schedule.get(f"{month // 12:04}-{month % 12 + 1:02}")
    if exact is not None and exact.get(looked) is not None:
        return exact[looked]
    points = sorted((number(text), row[looked]) for text, row in schedule.items() if row.get(looked) is not None)
    if not points:
        return None if start is None or finish is None or schedule else _even(month, start, finish) * total
    if start is not None and (before := month_number(start) - 1) < points[0][0]:
        points.insert(0, (before, 0.0))
    if month < points[0][0]:
        return 0.0 if start is not None else None
    for (left, low), (right, high) in pairwise(points):
        if left <= month < right:
            return round(low + (high - low) * (month - left) / (right - left), DIGITS)
    return points[-1][1]


def number(text: str) -> int:
    """The number of a month as a schedule writes it."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def _even(month: int, start: date, finish: date) -> float:
    first, last = month_number(start), month_number(finish)
    return min(max((month - first + 1) / (last - first + 1), 0.0), 1.0)


class Step(NamedTuple):
    """A milestone as arithmetic sees it."""

    weight: float
    due: date | None
    done_on: date | None
    recorded: bool


class Progress(NamedTuple):
    """Weights of an undertaking on a day: of all milestones, of those done, of those due."""

    whole: float
    done: float
    due: float

    def shares(self, *, divisible: bool) -> tuple[float, float]:
        """Completion and what was expected, 0..1. What cannot be divided is nothing until it is all (METHOD)."""
        done, due = self.done / self.whole, self.due / self.whole
        return (done, due) if divisible else (float(self.done >= self.whole), float(self.due >= self.whole))


def progress(steps: Iterable[Step], on: date) -> Progress:
    """The weights on the day `on`; what was done later counts as not done.

    >>> day = date(2023, 6, 30)
    >>> progress([Step(2, day, day, True), Step(1, day, None, False), Step(1, None, None, False)], day)
    Progress(whole=4.0, done=2.0, due=3.0)
    """
    whole = done = due = 0.0
    for step in steps:
        whole += step.weight
        closed = step.done_on is not None and step.done_on <= on
        done += step.weight * closed
        due += step.weight * (step.due is not None and step.due <= on)
    return Progress(whole, done, due)
