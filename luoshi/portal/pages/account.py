"""My account: password, sessions, keys for programs.

POST /account/password/  old=...&new=...&again=...     POST /account/sessions/end/
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.people import access, actions
from luoshi.people.models import ROLE_TEXTS, ApiToken, LoginSession
from luoshi.people.refusals import REFUSED
from luoshi.people.tokens import SCOPES, scopes_of
from luoshi.portal.gate import origin
from luoshi.portal.render import render, signed_in

UNPROCESSABLE = 422
LONGEST_KEY = timedelta(days=365)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def account_page(request: HttpRequest) -> HttpResponse:
    """Who I am here, and where I am logged in."""
    return _show(request)


def _show(request: HttpRequest, *, key: str = "", problem: str = "") -> HttpResponse:
    """My account; `key` is a new key, shown this once."""
    user, now = signed_in(request), timezone.now()
    response = render(
        request,
        "people/account.html",
        status=UNPROCESSABLE if problem else 200,
        tokens=[(one, scopes_of(one)) for one in access.rows(user, ApiToken.objects.all())],
        scopes=SCOPES,
        now=now,
        last_day=(timezone.localtime(now) + LONGEST_KEY).date().isoformat(),
        first_day=timezone.localtime(now).date().isoformat(),
        key=key,
        problem=REFUSED[problem] if problem else None,
        roles=list(user.assignments.select_related("agency", "area")),
        role_texts=ROLE_TEXTS,
        sessions=list(access.rows(user, LoginSession.objects.filter(user=user))),
        current=request.session.session_key,
        here="account",
    )
    if key:
        response["Cache-Control"] = "no-store"
    return response


@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    """A key, good until the end of the chosen day."""
    try:
        _, key = actions.create_token(
            name=request.POST.get("name", ""),
            scopes=request.POST.getlist("scope"),
            expires_at=_end_of(request.POST.get("until", "")),
            acting_user=signed_in(request),
            at=timezone.now(),
        )
    except actions.RefusedError as error:
        return _show(request, problem=error.code)
    return _show(request, key=key)


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a key unusable."""
    user = signed_in(request)
    token = get_object_or_404(access.rows(user, ApiToken.objects.all()), pk=pk)
    actions.revoke_token(token, acting_user=user, at=timezone.now())
    return redirect("account")


def _end_of(day: str) -> datetime:
    """The end of a day; of what is no day, a time that every rule refuses."""
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(day), time.max))
    except (ValueError, OverflowError):
        return timezone.make_aware(datetime(1970, 1, 1))  # noqa: DTZ001 - made aware here


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password_page(request: HttpRequest) -> HttpResponse:
    """Change the password; sessions elsewhere end."""
    user = signed_in(request)
    if request.method != "POST":
        return render(request, "people/password.html", problems={}, here="account")
    old, new, again = (request.POST.get(name, "") for name in ("old", "new", "again"))
    problems: dict[str, list[str]] = {}
    if new != again:
        problems["again"] = ["password_again_differs"]
    else:
        try:
            user = actions.change_password(acting_user=user, old=old, new=new, at=timezone.now())
        except actions.RefusedError as error:
            problems["new" if error.code == "password" else "old"] = [str(one.code) for one in error.details] or [
                "password_old_wrong"
            ]
    if problems:
        return render(request, "people/password.html", status=UNPROCESSABLE, problems=problems, here="account")
    request.session.flush()
    login(request, user, backend=BACKEND)
    actions.keep(request.session, user, at=timezone.now(), **origin(request))
    return redirect("account")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Log out everywhere but here."""
    actions.end_others(acting_user=signed_in(request), keep_key=request.session.session_key, at=timezone.now())
    return redirect("account")


urlpatterns = [
    path("account/", account_page, name="account"),
    path("account/password/", password_page, name="password"),
    path("account/tokens/", make_token, name="token_make"),
    path("account/tokens/<int:pk>/revoke/", revoke_token, name="token_revoke"),
    path("account/sessions/end/", end_other_sessions, name="end_sessions"),
]
