"""The moves of a return, and the only writes to it. Each is one transaction with a step and a journal line.

    put(owed.pk, [Entry(item.pk, value=95.1)], version=owed.version, acting_user=filer, at=now)
    file(owed.pk, version=2, acting_user=filer, at=now)
    check(owed.pk, version=3, acting_user=reviewer, at=now)
    approve(owed.pk, version=4, acting_user=planner, at=now)

draft -> filed -> checked -> approved -> locked; send_back returns what is filed, checked or approved to its filer, and
only the planning bureau reopens what is locked. `version` is the one that the person was looking at. Whoever is second
gets RefusedReturnError("stale"). Steps are ordered by their number; a clock that was set back changes nothing.

Rows are locked before the journal's head, in one order (return, indicators, figures), so that no two can wait for each
other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from luoshi.core.entry import plain_lines
from luoshi.core.periods import Period
from luoshi.core.text import Text
from luoshi.journal.actions import SYSTEM, record
from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans.figures import actions as figures
from luoshi.plans.models import Figure, Indicator, Maker, Notice, Return, ReturnItem, ReturnState, ReturnStep
from luoshi.plans.returns.access import APPROVED
from luoshi.plans.returns.calendar import EDITABLE
from luoshi.plans.returns.checks import Facts, incomplete, kept, named, stored
from luoshi.plans.returns.refusals import RefusedReturnError
from luoshi.plans.returns.reminders import name_of, notice_of

EXCUSED = "excused"
"""`ReturnStep.after` of a planner's word that the level above need not wait for this return."""
OPEN = (ReturnState.FILED, ReturnState.CHECKED, ReturnState.APPROVED)
SENT_BACK = Text("{what}被退回: {comment}", "{what} was sent back: {comment}")


@transaction.atomic
def file(pk: int, *, version: int, acting_user: User | None, at: datetime, comment: str = "") -> Return:
    """File: every line is filled, no rule broken, every doubt answered. Changed values become the next revisions."""
    owed = take(pk, version, "file", acting_user)
    in_state(owed, EDITABLE)
    items = list(owed.items.select_related("indicator", "figure").order_by("indicator"))
    if not items:
        raise RefusedReturnError("empty")
    recheck(owed, items)
    _complete(items)
    list(Indicator.objects.select_for_update().filter(pk__in=[item.indicator_id for item in items]).order_by("pk"))
    for item in items:
        if item.figure is None or (item.figure.value, item.figure.note) != (item.value, item.note):
            item.figure = figures.record(
                indicator=item.indicator, area=owed.area, period=Period.parse(owed.period), value=item.value,
                maker=Maker.FILED, note=item.note, acting_user=acting_user, at=at, cause=f"return:{pk}",
            )  # fmt: skip
    ReturnItem.objects.bulk_update(items, ["figure", "warnings"])
    owed.filed_at, owed.filed_by = at, acting_user
    after = {item.indicator.key: item.value for item in items}
    return _move(owed, ReturnState.FILED, "return.file", acting_user, at, comment, after)


@transaction.atomic
def check(pk: int, *, version: int, acting_user: User | None, at: datetime, comment: str = "") -> Return:
    """Pass a filed return on to the planning bureau."""
    owed = take(pk, version, "check", acting_user)
    in_state(owed, (ReturnState.FILED,))
    _four_eyes(owed, acting_user)
    return _move(owed, ReturnState.CHECKED, "return.check", acting_user, at, comment)


@transaction.atomic
def approve(pk: int, *, version: int, acting_user: User | None, at: datetime, comment: str = "") -> Return:
    """Make its figures official. The level below must be approved first, or excused."""
    owed = take(pk, version, "approve", acting_user)
    in_state(owed, (ReturnState.CHECKED,))
    _four_eyes(owed, acting_user)
    waiting = lower(owed)
    if waiting:
        raise RefusedReturnError("lower", [name_of(one) for one in waiting], n=len(waiting))
    made = Figure.objects.filter(pk__in=owed.items.values("figure"))
    figures.approve(made, acting_user=acting_user, at=at, cause=f"return:{pk}")
    return _move(owed, ReturnState.APPROVED, "return.approve", acting_user, at, comment)


@transaction.atomic
def send_back(pk: int, *, version: int, comment: str, acting_user: User | None, at: datetime) -> Return:
    """Return it to its filer with what is to be mended: who checks may send back what is filed, who approves all."""
    owed = take(pk, version, "view", acting_user)
    verb = "approve" if owed.state != ReturnState.FILED or access.may(acting_user, "approve", owed) else "check"
    access.demand(acting_user, verb, owed)
    in_state(owed, OPEN)
    _said(comment)
    moved = _move(owed, ReturnState.RETURNED, "return.send_back", acting_user, at, comment)
    notice = notice_of(owed, f"returned:{owed.version}", SENT_BACK, at, comment=plain_lines(comment))
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    return moved


