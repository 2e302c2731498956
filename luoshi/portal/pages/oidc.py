"""Login by an identity provider: the way there, and back with its word.

GET /oidc/login/?next=/plans/3/     GET /oidc/callback/?code=...&state=...
"""

from __future__ import annotations

import logging
from typing import Any

import requests
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_GET
from mozilla_django_oidc.views import OIDCAuthenticationRequestView

from luoshi.people import oidc
from luoshi.portal.pages.login import enter, first_page, login_form
from luoshi.portal.pages.visitor import way_back

log = logging.getLogger(__name__)
FORBIDDEN, BAD_GATEWAY = 403, 502


class Away(OIDCAuthenticationRequestView):  # type: ignore[misc]  # it has no types
    """The library's view, which makes state, nonce and the PKCE pair; it asks us where the provider is."""

    @staticmethod
    def get_settings(name: str, *default: Any) -> Any:
        """A setting; the address of the provider is discovered."""
        if name == "OIDC_OP_AUTHORIZATION_ENDPOINT":
            return oidc.discovered(settings.LUOSHI_OIDC_ISSUER)["authorization_endpoint"]
        return OIDCAuthenticationRequestView.get_settings(name, *default)


@login_not_required
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the provider."""
    if not oidc.enabled():
        raise Http404
    try:
        answer: HttpResponse = Away.as_view()(request)
    except (requests.RequestException, SuspiciousOperation, KeyError, ValueError) as error:
        log.warning("the identity provider cannot be used: %s", error)
        return login_form(request, "/", problem="oidc_unreachable", status=BAD_GATEWAY)
    request.session["oidc_login_next"] = way_back(request, request.GET.get("next", ""))
    return answer


@login_not_required
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Take the provider's word, if it answers what this browser asked, and log in the account it names."""
    if not oidc.enabled():
        raise Http404
    asked = request.session.get("oidc_states", {}).pop(request.GET.get("state", ""), None)
    request.session.modified = True  # a state is good once
    if asked is None or not request.GET.get("code"):
        return login_form(request, "/", problem="oidc_refused", status=FORBIDDEN)
    goal = way_back(request, request.session.get("oidc_login_next") or "")
    try:
        user = oidc.Backend().authenticate(request, nonce=asked["nonce"], code_verifier=asked["code_verifier"])
    except (requests.RequestException, SuspiciousOperation, KeyError, ValueError) as error:
        log.warning("a login by the identity provider failed: %s", type(error).__name__)
        return login_form(request, goal, problem="oidc_refused", status=FORBIDDEN)
    if user is None:
        return login_form(request, goal, problem="oidc_unknown", status=FORBIDDEN)
    enter(request, user, backend=oidc.PATH)
    return redirect(goal if goal != reverse("home") else first_page(user))


urlpatterns = [
    path("oidc/login/", leave, name="oidc_login"),
    path("oidc/callback/", come_back, name="oidc_authentication_callback"),
]
