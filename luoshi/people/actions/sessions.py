"""Sessions: how long a login lasts, how many there may be, and ending them.

    if not keep(request.session, user, at=now, address="10.0.0.7", browser="Firefox"):
        logout(request)

What is checked at every request stands in the session itself, so it costs no query; the table is for the list of them
and is brought up to date once a minute. A session that ended is gone from both tables.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction

from luoshi.journal.actions import SYSTEM, record
from luoshi.people.models import LoginSession, User

IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
MOST = 5
"""Sessions of one account at once; a further login ends the oldest."""
ADDRESS_CHARS, BROWSER_CHARS = 45, 120


def keep(session: SessionBase, user: User, *, at: datetime, address: str = "", browser: str = "") -> bool:
    """Whether the session goes on; a new one is entered in the list."""
    started, seen = _time(session, "started"), _time(session, "seen")
    if started is None or seen is None:
        _enter(session, user, at=at, address=address, browser=browser)
        return True
    # A clock set back must not make a session last: time that runs backwards ends it, but for a little.
    if not started - SEEN_EVERY <= at < started + ABSOLUTE or at >= seen + IDLE:
        return False
    if abs(at - seen) >= SEEN_EVERY:
        session["seen"] = at.isoformat()
        LoginSession.objects.filter(key=session.session_key).update(seen_at=at)
    return True


def _time(session: SessionBase, name: str) -> datetime | None:
    text = session.get(name)
    return datetime.fromisoformat(text) if text else None


@transaction.atomic
def _enter(session: SessionBase, user: User, *, at: datetime, address: str, browser: str) -> None:
    session["started"] = session["seen"] = at.isoformat()
    session.save()
    User.objects.select_for_update().get(pk=user.pk)  # two logins at once count one after the other
    LoginSession.objects.update_or_create(
        key=session.session_key,
        defaults={
            "user": user,
            "started_at": at,
            "seen_at": at,
            "address": address[:ADDRESS_CHARS],
            "browser": browser[:BROWSER_CHARS],
        },
    )
    alive = LoginSession.objects.filter(user=user)
    alive.filter(started_at__lt=at - ABSOLUTE).delete()
    _remove(list(alive.order_by("-started_at", "-pk").values_list("key", flat=True))[MOST:])
    record(who=user.username, action="account.login", thing=f"account:{user.pk}", at=at, after={"address": address})


@transaction.atomic
def end_session(session: SessionBase, user: User, *, at: datetime) -> None:
    """The user logs out, or the session was too old."""
    if session.session_key:
        _remove([session.session_key])
    record(who=user.username, action="account.logout", thing=f"account:{user.pk}", at=at)


@transaction.atomic
def end_others(*, acting_user: User, keep_key: str | None, at: datetime) -> int:
    """End every session of the user but the one with `keep_key`; returns how many."""
    keys = list(LoginSession.objects.filter(user=acting_user).exclude(key=keep_key or "").values_list("key", flat=True))
    _remove(keys)
    record(
        who=acting_user.username,
        action="account.end_sessions",
        thing=f"account:{acting_user.pk}",
        at=at,
        after={"ended": len(keys)},
    )
    return len(keys)


def end_all(user: User) -> None:
    """End every session of a user; part of the caller's transaction."""
    _remove(list(LoginSession.objects.filter(user=user).values_list("key", flat=True)))


def _remove(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    LoginSession.objects.filter(key__in=keys).delete()


def note_lockout(*, username: str, address: str, at: datetime) -> None:
    """Enter in the journal that an account, real or not, was locked out from an address."""
    record(who=SYSTEM, action="account.lock", thing=f"login:{username[:70]}", at=at, after={"address": address})


def clear_sessions(*, at: datetime) -> int:
    """Forget what has run out; returns how many sessions. For `luoshi tick`."""
    ended, _ = Session.objects.filter(expire_date__lt=at).delete()
    LoginSession.objects.filter(started_at__lt=at - ABSOLUTE).delete()
    return ended
