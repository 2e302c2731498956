"""The forms that share a target out over counties and departments, and that say who answers for an indicator.

GET /targets/7/split/     POST /targets/7/split/   parts=sum  area-211302=12.5  agency=14  agency_value=3
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import Agency, Area
from luoshi.plans.models import Indicator, Spread, Target
from luoshi.plans.targets.actions import Share, assign, split
from luoshi.plans.targets.refusals import RefusedTargetError
from luoshi.portal.messages import MESSAGES
from luoshi.portal.pages.indicators import SPREADS
from luoshi.portal.render import render, signed_in

UNPROCESSABLE = 422
TEXT_CHARS = 500


@require_http_methods(["GET", "HEAD", "POST"])
def split_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and take the form; only for who may share the target out."""
    rows = access.rows(request.user, Target.objects.select_related("indicator", "area", "agency"), "split")
    target = get_object_or_404(rows, pk=pk)
    areas = list(Area.objects.filter(parent=target.area).order_by("code"))
    agencies = list(Agency.objects.order_by("path", "name"))
    form = _posted(request)
    problems: dict[str, Text] = {}
    if request.method == "POST":
        shares = _shares(form, areas, agencies, problems)
        if not problems:
            try:
                split(
                    target_id=pk, shares=shares, parts=form.get("parts", ""), acting_user=signed_in(request),
                    at=timezone.now(),
                )  # fmt: skip
            except RefusedTargetError as error:
                problems["all"] = error.text
            else:
                return redirect(f"{reverse('indicator', args=[target.indicator_id])}#target-{pk}")
    has = {share.area_id: share for share in target.shares.filter(agency=None)}
    return render(
        request, "targets/split.html", status=UNPROCESSABLE if problems else 200, here="status", target=target,
        areas=areas, agencies=agencies, has=has, form=form, problems=problems,
        spreads={spread.value: SPREADS[spread] for spread in Spread}, parts=form.get("parts") or target.parts,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def assign_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and take the form of owner and helpers."""
    one = get_object_or_404(access.rows(request.user, Indicator.objects.select_related("owner"), "assign"), pk=pk)
    agencies = {str(agency.pk): agency for agency in Agency.objects.order_by("path", "name")}
    helpers = {str(key) for key in one.co_owners.values_list("pk", flat=True)}
    problem: Text | None = None
    if request.method == "POST":
        form = _posted(request)
        chosen = [agencies[key] for key in request.POST.getlist("helper") if key in agencies]
        try:
            assign(
                indicator_id=pk, owner=agencies.get(form.get("owner", "")), co_owners=chosen,
                acting_user=signed_in(request), at=timezone.now(), why=form.get("why", ""),
            )  # fmt: skip
        except RefusedTargetError as error:
            problem = error.text
        else:
            return redirect("indicator", pk)
    return render(
        request, "targets/assign.html", status=UNPROCESSABLE if problem else 200, here="status", one=one,
        agencies=agencies, helpers=helpers, problem=problem,
    )  # fmt: skip


def _posted(request: HttpRequest) -> dict[str, str]:
    return {name: str(value).replace("\x00", "").strip()[:TEXT_CHARS] for name, value in request.POST.items()}


def _shares(
    form: Mapping[str, str], areas: list[Area], agencies: list[Agency], problems: dict[str, Text]
) -> list[Share]:
    """What was typed; an empty field is no share."""
    wanted: list[tuple[str, dict[str, Any]]] = [(f"area-{area.code}", {"area": area}) for area in areas]
    agency = next((one for one in agencies if str(one.pk) == form.get("agency")), None)
    if agency is not None:
        wanted.append(("agency_value", {"agency": agency}))
    shares = []
    for name, whose in wanted:
        text = form.get(name, "")
        if not text:
            continue
        try:
            shares.append(Share(value=float(text), **whose))
        except ValueError:
            said = MESSAGES["bad_number"]
            problems[name] = Text(said.zh.format(what=text[:40]), said.en.format(what=text[:40]))
    return shares


urlpatterns = [
    path("targets/<int:pk>/split/", split_page, name="split"),
    path("indicators/<int:pk>/assign/", assign_page, name="assign"),
]
