"""Login by an identity provider (OpenID Connect), where `LUOSHI_OIDC_ISSUER` names one.

The provider says who someone is; whether they have an account here, and what it may do, is kept here. So only existing
accounts come in, found by the claim `preferred_username`, and none is ever made.

The library checks the signature and the nonce. Issuer, audience, and that both answers are about the same subject, are
checked here, because it does not.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from luoshi.people.models import User

PATH = "luoshi.people.oidc.Backend"
CLAIM = "preferred_username"
NAME_CHARS = 150


def enabled() -> bool:
    """Whether an identity provider was named."""
    return bool(settings.LUOSHI_OIDC_ISSUER)


@cache
def discovered(issuer: str) -> dict[str, Any]:
    """What the provider publishes of itself; asked for once. Raises requests' errors."""
    answer = requests.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=settings.OIDC_TIMEOUT)
    answer.raise_for_status()
    published: dict[str, Any] = answer.json()
    if published["issuer"] != issuer:
        raise SuspiciousOperation("the provider calls itself by another name than LUOSHI_OIDC_ISSUER")
    return published


class Backend(OIDCAuthenticationBackend):  # type: ignore[misc]  # it has no types
    """Finds the account of who the provider says it is."""

    def __init__(self) -> None:
        self.OIDC_RP_CLIENT_ID = settings.OIDC_RP_CLIENT_ID
        self.OIDC_RP_CLIENT_SECRET = settings.OIDC_RP_CLIENT_SECRET
        self.OIDC_RP_SIGN_ALGO = settings.OIDC_RP_SIGN_ALGO
        self.OIDC_RP_IDP_SIGN_KEY = None
        self.UserModel = User

    # Where the provider is asked: found out at the first login, so that the server starts without it.
    @property
    def OIDC_OP_TOKEN_ENDPOINT(self) -> str:  # noqa: N802 - the library's name
        """Where a code becomes a token."""
        return str(discovered(settings.LUOSHI_OIDC_ISSUER)["token_endpoint"])

    @property
    def OIDC_OP_USER_ENDPOINT(self) -> str:  # noqa: N802 - the library's name
        """Where the claims are."""
        return str(discovered(settings.LUOSHI_OIDC_ISSUER)["userinfo_endpoint"])

    @property
    def OIDC_OP_JWKS_ENDPOINT(self) -> str:  # noqa: N802 - the library's name
        """Where the keys are."""
        return str(discovered(settings.LUOSHI_OIDC_ISSUER)["jwks_uri"])

    def authenticate(self, request: HttpRequest, *, nonce: str, code_verifier: str) -> User | None:
        """The account, or None. The arguments are named, so that a password never comes this way."""
        found: User | None = super().authenticate(request, nonce=nonce, code_verifier=code_verifier)
        return found if found is not None and found.is_active else None

    def verify_token(self, token: str, **checks: Any) -> dict[str, Any]:
        """The claims of the identity token, if it is of this provider and for us."""
        claims: dict[str, Any] = super().verify_token(token, **checks)
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        if claims.get("iss") != settings.LUOSHI_OIDC_ISSUER or settings.OIDC_RP_CLIENT_ID not in audiences:
            raise SuspiciousOperation("an identity token of another provider, or for another client")
        if not claims.get("nonce"):
            raise SuspiciousOperation("an identity token without a nonce")
        return claims

    def get_userinfo(self, access_token: str, id_token: str, payload: dict[str, Any]) -> dict[str, Any]:
        """The claims of the user, if they are about who the identity token is about."""
        claims: dict[str, Any] = super().get_userinfo(access_token, id_token, payload)
        if claims.get("sub") != payload.get("sub"):
            raise SuspiciousOperation("the claims are about someone else than the identity token")
        return claims

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """Whether the claims say which account it is."""
        name = claims.get(CLAIM)
        return isinstance(name, str) and 0 < len(name) <= NAME_CHARS and "\x00" not in name

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        """The account of that name, to the letter."""
        return User.objects.filter(username=claims[CLAIM], is_active=True)

    def create_user(self, claims: dict[str, Any]) -> User | None:  # noqa: ARG002 - the library's argument
        """None: an account is made by the operator only, whatever a setting says."""
        return None
