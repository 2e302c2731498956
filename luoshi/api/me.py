"""Who the caller is.

GET /api/me
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from luoshi.api.auth import allow
from luoshi.people.models import ApiToken
from luoshi.people.tokens import scopes_of

router = Router(tags=["me"], auth=allow("read"))


class MePlace(Schema):
    """An agency or an area."""

    id: str
    name: str


class MeRole(Schema):
    """A role, at an agency and in an area where it is bound to them."""

    role: str
    agency: MePlace | None
    area: MePlace | None


class Me(Schema):
    """The account, its roles, and what the key may be used for (null: asked with a session)."""

    username: str
    display_name: str
    roles: list[MeRole]
    scopes: list[str] | None = Field(description="read, file, review, import")


@router.get("/me", response=Me, summary="Who the caller is / 当前账号")
def me(request: HttpRequest) -> dict[str, Any]:
    """The account that asks, with its roles."""
    user: Any = request.user
    key = getattr(request, "auth", None)
    posts = user.assignments.select_related("agency", "area")
    return {
        "username": user.username,
        "display_name": user.display_name,
        "roles": [{"role": post.role, "agency": _place(post.agency), "area": _place(post.area)} for post in posts],
        "scopes": scopes_of(key) if isinstance(key, ApiToken) else None,
    }


def _place(row: Any) -> dict[str, str] | None:
    return None if row is None else {"id": str(row.pk), "name": row.name}
