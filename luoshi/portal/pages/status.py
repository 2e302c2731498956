"""The overview: plans by class, what is not reported, and the targets behind the numbers.

GET /status/?plan=3&owner=12&area=211302&class=behind&on=2024-02-01
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from luoshi.core.entry import whole
from luoshi.core.judge import STATUSES, Status
from luoshi.people import access
from luoshi.people.models import Agency, Area, Role
from luoshi.plans.models import Indicator, Plan, Project, Undertaking
from luoshi.plans.status.read import Board, status
from luoshi.plans.targets.access import STAFF
from luoshi.plans.works import status as works
from luoshi.portal.render import render
from luoshi.portal.standing import simulated, standing, worst_first
from luoshi.portal.works import lists, sheet
from luoshi.portal.works.typed import FIRST_YEAR, LAST_YEAR

PAGE_ROWS = 50
NOBODY = "none"
"""In the filter: targets without an owner."""


def see(request: HttpRequest) -> bool:
    """Whether only what is public is shown; who may see nothing is told that there is nothing."""
    if access.has_role(request.user, *STAFF):
        return False
    if access.has_role(request.user, Role.PUBLIC):
        return True
    raise Http404


def day_of(request: HttpRequest, name: str) -> tuple[date | None, bool]:
    """A day of the address, and whether what stands there is none."""
    text = request.GET.get(name, "").strip()
    if not text:
        return None, False
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, True
    # Judging counts months onward from the day, past which the calendar of the program must not end.
    return (day, False) if FIRST_YEAR <= day.year <= LAST_YEAR else (None, True)


def evening(day: date) -> datetime:
    """The end of a day where the city is."""
    return timezone.make_aware(datetime.combine(day, time.max), timezone.get_default_timezone())


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Counts by plan and class with the list of what is chosen."""
    public_only = see(request)
    on, bad_on = day_of(request, "on")
    known, bad_known = day_of(request, "known")
    on = on or timezone.localdate()
    board = status(on, known_at=evening(known) if known else None, public_only=public_only)
    chosen = {name: request.GET.get(name, "") for name in ("plan", "owner", "area", "class")}
    keys = {
        name: [str(key) if key is not None else NOBODY for key in board.keys(name)]
        for name in ("plan", "owner", "area")
    }
    counted = _chosen(board, keys, {**chosen, "class": ""})
    listed = worst_first(board, _chosen(board, keys, chosen))
    page = _page(request, len(listed))
    shown = [standing(board, place, with_sum=False) for place in listed[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]]
    kept = {
        name: value
        for name, value in {**chosen, "on": request.GET.get("on", ""), "known": request.GET.get("known", "")}.items()
        if value
    }
    context: dict[str, Any] = {
        "here": "status",
        "on": on,
        "known": known,
        "bad_date": bad_on or bad_known,
        "chosen": chosen,
        "query": urlencode(kept),
        "plans": {str(plan.pk): plan.title for plan in Plan.objects.only("title") if str(plan.pk) in set(keys["plan"])},
        "names": {str(pk): name for pk, name in Agency.objects.values_list("pk", "name")},
        "areas": dict(Area.objects.values_list("code", "name")),
        "offered": {name: sorted(set(keys[name])) for name in keys},
        "by_plan": _by_plan(board, keys["plan"], counted),
        "statuses": [one for one in Status if one in {STATUSES[code] for code in set(board.status[counted].tolist())}],
        "silent": _silent(board, keys["owner"], counted),
        "rows": shown,
        "indicators": dict(Indicator.objects.filter(pk__in={row.target.indicator for row in shown}).values_list("pk", "name")),
        "simulated": simulated((row.target.indicator, row.target.area) for row in shown),
        "planner": access.has_role(request.user, Role.PLANNER),
        "count": len(listed),
        "page": page,
        "pages": max(1, -(-len(listed) // PAGE_ROWS)),
        "works": _works(request, on, chosen),
        "warnings": sheet.WORDS["warnings"],
    }  # fmt: skip
    return render(request, "targets/status.html", **context)


def _chosen(board: Board, keys: dict[str, list[str]], chosen: dict[str, str]) -> list[int]:
    """The places that the filters leave."""
    places = range(len(board))
    for name in ("plan", "owner", "area"):
        if chosen[name]:
            places = [place for place in places if keys[name][place] == chosen[name]]  # type: ignore[assignment]
    if chosen["class"] in [one.value for one in Status]:
        code = STATUSES.index(Status(chosen["class"]))
        places = [place for place in places if board.status[place] == code]  # type: ignore[assignment]
    return list(places)


def _by_plan(board: Board, plans: Sequence[str], places: Sequence[int]) -> dict[str, dict[Status, int]]:
    found: dict[str, dict[Status, int]] = {}
    codes = board.status.tolist()
    for place in places:
        row = found.setdefault(plans[place], {})
        row[STATUSES[codes[place]]] = row.get(STATUSES[codes[place]], 0) + 1
    return found


def _silent(board: Board, owners: Sequence[str], places: Sequence[int]) -> list[tuple[str, int]]:
    """Owners with figures overdue, the most first; an indicator in an area is counted once."""
    seen: dict[tuple[int, str], str] = {}
    columns = board.targets.columns
    for place in places:
        if board.overdue[place]:
            seen.setdefault((columns["indicator"][place], columns["area"][place]), owners[place])
    counts: dict[str, int] = {}
    for owner in seen.values():
        counts[owner] = counts.get(owner, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _works(request: HttpRequest, on: date, chosen: dict[str, str]) -> list[tuple[str, str, dict[str, int]]]:
    """Projects and undertakings of the chosen plan and owner by how they stand: page, label, word -> number."""
    wanted = Q(area__in=[chosen["area"]]) if chosen["area"].replace("-", "").isalnum() else Q()
    for name in ("plan", "owner"):
        if chosen[name] == NOBODY:
            wanted &= Q(**{name: None})
        elif (key := whole(chosen[name])) is not None:
            wanted &= Q(**{name: key})
    projects = works.projects(on, access.rows(request.user, Project.objects.filter(wanted)))
    undertakings = works.undertakings(on, access.rows(request.user, Undertaking.objects.filter(wanted)))
    parts = [
        ("projects", "w_projects", lists.counted(projects)),
        ("undertakings", "w_undertakings", lists.counted(undertakings)),
    ]
    return [part for part in parts if part[2]]


def _page(request: HttpRequest, count: int) -> int:
    text = request.GET.get("page", "1")
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return max(1, min(wanted, -(-count // PAGE_ROWS)))


urlpatterns = [path("status/", overview, name="status")]
