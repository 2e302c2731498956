"""What the pages of projects and undertakings show: options of filters, months side by side, the form as it opens.

>>> from luoshi.portal.works.typed import Typed
>>> read_schedule(Typed({"schedule": "2023-06 30% 300\\n2023-12, 60, 650"}))["2023-12"]
{'physical': 0.6, 'investment': 650.0}
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from luoshi.core.periods import Frequency, Period
from luoshi.core.presets import PRESETS
from luoshi.core.text import Text
from luoshi.core.workflow import Move
from luoshi.people import access
from luoshi.people.models import Agency, Area
from luoshi.plans.models import Maker, Plan, Project, ProjectReport
from luoshi.plans.works.actions.reports import report_doubts
from luoshi.plans.works.checks import Doubt
from luoshi.plans.works.course import planned
from luoshi.plans.works.stages import BATCH_TEXTS, STAGE_TEXTS, STAGES
from luoshi.plans.works.status import STATES
from luoshi.portal.works.lists import WARNINGS
from luoshi.portal.works.typed import Typed

MAKERS: dict[str, Text] = {
    Maker.FILED: Text("报送", "filed"),
    Maker.COMPUTED: Text("计算", "computed"),
    Maker.IMPORTED: Text("导入", "imported"),
    Maker.SIMULATED: Text("模拟", "simulated"),
}
WARNING_TEXTS: dict[str, Text] = {
    "red": Text("红色", "red"),
    "yellow": Text("黄色", "yellow"),
    "watch": Text("提示", "watch"),
    "fine": Text("正常", "on course"),
    **{word: STATES[word] for word in WARNINGS if word in STATES},
}
SORT_TEXTS: dict[str, Text] = {
    "warning": Text("预警优先", "gravest first"),
    "behind": Text("落后最多", "furthest behind"),
    "name": Text("名称", "name"),
}
WORDS: dict[str, Any] = {
    "stages": STAGE_TEXTS,
    "batches": BATCH_TEXTS,
    "presets": {name: preset.name for name, preset in PRESETS.items()},
    "makers": MAKERS,
    "warnings": WARNING_TEXTS,
}
"""Tables of words that the templates read."""
SHOWN_MONTHS = 12
SCHEDULE_LINES = 240
NO_LINE = Text(
    "第 {n} 行不是“月份 形象进度% 累计投资”, 例如 2023-06 30% 300。",
    "Line {n} is not “month progress% investment”, such as 2023-06 30% 300.",
)


def options(request: HttpRequest, model: type[Model]) -> dict[str, Any]:
    """The options of the filters: plans, owners and areas of rows that the user may see."""
    rows = access.rows(request.user, model._default_manager.all()).order_by()
    return {
        "plans": plans().filter(pk__in=rows.values("plan")),
        "owners": agencies().filter(pk__in=rows.values("owner")),
        "areas": areas().filter(pk__in=rows.values("area")),
        "sorts": SORT_TEXTS,
        **WORDS,
    }


def plans() -> QuerySet[Any, Any]:
    """Plans as options: (id, title)."""
    return Plan.objects.values_list("pk", "title")


def agencies() -> QuerySet[Any, Any]:
    """Agencies as options: (id, name)."""
    return Agency.objects.values_list("pk", "name")


def areas() -> QuerySet[Any, Any]:
    """Areas as options: (code, name)."""
    return Area.objects.values_list("pk", "name")


class Month(NamedTuple):
    """A month of a project: what the schedule wants, what was reported (the latest revision that may be seen), and the
    revisions before it."""

    period: Period
    physical: float | None
    investment: float | None
    report: ProjectReport | None
    doubts: list[Doubt]
    earlier: list[ProjectReport]


def months(project: Project, reports: list[ProjectReport]) -> list[Month]:
    """Months with a report or a scheduled value, the latest first."""
    by_period: dict[str, list[ProjectReport]] = {}
    for report in reports:
        by_period.setdefault(report.period, []).append(report)
    found, before = [], None
    for period in sorted({Period.parse(text) for text in (*by_period, *project.schedule)}):
        revisions = by_period.get(period.text, [])
        latest = revisions[-1] if revisions else None
        span = (period.last, project.start, project.finish)
        total = project.investment
        doubts: list[Doubt] = []
        if latest is not None:
            latest.project = project
            follows = revisions[-2] if len(revisions) > 1 else before
            doubts = report_doubts(latest, follows) if latest.approved_at is None else []
            before = latest
        found.append(
            Month(
                period,
                planned(project.schedule, "physical", *span),
                planned(project.schedule, "investment", *span, total or 0.0) if total or project.schedule else None,
                latest,
                doubts,
                revisions[:-1],
            )
        )
    return found[::-1]


def draft(project: Project, today: date) -> dict[str, Any]:
    """The report form as it opens: the month that is over, with the last values."""
    last = project.reports.order_by("-last", "-revision").first()
    month = Period.of(today, Frequency.MONTH).previous()
    return {
        "period": month.text,
        "latest": Period.of(today, Frequency.MONTH).text,
        "stage": last.stage if last else project.stage,
        "physical": None if last is None or last.physical is None else round(last.physical * 100, 4),
        "investment": last.investment if last else None,
        "started_on": last.started_on if last else None,
        "last": last,
    }


def stage_moves(project: Project) -> list[Move]:
    """Where the project may go."""
    return STAGES.moves_from(project.stage)


def read_schedule(typed: Typed) -> dict[str, dict[str, float | None]]:
    """Lines of month, percent, 万元; a `-` stands for a value that is not planned."""
    found: dict[str, dict[str, float | None]] = {}
    for number, line in enumerate(typed.text("schedule", 12_000).splitlines()[:SCHEDULE_LINES], start=1):
        parts = [part for part in re.split(r"[\s,，;；]+", line) if part]
        if not parts:
            continue
        cells = Typed(
            {"physical": "" if parts[1:2] == ["-"] else "".join(parts[1:2]), "investment": "".join(parts[2:3])}
        )
        values = {"physical": cells.percent("physical"), "investment": cells.number("investment")}
        if cells.errors or len(parts) > 3 or not re.fullmatch(r"\d{4}-\d{2}", parts[0]):
            typed.errors["schedule"] = Text(NO_LINE.zh.format(n=number), NO_LINE.en.format(n=number))
        found[parts[0]] = values
    return found


def schedule_lines(project: Project) -> str:
    """The schedule as it is typed."""
    lines = []
    for month, row in sorted(project.schedule.items()):
        share, money = row.get("physical"), row.get("investment")
        physical = "-" if share is None else f"{round(share * 100, 4):g}%"
        lines.append(f"{month} {physical} {'' if money is None else f'{money:.10g}'}".strip())
    return "\n".join(lines)
