"""The only writes of the demo city: follow what ships and load simulated figures, reports and milestones.

load(at=now, show=lambda done, total: ...)

A plan is one transaction with a journal line that says it is done, so a load that was killed goes on where it stopped.
A plan with a figure or report that is not simulated is left alone: real work and invention never mix.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from luoshi.core.periods import Period
from luoshi.demo import works
from luoshi.demo.amendments import amend
from luoshi.demo.fates import SEED, Fate, course_of, generator
from luoshi.demo.figures import Simulated, simulated
from luoshi.journal.actions import SYSTEM, record
from luoshi.journal.models import Entry
from luoshi.people.models import Area
from luoshi.plans.figures import actions as figures
from luoshi.plans.figures.actions import FigureRow
from luoshi.plans.follow.actions import follow
from luoshi.plans.models import Figure, Maker, Milestone, Plan, Project, ProjectReport

ACTION = "demo.load"
NOTE = "模拟"
OPENS = time(9)
REPORT_DAYS = 10
"""After the end of a month a project's report is due."""
BATCH_ROWS = 1000
WAITING_SHARE = 0.12
"""Of the indicators on schedule that the city alone reports, those whose latest figure still waits for approval."""
SLIP = 10_000
"""A slip between 万元 and 元: what the checks of returns are there to find."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was simulated."""

    plans: int = 0
    figures: int = 0
    waiting: int = 0
    reports: int = 0
    milestones: int = 0
    amendments: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(
            self.plans + other.plans, self.figures + other.figures, self.waiting + other.waiting,
            self.reports + other.reports, self.milestones + other.milestones, self.amendments + other.amendments,
        )  # fmt: skip


def load(*, at: datetime, seed: int = SEED, show: Callable[[int, int], None] | None = None) -> Loaded:
    """Follow every shipped plan and simulate its years; what is simulated already stays as it is. Idempotent."""
    plans = list(Plan.objects.filter(document__shipped=True).defer("outline").order_by("document", "number"))
    made = Loaded()
    for done, plan in enumerate(plans, start=1):
        made += load_plan(plan, at=at, seed=seed)
        if show is not None:
            show(done, len(plans))
    return made


@transaction.atomic
def load_plan(plan: Plan, *, at: datetime, seed: int = SEED) -> Loaded:
    """Follow one plan and simulate it, unless that is done or people work on it."""
    Plan.objects.select_for_update().defer("outline").get(
        pk=plan.pk
    )  # two starts at once: the second waits, then skips
    thing = f"plan:{plan.pk}"
    if plan.from_year is None or plan.until_year is None or _is_loaded(thing) or _has_real_work(plan):
        return Loaded()
    follow(plan, acting_user=None, at=at)
    things = list(simulated(plan, seed))
    waiting = [one for one in things if _waits(one, seed, plan)]
    figure_rows = [row for one in things for row in _rows(one, held=one in waiting)]
    figures.load(figure_rows, maker=Maker.SIMULATED, acting_user=None, at=at, cause=thing)
    slip = next((one for one in waiting if one.indicator.high is None), None)
    for one in waiting:
        _record_waiting(one, slipped=one is slip, at=at, cause=thing)
    made = Loaded(
        plans=1, figures=len(figure_rows), waiting=len(waiting), reports=_report_projects(plan, seed),
        milestones=_close_milestones(plan, seed, at), amendments=amend(plan, seed, at=at),
    )  # fmt: skip
    record(who=SYSTEM, action=ACTION, thing=thing, at=at, why=NOTE, after={"seed": seed, **_counts(made)})
    return made


def _is_loaded(thing: str) -> bool:
    return Entry.objects.filter(action=ACTION, thing=thing).exists()


def _has_real_work(plan: Plan) -> bool:
    filed = Figure.objects.filter(indicator__plan=plan).exclude(maker=Maker.SIMULATED)
    built = ProjectReport.objects.filter(project__plan=plan).exclude(maker=Maker.SIMULATED)
    closed = Milestone.objects.filter(undertaking__plan=plan, done_on__isnull=False).exclude(maker=Maker.SIMULATED)
    return filed.exists() or built.exists() or closed.exists()


