"""The gate: every page asks for an account, a session has its limits, and an issued password is changed first.

A view that everyone may open says so with Django's `login_not_required`; nothing else is open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from luoshi.people import oidc
from luoshi.people.actions import end_session, keep

# The first that fits counts: each browser also names those it wants to be taken for.
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
GetResponse = Callable[[HttpRequest], HttpResponse]

STILL_OPEN = ("password", "logout", "language")
"""What a user may open who has not yet changed an issued password."""


class Sessions:
    """Ends a session that was idle, or went on, for too long; then the visitor is nobody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A visitor without a cookie of ours costs no query.
        if request.session.session_key and request.user.is_authenticated:
            kept = keep(request.session, request.user, at=timezone.now(), **origin(request))
            if not kept:
                end_session(request.session, request.user, at=timezone.now())
                logout(request)
                request.user = AnonymousUser()
        return self.get_response(request)


class LoginRequired(LoginRequiredMiddleware):
    """Sends who is not logged in to the login page; a part of a page makes the whole page go there."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """The way to the login page and back."""
        if getattr(request, "partial", False):
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = reverse("login")
            return answer
        return super().handle_no_permission(request, view_func)

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        """None where the request may go on."""
        refused = super().process_view(request, view_func, view_args, view_kwargs)
        if refused is not None or not getattr(view_func, "login_required", True):
            return refused
        user = request.user
        match = request.resolver_match
        by_provider = request.session.get(BACKEND_SESSION_KEY) == oidc.PATH  # then no password of ours was used
        if (
            user.is_authenticated
            and user.must_change
            and not by_provider
            and match
            and match.url_name not in STILL_OPEN
        ):
            return redirect("password")
        return None


def origin(request: HttpRequest) -> dict[str, str]:
    """Where a request comes from, for the list of sessions."""
    return {"address": request.META.get("REMOTE_ADDR", ""), "browser": browser(request.headers.get("User-Agent", ""))}


def browser(agent: str) -> str:
    """What people call a browser and the machine it runs on; of a stranger, the first word.

    >>> browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Edg/120.0")
    'Edge, Windows'
    >>> browser("curl/8.5.0")
    'curl/8.5.0'
    """
    names = [name for mark, name in BROWSERS if mark in agent][:1] + [name for mark, name in MACHINES if mark in agent][
        :1
    ]
    return ", ".join(names) or "".join(letter for letter in agent.split(" ")[0] if letter.isprintable())
