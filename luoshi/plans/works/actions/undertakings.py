"""Undertakings (tasks, duties, systems to build) and their milestones: made, edited, recorded as done, undone.

one = create_undertaking(plan=plan, name="建设智慧水务平台", area=city, owner=bureau, acting_user=planner, at=now)
step = add_milestone(one.pk, name="可研批复", due=date(2023, 6, 30), version=1, acting_user=planner, at=now)
record_milestone(step.pk, done_on=date(2023, 6, 1), note="批复文件", version=2, acting_user=filer, at=now)
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luoshi.core.presets import PRESETS
from luoshi.journal.actions import record
from luoshi.people import access
from luoshi.people.models import Agency, Area, User
from luoshi.plans import acting
from luoshi.plans.models import Commitment, Kind, Maker, Milestone, Plan, Undertaking
from luoshi.plans.works.actions.projects import check_places
from luoshi.plans.works.refusals import RefusedWorkError

EDITABLE = ("name", "owner_id", "area_id", "deadline", "divisible", "preset")
KINDS = (Kind.TASK, Kind.DUTY, Kind.SYSTEM)
NAME_CHARS = 300


@transaction.atomic
def create_undertaking(
    *,
    plan: Plan,
    name: str,
    area: Area,
    owner: Agency | None = None,
    co_owners: Iterable[Agency] = (),
    commitment: Commitment | None = None,
    deadline: date | None = None,
    divisible: bool = True,
    preset: str = "",
    acting_user: User | None,
    at: datetime,
) -> Undertaking:
    """An undertaking without milestones yet. A commitment gives one only. Raises RefusedWorkError, ForbiddenError."""
    if commitment is not None:
        Commitment.objects.select_for_update().get(pk=commitment.pk)
        if commitment.kind not in KINDS:
            raise RefusedWorkError("kind")
        if commitment.undertakings.exists():
            raise RefusedWorkError("exists")
    values = _clean({"name": name, "deadline": deadline, "divisible": divisible, "preset": preset})
    one = Undertaking.objects.create(plan=plan, area=area, owner=owner, commitment=commitment, **values)
    acting.demand(acting_user, "edit", one)
    one.co_owners.set(co_owners)
    record(
        who=acting.name(acting_user), action="undertaking.create", thing=thing(one), at=at, after=_facts(one),
        cause=f"commitment:{commitment.pk}" if commitment else "",
    )  # fmt: skip
    return one


@transaction.atomic
def edit_undertaking(
    undertaking_id: int, *, changes: Mapping[str, Any], version: int, acting_user: User | None, at: datetime
) -> Undertaking:
    """Change fields of EDITABLE."""
    one = _locked(undertaking_id, version, acting_user, "edit")
    if strange := set(changes) - set(EDITABLE):
        raise RefusedWorkError("field", name=", ".join(sorted(strange)))
    before = _facts(one)
    for field, value in _clean(changes).items():
        setattr(one, field, value)
    after = _facts(one)
    if after == before:
        raise RefusedWorkError("no_change")
    _grown(one)
    acting.demand(acting_user, "edit", one)  # nobody puts it where they have no say
    record(who=acting.name(acting_user), action="undertaking.edit", thing=thing(one), at=at, before=before, after=after)
    return one


@transaction.atomic
def add_milestone(
    undertaking_id: int,
    *,
    name: str,
    version: int,
    acting_user: User | None,
    at: datetime,
    weight: float = 1.0,
    due: date | None = None,
) -> Milestone:
    """Another step."""
    one = _locked(undertaking_id, version, acting_user, "edit")
    values = {"name": name.strip()[:NAME_CHARS], "weight": weight, "due": due}
    _check_step(values)
    step = Milestone.objects.create(undertaking=one, **values)
    _grown(one)
    after = {"milestone": step.pk, **values}
    record(who=acting.name(acting_user), action="milestone.add", thing=thing(one), at=at, after=after)
    return step


@transaction.atomic
def edit_milestone(
    milestone_id: int, *, changes: Mapping[str, Any], version: int, acting_user: User | None, at: datetime, why: str
) -> Milestone:
    """Change name, weight or due day of a step; a reason is needed, for a moved due day moves the judgement."""
    step, one = _locked_step(milestone_id, version, acting_user, "edit")
    if strange := set(changes) - {"name", "weight", "due"}:
        raise RefusedWorkError("field", name=", ".join(sorted(strange)))
    if not why.strip():
        raise RefusedWorkError("reason")
    before = {name: getattr(step, name) for name in changes}
    _check_step(changes)
    if before == dict(changes):
        raise RefusedWorkError("no_change")
    for name, value in changes.items():
        setattr(step, name, value)
    step.save()
    _grown(one)
    record(
        who=acting.name(acting_user), action="milestone.edit", thing=thing(one), at=at, why=why.strip(),
        before={"milestone": step.pk, **before}, after={"milestone": step.pk, **changes},
    )  # fmt: skip
    return step


@transaction.atomic
def record_milestone(
    milestone_id: int,
    *,
    done_on: date | None,
    note: str,
    version: int,
    acting_user: User | None,
    at: datetime,
    maker: str = Maker.FILED,
) -> Milestone:
    """Say that a step was done on a day and what shows it; or, without a day, that it is not done yet and why."""
    step, one = _locked_step(milestone_id, version, acting_user, "record")
    if step.done_on is not None:
        raise RefusedWorkError("done")
    if not note.strip():
        raise RefusedWorkError("evidence" if done_on else "reason")
    if done_on is not None and done_on > acting.today(at):
        raise RefusedWorkError("future")
    return _recorded(step, one, done_on, note, maker, "milestone.record", acting_user, at)


@transaction.atomic
def undo_milestone(milestone_id: int, *, why: str, version: int, acting_user: User | None, at: datetime) -> Milestone:
    """Take back that a step was done: by the owner's side or the planning bureau, with a reason."""
    step = Milestone.objects.select_related("undertaking").get(pk=milestone_id)
    verb = "edit" if acting_user and access.may(acting_user, "edit", step.undertaking) else "record"
    step, one = _locked_step(milestone_id, version, acting_user, verb)
    if step.done_on is None:
        raise RefusedWorkError("not_done")
    if not why.strip():
        raise RefusedWorkError("reason")
    return _recorded(step, one, None, why, Maker.FILED, "milestone.undo", acting_user, at)


