"""Returns: the list, one return to fill in or to review, and its moves.

GET /returns/?show=overdue   GET /returns/7/   POST /returns/7/save/   POST /returns/7/move/
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from luoshi.core.entry import whole
from luoshi.core.periods import Period
from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import Role
from luoshi.plans.acting import today
from luoshi.plans.models import Plan, Return, ReturnState
from luoshi.plans.returns import actions
from luoshi.plans.returns.access import APPROVED
from luoshi.plans.returns.calendar import EDITABLE
from luoshi.plans.returns.filling import put, repeat_last
from luoshi.plans.returns.refusals import RefusedReturnError
from luoshi.portal.render import render
from luoshi.portal.returns import cells, sheet

PAGE_ROWS = 50
CONFLICT, UNPROCESSABLE = 409, 422
SHOWS = ("owed", "overdue", "waiting", "done", "all")
MOVES: dict[str, Callable[..., Return]] = {
    "file": actions.file,
    "check": actions.check,
    "approve": actions.approve,
    "send_back": actions.send_back,
    "lock": actions.lock,
    "reopen": actions.reopen,
    "excuse": actions.excuse,
}


@require_safe
def returns_page(request: HttpRequest) -> HttpResponse:
    """The returns that I may see, page by page (by key: nothing is counted)."""
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "all"
    rows = listed(request, show)
    plan = _plan(request)
    rows = rows.filter(plan=plan) if plan else rows
    after = request.GET.get("after", "").partition("_")
    if (key := whole(after[2])) is not None and (day := _day(after[0])):
        rows = rows.filter(Q(due__gt=day) | Q(due=day, pk__gt=key))
    found = list(rows[: PAGE_ROWS + 1])
    last = found[PAGE_ROWS - 1] if len(found) > PAGE_ROWS else None
    context: dict[str, Any] = {
        "rows": found[:PAGE_ROWS],
        "show": show,
        "plan": plan,
        "may_file": access.has_role(request.user, Role.DEPARTMENT, Role.COUNTY),
        "shows": SHOWS,
        "after": f"{last.due.isoformat()}_{last.pk}" if last else "",
    }
    return render(request, "returns/list.html", here="returns", day=today(timezone.now()), label=label, **context)


@require_safe
def return_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One return: a form for who may fill it in, a review for all others who may see it."""
    return show(request, visible(request, pk))


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the cells that were sent: one line by HTMX, all of them by the form without script."""
    owed = visible(request, pk)
    items = {item.pk: item for item in owed.items.select_related("indicator")}
    read = cells.read(request.POST, items)
    unchanged = request.POST.get("unchanged", "")
    try:
        version = _version(request)
        if read.entries:
            version = put(pk, read.entries, version=version, acting_user=acting(request), at=timezone.now()).version
        if unchanged:
            lines = None if unchanged == "all" else [whole(unchanged) or 0]
            repeat_last(pk, version=version, acting_user=acting(request), at=timezone.now(), items=lines)
    except RefusedReturnError as refused:
        return _refused(request, owed, refused)
    if request.partial:  # type: ignore[attr-defined]
        line = unchanged if whole(unchanged) is not None else cells.line_of(request.headers.get("HX-Trigger-Name", ""))
        return render(request, "returns/_saved.html", **sheet.saved(visible(request, pk), line, read))
    if read.problems:
        return show(request, visible(request, pk), read=read, status=UNPROCESSABLE)
    return redirect("return", pk)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """File, check, approve, send back, lock, reopen, excuse. What was typed is kept first when it is filed."""
    owed = visible(request, pk)
    name, comment = request.POST.get("move", ""), request.POST.get("comment", "")[: cells.COMMENT_CHARS]
    if name not in MOVES:
        raise Http404
    user, now = acting(request), timezone.now()
    read = cells.Read()
    try:
        version = _version(request)
        if name == "file":
            read = cells.read(request.POST, {item.pk: item for item in owed.items.select_related("indicator")})
            if read.entries:
                version = put(pk, read.entries, version=version, acting_user=user, at=now).version
            if read.problems:
                return _again(request, visible(request, pk), read)
        MOVES[name](pk, version=version, comment=comment, acting_user=user, at=now)
    except RefusedReturnError as refused:
        fresh = visible(request, pk)
        if refused.code == "stale" and _done_already(fresh, name, request):
            return _to(request, pk)  # a double click: the first one did it
        return _refused(request, fresh, refused, read)
    return _to(request, whole(request.POST.get("back", "")) or pk)


def visible(request: HttpRequest, pk: int) -> Return:
    """The return, if the visitor may see it; 404 otherwise."""
    rows = Return.objects.select_related("plan", "area", "agency", "filed_by").defer("plan__outline")
    return get_object_or_404(access.rows(request.user, rows), pk=pk)


def show(
    request: HttpRequest, owed: Return, *, problem: Text | None = None, details: list[Text] | None = None,
    read: cells.Read | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of one return, with what is wrong at its head."""
    context = sheet.context(acting(request), owed, read or cells.Read(), timezone.now())
    template = "returns/fill.html" if context["editing"] else "returns/review.html"
    shared = {"problem": problem, "details": details or [], "here": "returns"}
    return render(request, template, status=status, **shared, **context)


