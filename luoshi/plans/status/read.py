"""The status of every target, computed when it is asked for; nothing is kept, so nothing is ever stale.

    board = status(date(2024, 2, 1), plan=3)
    board.counts("plan")                       # {3: Counter({Status.BEHIND: 4, ...})}
    board = status(date(2023, 7, 1), known_at=then)   # as it was judged then, to the digit

With `known_at` the series are made again from the revisions approved by then, with the amendments, targets and
settings known by then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import numpy as np

from luoshi.core.forecast import Outlook
from luoshi.core.judge import STATUSES, Judged, Status, Targets, judge_seen, latest_due, mark_unreported, see
from luoshi.core.judge.axis import Bools, Floats, Ints
from luoshi.core.judge.observed import Seen
from luoshi.core.judge.trend import look
from luoshi.core.judge.vocabulary import STATUS_CODE
from luoshi.plans.status import rows as read
from luoshi.plans.status.rows import IndicatorRow, Scope, TargetTable
from luoshi.plans.status.stacking import RULE_NAMES, matrix, stack

BY = ("plan", "owner", "area", "indicator")


@dataclass(frozen=True, slots=False)
class Board:
    """Targets with their judgement, place by place. `overdue`: the latest figure that was due is not filed."""

    on: date
    known_at: datetime | None
    targets: TargetTable
    indicators: dict[int, IndicatorRow]
    goals: Targets
    seen: Seen
    judged: Judged
    status: Ints
    overdue: Bools
    rule: Ints

    def __len__(self) -> int:
        return self.targets.count

    @cached_property
    def outlook(self) -> Outlook:
        """The second judgement, worked out when it is asked for."""
        return look(self.goals, self.seen, self.rule, RULE_NAMES)

    def keys(self, by: str) -> list[Hashable]:
        """Plan, owner, area or indicator of each target; the owner of a share is its agency."""
        columns = self.targets.columns
        if by in ("area", "indicator"):
            return list(columns[by])
        owners = {key: row.owner if by == "owner" else row.plan for key, row in self.indicators.items()}
        if by == "plan":
            return [owners[key] for key in columns["indicator"]]
        if by == "owner":
            return [agency or owners[key] for agency, key in zip(columns["agency"], columns["indicator"], strict=True)]
        raise ValueError(f"{by!r} is none of {BY}")

    def counts(self, by: str) -> dict[Hashable, Counter[Status]]:
        """How many targets are of each class."""
        found: dict[Hashable, Counter[Status]] = defaultdict(Counter)
        for (key, code), count in Counter(zip(self.keys(by), self.status.tolist(), strict=True)).items():
            found[key][STATUSES[code]] = count
        return dict(found)

    def total(self) -> Counter[Status]:
        """How many of all."""
        return Counter({STATUSES[code]: int(count) for code, count in enumerate(np.bincount(self.status)) if count})

    def silent(self, by: str = "owner") -> Counter[Hashable]:
        """How many figures are overdue: each indicator and area once, however many targets it has."""
        keys = self.keys(by)
        seen: dict[tuple[int, str], Hashable] = {}
        for place in np.flatnonzero(self.overdue).tolist():
            seen.setdefault(
                (self.targets.columns["indicator"][place], self.targets.columns["area"][place]), keys[place]
            )
        return Counter(seen.values())


def status(
    on: date,
    known_at: datetime | None = None,
    plan: int | None = None,
    area: str | None = None,
    indicator: int | None = None,
    *,
    public_only: bool = False,
) -> Board:
    """Judge what is in scope as of the evening of `on`."""
    scope = Scope(plan, area, indicator, public_only)
    indicators = {row.id: row for row in read.indicator_rows(scope, known_at)}
    targets = read.target_rows(scope, on, known_at)
    series = read.series_rows(scope) if known_at is None else read.known_series(scope, known_at)
    goals, rule = stack(targets, indicators)
    values, first = matrix(series, targets.columns["indicator"], targets.columns["area"])
    seen = see(goals, values, first, on)
    judged = judge_seen(goals, seen, on)
    overdue = _overdue(targets, goals, values, first, scope, on, known_at)
    marked = mark_unreported(judged, overdue)
    return Board(on, known_at, targets, indicators, goals, seen, judged, marked, overdue, rule)


def _overdue(
    targets: TargetTable,
    goals: Targets,
    values: Floats,
    first: int,
    scope: Scope,
    on: date,
    known_at: datetime | None,
) -> Bools:
    """Where the latest figure that was due by `on` is neither official nor waiting."""
    if not len(goals):
        return np.zeros(0, dtype=np.bool_)
    due = latest_due(goals.step, goals.due_days, on)
    due = np.where(goals.end >= 0, np.minimum(due, goals.end), due)
    column = due - first
    inside = (column >= 0) & (column < values.shape[1])
    there = inside & ~np.isnan(values[np.arange(len(goals)), np.where(inside, column, 0)])
    late: Bools = (due > goals.start) & ~there
    places = np.flatnonzero(late).tolist()
    reported = read.waiting(scope, due[places].tolist(), known_at)
    indicators, areas = targets.columns["indicator"], targets.columns["area"]
    for place in places:
        if (indicators[place], areas[place], int(due[place])) in reported:
            late[place] = False
    return late


LEVELS = {
    STATUS_CODE[Status.BEHIND]: "yellow",
    STATUS_CODE[Status.FAR_BEHIND]: "red",
    STATUS_CODE[Status.NOT_DONE]: "red",
}


def warnings(on: date) -> dict[str, str]:
    """`{"target:7": "red"}`: what is yellow or red on `on`. What has no figure, is not due or not issued is not here."""
    board = status(on)
    pairs = zip(board.targets.columns["id"], board.status.tolist(), strict=True)
    return {f"target:{key}": LEVELS[code] for key, code in pairs if code in LEVELS}
