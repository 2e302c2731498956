"""Error pages: what happened, in both languages, and the way back.

They touch neither the database nor the session, so that they also work when those are what failed.
"""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse

from luoshi.portal.messages import MESSAGES
from luoshi.portal.render import render

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - named by Django
    """400."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - named by Django
    """403."""
    return _page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: opened before a restart, or sent from elsewhere."""
    log.info("refused a form: %s", reason)
    return _page(request, 403)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """403 for what this account may not see or do."""
    return render(request, "error.html", status=403, code=403, reason="not_allowed")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - named by Django
    """404."""
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        body = {"type": "about:blank", "title": MESSAGES[f"error_{status}"].en, "status": status}
        return JsonResponse(body, status=status, content_type="application/problem+json")
    return render(request, "error.html", status=status, code=status)
