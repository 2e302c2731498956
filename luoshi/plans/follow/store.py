"""Storing drafts of what is followed, in bulk; part of the transaction of `luoshi.plans.follow.actions`.

A target is known again by its commitments, so an indicator keeps its key when the row that gave it is rejected later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from luoshi.plans.follow import build
from luoshi.plans.follow import works as making
from luoshi.plans.follow.build import IndicatorDraft, TargetDraft
from luoshi.plans.follow.names import Directory
from luoshi.plans.follow.rules import DUE_DAYS, LAG_MONTHS
from luoshi.plans.models import Commitment, Indicator, Kind, Milestone, Plan, Project, Target, Undertaking

BATCH_ROWS = 500
AS_READ = ("value", "upper", "year", "kind", "op", "bound", "unit", "path", "binding")
"""What of a followed target is held against its row, to say that the row was changed since."""


def targets(
    plan: Plan, drafts: Sequence[IndicatorDraft], directory: Directory, lead: int | None, *, since: date, at: datetime
) -> tuple[int, int, set[int]]:
    """Store what is new; how many indicators and targets that was, and the commitments whose rows differ by now."""
    known: dict[tuple[int | None, str], Target] = {}
    for target in Target.objects.filter(indicator__plan=plan, commitment__isnull=False).select_related("indicator"):
        known.setdefault((target.commitment_id, target.area_id), target)
    homes = {commitment: target.indicator for (commitment, _), target in known.items()}
    keys = {one.key: one for one in Indicator.objects.filter(plan=plan)}
    stored: dict[str, Indicator] = {}
    fresh: list[Indicator] = []
    for draft in drafts:
        home = next((homes[row] for one in draft.targets for row in one.rows if row in homes), keys.get(draft.key))
        stored[draft.key] = home or _indicator(plan, draft, directory, lead)
        if home is None:
            fresh.append(stored[draft.key])
    Indicator.objects.bulk_create(fresh, batch_size=BATCH_ROWS)
    made, differing = [], set()
    for draft in drafts:
        for one in draft.targets:
            same = next((known[row, one.area] for row in one.rows if (row, one.area) in known), None)
            if same is None:
                made.append(_target(stored[draft.key], one, since, at))
            elif any(_differ(getattr(same, name), getattr(one, name)) for name in AS_READ):
                differing.add(one.rows[0])
    Target.objects.bulk_create(made, batch_size=BATCH_ROWS)
    new = {one.key for one in fresh}
    parts = []
    for key, whole in build.parents(drafts).items():
        if key in new and stored[whole] is not stored[key]:
            stored[key].parent = stored[whole]
            parts.append(stored[key])
    Indicator.objects.bulk_update(parts, ["parent"])
    return len(fresh), len(made), differing


def works(
    plan: Plan, rows: Iterable[tuple[Commitment, dict[str, Any]]], directory: Directory, lead: int | None
) -> tuple[int, int, int, set[int]]:
    """Store what is new; how many projects, undertakings and milestones, and the commitments whose rows differ."""
    projects = {one.commitment_id: one for one in Project.objects.filter(plan=plan)}
    undertakings = {one.commitment_id: one for one in Undertaking.objects.filter(plan=plan)}
    new_projects, new_undertakings, differing = [], [], set()
    for commitment, row in rows:
        if commitment.kind == Kind.PROJECT:
            draft = making.project(row)
            known = projects.get(commitment.pk)
            if known is None:
                new_projects.append(_project(plan, commitment, draft, directory, lead))
            elif (known.name, known.investment, known.start, known.finish) != (
                draft.name, draft.investment, draft.start, draft.finish,
            ):  # fmt: skip
                differing.add(commitment.pk)
            continue
        task = making.undertaking(commitment.kind, row, commitment.name)
        followed = undertakings.get(commitment.pk)
        if followed is None:
            new_undertakings.append((*_undertaking(plan, commitment, task, directory, lead), task))
        elif (followed.name, followed.deadline) != (task.name, task.deadline):
            differing.add(commitment.pk)
    Project.objects.bulk_create(new_projects, batch_size=BATCH_ROWS)
    Undertaking.objects.bulk_create([one for one, _, _ in new_undertakings], batch_size=BATCH_ROWS)
    shared = Undertaking.co_owners.through
    shared.objects.bulk_create(
        shared(undertaking_id=one.pk, agency_id=agency) for one, others, _ in new_undertakings for agency in others
    )
    steps = [
        Milestone(undertaking=one, name=step.name, due=step.due)
        for one, _, task in new_undertakings
        for step in task.steps
    ]
    Milestone.objects.bulk_create(steps, batch_size=BATCH_ROWS)
    return len(new_projects), len(new_undertakings), len(steps), differing


def _indicator(plan: Plan, draft: IndicatorDraft, directory: Directory, lead: int | None) -> Indicator:
    rules = draft.rules
    return Indicator(
        plan=plan, key=draft.key, name=draft.name, unit=draft.unit,
        owner_id=directory.owners(filter(None, [draft.owner]), lead)[0],
        frequency=rules.frequency, measure=rules.measure, spread=rules.spread, direction=rules.direction,
        low=rules.low, high=rules.high, due_days=DUE_DAYS[rules.frequency], lag_months=LAG_MONTHS[rules.frequency],
    )  # fmt: skip


def _target(indicator: Indicator, draft: TargetDraft, since: date, at: datetime) -> Target:
    return Target(
        indicator=indicator, area_id=draft.area, commitment_id=draft.rows[0], kind=draft.kind, op=draft.op,
        bound=draft.bound, value=draft.value, upper=draft.upper, unit=draft.unit, year=draft.year,
        base_value=draft.base_value, base_year=draft.base_year, path=dict(draft.path), binding=draft.binding,
        scope=draft.scope, line=draft.line, since=since, created_at=at,
    )  # fmt: skip


def _project(
    plan: Plan, commitment: Commitment, draft: making.ProjectDraft, directory: Directory, lead: int | None
) -> Project:
    owner, _ = directory.owners(draft.owners, lead)
    return Project(
        plan=plan, commitment=commitment, name=draft.name, owner_id=owner, area_id=directory.areas.of_place(draft.place),
        investment=draft.investment, start=draft.start, finish=draft.finish,
    )  # fmt: skip


def _undertaking(
    plan: Plan, commitment: Commitment, draft: making.UndertakingDraft, directory: Directory, lead: int | None
) -> tuple[Undertaking, list[int]]:
    owner, others = directory.owners(draft.owners, lead)
    area = directory.areas.of_place(draft.places[0]) if len(draft.places) == 1 else directory.areas.city
    one = Undertaking(
        plan=plan, commitment=commitment, name=draft.name, owner_id=owner, area_id=area, deadline=draft.deadline,
        divisible=draft.divisible,
    )  # fmt: skip
    return one, others


def _differ(stored: Any, built: Any) -> bool:
    return (stored or None) != ((dict(built) if hasattr(built, "keys") else built) or None)