def _refused(
    request: HttpRequest, owed: Return, refused: RefusedReturnError, read: cells.Read | None = None
) -> HttpResponse:
    """The page again with what is wrong; to HTMX only the words, in their place."""
    if request.partial:  # type: ignore[attr-defined]
        response = render(request, "returns/_problem.html", problem=refused.text, details=refused.details)
        response["HX-Retarget"], response["HX-Reswap"] = "#return-problem", "innerHTML show:top"
        return response
    return show(request, owed, problem=refused.text, details=refused.details, read=read, status=CONFLICT)


def _again(request: HttpRequest, owed: Return, read: cells.Read) -> HttpResponse:
    problems = list(read.problems.values())
    refused = RefusedReturnError("rule", [problem.named for problem in problems], n=len(problems))
    return _refused(request, owed, refused, read)


def _done_already(owed: Return, name: str, request: HttpRequest) -> bool:
    last = owed.steps.last()
    states = {"file": "filed", "check": "checked", "approve": "approved", "send_back": "returned", "lock": "locked"}
    return last is not None and last.by == request.user and states.get(name) == owed.state == last.after


def _to(request: HttpRequest, pk: int) -> HttpResponse:
    if request.partial:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": reverse("return", args=[pk])})
    return redirect("return", pk)


def _version(request: HttpRequest) -> int:
    version = whole(request.POST.get("version", ""))
    if version is None:
        raise RefusedReturnError("stale")
    return version


def acting(request: HttpRequest) -> Any:
    """Who does it."""
    return request.user


def listed(request: HttpRequest, show: str) -> QuerySet[Return]:
    """The returns of one of the `SHOWS`, with the number of their lines and of those filled in."""
    user = request.user
    rows = Return.objects.select_related("plan", "area", "agency").defer("plan__outline")
    if show in ("owed", "overdue"):
        rows = access.rows(user, rows, "file" if show == "owed" else "view").filter(state__in=EDITABLE)
        rows = rows.filter(due__lt=today(timezone.now())) if show == "overdue" else rows
    elif show == "waiting":
        check = access.rows(user, Return.objects.filter(state=ReturnState.FILED), "check")
        approve = access.rows(user, Return.objects.filter(state=ReturnState.CHECKED), "approve")
        rows = rows.filter(Q(pk__in=check.values("pk")) | Q(pk__in=approve.values("pk"))).exclude(filed_by=user.pk)
    else:
        rows = access.rows(user, rows)
        rows = rows.filter(state__in=APPROVED) if show == "done" else rows
    lines = Count("items", distinct=True)
    filled = Count("items", filter=Q(items__filled=True), distinct=True)
    return rows.annotate(lines=lines, filled=filled).order_by("due", "pk")


def label(period: str) -> Text:
    """A period as people read it."""
    return Period.parse(period).label


def _plan(request: HttpRequest) -> Plan | None:
    """The plan that the list is narrowed to."""
    key = whole(request.GET.get("plan", ""))
    return None if key is None else access.rows(request.user, Plan.objects.only("title")).filter(pk=key).first()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


urlpatterns = [
    path("returns/", returns_page, name="returns"),
    path("returns/<int:pk>/", return_page, name="return"),
    path("returns/<int:pk>/save/", save, name="return_save"),
    path("returns/<int:pk>/move/", move, name="return_move"),
]
