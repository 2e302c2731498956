"""Who asks: a program with a key that has the scope, or a browser that is logged in.

    router = Router(auth=allow("file"))

`request.user` is the account, `request.auth` the key (`ApiToken`) or, for a browser, the account again.

A browser's request that changes something needs the CSRF token too; one with a key does not, as no browser sends it by
itself. A key that fails is not made good by a session.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from luoshi.people.models import ApiToken
from luoshi.people.tokens import SCOPES, check, scopes_of


class Key(HttpBearer):
    """`Authorization: Bearer lsh_...`, of a key that has `scope` (None: its operations ask for theirs themselves)."""

    def __init__(self, scope: str | None) -> None:
        if scope is not None and scope not in SCOPES:
            raise ValueError(f"no scope is called {scope}")
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The key; 403 where the key lacks the scope."""
        found = check(token.strip(), at=timezone.now())
        if found is None:
            return None
        if self.scope is not None and self.scope not in scopes_of(found):
            raise HttpError(403, f"the key lacks the scope {self.scope}")
        request.user = found.user
        return found


class Browser(SessionAuth):
    """The session of a browser, with the CSRF token where something is changed."""

    def __call__(self, request: HttpRequest) -> Any:
        """The account, unless a key was sent, or an issued password has not been changed yet."""
        if "Authorization" in request.headers:
            return None
        user: Any = super().__call__(request)
        return None if user is None or user.must_change else user


def allow(scope: str | None) -> list[Any]:
    """The `auth` of a router or an operation: a key with `scope`, or a session."""
    return [Key(scope), Browser()]
