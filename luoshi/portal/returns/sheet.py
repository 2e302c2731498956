"""One return as a page shows it: its lines with last values, findings, revisions and files; who may do what.

context(user, owed, Read(), now)["lines"][0].last
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from luoshi.core.checks import Doubt
from luoshi.core.periods import Frequency, Period
from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans.acting import today
from luoshi.plans.models import Evidence, Figure, Return, ReturnItem, ReturnState
from luoshi.plans.returns import actions, filling
from luoshi.plans.returns.calendar import EDITABLE
from luoshi.plans.returns.checks import Facts, kept
from luoshi.portal.returns.cells import Problem, Read, shown


@dataclass(slots=True)
class Line:
    """One line: `last` and `repeat` as text (empty: there is none), `doubts` as the checks see them."""

    item: ReturnItem
    last: str
    last_period: Text | None
    repeat: str
    shown: str
    problem: Problem | None
    doubts: list[Doubt]
    files: list[Evidence] = field(default_factory=list)
    revisions: list[Figure] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        """Whether a rule refuses the value."""
        return self.problem is not None or any(doubt.refuses for doubt in self.doubts)

    @property
    def asks(self) -> bool:
        """Whether a reason is wanted."""
        return bool(self.doubts) and not self.broken


def context(user: User, owed: Return, read: Read, now: datetime) -> dict[str, Any]:
    """What the templates of one return need."""
    reach_file = access.may(user, "file", owed)
    editing = reach_file and owed.state in EDITABLE
    lines = lines_of(owed, read, review=not editing)
    waiting = actions.lower(owed) if not editing and owed.state in (ReturnState.FILED, ReturnState.CHECKED) else []
    return {
        "owed": owed,
        "period": Period.parse(owed.period).label,
        "lines": lines,
        "editing": editing,
        "steps": owed.steps.select_related("by"),
        "moves": [] if editing else moves(user, owed),
        "own": owed.filed_by_id == user.pk and owed.state in (ReturnState.FILED, ReturnState.CHECKED),
        "waiting": waiting,
        "day": today(now),
        **counts(lines),
    }


def saved(owed: Return, line: str, read: Read) -> dict[str, Any]:
    """What is shown anew after a line was saved."""
    lines = lines_of(owed, read, review=False)
    chosen = next((one for one in lines if str(one.item.pk) == line), None)
    return {"owed": owed, "line": chosen, "lines": lines, **counts(lines)}


def counts(lines: list[Line]) -> dict[str, int]:
    """How far the return is: lines complete, doubts without reason, broken rules."""
    return {
        "done": filling.ready([line.item for line in lines]),
        "unanswered": sum(line.asks and not line.item.reason for line in lines),
        "broken": sum(line.broken for line in lines),
    }


def lines_of(owed: Return, read: Read, *, review: bool) -> list[Line]:
    """The lines with all that stands beside them; four queries more for a review than for nothing."""
    items = list(owed.items.select_related("indicator", "figure"))
    facts = Facts.of([owed])
    fresh = facts.doubts(owed, items) if review else {item.pk: kept(item) for item in items}
    files: dict[str, list[Evidence]] = defaultdict(list)
    for row in Evidence.objects.filter(thing__in=[f"return_item:{item.pk}" for item in items]):
        files[row.thing].append(row)
    revisions = _revisions(owed, items) if review else {}
    lines = []
    for item in items:
        last, repeat = facts.last(item, owed), facts.repeatable(item, owed)
        problem = read.problems.get(item.pk)
        lines.append(
            Line(
                item=item,
                last=f"{last.value:.12g}" if last else "",
                last_period=ended(last.month, item.indicator.frequency) if last else None,
                repeat=f"{repeat:.12g}" if repeat is not None else "",
                shown=problem.typed if problem else shown(item),
                problem=problem,
                doubts=fresh[item.pk],
                files=files.get(f"return_item:{item.pk}", []),
                revisions=revisions.get(item.indicator_id, []),
            )
        )
    return lines


def moves(user: User, owed: Return) -> list[str]:
    """What the user may do to a return now, in the order of the buttons; the actions check again."""
    state, own = owed.state, owed.filed_by_id == user.pk
    approves = access.may(user, "approve", owed)
    found: list[str] = []
    if state == ReturnState.FILED and (approves or access.may(user, "check", owed)):
        found += ["check"] if access.may(user, "check", owed) and not own else []
        found += ["send_back"]
    elif approves and state == ReturnState.CHECKED:
        found += [*([] if own else ["approve"]), "send_back"]
    elif approves and state == ReturnState.APPROVED:
        found += ["lock", "send_back"]
    elif approves and state == ReturnState.LOCKED:
        found += ["reopen"]
    return found


def ended(month: int, frequency: str) -> Text:
    """The period of this frequency that holds a month of the axis.

    >>> ended(24278, "quarter").zh, ended(24278, "month").zh
    ('2023年第1季度', '2023年3月')
    """
    return Period.of(date(month // 12, month % 12 + 1, 1), Frequency(frequency)).label


def _revisions(owed: Return, items: Iterable[ReturnItem]) -> dict[int, list[Figure]]:
    """Every revision of the period's figures, oldest first, by indicator."""
    found: dict[int, list[Figure]] = defaultdict(list)
    rows = Figure.objects.filter(
        indicator__in=[item.indicator_id for item in items], area=owed.area_id, period=owed.period
    )
    for row in rows.order_by("revision"):
        found[row.indicator_id].append(row)
    return found
