"""Appending to the journal: the only writes.

    record(who="wangfang", action="target.amend", thing="target:7", at=now, before=..., after=..., why="...")

Call it inside the transaction that makes the change: both are kept or neither is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from luoshi.journal.chain import GENESIS, at_text, digest_of, plain, readable
from luoshi.journal.models import Entry, Head

SYSTEM = "-"
"""The name under which time itself acts."""
BATCH_ROWS = 500


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be recorded; see `Entry` for the fields."""

    action: str
    thing: str
    before: Any = None
    after: Any = None
    why: str = ""
    cause: str = ""


def record(
    *,
    who: str,
    action: str,
    thing: str,
    at: datetime,
    before: Any = None,
    after: Any = None,
    why: str = "",
    cause: str = "",
) -> Entry:
    """Append one entry; part of the caller's transaction. `before` and `after` are anything that JSON can hold."""
    return record_all([Line(action, thing, before, after, why, cause)], who=who, at=at)[0]


def in_turn() -> Head:
    """Wait until nobody else is about to record; part of the caller's transaction.

    An action that locks rows between two entries calls it before the first lock. Otherwise two of them may each hold
    what the other waits for: the one the head, the other a row.
    """
    Head.objects.get_or_create(pk=1, defaults={"digest": GENESIS})
    return Head.objects.select_for_update().get(pk=1)


@transaction.atomic
def record_all(lines: Iterable[Line], *, who: str, at: datetime) -> list[Entry]:
    """Append several entries of one person and time. Appending is one at a time: the head's row is the lock."""
    head = in_turn()
    entries = []
    for line in lines:
        fields = {
            "number": head.number + 1,
            "at": at,
            "who": who or SYSTEM,
            "action": line.action,
            "thing": line.thing,
            "why": readable(line.why),
            "cause": line.cause,
            "before": plain(line.before),
            "after": plain(line.after),
        }
        digest = digest_of({**fields, "at": at_text(at)}, head.digest)
        entries.append(Entry(**fields, previous=head.digest, digest=digest))
        head.number, head.digest = head.number + 1, digest
    Entry.objects.bulk_create(entries, batch_size=BATCH_ROWS)
    head.save()
    return entries
