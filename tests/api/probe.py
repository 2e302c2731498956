"""The addresses of the site and, at /api/probe/, an API whose operation fails in every way."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from ninja import NinjaAPI, Router

from luoshi.api import faults
from luoshi.api.auth import allow
from luoshi.plans.actions import RefusedError
from luoshi.site import urls

api = NinjaAPI(urls_namespace="probe", docs_url=None)
faults.install(api)
router = Router(auth=allow("file"))


@router.post("/change/{number}")
def change(request: Any, number: int) -> dict[str, int]:
    """Refuses 1."""
    if number == 1:
        raise RefusedError("stale")
    return {"number": number}


api.add_router("", router)
patterns = api.urls
for pattern in patterns[0]:
    login_not_required(pattern.callback)
urlpatterns = [path("api/probe/", patterns), *urls.urlpatterns]
