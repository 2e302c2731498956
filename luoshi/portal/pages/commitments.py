"""One commitment: its line, what it means, who decided what; and the decisions themselves.

GET /commitments/12/?kind=target     POST /commitments/12/decide/?kind=target  verdict=accepted
"""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from luoshi.core.entry import whole
from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import Role
from luoshi.plans import actions, queries
from luoshi.plans.ledger_access import DECIDE
from luoshi.plans.models import Commitment, Project, Target, Undertaking, Verdict
from luoshi.portal import corrections, listing, present
from luoshi.portal.corrections import Form
from luoshi.portal.messages import MESSAGES
from luoshi.portal.render import render, signed_in

REASON_CHARS = 500
FOLLOWED_SHOWN = 10
UNPROCESSABLE = 422


@require_safe
def commitment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A commitment, as a page of its own or, with HTMX, as the panel beside the list."""
    commitment = _commitment(request, pk)
    response = _show(request, commitment)
    if request.partial:  # type: ignore[attr-defined]
        own = listing.address(reverse("commitment", args=[pk]), listing.read_filters(request.GET))
        stepping = "/commitments/" in request.headers.get("HX-Current-URL", "")
        response["HX-Replace-Url" if stepping else "HX-Push-Url"] = own
    return response


@require_safe
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """The commitment as a row of the list, fetched again after a decision."""
    commitment = get_object_or_404(access.rows(request.user, Commitment.objects.all()), pk=pk)
    return render(request, "_row.html", row=commitment, row_query=listing.query(listing.read_filters(request.GET)))


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, correct, reject or reopen a row."""
    commitment = _commitment(request, pk)
    verdict = request.POST.get("verdict", "")
    access.demand(request.user, DECIDE, commitment)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:REASON_CHARS]
    form = corrections.read(commitment.kind, request.POST) if verdict == Verdict.CORRECTED else None
    problems: dict[str, Text] = {}
    if verdict not in Verdict.values:
        problems["all"] = MESSAGES["refused_move"]
    elif form is None or not form.errors:
        try:
            actions.decide(
                commitment_id=pk,
                verdict=verdict,
                acting_user=signed_in(request),
                at=timezone.now(),
                seen=_seen(request),
                corrections=form.corrections if form else None,
                reason=reason,
            )
        except actions.RefusedError as error:
            problems["reason" if error.code == "reason" else "all"] = MESSAGES[f"refused_{error.code}"]
    if problems or (form and form.errors):
        return _show(request, commitment, form=form, problems=problems, tried=verdict, reason=reason)
    if not request.partial:  # type: ignore[attr-defined]
        return redirect(listing.address(reverse("commitment", args=[pk]), listing.read_filters(request.GET)))
    response = _show(request, _commitment(request, pk))
    response["HX-Trigger"] = json.dumps({"decided": {}, f"decided-{pk}": {}})
    return response


def _show(
    request: HttpRequest,
    commitment: Commitment,
    *,
    form: Form | None = None,
    problems: dict[str, Text] | None = None,
    tried: str = "",
    reason: str = "",
) -> HttpResponse:
    """The commitment with its history; after a refused decision also with what was typed and what is wrong."""
    filters = listing.read_filters(request.GET)
    plan = commitment.plan
    before, after = queries.neighbours(commitment, queries.commitments(plan, filters))
    lines = plan.document.lines
    history = list(commitment.decisions.all())
    effective = present.effective(commitment)
    context: dict[str, Any] = {
        "row": commitment,
        "plan": plan,
        "here": "home",
        "data": effective,
        "path": plan.path(commitment.section) if commitment.section < len(plan.outline) else [],
        "line_text": lines[commitment.line - 1] if lines is not None and commitment.line <= len(lines) else None,
        "before": before,
        "after": after,
        "row_query": listing.query(filters),
        "history": history,
        "followed": _followed(request, commitment),
        "seen": history[-1].pk if history else "",
        "fields": corrections.FIELDS[commitment.kind],
        "form": form or corrections.show(commitment.kind, effective),
        "problems": problems or {},
        "tried": tried,
        "reason": reason,
        "verdicts": [verdict for verdict, froms in actions.MOVES.items() if commitment.verdict in froms],
        "may_decide": access.has_role(request.user, Role.PLANNER),
    }
    refused = bool(problems or (form and form.errors))
    template = "_commitment.html" if request.partial else "commitment.html"  # type: ignore[attr-defined]
    # HTMX swaps only what arrives with a status of success.
    return render(request, template, status=UNPROCESSABLE if refused and not request.partial else 200, **context)  # type: ignore[attr-defined]


def _commitment(request: HttpRequest, pk: int) -> Commitment:
    return get_object_or_404(access.rows(request.user, Commitment.objects.select_related("plan__document")), pk=pk)


def _followed(request: HttpRequest, commitment: Commitment) -> list[tuple[str, str]]:
    """Where the commitment is followed: name and address of its indicators, project or undertaking."""
    if commitment.kind == "quantity":
        rows = Target.objects.filter(commitment=commitment).select_related("indicator", "area").order_by("pk")
        return [
            (
                f"{row.indicator.name} · {row.area.name}",
                f"{reverse('indicator', args=[row.indicator_id])}?area={row.area_id}#target-{row.pk}",
            )
            for row in access.rows(request.user, rows)[:FOLLOWED_SHOWN]
        ]
    followed: tuple[tuple[QuerySet[Any], str], ...] = (
        (access.rows(request.user, Project.objects.filter(commitment=commitment)), "project"),
        (access.rows(request.user, Undertaking.objects.filter(commitment=commitment)), "undertaking"),
    )
    found, page = followed[0 if commitment.kind == "project" else 1]
    return [(row.name, reverse(page, args=[row.pk])) for row in found[:FOLLOWED_SHOWN]]


def _seen(request: HttpRequest) -> int | None:
    return whole(request.POST.get("seen", ""))
