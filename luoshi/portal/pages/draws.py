"""Random verification: the draws, one draw with its figures, results by owner, and the draw done again.

GET /draws/   POST /draws/  seed=...   GET /draws/3/   POST /verifications/12/  result=differs
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import Role
from luoshi.plans.models import Draw, Verification
from luoshi.plans.supervision.actions.draws import make_draw, put_result
from luoshi.plans.supervision.draws import again, by_owner
from luoshi.plans.supervision.refusals import RefusedItemError
from luoshi.portal.render import render
from luoshi.portal.works import sheet
from luoshi.portal.works.doors import CONFLICT, UNPROCESSABLE, acting, forbidden_as_403, visible
from luoshi.portal.works.typed import Typed

SHOWN_DRAWS = 100
RESULT_TEXTS: dict[str, Text] = {
    Verification.Result.CONFIRMED: Text("属实", "confirmed"),
    Verification.Result.DIFFERS: Text("不符", "differs"),
    Verification.Result.NO_PROOF: Text("无据", "no proof"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@forbidden_as_403
def draws_page(request: HttpRequest) -> HttpResponse:
    """The draws, and the form of a new one."""
    typed, refused = None, None
    if request.method == "POST":
        if not access.has_role(request.user, Role.PLANNER):
            raise access.ForbiddenError("draw", "figures")
        typed = Typed(request.POST)
        size = typed.whole("size") or 0
        values: dict[str, Any] = {"seed": typed.text("seed", 200), "period": typed.text("period", 20)}
        try:
            made = make_draw(
                size=size, plan=typed.whole("plan"), by_owner=typed.text("by_owner") == "yes",
                acting_user=acting(request), at=timezone.now(), **values,
            )  # fmt: skip
        except RefusedItemError as error:
            refused = error.text
        else:
            return redirect("draw", made.pk)
    return render(
        request, "supervision/draws.html", status=UNPROCESSABLE if refused else 200, here="draws", typed=typed,
        refused=refused, rows=access.rows(request.user, Draw.objects.all())[:SHOWN_DRAWS],
        may_draw=access.has_role(request.user, Role.PLANNER), plans=sheet.plans(),
    )  # fmt: skip


@require_safe
def draw_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw."""
    return _show(request, visible(request, Draw.objects.all(), pk))


@require_POST
@forbidden_as_403
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was found for a figure."""
    row = visible(request, Verification.objects.select_related("draw"), pk)
    typed = Typed(request.POST)
    found = typed.number("found")
    if typed.errors:
        return _show(request, row.draw, typed=typed, which=pk, status=UNPROCESSABLE)
    try:
        put_result(
            pk, result=typed.text("result", 9), found=found, note=typed.text("note"), acting_user=acting(request),
            at=timezone.now(),
        )  # fmt: skip
    except RefusedItemError as refused:
        code = CONFLICT if refused.code == "checked" else UNPROCESSABLE
        return _show(request, row.draw, typed=typed, refused=refused.text, which=pk, status=code)
    return redirect("draw", row.draw_id)


def _show(
    request: HttpRequest,
    draw: Draw,
    *,
    typed: Typed | None = None,
    refused: Text | None = None,
    which: int = 0,
    status: int = 200,
) -> HttpResponse:
    rows = list(
        access.rows(
            request.user,
            draw.verifications.select_related("figure__indicator__owner", "figure__area").order_by("place"),
        )
    )
    return render(
        request, "supervision/draw.html", status=status, here="draws", draw=draw, rows=rows, tallies=by_owner(rows),
        repeated=again(draw), results=RESULT_TEXTS, typed=typed, refused=refused, which=which,
        may_verify=access.has_role(request.user, Role.PLANNER),
    )  # fmt: skip


urlpatterns = [
    path("draws/", draws_page, name="draws"),
    path("draws/<int:pk>/", draw_page, name="draw"),
    path("verifications/<int:pk>/", result, name="verification"),
]
