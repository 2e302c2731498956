"""Keys for programs: what a key looks like, and whose it is.

    key = check("lsh_...", at=now)     # None: unknown, revoked, expired, or its account is disabled

Only the SHA-256 of a key is kept: a key is long and random, so a slow hash would add nothing.

>>> digest("lsh_x") == hashlib.sha256(b"lsh_x").hexdigest()
True
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from luoshi.core.text import Text
from luoshi.people.models import ApiToken

PREFIX = "lsh_"
KEY_BYTES = 32
KEY_CHARS = 80
LONGEST = timedelta(days=366)
USED_EVERY = timedelta(minutes=1)
SCOPES: dict[str, Text] = {
    "read": Text("读取", "read"),
    "file": Text("报送", "file returns"),
    "review": Text("审核", "review returns"),
    "import": Text("导入", "import"),
}
"""What a key may be used for. It never gives more than its account may do."""


def new_key() -> str:
    """A key that nobody guesses."""
    return PREFIX + secrets.token_urlsafe(KEY_BYTES)


def digest(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def scopes_of(token: ApiToken) -> list[str]:
    """The scopes of a key, which are stored as a barred list."""
    return [scope for scope in token.scopes.split("|") if scope]


def check(key: str, *, at: datetime) -> ApiToken | None:
    """The key with its account, if it may be used; its use is noted, once a minute at most."""
    if not key.startswith(PREFIX) or len(key) > KEY_CHARS:
        return None
    alive = ApiToken.objects.select_related("user").filter(revoked_at=None, expires_at__gt=at, user__is_active=True)
    token = alive.filter(digest=digest(key)).first()
    if token is not None and (token.used_at is None or at - token.used_at >= USED_EVERY):
        unnoted = Q(used_at=None) | Q(used_at__lte=at - USED_EVERY)
        ApiToken.objects.filter(unnoted, pk=token.pk).update(used_at=at)
    return token