def _waits(one: Simulated, seed: int, plan: Plan) -> bool:
    rng = generator(seed, str(plan.number), one.indicator.key, "waiting")
    return one.fate is Fate.REACH and len(one.areas) == 1 and rng.random() < WAITING_SHARE


def _rows(one: Simulated, *, held: bool) -> list[FigureRow]:
    """The official figures; of one that waits all but the last."""
    last = one.periods[-1]
    return [
        FigureRow(one.indicator.pk, area, period, value, at=known_at(period, one.indicator.due_days))
        for area, values in one.areas.items()
        for period, value in zip(one.periods, values, strict=True)
        if value is not None and not (held and period == last)
    ]


def known_at(period: Period, days: int) -> datetime:
    """The morning on which a figure was due: as if it had been filed in time, so that past days can be looked at."""
    return timezone.make_aware(datetime.combine(period.end + timedelta(days=days), OPENS))


def _record_waiting(one: Simulated, *, slipped: bool, at: datetime, cause: str) -> None:
    """The last figure of an indicator, filed and not yet approved; one a plan with a slip of the unit."""
    area, values = next(iter(one.areas.items()))
    value = values[-1]
    if value is not None and slipped:
        value = round(value * SLIP, one.digits)
    figures.record(
        indicator=one.indicator, area=Area.objects.get(pk=area), period=one.periods[-1], value=value,
        maker=Maker.SIMULATED, acting_user=None, at=at, note=NOTE, cause=cause,
    )  # fmt: skip


def _report_projects(plan: Plan, seed: int) -> int:
    assert plan.from_year is not None
    assert plan.until_year is not None
    made: list[ProjectReport] = []
    moved: list[Project] = []
    for name, same in groupby(
        sorted(plan.projects.all(), key=lambda one: (one.name, one.pk)), key=lambda one: one.name
    ):
        for place, project in enumerate(same):
            rng = generator(seed, str(plan.number), name, str(place), "project")
            monthly = project.start is not None and project.finish is not None
            reports = works.project_reports(
                course_of(rng), project.start, project.finish, project.investment,
                works.periods(plan.from_year, plan.until_year, monthly=monthly), rng,
            )  # fmt: skip
            made.extend(_report(project, report) for report in reports)
            if reports:
                project.stage = reports[-1].stage
                moved.append(project)
    ProjectReport.objects.bulk_create(made, batch_size=BATCH_ROWS)
    Project.objects.bulk_update(moved, ["stage"], batch_size=200)
    return len(made)


def _report(project: Project, report: works.Report) -> ProjectReport:
    period: Period = report.period
    known = known_at(period, REPORT_DAYS)
    return ProjectReport(
        project=project, period=period.text, last=period.last, stage=report.stage, physical=report.physical,
        investment=report.investment, started_on=report.started_on, finished_on=report.finished_on,
        maker=Maker.SIMULATED, at=known, approved_at=known,
    )  # fmt: skip


def _close_milestones(plan: Plan, seed: int, at: datetime) -> int:
    assert plan.from_year is not None
    assert plan.until_year is not None
    first, last = date(plan.from_year, 1, 1), date(plan.until_year, 12, 31)
    steps = Milestone.objects.filter(undertaking__plan=plan).order_by("undertaking", "pk").select_related("undertaking")
    closed: list[Milestone] = []
    for place, (_, group) in enumerate(groupby(steps, key=lambda step: step.undertaking_id)):
        own = list(group)
        rng = generator(seed, str(plan.number), own[0].undertaking.name, str(place), "milestones")
        days = works.done_on(course_of(rng), [step.due for step in own], first, last, rng)
        for step, day in zip(own, days, strict=True):
            if day is not None:
                step.done_on, step.maker, step.note, step.recorded_at = day, Maker.SIMULATED, NOTE, at
                closed.append(step)
    Milestone.objects.bulk_update(closed, ["done_on", "maker", "note", "recorded_at"], batch_size=200)
    return len(closed)


def _counts(made: Loaded) -> dict[str, int]:
    return {
        "figures": made.figures, "waiting": made.waiting, "reports": made.reports, "milestones": made.milestones,
        "amendments": made.amendments,
    }  # fmt: skip
