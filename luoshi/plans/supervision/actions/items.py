"""Supervised items: registered, then moved by the table of `supervision.moves`.

item = register_item(title="云溪水库工程进度滞后", owner=bureau, clock="ordinary", acting_user=planner, at=now)
item = move_item(item.pk, name="assign", version=item.version, acting_user=planner, at=now)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from luoshi.core.presets import CLOCKS
from luoshi.core.text import Text
from luoshi.core.workdays import CalendarUnknownError, due_after, is_workday
from luoshi.core.workflow import Move
from luoshi.journal.actions import record
from luoshi.people.models import Agency, User
from luoshi.plans import acting
from luoshi.plans.models import Item, ItemState, ItemStep, Notice, Plan
from luoshi.plans.supervision import deadlines
from luoshi.plans.supervision.moves import CLOSED, LEDGER, MOVE_TEXTS, PLANNER, STATE_TEXTS
from luoshi.plans.supervision.refusals import RefusedItemError
from luoshi.plans.supervision.things import describe

TITLE_CHARS = 300
ATTEMPTS = 100
"""So many may register at the same instant before one is told that the records are too busy."""
TOLD = ("assign", "chase", "return", "grant", "refuse")
"""Moves of which the owner is told."""


@transaction.atomic
def register_item(
    *,
    title: str,
    demand: str = "",
    plan: Plan | None = None,
    thing: str = "",
    cause: str | None = None,
    owner: Agency | None = None,
    co_owners: Iterable[Agency] = (),
    clock: str,
    acting_user: User | None,
    at: datetime,
) -> Item:
    """Enter an item into the ledger (立项) under the next number of the year. Raises RefusedItemError, ForbiddenError."""
    title = title.strip()[:TITLE_CHARS]
    if not title:
        raise RefusedItemError("title")
    if clock not in CLOCKS:
        raise RefusedItemError("clock")
    if thing and thing not in describe([thing]):
        raise RefusedItemError("thing", thing=thing[:80])
    item = _numbered(
        Item(title=title, demand=demand.strip(), plan=plan, thing=thing, cause=cause, owner=owner, clock=clock), at
    )
    acting.demand(acting_user, "supervise", item)
    item.co_owners.set(co_owners)
    ItemStep.objects.create(item=item, kind="register", before="", after=item.state, by=acting_user, at=at)
    record(
        who=acting.name(acting_user), action="item.register", thing=f"item:{item.pk}", at=at, cause=cause or "",
        after={"number": item.number, "title": item.title, "owner": item.owner_id, "clock": clock, "about": thing},
    )  # fmt: skip
    return item


def _numbered(item: Item, at: datetime) -> Item:
    """Store the item under the next number of its year.

    Two who take the same number: the unique column lets the second wait for the first, then the second takes the next
    one; if the first was undone, the same. So there are neither gaps nor doubles.
    """
    prefix = f"督〔{acting.today(at).year}〕"
    item.opened_at = at
    for _ in range(ATTEMPTS):
        item.number = f"{prefix}{Item.objects.filter(number__startswith=prefix).count() + 1}号"
        try:
            with transaction.atomic():
                item.save(force_insert=True)
        except IntegrityError:
            if item.cause and Item.objects.filter(cause=item.cause).exists():
                raise
            item.pk = None
        else:
            return item
    raise IntegrityError("no free number")


@transaction.atomic
def move_item(
    item_id: int,
    *,
    name: str,
    version: int,
    acting_user: User | None,
    at: datetime,
    comment: str = "",
    day: date | None = None,
    owner: Agency | None = None,
) -> Item:
    """Make the move `name`. `day` is asked for with an extension; `owner` may be named when assigning.

    Raises RefusedItemError (`stale`, `move`, what is needed ...), ForbiddenError.
    """
    item = Item.objects.select_for_update().get(pk=item_id)
    move = LEDGER.find(name, item.state)
    side = move.side if move else next((one.side for one in LEDGER.moves if one.name == name), PLANNER)
    acting.demand(acting_user, "supervise" if side == PLANNER else "answer", item)
    if item.version != version:
        raise RefusedItemError("stale")
    if move is None:
        raise RefusedItemError("move", state=STATE_TEXTS[item.state])
    if owner is not None and name == "assign":
        item.owner = owner
        acting.demand(acting_user, "supervise", item)
    comment, steps, before = comment.strip(), list(item.steps.all()), item.state
    _check_needs(move, item, comment, day)
    step = ItemStep(
        item=item, kind=name, before=before, after=move.after(before), comment=comment, by=acting_user, at=at,
        due_before=item.due,
    )  # fmt: skip
    step.due_after = _due(name, item, steps, day, acting.today(at))
    item.state = step.after
    if name != "ask":
        item.due = step.due_after
    if item.state in (CLOSED, ItemState.ARCHIVED):
        item.closed_at = item.closed_at or at
    else:
        item.closed_at = None
    item.version += 1
    item.save()
    step.save()
    record(
        who=acting.name(acting_user), action=f"item.{name}", thing=f"item:{item.pk}", at=at, why=comment,
        before={"state": before, "due": step.due_before},
        after={"state": item.state, "due": step.due_after, "owner": item.owner_id},
    )  # fmt: skip
    if name in TOLD:
        tell(item, f"item_{name}", f"step:{step.pk}", _said(item, name, comment), at)
    return item


def tell(item: Item, kind: str, key: str, text: Text, at: datetime) -> None:
    """Put a notice on the desk of the owner, once for a key."""
    if item.owner_id is not None:
        Notice.objects.get_or_create(
            key=f"item:{item.pk}:{key}",
            defaults={
                "agency_id": item.owner_id, "kind": kind, "thing": f"item:{item.pk}", "text_zh": text.zh,
                "text_en": text.en, "at": at,
            },
        )  # fmt: skip


def _check_needs(move: Move, item: Item, comment: str, day: date | None) -> None:
    if "owner" in move.needs and item.owner_id is None:
        raise RefusedItemError("owner")
    if "comment" in move.needs and not comment:
        raise RefusedItemError("comment")
    if "date" in move.needs and day is None:
        raise RefusedItemError("date")


def _due(name: str, item: Item, steps: list[ItemStep], day: date | None, today: date) -> date | None:
    """The deadline after the move; for `ask` the one asked for."""
    pending = deadlines.pending_ask(steps)
    if name == "assign":
        return _known(lambda: deadlines.item_due(today, item.clock))
    if name == "decline":
        return None
    if name == "return" and (item.due is None or item.due <= today):
        return _known(lambda: due_after(today, CLOCKS[deadlines.RETURN_CLOCK]))
    if name == "ask":
        if pending is not None:
            raise RefusedItemError("asked")
        return _asked(item, day, today)
    if name in ("grant", "refuse"):
        if pending is None:
            raise RefusedItemError("not_asked")
        return pending.due_after if name == "grant" else item.due
    return item.due


def _asked(item: Item, day: date | None, today: date) -> date | None:
    assert day is not None  # needed by the table of moves
    after = max(item.due or today, today)
    if day <= after:
        raise RefusedItemError("date_earlier", due=after.isoformat())
    try:
        free = not is_workday(day)
    except CalendarUnknownError:
        free = False  # a day that somebody names is taken as named; nothing is guessed
    if free:
        raise RefusedItemError("date_free", day=day.isoformat())
    return day


def _known(find: Callable[[], date]) -> date | None:
    """A day, or None where the calendar of its year is not out yet: `luoshi tick` sets it later."""
    try:
        return find()
    except CalendarUnknownError:
        return None


def _said(item: Item, name: str, comment: str) -> Text:
    word, due = MOVE_TEXTS[name], item.due.isoformat() if item.due else ""
    zh = (
        f"{word.zh}: {item.number} {item.title}"
        + (f", 时限 {due}" if due else "")
        + (f"; {comment}" if comment else "")
    )
    en = (
        f"{word.en}: {item.number} {item.title}" + (f", due {due}" if due else "") + (f"; {comment}" if comment else "")
    )
    return Text(zh, en)
