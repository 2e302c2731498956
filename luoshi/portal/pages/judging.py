"""How a plan or an indicator is judged: limits of the classes, forecast rule, warnings of projects.

GET, POST /plans/3/judging/   GET, POST /indicators/12/judging/
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from luoshi.core.forecast import DEFAULT_RULE, RULES
from luoshi.core.judge import Thresholds
from luoshi.core.presets import DEFAULT_PRESET, PRESETS
from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import Role, User
from luoshi.plans.models import Indicator, Plan
from luoshi.plans.targets.actions import judge_indicator_by, judge_plan_by
from luoshi.plans.targets.refusals import RefusedTargetError
from luoshi.portal.messages import MESSAGES
from luoshi.portal.render import render

UNPROCESSABLE = 422
WHY_CHARS = 500


@require_http_methods(["GET", "HEAD", "POST"])
def plan_judging(request: HttpRequest, pk: int) -> HttpResponse:
    """The settings of a plan."""
    if not access.has_role(request.user, Role.PLANNER):
        raise Http404
    plan = get_object_or_404(Plan.objects.defer("outline"), pk=pk)
    stored = {
        "thresholds": plan.rules.get("thresholds"),
        "rule": plan.rules.get("rule", ""),
        "preset": plan.rules.get("preset", ""),
    }

    def save(user: User, **values: Any) -> None:
        judge_plan_by(plan_id=pk, preset=request.POST.get("preset", ""), acting_user=user, **values)

    return _page(request, stored, save, Thresholds(), reverse("plan", args=[pk]), title=plan.title, presets=PRESETS)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_judging(request: HttpRequest, pk: int) -> HttpResponse:
    """The settings of an indicator."""
    rows = access.rows(request.user, Indicator.objects.select_related("plan").defer("plan__outline"), "judge")
    one = get_object_or_404(rows, pk=pk)

    def save(user: User, **values: Any) -> None:
        judge_indicator_by(indicator_id=pk, acting_user=user, **values)

    stored = {"thresholds": one.thresholds, "rule": one.rule, "preset": ""}
    above = Thresholds.read(one.plan.rules.get("thresholds"))
    return _page(request, stored, save, above, reverse("indicator", args=[pk]), title=one.name, presets={})


def _page(
    request: HttpRequest,
    stored: Mapping[str, Any],
    save: Callable[..., None],
    above: Thresholds,
    back: str,
    *,
    title: str,
    presets: Mapping[str, Any],
) -> HttpResponse:
    """The form; `above` is what counts where a field stays empty."""
    form = {name: str((stored["thresholds"] or {}).get(name, "")) for name in Thresholds._fields}
    form |= {"rule": stored["rule"], "preset": stored["preset"]}
    problem: Text | None = None
    if request.method == "POST":
        form |= {name: request.POST.get(name, "").strip()[:WHY_CHARS] for name in form}
        user = request.user
        try:
            given = {name: float(form[name]) for name in Thresholds._fields if form[name]}
        except ValueError:
            given, problem = {}, MESSAGES["bad_number"]
            problem = Text(problem.zh.format(what=""), problem.en.format(what=""))
        if problem is None and isinstance(user, User):
            try:
                save(
                    user,
                    thresholds=given,
                    rule=form["rule"],
                    at=timezone.now(),
                    why=request.POST.get("why", "")[:WHY_CHARS],
                )
            except RefusedTargetError as error:
                problem = error.text
            else:
                return redirect(back)
    context = {
        "form": form,
        "problem": problem,
        "above": above._asdict(),
        "back": back,
        "title": title,
        "rules": {name: rule.label for name, rule in RULES.items()},
        "presets": {name: preset.name for name, preset in presets.items()},
        "default_rule": RULES[DEFAULT_RULE].label,
        "default_preset": PRESETS[DEFAULT_PRESET].name,
        "here": "status",
    }
    return render(request, "targets/judging.html", status=UNPROCESSABLE if problem else 200, **context)


urlpatterns = [
    path("plans/<int:pk>/judging/", plan_judging, name="plan_judging"),
    path("indicators/<int:pk>/judging/", indicator_judging, name="indicator_judging"),
]
