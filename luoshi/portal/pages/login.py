"""Coming in and going out.

POST /login/  username=wangfang&password=...&next=/plans/3/      POST /logout/
"""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.people import access, oidc
from luoshi.people.actions import end_session, keep, note_lockout
from luoshi.people.models import Role, User
from luoshi.portal.gate import origin
from luoshi.portal.pages.visitor import way_back
from luoshi.portal.render import render

NAME_CHARS, PASSWORD_CHARS = 150, 256
UNPROCESSABLE, TOO_MANY = 422, 429
AT_THE_DESK = (Role.DEPARTMENT, Role.COUNTY, Role.REVIEWER)


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login_page(request: HttpRequest) -> HttpResponse:
    """Ask for account and password. What is wrong is not said: an unknown account gets the same answer."""
    if request.method != "POST":
        goal = way_back(request, request.GET.get("next", ""))
        return redirect(goal) if request.user.is_authenticated else login_form(request, goal)
    goal = way_back(request, request.POST.get("next", ""))
    name = request.POST.get("username", "").replace("\x00", "").strip()[:NAME_CHARS]
    given = {"username": name, "password": request.POST.get("password", "")[:PASSWORD_CHARS]}
    if not AxesProxyHandler.is_allowed(request, given):
        return login_form(request, goal, name, problem="login_locked", status=TOO_MANY)
    user: Any = authenticate(request, **given)
    if user is None:
        if not AxesProxyHandler.is_allowed(request, given):
            note_lockout(username=name, address=origin(request)["address"], at=timezone.now())
            return login_form(request, goal, name, problem="login_locked", status=TOO_MANY)
        return login_form(request, goal, name, problem="login_wrong", status=UNPROCESSABLE)
    enter(request, user)
    return redirect(goal if goal != reverse("home") else first_page(user))


def first_page(user: User) -> str:
    """Where somebody begins who was on the way to no page: at the desk, at the plans, or at what is public."""
    if access.has_role(user, *AT_THE_DESK):
        return reverse("desk")
    only_public = access.has_role(user, Role.PUBLIC) and not access.has_role(user, *access.STAFF)
    return reverse("status" if only_public else "home")


def enter(request: HttpRequest, user: User, backend: str | None = None) -> None:
    """Log `user` in; who was logged in here before is logged out."""
    if request.user.is_authenticated:
        end_session(request.session, request.user, at=timezone.now())
        logout(request)
    login(request, user, backend=backend)
    keep(request.session, user, at=timezone.now(), **origin(request))


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    if request.user.is_authenticated:
        end_session(request.session, request.user, at=timezone.now())
    logout(request)
    return redirect("login")


def login_form(
    request: HttpRequest, goal: str, name: str = "", *, problem: str = "", status: int = 200
) -> HttpResponse:
    """The login page; `problem` is the message of what went wrong, `goal` where to go afterwards."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(
        request,
        "people/login.html",
        status=status,
        next="" if goal == reverse("home") else goal,
        name=name,
        problem=problem,
        limits={"tries": settings.AXES_FAILURE_LIMIT, "minutes": minutes},
        provider=settings.LUOSHI_OIDC_NAME if oidc.enabled() else "",
    )


urlpatterns = [
    path("login/", login_page, name="login"),
    path("logout/", log_out, name="logout"),
]
