"""The form that amends a target or issues a pending one.

GET /targets/7/amend/?on=2023-01-01   POST /targets/7/amend/
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from luoshi.core.entry import whole
from luoshi.core.target import TargetKind
from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans.models import Spread, Target
from luoshi.plans.targets.actions import amend, issue, latest_amendment
from luoshi.plans.targets.effective import effective
from luoshi.plans.targets.refusals import RefusedTargetError
from luoshi.portal import vocabulary
from luoshi.portal.messages import MESSAGES
from luoshi.portal.pages.indicators import SPREADS
from luoshi.portal.pages.status import day_of
from luoshi.portal.present import number
from luoshi.portal.render import render

UNPROCESSABLE = 422
TEXT_CHARS = 2000
NUMBERS = ("value", "upper", "base_value")
YEARS = ("year", "base_year")
TEXTS = ("unit", "scope")
CHOICES: Mapping[str, Mapping[str, Text]] = {
    "kind": vocabulary.TARGET_KINDS,
    "op": {"": Text("不限", "any"), **vocabulary.OPS},
    "bound": {"": Text("未写", "not said"), **vocabulary.BOUNDS},
    "parts": {spread.value: SPREADS[spread] for spread in Spread},
}
PLACE_OF = {"document": "document", "reason": "reason", "unissued": "value", "value": "all"}
"""Refusal -> the field that it is about."""


@require_http_methods(["GET", "HEAD", "POST"])
def amend_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and take the form; only for who may amend the target."""
    rows = access.rows(request.user, Target.objects.select_related("indicator", "area", "agency"), "amend")
    target = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return _save(request, target)
    on, _ = day_of(request, "on")
    on = on or timezone.localdate()
    return _show(request, target, typed(effective(target, on)), on=on)


def _save(request: HttpRequest, target: Target) -> HttpResponse:
    posted = {name: str(value).replace("\x00", "").strip()[:TEXT_CHARS] for name, value in request.POST.items()}
    problems: dict[str, Text] = {}
    changes = _changes(posted, problems)
    try:
        day = date.fromisoformat(posted.get("effective_from", ""))
    except ValueError:
        problems["effective_from"], day = MESSAGES["bad_date"], timezone.localdate()
    if not problems:
        try:
            _write(request, target, changes, posted, day)
        except RefusedTargetError as error:
            problems[PLACE_OF.get(error.code, "all")] = error.text
        else:
            return redirect(
                f"{reverse('indicator', args=[target.indicator_id])}?area={target.area_id}#target-{target.pk}"
            )
    return _show(request, target, posted, on=day, problems=problems, status=UNPROCESSABLE)


def _write(request: HttpRequest, target: Target, changes: dict[str, Any], posted: Mapping[str, str], day: date) -> None:
    user = request.user
    if not isinstance(user, User):
        raise access.ForbiddenError("amend", target)
    paper: dict[str, Any] = {
        "seen": whole(posted.get("seen", "")),
        "effective_from": day,
        "document": posted.get("document", ""),
        "reason": posted.get("reason", ""),
        "acting_user": user,
        "at": timezone.now(),
    }
    if effective(target, day)["kind"] != TargetKind.PENDING:
        amend(target_id=target.pk, changes=changes, **paper)
        return
    more = {name: value for name, value in changes.items() if name not in ("kind", "value", "year")}
    issue(
        target_id=target.pk, value=changes.get("value"), year=changes.get("year"), kind=changes.get("kind", ""),
        more=more, **paper,
    )  # fmt: skip


def _changes(posted: Mapping[str, str], problems: dict[str, Text]) -> dict[str, Any]:
    """What was typed, as a target holds it; what is no number is told beside its field."""
    read: dict[str, Any] = {}
    for name in (*NUMBERS, *YEARS):
        text = posted.get(name, "")
        try:
            read[name] = None if not text else int(text) if name in YEARS else float(text)
        except ValueError:
            problems[name] = _told(MESSAGES["bad_number"], text)
    for name in (*TEXTS, *CHOICES):
        if name in posted:
            read[name] = posted[name]
    read["binding"] = posted.get("binding") == "on"
    read["path"] = {}
    for line in filter(None, (line.strip() for line in posted.get("path", "").splitlines())):
        year, _, value = line.replace("＝", "=").partition("=")
        try:
            read["path"][str(int(year))] = float(value)
        except ValueError:
            problems["path"] = _told(MESSAGES["bad_path"], line)
    return read


def _told(said: Text, what: str) -> Text:
    return Text(said.zh.format(what=what[:40]), said.en.format(what=what[:40]))


def typed(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a target as they stand in the form."""
    shown = {name: number(fields[name]) for name in (*NUMBERS, *YEARS)}
    shown |= {name: str(fields[name]) for name in (*TEXTS, *CHOICES)}
    shown["binding"] = "on" if fields["binding"] else ""
    shown["path"] = "\n".join(f"{year}={number(value)}" for year, value in sorted(fields["path"].items()))
    return shown


def _show(
    request: HttpRequest,
    target: Target,
    form: Mapping[str, str],
    *,
    on: date,
    problems: Mapping[str, Text] | None = None,
    status: int = 200,
) -> HttpResponse:
    seen = form.get("seen")
    return render(
        request,
        "targets/amend.html",
        status=status,
        here="status",
        target=target,
        on=on,
        form=form,
        problems=problems or {},
        pending=effective(target, on)["kind"] == TargetKind.PENDING,
        seen=seen if seen is not None else latest_amendment(target) or "",
        choices=CHOICES,
        numbers=(*NUMBERS, *YEARS),
        texts=TEXTS,
    )


urlpatterns = [path("targets/<int:pk>/amend/", amend_page, name="amend")]