def thing(one: Undertaking) -> str:
    """How the journal, spells and items name it."""
    return f"undertaking:{one.pk}"


def _recorded(
    step: Milestone, one: Undertaking, done_on: date | None, note: str, maker: str, action: str, user: User | None,
    at: datetime,
) -> Milestone:  # fmt: skip
    before = {"milestone": step.pk, "done_on": step.done_on, "note": step.note}
    step.done_on, step.note, step.maker, step.recorded_at = done_on, note.strip(), maker, at
    step.save()
    _grown(one)
    record(
        who=acting.name(user), action=action, thing=thing(one), at=at, why=note.strip(), before=before,
        after={"milestone": step.pk, "done_on": done_on, "note": step.note, "maker": maker},
    )  # fmt: skip
    return step


def _locked(undertaking_id: int, version: int, user: User | None, verb: str) -> Undertaking:
    one = Undertaking.objects.select_for_update().get(pk=undertaking_id)
    acting.demand(user, verb, one)
    if one.version != version:
        raise RefusedWorkError("stale")
    return one


def _locked_step(milestone_id: int, version: int, user: User | None, verb: str) -> tuple[Milestone, Undertaking]:
    """The undertaking is the lock of its milestones."""
    owner = Milestone.objects.values_list("undertaking", flat=True).get(pk=milestone_id)
    one = _locked(owner, version, user, verb)
    return Milestone.objects.get(pk=milestone_id), one


def _grown(one: Undertaking) -> None:
    one.version += 1
    one.save()


def _facts(one: Undertaking) -> dict[str, Any]:
    return {name: getattr(one, name) for name in EDITABLE}


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    clean = dict(values)
    if "name" in clean:
        clean["name"] = clean["name"].strip()[:NAME_CHARS]
        if not clean["name"]:
            raise RefusedWorkError("name")
    check_places(clean)
    if clean.get("preset") and clean["preset"] not in PRESETS:
        raise RefusedWorkError("choice", name="preset")
    return clean


def _check_step(values: Mapping[str, Any]) -> None:
    if "name" in values and not values["name"]:
        raise RefusedWorkError("name")
    if "weight" in values and not (math.isfinite(values["weight"]) and values["weight"] > 0):
        raise RefusedWorkError("weight")
