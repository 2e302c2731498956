"""Accounts, kept by the operator and seen by the auditor; agencies and areas, seen by all staff.

GET /accounts/?q=王&page=2     POST /accounts/12/roles/  role=department&agency=7&area=&role=...
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.core.entry import plain_lines, whole
from luoshi.people import access, actions
from luoshi.people.actions import RefusedError, RoleAt
from luoshi.people.models import ROLE_TEXTS, Agency, Area, Role, User
from luoshi.people.refusals import REFUSED
from luoshi.portal.messages import MESSAGES
from luoshi.portal.pages.visitor import clean_name
from luoshi.portal.render import render, signed_in

PAGE_ROWS = 50
QUERY_CHARS = 60
MOST_ROLES = 20
UNPROCESSABLE = 422
SAID = {**REFUSED, "role_agency": MESSAGES["role_needs_agency"], "role_area": MESSAGES["role_needs_area"]}
"""Refusals as the page says them: the command names the ways to type a place, the page has its lists."""


@require_safe
def accounts_page(request: HttpRequest) -> HttpResponse:
    """Every account, or those that a search finds, by name."""
    access.demand_role(request.user, access.VIEW, "accounts", Role.OPERATOR, Role.AUDITOR)
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:QUERY_CHARS]
    found = _accounts(request).order_by("username").prefetch_related("assignments__agency", "assignments__area")
    for word in wanted.split():
        found = found.filter(
            Q(username__icontains=word)
            | Q(display_name__icontains=word)
            | Q(assignments__agency__name__icontains=word)
            | Q(assignments__area__name__icontains=word)
        ).distinct()
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    return _page(request, "people/accounts.html", page=page, q=wanted)


@require_http_methods(["GET", "HEAD", "POST"])
def add_account(request: HttpRequest) -> HttpResponse:
    """A form for a new account; then the account with its password, this once."""
    access.demand_role(request.user, "keep", "accounts", Role.OPERATOR)
    given = {
        "username": request.POST.get("username", "").strip()[:QUERY_CHARS],
        "display_name": clean_name(request.POST.get("display_name", "")),
    }
    row = {
        "role": request.POST.get("role", ""),
        "agency_id": request.POST.get("agency"),
        "area_id": request.POST.get("area"),
    }
    problem = None
    if request.method == "POST":
        try:
            account, password = actions.create_user(
                **given, roles=_given_roles(request), acting_user=signed_in(request), at=timezone.now()
            )
        except RefusedError as error:
            problem = SAID[error.code]
        else:
            return _account(request, account, password=password)
    status = UNPROCESSABLE if problem else 200
    return _page(request, "people/add.html", status=status, given=given, row=row, problem=problem, **_choices(request))


@require_safe
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account with its roles."""
    return _account(request, _found(request, pk))


@require_POST
def set_roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the account the roles of the form and no others."""
    account = _found(request, pk)
    try:
        actions.set_roles(account, _given_roles(request), acting_user=signed_in(request), at=timezone.now())
    except RefusedError as error:
        return _account(request, account, problem=error.code)
    return redirect("account_detail", pk)


@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a password, which is shown this once."""
    account = _found(request, pk)
    password = actions.reset_password(account, acting_user=signed_in(request), at=timezone.now())
    return _account(request, account, password=password)


@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account, or open it again (`on`)."""
    account = _found(request, pk)
    act = actions.enable_user if request.POST.get("on") else actions.disable_user
    try:
        act(account, acting_user=signed_in(request), at=timezone.now())
    except RefusedError as error:
        return _account(request, account, problem=error.code)
    return redirect("account_detail", pk)


@require_safe
def places_page(request: HttpRequest) -> HttpResponse:
    """The areas as a tree, each with its agencies."""
    access.demand_role(request.user, access.VIEW, "places", *access.STAFF)
    agencies: defaultdict[str, list[Agency]] = defaultdict(list)
    for agency in access.rows(request.user, Agency.objects.order_by("path")):
        agencies[agency.area_id].append(agency)
    areas = [(area, area.path.count("/"), agencies[area.pk]) for area in access.rows(request.user, Area.objects.all())]
    return _page(request, "people/places.html", areas=areas, here="places")


def _accounts(request: HttpRequest) -> QuerySet[User]:
    return access.rows(request.user, User.objects.all())


def _found(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(_accounts(request), pk=pk)


def _account(request: HttpRequest, account: User, *, problem: str = "", password: str = "") -> HttpResponse:
    account = User.objects.get(pk=account.pk)  # as it is now
    response = _page(
        request,
        "people/detail.html",
        status=UNPROCESSABLE if problem else 200,
        account=account,
        roles=list(account.assignments.select_related("agency", "area")),
        problem=SAID[problem] if problem else None,
        password=password,
        **_choices(request),
    )
    if password:
        response["Cache-Control"] = "no-store"
    return response


def _choices(request: HttpRequest) -> dict[str, Any]:
    """What the selects of a role offer: agencies and areas as their trees."""
    return {
        "agencies": [(one, one.path.count("/") - 1) for one in access.rows(request.user, Agency.objects.all())],
        "areas": [(one, one.path.count("/") - 1) for one in access.rows(request.user, Area.objects.all())],
    }


def _given_roles(request: HttpRequest) -> list[RoleAt]:
    """The rows of a form; one without a role is none."""
    lists = [request.POST.getlist(name)[:MOST_ROLES] for name in ("role", "agency", "area")]
    return [
        RoleAt(role, whole(agency), plain_lines(area) or None)  # a NUL is an error to PostgreSQL
        for role, agency, area in zip(*lists, strict=False)
        if role
    ]


def _page(
    request: HttpRequest, template: str, *, status: int = 200, here: str = "accounts", **more: Any
) -> HttpResponse:
    keeps = access.has_role(request.user, Role.OPERATOR)
    return render(request, template, status=status, here=here, role_texts=ROLE_TEXTS, keeps=keeps, **more)


urlpatterns = [
    path("accounts/", accounts_page, name="accounts"),
    path("accounts/add/", add_account, name="account_add"),
    path("accounts/<int:pk>/", account_detail, name="account_detail"),
    path("accounts/<int:pk>/roles/", set_roles, name="account_roles"),
    path("accounts/<int:pk>/reset/", reset, name="account_reset"),
    path("accounts/<int:pk>/disable/", disable, name="account_disable"),
    path("places/", places_page, name="places"),
]
