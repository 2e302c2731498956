"""The two things a visitor chooses: the language, and the name that decisions are signed with.

POST /language/  lang=en
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.portal.render import render

NAME_CHARS = 40


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back."""
    if request.POST.get("lang") in ("zh", "en"):
        request.session["lang"] = request.POST["lang"]
    return redirect(_back(request, request.headers.get("Referer", "")))


@require_http_methods(["GET", "HEAD", "POST"])
def name_reviewer(request: HttpRequest) -> HttpResponse:
    """Ask for, or change, the reviewer's name."""
    if request.method != "POST":
        back = _back(request, request.headers.get("Referer", ""))
        return render(request, "reviewer.html", next=back, name=request.session.get("reviewer", ""), missing=False)
    back = _back(request, request.POST.get("next", ""))
    name = clean_name(request.POST.get("name", ""))
    if not name:
        return render(request, "reviewer.html", status=422, next=back, name="", missing=True)
    request.session["reviewer"] = name
    return redirect(back)


def clean_name(text: str) -> str:
    """A name as it is kept: one line, no control characters, not longer than a name is.

    >>> clean_name("  王 芳 ")
    '王 芳'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:NAME_CHARS]


def _back(request: HttpRequest, address: str) -> str:
    """The page to go back to, if it is one of ours; otherwise the list of plans."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return reverse("home")
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    # What is left must be ours too: http://127.0.0.1:8000//elsewhere leaves //elsewhere, an address of another host.
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours and parts.path != reverse("reviewer") else reverse("home")
