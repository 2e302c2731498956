"""My account: password, sessions.

POST /account/password/  old=...&new=...&again=...     POST /account/sessions/end/
"""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.people import access, actions
from luoshi.people.models import ROLE_TEXTS, LoginSession
from luoshi.portal.gate import origin
from luoshi.portal.render import render, signed_in

UNPROCESSABLE = 422
BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def account_page(request: HttpRequest) -> HttpResponse:
    """Who I am here, and where I am logged in."""
    user = signed_in(request)
    return render(
        request,
        "people/account.html",
        roles=list(user.assignments.select_related("agency", "area")),
        role_texts=ROLE_TEXTS,
        sessions=list(access.rows(user, LoginSession.objects.filter(user=user))),
        current=request.session.session_key,
        here="account",
    )


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
    path("account/sessions/end/", end_other_sessions, name="end_sessions"),
]