@transaction.atomic
def lock(pk: int, *, version: int, acting_user: User | None, at: datetime, comment: str = "") -> Return:
    """Close it for good."""
    owed = take(pk, version, "lock", acting_user)
    in_state(owed, (ReturnState.APPROVED,))
    return _move(owed, ReturnState.LOCKED, "return.lock", acting_user, at, comment)


@transaction.atomic
def reopen(pk: int, *, version: int, comment: str, acting_user: User | None, at: datetime) -> Return:
    """Open what is locked again, for a reason: it goes back to its filer. Its figures stay official until corrected."""
    owed = take(pk, version, "lock", acting_user)
    if owed.state != ReturnState.LOCKED:
        in_state(owed, (ReturnState.LOCKED,))
    _said(comment)
    moved = _move(owed, ReturnState.RETURNED, "return.reopen", acting_user, at, comment)
    notice = notice_of(owed, f"returned:{owed.version}", SENT_BACK, at, comment=plain_lines(comment))
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    return moved


@transaction.atomic
def excuse(pk: int, *, version: int, comment: str, acting_user: User | None, at: datetime) -> Return:
    """Let the level above go ahead without this return, for a reason. The return itself stays where it is."""
    owed = take(pk, version, "approve", acting_user)
    in_state(owed, [state for state in ReturnState if state not in APPROVED])
    _said(comment)
    return _move(owed, owed.state, "return.excuse", acting_user, at, comment, step=EXCUSED)


def lower(owed: Return) -> list[Return]:
    """The returns of areas below for the same plan, period and indicators that are neither approved nor excused."""
    below = Return.objects.filter(
        plan=owed.plan_id,
        period=owed.period,
        area__path__startswith=owed.area.path,
        items__indicator__in=owed.items.values("indicator"),
    ).exclude(area=owed.area_id)
    waiting = below.exclude(state__in=APPROVED).exclude(steps__after=EXCUSED)
    return list(
        waiting.select_related("plan", "area", "agency").defer("plan__outline").order_by("area", "pk").distinct()
    )


def recheck(owed: Return, items: Sequence[ReturnItem], facts: Facts | None = None) -> None:
    """Set the warnings of the lines as the checks see them now; the caller saves."""
    found = (facts or Facts.of([owed])).doubts(owed, items)
    for item in items:
        item.warnings = stored(found[item.pk])


def take(pk: int, version: int, verb: str, acting_user: User | None) -> Return:
    """The return, locked, as the person saw it. Raises Return.DoesNotExist, ForbiddenError, RefusedReturnError."""
    owed = (
        Return.objects.select_for_update(of=("self",))
        .select_related("plan", "area", "agency")
        .defer("plan__outline")
        .get(pk=pk)
    )
    access.demand(acting_user, verb, owed)
    if owed.version != version:
        raise RefusedReturnError("stale")
    return owed


def in_state(owed: Return, states: Sequence[str]) -> None:
    """Refuse a move that this state does not allow; what is locked says so by name."""
    if owed.state in states:
        return
    if owed.state == ReturnState.LOCKED:
        raise RefusedReturnError("locked")
    state = ReturnState(owed.state)
    raise RefusedReturnError("state", state=Text(str(state.label), str(state.value)))


def _four_eyes(owed: Return, acting_user: User | None) -> None:
    if acting_user is None or owed.filed_by_id == acting_user.pk:
        raise RefusedReturnError("four_eyes")


def _said(comment: str) -> None:
    if not plain_lines(comment):
        raise RefusedReturnError("comment")


def _complete(items: Sequence[ReturnItem]) -> None:
    """Nothing missing, no rule broken, a reason for every doubt; each refusal lists all its lines."""
    missing = incomplete(items)
    if missing:
        raise RefusedReturnError("missing", missing, n=len(missing))
    doubts = [(item, doubt) for item in items for doubt in kept(item)]
    broken = [named(item, doubt) for item, doubt in doubts if doubt.refuses]
    if broken:
        raise RefusedReturnError("rule", broken, n=len(broken))
    unanswered = [named(item, doubt) for item, doubt in doubts if not item.reason.strip()]
    if unanswered:
        raise RefusedReturnError("reason", unanswered, n=len(unanswered))


def _move(
    owed: Return, state: str, action: str, acting_user: User | None, at: datetime, comment: str,
    values: object = None, step: str = "",
) -> Return:  # fmt: skip
    before, owed.state, said = owed.state, state, plain_lines(comment)
    owed.version += 1
    owed.save(update_fields=["state", "version", "filed_at", "filed_by"])
    ReturnStep.objects.create(owed=owed, before=before, after=step or state, by=acting_user, at=at, comment=said)
    record(
        who=acting_user.username if acting_user else SYSTEM, action=action, thing=f"return:{owed.pk}", at=at,
        before={"state": before}, after={"state": state, "version": owed.version, "values": values}, why=said,
    )  # fmt: skip
    return owed
