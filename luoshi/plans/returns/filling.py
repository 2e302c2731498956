"""Filling a return in: the writes to its lines while it is a draft or was sent back.

    put(owed.pk, [Entry(item.pk, value=95.1, filled=True)], version=1, acting_user=filer, at=now)
    repeat_last(owed.pk, version=2, acting_user=filer, at=now)

A field that an entry leaves as KEEP stays as it is. The checks run on every save; what they find is kept beside the
value and stops nothing before filing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from luoshi.core.checks import check_missing
from luoshi.core.entry import EntryError, finite, plain_lines
from luoshi.journal.actions import SYSTEM, Line, record_all
from luoshi.people.models import User
from luoshi.plans import evidence
from luoshi.plans.models import Return, ReturnItem
from luoshi.plans.returns.actions import in_state, recheck, take
from luoshi.plans.returns.calendar import EDITABLE
from luoshi.plans.returns.checks import Facts
from luoshi.plans.returns.refusals import RefusedReturnError

NOTE_CHARS = 2000
FIELDS = ("filled", "value", "unchanged", "note", "reason")


class _Keep:
    """The mark of a field that is left as it is."""


KEEP: Final = _Keep()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is typed into one line. `filled` with `value` None says that there is no value; not filled empties it."""

    item: int
    filled: bool | _Keep = KEEP
    value: float | _Keep | None = KEEP
    unchanged: bool | _Keep = KEEP
    note: str | _Keep = KEEP
    reason: str | _Keep = KEEP


@transaction.atomic
def put(pk: int, entries: Sequence[Entry], *, version: int, acting_user: User | None, at: datetime) -> Return:
    """Keep what was typed; nothing changes where it is what stands there already. All or nothing."""
    return put_all({pk: (version, entries)}, acting_user=acting_user, at=at)[0]


@transaction.atomic
def put_all(
    sheets: Mapping[int, tuple[int, Sequence[Entry]]], *, acting_user: User | None, at: datetime, cause: str = ""
) -> list[Return]:
    """Fill in several returns at once, `{pk: (version, entries)}`; all or nothing."""
    returns = []
    for pk, (version, _) in sorted(sheets.items()):  # in one order: two imports at once must not wait for each other
        owed = take(pk, version, "file", acting_user)
        in_state(owed, EDITABLE)
        returns.append(owed)
    facts = Facts.of(returns)
    lines: dict[int, list[ReturnItem]] = {owed.pk: [] for owed in returns}
    for item in ReturnItem.objects.filter(owed__in=returns).select_related("indicator").order_by("indicator"):
        lines[item.owed_id].append(item)
    changed: list[ReturnItem] = []
    journal: list[Line] = []
    for owed in returns:
        before, after, touched = _fill(lines[owed.pk], sheets[owed.pk][1])
        if after:
            recheck(owed, lines[owed.pk], facts)
            changed += lines[owed.pk] if touched else []
            owed.version += 1
            journal.append(Line("return.fill", f"return:{owed.pk}", before=before, after=after, cause=cause))
    ReturnItem.objects.bulk_create(  # an upsert by key: bulk_update builds an expression a value and takes ten times as long
        changed, batch_size=500, update_conflicts=True, unique_fields=["pk"], update_fields=[*FIELDS, "warnings"]
    )
    Return.objects.bulk_update(returns, ["version"], batch_size=200)
    if journal:
        record_all(journal, who=acting_user.username if acting_user else SYSTEM, at=at)
    return returns


@transaction.atomic
def repeat_last(
    pk: int, *, version: int, acting_user: User | None, at: datetime, items: Sequence[int] | None = None
) -> Return:
    """ "No change": the last official value again, for `items`, or for every line that is not filled in yet."""
    owed = take(pk, version, "file", acting_user)
    facts = Facts.of([owed])
    lines = list(owed.items.select_related("indicator"))
    wanted = [item for item in lines if (not item.filled if items is None else item.pk in items)]
    found = [(item, facts.repeatable(item, owed)) for item in wanted]
    without = [item.indicator.name for item, value in found if value is None]
    if items is not None and without:
        raise RefusedReturnError("no_last", names="、".join(without))
    entries = [Entry(item.pk, filled=True, value=value, unchanged=True) for item, value in found if value is not None]
    return put(pk, entries, version=version, acting_user=acting_user, at=at)


def add_evidence(item: ReturnItem, *, name: str, content: bytes, acting_user: User | None, at: datetime) -> Any:
    """Keep a file for a line. Raises RefusedFileError, RefusedReturnError, ForbiddenError."""
    return evidence.store(thing=f"return_item:{item.pk}", name=name, content=content, acting_user=acting_user, at=at)


def may_add(acting_user: User | None, item: int) -> None:
    """Files may be added by who may file, while the return is not filed. Locks the return."""
    row = ReturnItem.objects.only("owed").get(pk=item)
    owed = Return.objects.select_for_update().get(pk=row.owed_id)
    owed = take(owed.pk, owed.version, "file", acting_user)
    in_state(owed, EDITABLE)


def _fill(
    items: Sequence[ReturnItem], entries: Sequence[Entry]
) -> tuple[dict[str, Any], dict[str, Any], list[ReturnItem]]:
    """Lay entries over the lines: what differed before and after, by the key of the indicator, and the lines changed."""
    known = {item.pk: item for item in items}
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    touched = []
    for entry in entries:
        item = known.get(entry.item)
        if item is None:
            raise RefusedReturnError("unknown_line")
        fields = {name: getattr(entry, name) for name in FIELDS if getattr(entry, name) is not KEEP}
        for name in ("note", "reason"):
            if name in fields:
                fields[name] = clean_note(fields[name])
        if fields.get("value") is not None:
            try:
                fields["value"] = finite(float(fields["value"]))
            except EntryError as error:
                raise RefusedReturnError("number", [error.text]) from None
        if "value" in fields and "unchanged" not in fields and fields["value"] != item.value:
            fields["unchanged"] = False
        old = {name: getattr(item, name) for name in fields if getattr(item, name) != fields[name]}
        if not old:
            continue
        before[item.indicator.key] = old
        after[item.indicator.key] = {name: fields[name] for name in old}
        for name in old:
            setattr(item, name, fields[name])
        touched.append(item)
    return before, after, touched


def clean_note(text: str) -> str:
    """A note as it is kept: line breaks stay, other control characters go, not longer than a note is.

    >>> clean_note(" 统计\\x00口径\\r\\n调整 ")
    '统计口径\\n调整'
    """
    return plain_lines(text)[:NOTE_CHARS]


def ready(items: Sequence[ReturnItem]) -> int:
    """How many lines are complete."""
    return sum(check_missing(item.filled, item.value, item.note) is None for item in items)


evidence.register("return_item", ReturnItem, may_add)
