"""My desk: what I am told, which returns I owe or review, which supervised items wait for my side.

GET /desk/   POST /notices/7/read/
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from luoshi.people import access
from luoshi.people.models import Role
from luoshi.plans.acting import today
from luoshi.plans.models import Notice
from luoshi.plans.returns.reminders import mark_read
from luoshi.plans.supervision.moves import STATE_TEXTS, WITH_OWNER
from luoshi.plans.supervision.turns import mine
from luoshi.portal.pages.returns import acting, label, listed
from luoshi.portal.render import render

ROWS = 12
ITEMS, NOTICES, NOTICES_READY = 6, 50, 5
"""How many items and notices are fetched, and how many notices are open to read at once."""
PARTS = {"waiting": (Role.REVIEWER, Role.PLANNER), "owed": (Role.DEPARTMENT, Role.COUNTY)}
"""Whose desk has which part."""
MOVERS = (Role.PLANNER, Role.DEPARTMENT, Role.COUNTY)
"""Who moves supervised items."""


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What I owe, what waits for me, what I am told."""
    parts = [name for name, roles in PARTS.items() if access.has_role(request.user, *roles)]
    rows = {name: listed(request, name) for name in parts}
    items = mine(acting(request)) if access.has_role(request.user, *MOVERS) else None
    context: dict[str, Any] = {
        "parts": {name: found[:ROWS] for name, found in rows.items()},
        "more": {name: max(found.count() - ROWS, 0) for name, found in rows.items()},
        "items": None if items is None else items[:ITEMS],
        "items_more": 0 if items is None else max(items.count() - ITEMS, 0),
        "notices": access.rows(request.user, Notice.objects.filter(read_at=None))[:NOTICES],
        "notices_ready": NOTICES_READY,
        "may_read": access.rows(request.user, Notice.objects.all(), "read").exists(),
        "states": STATE_TEXTS,
        "with_owner": WITH_OWNER,
    }
    return render(request, "returns/desk.html", here="desk", day=today(timezone.now()), label=label, **context)


@require_POST
def notice_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a notice away."""
    get_object_or_404(access.rows(request.user, Notice.objects.all(), "read"), pk=pk)
    mark_read(pk, acting_user=acting(request), at=timezone.now())
    return redirect("desk")


urlpatterns = [
    path("desk/", desk, name="desk"),
    path("notices/<int:pk>/read/", notice_read, name="notice_read"),
]
