"""Monthly reports of projects: filed by the owner, approved by the planning bureau or a reviewer; never overwritten.

report = file_report(project.pk, period="2023-06", stage="build", physical=0.4, investment=52_000.0, version=3,
                     acting_user=filer, at=now)
approve_report(report.pk, acting_user=planner, at=now)
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from luoshi.core.text import Text
from luoshi.journal.actions import record
from luoshi.people.models import User
from luoshi.plans import acting
from luoshi.plans.models import Maker, Project, ProjectReport, Stage
from luoshi.plans.works.actions.projects import check_money, check_share, month_of, thing
from luoshi.plans.works.checks import Doubt, doubts
from luoshi.plans.works.refusals import RefusedWorkError


@transaction.atomic
def file_report(
    project_id: int,
    *,
    period: str,
    stage: str,
    physical: float | None,
    investment: float | None,
    version: int,
    acting_user: User | None,
    at: datetime,
    started_on: date | None = None,
    finished_on: date | None = None,
    note: str = "",
    maker: str = Maker.FILED,
) -> ProjectReport:
    """Keep how far a project is at the end of a month, as the next revision of that month, not yet approved.

    `version` is that of the project as the filer saw it: a form sent twice is taken once. Physical progress and
    investment that fall, a finish below 100 % and the like need a note. Raises RefusedWorkError, ForbiddenError.
    """
    project = Project.objects.select_for_update().get(pk=project_id)
    acting.demand(acting_user, "file", project)
    if project.version != version:
        raise RefusedWorkError("stale")
    month, note = month_of(period), note.strip()
    check_share(physical)
    check_money(investment)
    if stage not in Stage.values:
        raise RefusedWorkError("choice", name="stage")
    if physical is None and investment is None and stage == project.stage and not note:
        raise RefusedWorkError("nothing")
    today = acting.today(at)
    if month.start > today or any(day is not None and day > today for day in (started_on, finished_on)):
        raise RefusedWorkError("future")
    if started_on and finished_on and finished_on < started_on:
        raise RefusedWorkError("order")
    earlier = _before(project, month.last)
    asked = [one for one in _doubts(project, stage, physical, investment, earlier) if one.asks]
    if asked and not note:
        raise RefusedWorkError("reason_doubts", doubts=_listed(asked))
    same = project.reports.filter(period=month.text).order_by("-revision").first()
    report = ProjectReport.objects.create(
        project=project, period=month.text, last=month.last, revision=same.revision + 1 if same else 1, stage=stage,
        physical=physical, investment=investment, note=note, maker=maker, by=acting_user, at=at,
        started_on=started_on or (earlier.started_on if earlier else None), finished_on=finished_on,
    )  # fmt: skip
    project.version += 1
    project.save(update_fields=["version"])
    record(
        who=acting.name(acting_user), action="project.report", thing=thing(project), at=at, after=_facts(report),
        why=note, before=_facts(same) if same else None,
    )  # fmt: skip
    return report


@transaction.atomic
def approve_report(report_id: int, *, acting_user: User | None, at: datetime) -> ProjectReport:
    """Make a report official; the project takes on its stage if no later month is approved. Four eyes."""
    project_id = ProjectReport.objects.values_list("project", flat=True).get(pk=report_id)
    project = Project.objects.select_for_update().get(pk=project_id)  # two reviewers at once: the second is told
    report = ProjectReport.objects.get(pk=report_id)
    acting.demand(acting_user, "approve", project)
    if report.approved_at is not None:
        raise RefusedWorkError("approved")
    if project.reports.filter(period=report.period, revision__gt=report.revision).exists():
        raise RefusedWorkError("superseded")
    if acting_user is not None and report.by_id == acting_user.pk:
        raise RefusedWorkError("four_eyes")
    report.approved_at, report.approved_by = at, acting_user
    report.save(update_fields=["approved_at", "approved_by"])
    before = project.stage
    if not project.reports.filter(last__gt=report.last, approved_at__isnull=False).exists():
        project.stage = report.stage
    project.version += 1
    project.save(update_fields=["stage", "version"])
    record(
        who=acting.name(acting_user), action="project.approve", thing=thing(project), at=at,
        before={"stage": before}, after={"stage": project.stage, **_facts(report)},
    )  # fmt: skip
    return report


def report_doubts(report: ProjectReport, earlier: ProjectReport | None) -> list[Doubt]:
    """What is doubtful about a filed report, for those who approve it."""
    return _doubts(report.project, report.stage, report.physical, report.investment, earlier)


def _before(project: Project, last: int) -> ProjectReport | None:
    """The latest revision of the latest month before this one, or of this one: what the new numbers follow on."""
    return project.reports.filter(last__lte=last).order_by("-last", "-revision").first()


def _doubts(
    project: Project, stage: str, physical: float | None, investment: float | None, earlier: ProjectReport | None
) -> list[Doubt]:
    before = (earlier.physical, earlier.investment) if earlier else None
    return doubts(
        stage=stage, physical=physical, investment=investment, total=project.investment, before=before
    )  # fmt: skip


def _listed(found: list[Doubt]) -> Text:
    return Text("; ".join(one.text.zh for one in found), "; ".join(one.text.en for one in found))


def _facts(report: ProjectReport) -> dict[str, Any]:
    names = ("period", "revision", "stage", "physical", "investment", "started_on", "finished_on", "maker")
    return {"report": report.pk, **{name: getattr(report, name) for name in names}}
