"""What a visitor chooses without an account: the language. And the way back to where a form was sent from.

POST /language/  lang=en
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

LANGUAGE_S = 31_536_000
"""How long the language is remembered: a year."""
NAME_CHARS = 40


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back."""
    response = redirect(way_back(request, request.headers.get("Referer", "")))
    if request.POST.get("lang") in ("zh", "en"):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            request.POST["lang"],
            max_age=LANGUAGE_S,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def clean_name(text: str) -> str:
    """A name as it is kept: one line, no control characters, not longer than a name is.

    >>> clean_name("  王 芳 ")
    '王 芳'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:NAME_CHARS]


def way_back(request: HttpRequest, address: str) -> str:
    """The page to go back to, if it is one of ours; otherwise the list of plans."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return reverse("home")
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    # What is left must be ours too: http://127.0.0.1:8000//elsewhere leaves //elsewhere, an address of another host.
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours else reverse("home")
