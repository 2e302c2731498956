"""Warnings that last: a spell opens when a warning appears and ends when it is gone; one that lasts opens an item.

    follow(now, sources)      # spells, from the warnings of the day
    open_items(now)           # a supervised item for each spell that has lasted, once

How long is "lasting" the plan says (`Plan.rules["lasting"]`, days by level); red 30, yellow 90 unless it does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction

from luoshi.core.presets import LEVEL_LABELS, LEVELS
from luoshi.journal.actions import SYSTEM, Line, record_all
from luoshi.people.models import Agency
from luoshi.plans import acting
from luoshi.plans.models import Item, Plan, Spell, TickJob
from luoshi.plans.supervision.actions.items import move_item, register_item
from luoshi.plans.supervision.moves import OPEN
from luoshi.plans.supervision.things import Thing, describe

LASTING_DAYS = {"red": 30, "yellow": 90}
ITEM_CLOCK = "major"
"""What a lasting warning asks for is done within a month."""
LOCK = "spells"
BATCH_ROWS = 500


class Source(NamedTuple):
    """Where warnings come from: the kinds of thing it speaks of, and a function day -> {thing: level}."""

    kinds: tuple[str, ...]
    read: Callable[[date], dict[str, str]]


class SourceFailedError(Exception):
    """A source could not be read: the spells of its kinds were left as they are."""


def follow(at: datetime, sources: Sequence[Source]) -> int:
    """Open, carry on and end spells by the warnings of the day; how many opened or ended.

    A source that fails says nothing: its spells are left alone, the others are followed, and then the error is raised.
    """
    today, done, failed = acting.today(at), 0, []
    for source in sources:
        try:
            warnings = source.read(today)
        except Exception as error:
            failed.append(f"{'/'.join(source.kinds)}: {error or type(error).__name__}")
            continue
        done += _follow(source.kinds, warnings, today, at)
    if failed:
        raise SourceFailedError("; ".join(failed))
    return done


@transaction.atomic
def _follow(kinds: Sequence[str], warnings: dict[str, str], today: date, at: datetime) -> int:
    TickJob.objects.get_or_create(pk=LOCK)
    TickJob.objects.select_for_update().get(pk=LOCK)  # two ticks at once: the second finds it done
    known = {one.thing: one for one in Spell.objects.filter(until=None) if one.thing.partition(":")[0] in kinds}
    lines, changed = [], []
    fresh = [
        Spell(thing=thing, level=level, level_since=today, since=today)
        for thing, level in sorted(warnings.items())
        if thing not in known
    ]
    lines += [Line("spell.open", one.thing, after={"level": one.level, "since": one.since}) for one in fresh]
    for thing, one in known.items():
        level = warnings.get(thing)
        if level == one.level:
            continue
        before = {"level": one.level, "since": one.since}
        if level is None:
            one.until = max(today, one.since)
            lines.append(Line("spell.end", thing, before=before, after={"until": one.until}))
        else:
            if _grave(level) > _grave(one.level):
                one.level_since = today  # as grave as this only since today; a milder level was reached long ago
            one.level = level
            lines.append(Line("spell.level", thing, before=before, after={"level": level}))
        changed.append(one)
    Spell.objects.bulk_create(fresh, batch_size=BATCH_ROWS)
    Spell.objects.bulk_update(changed, ["level", "level_since", "until"], batch_size=BATCH_ROWS)
    if lines:
        record_all(lines, who=SYSTEM, at=at)
    return len(lines)


def open_items(at: datetime) -> int:
    """Open an item for every spell that has lasted and has none; each in a transaction of its own.

    Not while another item about the same thing is open: it is in hand already.
    """
    today = acting.today(at)
    taken = {int(cause.partition(":")[2]) for cause in _causes()}
    in_hand = set(Item.objects.filter(state__in=OPEN).exclude(thing="").values_list("thing", flat=True))
    spells = [one for one in Spell.objects.filter(until=None).order_by("pk") if one.pk not in taken]
    things = describe(one.thing for one in spells if one.thing not in in_hand)
    plans = Plan.objects.in_bulk({thing.plan for thing in things.values()}) if things else {}
    done = 0
    for one in spells:
        thing = things.get(one.thing)
        if thing is not None and lasting(one, today, (plans[thing.plan].rules or {}).get("lasting") or {}):
            done += _open(one, thing, plans[thing.plan], today, at)
    return done


def lasting(spell: Spell, today: date, days: dict[str, int]) -> bool:
    """Whether a warning has lasted long enough at its level, or at a milder one that it has been at or above since."""
    limits = {**LASTING_DAYS, **days}
    return any(
        level in limits and (today - since).days >= limits[level]
        for level, since in ((spell.level, spell.level_since), ("yellow", spell.since))
        if _grave(spell.level) >= _grave(level)
    )


def _causes() -> list[str]:
    return [cause for cause in Item.objects.filter(cause__startswith="spell:").values_list("cause", flat=True) if cause]


def _open(spell: Spell, thing: Thing, plan: Plan, today: date, at: datetime) -> int:
    word = {str(level): text.zh for level, text in LEVEL_LABELS.items()}.get(spell.level, spell.level)
    days = (today - spell.since).days
    owner = Agency.objects.filter(pk=thing.owner).first() if thing.owner else None
    try:
        with transaction.atomic():
            item = register_item(
                title=f"{thing.name}: {word}预警已持续 {days} 天", plan=plan, thing=spell.thing, owner=owner,
                demand=f"自 {spell.since} 起持续预警。请查明原因, 提出整改措施并按期反馈。", clock=ITEM_CLOCK,
                cause=f"spell:{spell.pk}", acting_user=None, at=at,
            )  # fmt: skip
            if owner is not None:  # without one the planning bureau has to name it
                move_item(item.pk, name="assign", version=item.version, acting_user=None, at=at)
    except IntegrityError:
        return 0  # another tick was first
    return 1


def _grave(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else 0
