"""How every project and undertaking stands on a day: computed on read, with its arithmetic, in a few queries.

    standings = projects(date(2024, 2, 1))
    standings[7].level, standings[7].arithmetic.zh   ->   'yellow', '落后序时 55 - 40 = 15 个百分点 -> 黄色'

Only what was reported and approved is judged, against the schedule of the month that it is about. What is not due, has
no schedule or was not reported is never red: these are states of their own (STATES).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from luoshi.core.periods import Period, month_number
from luoshi.core.presets import DEFAULT_PRESET, LEVEL_LABELS, PRESETS, Level, project_level
from luoshi.core.presets import Warning as Judgement
from luoshi.core.text import Text
from luoshi.plans.models import Milestone, Plan, Project, ProjectReport, Stage, Undertaking
from luoshi.plans.works.course import Progress, Step, planned, progress
from luoshi.plans.works.stages import WORKED_ON

STATES: dict[str, Text] = {
    "judged": Text("已判断", "judged"),
    "finished": Text("完成", "finished"),
    "not_due": Text("未到期", "not due"),
    "not_reported": Text("逾期未报", "not reported"),
    "no_schedule": Text("无计划", "no schedule"),
    "no_data": Text("无数据", "no data"),
    "shelved": Text("搁置", "shelved"),
}
LAG_MONTHS = 2
"""A report says something about now for its own length and this many months more."""


class Standing(NamedTuple):
    """How one project or undertaking stands. Shares 0..1, money in 万元; `period` is that of the report."""

    state: str
    level: Level
    sums: Text | Callable[[], Text]
    planned: float | None = None
    done: float | None = None
    planned_investment: float | None = None
    investment: float | None = None
    period: str = ""
    maker: str = ""

    @property
    def arithmetic(self) -> Text:
        """The numbers that make it so; put into words only where they are read."""
        return self.sums if isinstance(self.sums, Text) else self.sums()

    @property
    def label(self) -> Text:
        """The word for it: the level where it was judged, otherwise the state."""
        if self.state == "judged":
            return ON_COURSE if self.level == "none" else LEVEL_LABELS[self.level]
        return STATES[self.state]


ON_COURSE = Text("正常", "on course")
SHELVED = Text("项目已搁置", "the project is shelved")
FINISHED = Text("项目已竣工", "the project is finished")
_period = lru_cache(maxsize=512)(Period.parse)
_Row = dict[str, Any]


def projects(on: date, among: QuerySet[Project] | None = None) -> dict[int, Standing]:
    """Every project (of `among`) by id; three queries."""
    rows = Project.objects.all() if among is None else among
    month = month_number(on)
    approved = ProjectReport.objects.filter(project=OuterRef("pk"), approved_at__isnull=False, last__lte=month)
    latest = rows.order_by().annotate(latest=Subquery(approved.order_by("-last", "-revision").values("pk")[:1]))
    names = ("project", "period", "last", "stage", "physical", "investment", "started_on", "maker")
    reports = {
        row["project"]: row
        for row in ProjectReport.objects.filter(pk__in=latest.values("latest")).order_by().values(*names)
    }
    presets = _presets()
    names = ("pk", "plan", "stage", "investment", "start", "finish", "schedule", "preset")
    return {
        row["pk"]: _project(row, reports.get(row["pk"]), row["preset"] or presets.get(row["plan"], ""), on)
        for row in rows.order_by().values(*names)
    }


def undertakings(on: date, among: QuerySet[Undertaking] | None = None) -> dict[int, Standing]:
    """Every undertaking (of `among`) by id; three queries."""
    rows = Undertaking.objects.all() if among is None else among
    steps: dict[int, list[Step]] = defaultdict(list)
    of = Milestone.objects.all() if among is None else Milestone.objects.filter(undertaking__in=rows.order_by())
    recorded = ExpressionWrapper(Q(recorded_at__isnull=False), output_field=BooleanField())
    for key, *step in of.order_by().values_list("undertaking", "weight", "due", "done_on", recorded):
        steps[key].append(Step(*step))
    presets = _presets()
    return {
        key: _undertaking(steps[key], deadline, divisible, preset or presets.get(plan, ""), on)
        for key, plan, deadline, divisible, preset in rows.order_by().values_list(
            "pk", "plan", "deadline", "divisible", "preset"
        )
    }


def warnings(on: date) -> dict[str, str]:
    """Thing -> level of all that is yellow or red: `{"project:3": "red"}`."""
    found = {f"project:{key}": one.level for key, one in projects(on).items()}
    found |= {f"undertaking:{key}": one.level for key, one in undertakings(on).items()}
    return {thing: level for thing, level in found.items() if level in ("yellow", "red")}


def _presets() -> dict[int, str]:
    return {key: (rules or {}).get("preset", "") for key, rules in Plan.objects.order_by().values_list("pk", "rules")}


def _project(row: _Row, report: _Row | None, preset: str, on: date) -> Standing:
    if row["stage"] == Stage.SHELVED:
        return Standing("shelved", "none", SHELVED)
    if report is None:
        return _silent(row, on)
    period = _period(report["period"])
    told = {
        "done": report["physical"], "investment": report["investment"], "period": report["period"],
        "maker": report["maker"],
    }  # fmt: skip
    if row["stage"] == Stage.FINISH or report["stage"] == Stage.FINISH:
        return Standing("finished", "none", FINISHED, **told)
    age = month_number(on) - report["last"]
    if age > period.frequency.months + LAG_MONTHS:
        sums = Text(
            f"最近一次批准的月报为 {period.label.zh}, 已过 {age} 个月",
            f"last approved report {period.text}, {age} months ago",
        )
        return Standing("not_reported", "none", sums, **told)
    span = (report["last"], row["start"], row["finish"])
    physical = planned(row["schedule"], "physical", *span)
    total = row["investment"]
    money = planned(row["schedule"], "investment", *span, total) if total or row["schedule"] else None
    told |= {"planned": physical, "planned_investment": money}
    begun = report["stage"] in WORKED_ON or bool(report["physical"])
    warning = project_level(
        preset if preset in PRESETS else DEFAULT_PRESET,
        planned_physical=physical, physical=report["physical"], planned_investment=money,
        investment=report["investment"], planned_start=row["start"],
        started_on=report["started_on"] or (period.end if begun else None), on=on,
        period_months=period.frequency.months,
    )  # fmt: skip
    if warning.level == "none" and physical is None and money is None:
        start = row["start"]
        state = "not_due" if start and start > on else "no_schedule"
        return Standing(state, "none", warning.arithmetic, **told)
    if warning.level == "none" and report["physical"] is None and report["investment"] is None:
        return Standing("no_data", "none", warning.arithmetic, **told)
    return Standing("judged", warning.level, warning.arithmetic, **told)


def _silent(row: _Row, on: date) -> Standing:
    """A project without any approved report."""
    first = min(row["schedule"], default="")
    due = row["start"] or (Period.parse(first).end if first else None)
    if due is None:
        return Standing("no_schedule", "none", Text("没有计划, 也没有月报", "neither schedule nor report"))
    if due > on:
        return Standing("not_due", "none", Text(f"计划 {due} 开始", f"due to begin {due}"))
    return Standing(
        "not_reported",
        "none",
        Text(f"计划 {due} 开始, 至今没有批准的月报", f"due to begin {due}, no approved report yet"),
    )


def _undertaking(steps: list[Step], deadline: date | None, divisible: bool, preset: str, on: date) -> Standing:
    if not steps:
        return _without_steps(deadline, on)
    sums = progress(steps, on)
    done, expected = sums.shares(divisible=divisible)
    if deadline is not None and deadline <= on:
        expected = 1.0
    told: dict[str, Any] = {"planned": expected, "done": done}
    words = partial(_weights, sums, divisible=divisible)
    if done >= 1:
        return Standing("finished", "none", words, **told)
    if done >= expected:
        dated = deadline is not None or any(step.due is not None for step in steps)
        state = "judged" if sums.due else "not_due" if dated else "no_schedule"
        return Standing(state, "none", words, **told)
    if not any(step.recorded or step.done_on for step in steps):
        return Standing("not_reported", "watch", partial(_both, words, NEVER), **told)
    rule = preset if preset in PRESETS and "points_behind" in PRESETS[preset].steps else DEFAULT_PRESET
    warning = _behind(rule, expected, done)
    return Standing("judged", warning.level, partial(_both, words, warning.arithmetic), **told)


@lru_cache(maxsize=4096)
def _behind(rule: str, expected: float, done: float) -> Judgement:
    """Thousands of undertakings share a few dozen pairs of shares."""
    return project_level(
        rule, planned_physical=expected, physical=done, planned_investment=None, investment=None, planned_start=None,
        started_on=None, on=date.max,
    )  # fmt: skip


NEVER = Text("已到期, 从未报告", "due and never reported on")


def _both(words: Callable[[], Text], more: Text) -> Text:
    first = words()
    return Text(f"{first.zh}; {more.zh}", f"{first.en}; {more.en}")


def _without_steps(deadline: date | None, on: date) -> Standing:
    if deadline is None:
        return Standing("no_schedule", "none", Text("没有节点, 也没有时限", "neither milestones nor a deadline"))
    if deadline > on:
        return Standing("not_due", "none", Text(f"时限 {deadline}", f"due {deadline}"))
    return Standing("not_reported", "watch", Text(f"时限 {deadline}, 没有节点", f"due {deadline}, no milestones"))


def _weights(sums: Progress, *, divisible: bool) -> Text:
    done, due = f"{sums.done:g} / {sums.whole:g}", f"{sums.due:g} / {sums.whole:g}"
    if divisible:
        return Text(f"已办结 {done}, 应办结 {due}", f"done {done}, due {due}")
    return Text(
        f"已办结 {done}, 应办结 {due}; 不可分割, 全部完成才算",
        f"done {done}, due {due}; indivisible, counts when all is done",
    )
