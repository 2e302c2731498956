"""What every request passes: security headers, static files, and the visitor's language.

Content-Security-Policy: default-src 'none'; script-src 'self'; ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

from luoshi.people.access import ForbiddenError
from luoshi.portal import errors

GetResponse = Callable[[HttpRequest], HttpResponse]

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Nothing inline, nothing from elsewhere, in no frame. Django's own middleware adds the rest."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # it has no types
    """WhiteNoise that answers with whole files: a file iterator is a warning under ASGI, and ours are small."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """The response of WhiteNoise, its body read."""
        found = static_file.get_response(request.method, request.META)
        body = b""
        if found.file is not None:
            with found.file as file:
                body = file.read()
        response = HttpResponse(body, status=int(found.status))
        del response["content-type"]
        for name, value in found.headers:
            response[name] = value
        return response


class Forbidden:
    """What the door refuses (`people.access`) is answered with a page that says so."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """403 for a ForbiddenError; anything else goes on."""
        return errors.not_allowed(request) if isinstance(exception, ForbiddenError) else None


class Visitor:
    """Sets `request.lang`, which a cookie keeps, so that a visitor without account needs no session, and
    `request.partial`.

    A page and its part share an address, so caches must tell them apart, and neither is kept.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        lang = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        request.lang = lang if lang in ("zh", "en") else settings.LUOSHI_LANG
        request.partial = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store" if request.partial else "no-cache, private")
        response.headers.setdefault("Vary", "HX-Request, Cookie")
        response.headers.setdefault("Content-Language", "zh-CN" if request.lang == "zh" else "en")
        return response
