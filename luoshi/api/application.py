"""The API as Django's addresses.

GET /api/openapi.json
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from luoshi.api import faults
from luoshi.api.routers import ROUTERS

VERSION = "1"


def build() -> NinjaAPI:
    """The API with all its parts."""
    api = NinjaAPI(
        title="落实 Luoshi",
        version=VERSION,
        description="Keys are made on the page 我的账号 (my account). Errors are problem details (RFC 9457).",
        urls_namespace="api",
        docs_url=None,
        openapi_url="/openapi.json",
        docs_decorator=require_safe,
    )
    faults.install(api)
    for prefix, router in ROUTERS:
        api.add_router(prefix, router)
    return api


api = build()


def urls() -> tuple[list[URLPattern], str, str]:
    """For `path("api/", urls())`: every operation asks for a key or a session itself, and so is not sent to the login."""
    found, name, space = api.urls
    patterns = [one for one in found if isinstance(one, URLPattern)]
    for pattern in patterns:
        if pattern.name not in ("openapi-json", "api-root") and pattern.callback is not None:
            login_not_required(pattern.callback)
    return patterns, name, space
