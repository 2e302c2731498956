"""Reminders: an agency is told once a return and stage, a week before it is due, a day before, and when it is overdue.

remind(now)     # idempotent: `Notice.key` is unique
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from luoshi.core.periods import Period
from luoshi.core.text import Text
from luoshi.journal.actions import SYSTEM, record
from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans.acting import today
from luoshi.plans.models import Notice, Return
from luoshi.plans.returns.calendar import EDITABLE

WEEK_DAYS = 7
TOLD_DAYS = 31
"""So long after its due day an agency is still told that a return is overdue; later the desk itself shows it."""
BATCH_ROWS = 500
STAGES: dict[str, Text] = {
    "week": Text("{what}应于{due}前报送, 还有{days}天。", "{what} is due on {due}, in {days} days."),
    "day": Text("{what}应于{due}前报送, 请尽快填报。", "{what} is due on {due}. Please file it now."),
    "overdue": Text("{what}应于{due}前报送, 已经逾期。", "{what} was due on {due} and is overdue."),
}


def stage_of(due: date, day: date) -> str | None:
    """The stage that a return due on `due` is in on `day`.

    >>> stage_of(date(2024, 4, 15), date(2024, 4, 8)), stage_of(date(2024, 4, 15), date(2024, 4, 14))
    ('week', 'day')
    >>> stage_of(date(2024, 4, 15), date(2024, 4, 16)), stage_of(date(2024, 4, 15), date(2024, 4, 7)) is None
    ('overdue', True)
    >>> stage_of(date(2024, 4, 15), date(2024, 6, 1)) is None
    True
    """
    left = (due - day).days
    if left < 0:
        return "overdue" if -left <= TOLD_DAYS else None
    if left <= 1:
        return "day"
    return "week" if left <= WEEK_DAYS else None


def name_of(owed: Return) -> Text:
    """What a return is called: plan, area, period."""
    period = Period.parse(owed.period).label
    return Text(
        f"《{owed.plan.title}》{owed.area.name}{period.zh}报表",
        f"The {period.en} return of {owed.area.name}, {owed.plan.title},",
    )


@transaction.atomic
def remind(at: datetime) -> int:
    """Tell every agency what is due by the stage it is in; how many notices are new."""
    day = today(at)
    open_now = Return.objects.filter(state__in=EDITABLE).select_related("plan", "area").defer("plan__outline")
    wanted: dict[str, Notice] = {}
    for owed in open_now:
        stage = stage_of(owed.due, day)
        if stage:
            notice = notice_of(owed, stage, STAGES[stage], at, days=(owed.due - day).days)
            wanted[notice.key] = notice
    known = set(Notice.objects.filter(key__startswith="return:").values_list("key", flat=True))
    fresh = [notice for key, notice in wanted.items() if key not in known]
    Notice.objects.bulk_create(fresh, batch_size=BATCH_ROWS, ignore_conflicts=True)
    if fresh:
        after = {"notices": len(fresh), "returns": sorted(notice.thing for notice in fresh)}
        record(who=SYSTEM, action="return.remind", thing=f"day:{day}", at=at, after=after)
    return len(fresh)


def notice_of(owed: Return, stage: str, said: Text, at: datetime, **values: object) -> Notice:
    """The notice to the agency of a return, not stored yet. One key, one notice."""
    what = name_of(owed)
    texts = [text.format(what=name, due=owed.due.isoformat(), **values) for text, name in zip(said, what, strict=True)]
    return Notice(
        key=f"return:{owed.pk}:{stage}", agency_id=owed.agency_id, kind=f"return_{stage.split(':')[0]}", at=at,
        thing=f"return:{owed.pk}", text_zh=texts[0], text_en=texts[1],
    )  # fmt: skip


@transaction.atomic
def mark_read(pk: int, *, acting_user: User | None, at: datetime) -> None:
    """Put a notice away; it was for all who act for the agency, so it is put away for all of them."""
    notice = Notice.objects.select_for_update().get(pk=pk)
    access.demand(acting_user, "read", notice)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
        record(who=acting_user.username if acting_user else SYSTEM, action="notice.read", thing=f"notice:{pk}", at=at)
