"""What time brings to supervised items: a missed deadline, recorded once; a due day that could not be told before; and
the notice that a deadline is near.

    done, notes = watch(now)
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from luoshi.core.text import Text
from luoshi.core.workdays import CalendarUnknownError, add_workdays
from luoshi.journal.actions import SYSTEM, record
from luoshi.plans import acting
from luoshi.plans.models import Item, ItemStep
from luoshi.plans.supervision import deadlines
from luoshi.plans.supervision.actions.items import tell
from luoshi.plans.supervision.moves import REPORTED, WITH_OWNER

Outcome = tuple[int, list[Text]]
NEAR_WORKDAYS = 1
"""So long before a deadline its owner is reminded."""


def watch(at: datetime) -> Outcome:
    """Look at every item with a running clock; each is a transaction of its own. What was done, what must be said."""
    done, notes = 0, []
    running = Item.objects.filter(state__in=(*WITH_OWNER, REPORTED)).order_by("pk").values_list("pk", flat=True)
    for key in list(running):
        number, note = _look(key, at)
        done += number
        notes += [note] if note else []
    return done, notes


@transaction.atomic
def _look(key: int, at: datetime) -> tuple[int, Text | None]:
    item = Item.objects.select_for_update().get(pk=key)
    steps = list(item.steps.all())
    entered = deadlines.entered(steps)
    if item.state not in (*WITH_OWNER, REPORTED) or entered is None:
        return 0, None  # moved on between the list and the lock
    today, done = acting.today(at), 0
    try:
        if item.due is None and item.state in WITH_OWNER:
            done += _set_due(item, steps, at)
        due = deadlines.state_due(item.state, acting.today(entered.at), item.clock, item.due)
        if due is None:
            return done, None
        if due < today:
            return done + _missed(item, steps, due, at), None
        if item.state in WITH_OWNER and today >= add_workdays(due, -NEAR_WORKDAYS):
            tell(item, "item_due", f"due:{item.state}:{due}", _near(item, due), at)
    except CalendarUnknownError as error:
        said = error.text
        return done, Text(
            f"{item.number}: {said.zh}, 时限无法确定", f"{item.number}: {said.en}; no deadline can be set"
        )
    return done, None


def _set_due(item: Item, steps: list[ItemStep], at: datetime) -> int:
    """The deadline of an item that was assigned before the calendar of its year was out."""
    assigned = next(step for step in reversed(steps) if step.kind == "assign")
    item.due = deadlines.item_due(acting.today(assigned.at), item.clock)
    item.save(update_fields=["due"])
    _write(item, "due", None, item.due, at)
    return 1


def _missed(item: Item, steps: list[ItemStep], due: date, at: datetime) -> int:
    if any(step.kind == "overdue" and (step.before, step.due_before) == (item.state, due) for step in steps):
        return 0
    _write(item, "overdue", due, item.due, at)
    if item.state in WITH_OWNER:
        text = Text(f"逾期: {item.number} {item.title}, 时限 {due}", f"overdue: {item.number} {item.title}, due {due}")
        tell(item, "item_overdue", f"overdue:{item.state}:{due}", text, at)
    return 1


def _write(item: Item, kind: str, before: date | None, after: date | None, at: datetime) -> None:
    ItemStep.objects.create(
        item=item, kind=kind, before=item.state, after=item.state, due_before=before, due_after=after, at=at
    )
    record(
        who=SYSTEM, action=f"item.{kind}", thing=f"item:{item.pk}", at=at,
        before={"due": before}, after={"state": item.state, "due": after},
    )  # fmt: skip


def _near(item: Item, due: date) -> Text:
    return Text(f"即将到期: {item.number} {item.title}, 时限 {due}", f"due soon: {item.number} {item.title}, due {due}")
