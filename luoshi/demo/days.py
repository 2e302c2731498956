"""Some days in the life of the demo city: what time brought, and returns that wait on the desks of its people.

live(at=now)       # once, after the figures and the accounts are there
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from luoshi.journal.actions import SYSTEM, record
from luoshi.journal.models import Entry
from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans.models import Return, ReturnState
from luoshi.plans.returns import actions
from luoshi.plans.returns.checks import Facts
from luoshi.plans.returns.filling import Entry as Filled
from luoshi.plans.returns.filling import put
from luoshi.plans.returns.refusals import RefusedReturnError
from luoshi.plans.tick import tick

DAYS = tuple(datetime(2025, month, 20, 1, tzinfo=UTC) for month in (6, 8, 9, 11))
"""Warnings that last from one to the next become supervised items."""
NOTE = "模拟"
FILED = 4
"""Returns that each filer has filed; the reviewer has passed the check of half of them."""
GROWTH = 1.01


def live(*, at: datetime) -> None:
    """Let time pass and people work, unless that was done. Everything carries the note 模拟."""
    if Entry.objects.filter(action="demo.live").exists():
        return
    for day in DAYS:
        tick(day)
    tick(at)
    for name in ("department", "county"):
        _file(User.objects.get(username=name), at)
    _check(User.objects.get(username="reviewer"), at)

    record(who=SYSTEM, action="demo.live", thing="city:demo", at=at, why=NOTE)


def _file(user: User, at: datetime) -> None:
    """File the latest returns that have a last value to go by."""
    mine = access.rows(user, Return.objects.filter(state=ReturnState.DRAFT), "file").order_by("-last", "pk")
    filed = 0
    for owed in mine.select_related("agency", "area", "plan")[: FILED * 20]:
        facts = Facts.of([owed])
        items = [(item, facts.last(item, owed)) for item in owed.items.select_related("indicator")]
        if filed == FILED or not all(last is not None and last.value is not None for _, last in items):
            continue
        entries = [
            Filled(item.pk, filled=True, value=round((last.value or 0.0) * GROWTH, 2), note=NOTE, reason=NOTE)
            for item, last in items
            if last is not None
        ]
        try:
            version = put(owed.pk, entries, version=owed.version, acting_user=user, at=at).version
            actions.file(owed.pk, version=version, comment=NOTE, acting_user=user, at=at)
        except RefusedReturnError:
            continue  # a value that the rules of its indicator refuse: it stays a draft
        filed += 1


def _check(user: User, at: datetime) -> None:
    waiting = access.rows(user, Return.objects.filter(state=ReturnState.FILED), "check").order_by("pk")
    for owed in waiting[: FILED // 2]:
        actions.check(owed.pk, version=owed.version, comment=NOTE, acting_user=user, at=at + timedelta(minutes=1))
