"""One indicator: how it is measured, its targets with both judgements, its figures by area and period.

GET /indicators/12/?area=211302&on=2024-02-01
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from luoshi.core.forecast import RULES
from luoshi.core.judge import last_ended
from luoshi.core.judge.expected import along_path
from luoshi.core.judge.kinds import Form, aims
from luoshi.core.periods import Frequency, Period
from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import Area, Role
from luoshi.plans.figures.series import MAKERS, unpack
from luoshi.plans.models import Amendment, Direction, Indicator, Item, Maker, Measure, Series, Spread, Target
from luoshi.plans.status.read import Board, status
from luoshi.plans.status.stacking import rule_name, thresholds
from luoshi.plans.targets import parts
from luoshi.portal import standing
from luoshi.portal.messages import MESSAGES
from luoshi.portal.pages.status import day_of
from luoshi.portal.render import render

AREAS_SHOWN = 10
PERIODS_SHOWN = 36
MAKER_NAMES = {place: maker for maker, place in MAKERS.items()}
MEASURES = {
    Measure.LEVEL: Text("期末水平", "the level at the end"),
    Measure.FLOW: Text("当期发生", "what came in the period"),
    Measure.TO_DATE: Text("年内累计", "what came since January"),
    Measure.SINCE_START: Text("规划期累计", "what came since the plan began"),
    Measure.RATE: Text("当期增速 (%)", "growth on the year before (%)"),
}
DIRECTIONS = {
    Direction.UP: Text("越高越好", "more"),
    Direction.DOWN: Text("越低越好", "less"),
    Direction.NONE: Text("不论", "neither"),
}
SPREADS = {
    Spread.SUM: Text("各区域相加", "areas add up"),
    Spread.MEAN: Text("各区域平均", "mean of the areas"),
    Spread.NONE: Text("不汇总", "not added"),
}


class Cell(NamedTuple):
    """A figure in the table."""

    value: float
    simulated: bool


class Line(NamedTuple):
    """A period with what was planned and the figure of each area (None: none)."""

    label: Text
    planned: float | None
    cells: Sequence[Cell | None]


@require_safe
def indicator_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An indicator as of a day."""
    own = Indicator.objects.select_related("plan", "owner", "parent").defer("plan__outline")
    one = get_object_or_404(access.rows(request.user, own), pk=pk)
    on, bad_date = day_of(request, "on")
    on = on or timezone.localdate()
    board = status(on, indicator=pk)
    areas = _areas(board)
    chosen = request.GET.get("area", "")
    chosen = chosen if chosen in areas else next(iter(areas), "")
    places = [place for place, area in enumerate(board.targets.columns["area"]) if area == chosen]
    shown = [standing.standing(board, place) for place in places]
    columns = [chosen, *(code for code in areas if code != chosen)][:AREAS_SHOWN] if chosen else []
    lines = _lines(one, columns, on, board, places)
    of = board.indicators.get(pk)
    context: dict[str, Any] = {
        "here": "status",
        "one": one,
        "on": on,
        "bad_date": bad_date,
        "areas": areas,
        "chosen": chosen,
        "rows": shown,
        "stored": _stored([row.target.id for row in shown]),
        "history": _history([row.target.id for row in shown]),
        "planner": access.has_role(request.user, Role.PLANNER),
        "staff": access.has_role(request.user, *access.STAFF),
        "co_owners": list(one.co_owners.all()),
        "facts": {
            MESSAGES["frequency_of"]: Frequency(one.frequency).label,
            MESSAGES["measure_of"]: MEASURES[Measure(one.measure)],
            MESSAGES["direction_of"]: DIRECTIONS[Direction(one.direction)],
            MESSAGES["spread_of"]: SPREADS[Spread(one.spread)],
        },
        "limits": thresholds(of.plan_rules, of.thresholds)._asdict() if of else None,
        "rule": RULES[rule_name(of.plan_rules, of.rule)].label if of else None,
        "columns": columns,
        "more": max(0, len(areas) - AREAS_SHOWN),
        "lines": lines,
        "simulated": standing.simulated((pk, code) for code in columns),
        "items_about": access.rows(request.user, Item.objects.filter(thing__in=[f"target:{row.target.id}" for row in shown]))[:20],
        "by_area": [(code, standing.standing(board, place, with_sum=False)) for code, place in _first_of(board, columns).items()],
        "checks": parts.figures_of(one, lines[0][1]) if lines and len(areas) > 1 else [],
        "share_checks": _share_checks([row.target.id for row in shown], on),
    }  # fmt: skip
    context["lines"] = [line for line, _ in lines]
    return render(request, "targets/indicator.html", **context)


