"""Projects: made from a commitment or by hand, edited, scheduled, moved from stage to stage.

project = create_project(plan=plan, name="云溪水库工程", area=county, owner=bureau, acting_user=planner, at=now)
move_project(project.pk, to="approval", version=project.version, acting_user=planner, at=now)
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luoshi.core.periods import Frequency, Period
from luoshi.core.presets import PRESETS
from luoshi.core.text import Text
from luoshi.journal.actions import record
from luoshi.people.models import Agency, Area, User
from luoshi.plans import acting
from luoshi.plans.models import Batch, Commitment, Kind, Plan, Project
from luoshi.plans.rows import corrected
from luoshi.plans.works.money import in_ten_thousand
from luoshi.plans.works.refusals import RefusedWorkError
from luoshi.plans.works.stages import STAGE_TEXTS, STAGES

EDITABLE = ("name", "owner_id", "area_id", "batch", "investment", "start", "finish", "preset")
MAX_MONEY = 1e9
"""万元: ten thousand billion yuan is no project."""
NAME_CHARS = 300


@transaction.atomic
def create_project(
    *,
    plan: Plan,
    name: str,
    area: Area,
    owner: Agency | None = None,
    commitment: Commitment | None = None,
    investment: float | None = None,
    start: date | None = None,
    finish: date | None = None,
    batch: str = "",
    preset: str = "",
    acting_user: User | None,
    at: datetime,
) -> Project:
    """A project at the stage of reserve. Raises RefusedWorkError, ForbiddenError."""
    values = {"name": name, "investment": investment, "start": start, "finish": finish, "batch": batch}
    project = Project(plan=plan, area=area, owner=owner, commitment=commitment, **_clean({**values, "preset": preset}))
    _check_days(project)
    project.save()
    acting.demand(acting_user, "edit", project)  # asked of the row that would be: the rule sees its area
    record(
        who=acting.name(acting_user), action="project.create", thing=thing(project), at=at, after=_facts(project),
        cause=f"commitment:{commitment.pk}" if commitment else "",
    )  # fmt: skip
    return project


@transaction.atomic
def project_of(
    commitment_id: int, *, area: Area, owner: Agency | None = None, acting_user: User | None, at: datetime
) -> Project:
    """A project from a commitment, with the corrections that stand. A commitment gives one project only."""
    commitment = Commitment.objects.select_for_update().select_related("plan").get(pk=commitment_id)
    if commitment.kind != Kind.PROJECT:
        raise RefusedWorkError("kind")
    if commitment.projects.exists():
        raise RefusedWorkError("exists")
    row = corrected(commitment.payload, commitment.changes)
    start, end = row["start"], row["end"]
    if start and end and end < start:
        end = None  # the years are the wrong way round: the end is not believed
    return create_project(
        plan=commitment.plan, name=row["name"], area=area, owner=owner, commitment=commitment,
        investment=in_ten_thousand(row["investment"]), start=date(start, 1, 1) if start else None,
        finish=date(end, 12, 31) if end else None, acting_user=acting_user, at=at,
    )  # fmt: skip


@transaction.atomic
def edit_project(
    project_id: int, *, changes: Mapping[str, Any], version: int, acting_user: User | None, at: datetime, why: str = ""
) -> Project:
    """Change fields of EDITABLE. Raises RefusedWorkError (`stale`, `no_change`, ...), ForbiddenError."""
    project = _locked(project_id, version, acting_user, "edit")
    if strange := set(changes) - set(EDITABLE):
        raise RefusedWorkError("field", name=", ".join(sorted(strange)))
    before = _facts(project)
    for field, value in _clean(changes).items():
        setattr(project, field, value)
    _check_days(project)
    kept = _kept(project, "project.edit", before, acting_user, at, why)
    acting.demand(acting_user, "edit", kept)  # nobody puts a project where they have no say
    return kept


@transaction.atomic
def set_schedule(
    project_id: int,
    *,
    schedule: Mapping[str, Mapping[str, float | None]],
    version: int,
    acting_user: User | None,
    at: datetime,
    why: str = "",
) -> Project:
    """Replace the schedule: month -> cumulative physical share 0..1 and 万元 to date; the journal keeps the old one."""
    project = _locked(project_id, version, acting_user, "edit")
    before = _facts(project)
    project.schedule = checked_schedule(schedule)
    return _kept(project, "project.schedule", before, acting_user, at, why)


def checked_schedule(schedule: Mapping[str, Mapping[str, float | None]]) -> dict[str, dict[str, float]]:
    """The schedule in order of months, without empty values; what is cumulative must not fall."""
    found: dict[str, dict[str, float]] = {}
    highest = {"physical": 0.0, "investment": 0.0}
    for text in sorted(schedule):
        month = month_of(text)
        values = {name: value for name, value in schedule[text].items() if value is not None and name in highest}
        check_share(values.get("physical"))
        check_money(values.get("investment"))
        if any(value < highest[name] for name, value in values.items()):
            raise RefusedWorkError("falls", month=month.text)
        highest |= values
        if values:
            found[month.text] = values
    return found


@transaction.atomic
def move_project(
    project_id: int, *, to: str, version: int, acting_user: User | None, at: datetime, comment: str = ""
) -> Project:
    """Move to another stage by the table of `works.stages`; back, to the shelf and from it only with a reason."""
    project = _locked(project_id, version, acting_user, "edit")
    move = STAGES.find(to, project.stage)
    if move is None:
        raise RefusedWorkError(
            "stage", here=STAGE_TEXTS[project.stage], there=STAGE_TEXTS.get(to, Text(to[:20], to[:20]))
        )
    if "comment" in move.needs and not comment.strip():
        raise RefusedWorkError("reason")
    before = _facts(project)
    project.stage = move.target
    return _kept(project, "project.move", before, acting_user, at, comment)


def month_of(text: str) -> Period:
    """A month as files write it; refused otherwise."""
    try:
        month = Period.parse(text)
    except ValueError:
        month = None
    if month is None or month.frequency is not Frequency.MONTH:
        raise RefusedWorkError("month", text=text[:20])
    return month


def check_share(value: float | None) -> None:
    """Refuse what is no share of 0..1."""
    if value is not None and not 0 <= value <= 1:  # NaN is not between either
        raise RefusedWorkError("share")


def check_money(value: float | None) -> None:
    """Refuse what is no amount of 万元."""
    if value is not None and not (math.isfinite(value) and 0 <= value <= MAX_MONEY):
        raise RefusedWorkError("money")


def check_places(values: Mapping[str, Any]) -> None:
    """Refuse an owner or an area that is not in the lists."""
    if values.get("owner_id") and not Agency.objects.filter(pk=values["owner_id"]).exists():
        raise RefusedWorkError("choice", name=Text("责任单位", "owner"))
    if "area_id" in values and not Area.objects.filter(pk=values["area_id"]).exists():
        raise RefusedWorkError("choice", name=Text("区划", "area"))


def thing(project: Project) -> str:
    """How the journal, spells and items name it."""
    return f"project:{project.pk}"


def _locked(project_id: int, version: int, user: User | None, verb: str) -> Project:
    project = Project.objects.select_for_update().get(pk=project_id)
    acting.demand(user, verb, project)
    if project.version != version:
        raise RefusedWorkError("stale")
    return project


def _kept(project: Project, action: str, before: dict[str, Any], user: User | None, at: datetime, why: str) -> Project:
    after = _facts(project)
    if after == before:
        raise RefusedWorkError("no_change")
    project.version += 1
    project.save()
    changed = [name for name in after if after[name] != before[name]]
    record(
        who=acting.name(user), action=action, thing=thing(project), at=at, why=why.strip(),
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
    return project


def _facts(project: Project) -> dict[str, Any]:
    return {name: getattr(project, name) for name in (*EDITABLE, "stage", "schedule")}


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept; refuses an empty name, money that is none, words that are not in the list."""
    clean = dict(values)
    if "name" in clean:
        clean["name"] = clean["name"].strip()[:NAME_CHARS]
        if not clean["name"]:
            raise RefusedWorkError("name")
    check_money(clean.get("investment"))
    check_places(clean)
    for field, words in (("batch", Batch.values), ("preset", tuple(PRESETS))):
        if clean.get(field) and clean[field] not in words:
            raise RefusedWorkError("choice", name=field)
    return clean


def _check_days(project: Project) -> None:
    if project.start and project.finish and project.finish < project.start:
        raise RefusedWorkError("order")
