"""Who acts: a user whose rights are asked of the one door, or time itself (`luoshi tick`), which may.

acting.demand(acting_user, "supervise", item)
record(who=acting.name(acting_user), ...)
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Model
from django.utils import timezone

from luoshi.journal.actions import SYSTEM
from luoshi.people import access
from luoshi.people.models import User


def demand(user: User | None, verb: str, row: Model) -> None:
    """Raise ForbiddenError unless `user` may do `verb` to `row`; None is time itself."""
    if user is not None:
        access.demand(user, verb, row)


def name(user: User | None) -> str:
    """Under what name the journal knows the one who acts."""
    return user.username if user else SYSTEM


def today(at: datetime) -> date:
    """The day of `at` where the city is."""
    return timezone.localtime(at, timezone.get_default_timezone()).date()