def _share_checks(targets: Sequence[int], on: date) -> dict[int, parts.Parts]:
    """Of the targets that are shared out: their shares against them."""
    shared = Target.objects.filter(pk__in=targets, shares__isnull=False).exclude(parts=Spread.NONE).distinct()
    found = {target.pk: parts.shares_of(target, on) for target in shared}
    return {key: check for key, check in found.items() if check is not None}


def _areas(board: Board) -> dict[str, str]:
    """Areas that have a target, the highest first."""
    codes = set(board.targets.columns["area"])
    return dict(Area.objects.filter(pk__in=codes).order_by("level", "code").values_list("code", "name"))


def _first_of(board: Board, columns: Sequence[str]) -> dict[str, int]:
    """The first target of each area."""
    found: dict[str, int] = {}
    for place, area in enumerate(board.targets.columns["area"]):
        if area in columns:
            found.setdefault(area, place)
    return {area: found[area] for area in columns if area in found}


def _stored(keys: Sequence[int]) -> Mapping[int, Target]:
    """The targets with where they come from and what is shared out of them."""
    rows = Target.objects.filter(pk__in=keys).select_related("commitment", "parent", "area", "agency")
    return {row.pk: row for row in rows}


def _history(keys: Sequence[int]) -> Mapping[int, list[Amendment]]:
    found: dict[int, list[Amendment]] = defaultdict(list)
    for row in Amendment.objects.filter(target__in=keys).select_related("by").order_by("-effective_from", "-pk"):
        found[row.target_id].append(row)
    return found


def _lines(
    one: Indicator, columns: Sequence[str], on: date, board: Board, places: Sequence[int]
) -> list[tuple[Line, int]]:
    """Periods with their figures and month, the newest first."""
    cells: dict[int, dict[str, Cell]] = defaultdict(dict)
    rows = Series.objects.filter(indicator=one, area__in=columns).values_list("area", "first", "values", "makers")
    until = last_ended(on)
    for area, first, packed, makers in rows:
        for offset, value in enumerate(unpack(bytes(packed)).tolist()):
            if value == value and first + offset <= until:
                made_up = MAKER_NAMES.get(bytes(makers)[offset]) == Maker.SIMULATED
                cells[first + offset][area] = Cell(value, made_up)
    frequency = Frequency(one.frequency)
    months = sorted(cells, reverse=True)[:PERIODS_SHOWN]
    planned = _planned(board, places[:1], months)
    return [
        (
            Line(
                Period.of(date(month // 12, month % 12 + 1, 1), frequency).label,
                planned.get(month),
                [cells[month].get(area) for area in columns],
            ),
            month,
        )
        for month in months
    ]


def _planned(board: Board, places: Sequence[int], months: Sequence[int]) -> dict[int, float]:
    """What the yearly targets of the first target want by each month."""
    if not places or not months or not board.goals.path.shape[1]:
        return {}
    goals = board.goals.take(np.array([places[0]] * len(months), dtype=np.int64))
    form, aim = aims(goals)
    if form[0] not in (Form.LEVEL, Form.BARE, Form.KEEP):
        return {}
    along = along_path(goals, np.array(months, dtype=np.int64), goals.base, aim)
    return {month: value for month, value in zip(months, along.tolist(), strict=True) if value == value}


urlpatterns = [path("indicators/<int:pk>/", indicator_page, name="indicator")]
