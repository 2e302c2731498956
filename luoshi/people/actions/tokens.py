"""Keys for programs: made and revoked. The key itself is given back once and kept nowhere.

token, key = create_token(name="统计平台", scopes=["read"], expires_at=in_a_year, acting_user=wang, at=now)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from luoshi.journal.actions import record
from luoshi.people import access
from luoshi.people.actions.accounts import RefusedError
from luoshi.people.models import ApiToken, User
from luoshi.people.tokens import LONGEST, SCOPES, digest, new_key

NAME_CHARS = 60
MOST = 20
"""Keys of one account that may be in use at once."""


@transaction.atomic
def create_token(
    *, name: str, scopes: Iterable[str], expires_at: datetime, acting_user: User, at: datetime
) -> tuple[ApiToken, str]:
    """A key of the user's own. Raises RefusedError: `token_name`, `token_scope`, `token_expiry`, `token_most`."""
    name = name.strip()
    if not name or len(name) > NAME_CHARS or not name.isprintable():
        raise RefusedError("token_name")
    chosen = [scope for scope in SCOPES if scope in set(scopes)]
    if not chosen or len(chosen) != len(set(scopes)):
        raise RefusedError("token_scope")
    if not at < expires_at <= at + LONGEST:
        raise RefusedError("token_expiry")
    User.objects.select_for_update().get(pk=acting_user.pk)
    if ApiToken.objects.filter(user=acting_user, revoked_at=None, expires_at__gt=at).count() >= MOST:
        raise RefusedError("token_most")
    key = new_key()
    token = ApiToken.objects.create(
        user=acting_user,
        name=name,
        digest=digest(key),
        scopes=f"|{'|'.join(chosen)}|",
        created_at=at,
        expires_at=expires_at,
    )
    after = {"name": name, "scopes": chosen, "expires_at": expires_at, "account": acting_user.pk}
    record(who=acting_user.username, action="token.create", thing=f"token:{token.pk}", at=at, after=after)
    return token, key


@transaction.atomic
def revoke_token(token: ApiToken, *, acting_user: User, at: datetime) -> None:
    """Make a key unusable, from now on and for ever."""
    access.demand(acting_user, "revoke", token)
    row = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is not None:
        return
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    record(who=acting_user.username, action="token.revoke", thing=f"token:{row.pk}", at=at, before={"name": row.name})
