"""Accounts: made, given roles, disabled, given a new password. No secret ever stands in the journal.

    user, password = create_user(username="wangfang", display_name="王芳", acting_user=operator, at=now)
    set_roles(user, [RoleAt("department", bureau.pk, "")], acting_user=operator, at=now)

A password that someone else has seen, because it was issued, is changed at the next login (`must_change`).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from luoshi.journal.actions import SYSTEM, record
from luoshi.people import access
from luoshi.people.actions.sessions import end_all
from luoshi.people.models import Agency, ApiToken, Area, Assignment, Role, User

USERNAME = re.compile(r"[\w.@+-]{2,30}")
NAME_CHARS = 40
PASSWORD_CHARS = 256
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody mistakes for one another when a password is read out."""
ISSUED_CHARS = 16

BOUND: dict[str, tuple[bool, bool]] = {
    Role.DEPARTMENT: (True, False),
    Role.COUNTY: (False, True),
    Role.REVIEWER: (True, True),
}
"""Role -> whether it makes no sense without an agency, without an area."""


class RefusedError(Exception):
    """A write that is not lawful. `code`: `username`, `username_taken`, `display_name`, `role`, `role_agency`,
    `role_area`, `own`, `last_operator`, `operator_exists`, `old_password`, `password`; `details` say more."""

    def __init__(self, code: str, details: Iterable[ValidationError] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.details = list(details)


class RoleAt(NamedTuple):
    """A role at an agency (key or None) and in an area (code or None)."""

    role: str
    agency: int | None = None
    area: str | None = None


@transaction.atomic
def create_user(
    *,
    username: str,
    display_name: str = "",
    roles: Iterable[RoleAt] = (),
    password: str | None = None,
    acting_user: User | None,
    at: datetime,
) -> tuple[User, str]:
    """Make an account; returns it with the password that it has until the first login, or with `password`, which its
    owner chose."""
    _demand(acting_user)
    if not USERNAME.fullmatch(username):
        raise RefusedError("username")
    if len(display_name) > NAME_CHARS or not display_name.isprintable():
        raise RefusedError("display_name")
    if User.objects.filter(username__iexact=username).exists():
        raise RefusedError("username_taken")
    user = User(username=username, display_name=display_name.strip(), must_change=password is None, date_joined=at)
    if password is None:
        password = issued_password()
    else:
        _check_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise RefusedError("username_taken") from None
    _note(user, "account.create", acting_user, at, after={"username": username, "display_name": user.display_name})
    roles = list(roles)
    if roles:
        _set_roles(user, roles, acting_user, at)
    return user, password


@transaction.atomic
def first_operator(
    *, username: str, display_name: str = "", password: str | None = None, at: datetime
) -> tuple[User, str]:
    """Make the first administrator. Raises RefusedError where there is one already."""
    made = create_user(
        username=username,
        display_name=display_name,
        roles=[RoleAt(Role.OPERATOR)],
        password=password,
        acting_user=None,
        at=at,
    )
    # Asked last: by now the end of the journal is ours until all is kept, so that of two at once the second sees the first.
    if _operators().exclude(pk=made[0].pk).exists():
        raise RefusedError("operator_exists")
    return made


@transaction.atomic
def set_roles(user: User, roles: Iterable[RoleAt], *, acting_user: User | None, at: datetime) -> None:
    """Give a user these roles and no others. Nobody takes the last operator away, nor changes their own roles."""
    _demand(acting_user)
    if acting_user is not None and acting_user.pk == user.pk:
        raise RefusedError("own")
    _set_roles(_locked(user), list(roles), acting_user, at)


def _set_roles(user: User, roles: list[RoleAt], acting_user: User | None, at: datetime) -> None:
    roles = list(dict.fromkeys(roles))
    for one in roles:
        _check_role(one)
    before = _roles(user)
    held = Role.OPERATOR in {role["role"] for role in before}
    if held and Role.OPERATOR not in {one.role for one in roles}:
        _keep_an_operator(user)
    Assignment.objects.filter(user=user).delete()
    Assignment.objects.bulk_create(
        Assignment(user=user, role=one.role, agency_id=one.agency, area_id=one.area) for one in roles
    )
    _note(user, "account.roles", acting_user, at, before={"roles": before}, after={"roles": _roles(user)})


def _check_role(one: RoleAt) -> None:
    if one.role not in Role.values:
        raise RefusedError("role")
    agency, area = BOUND.get(one.role, (False, False))
    if (agency and one.agency is None) or (one.agency and not Agency.objects.filter(pk=one.agency).exists()):
        raise RefusedError("role_agency")
    if (area and one.area is None) or (one.area and not Area.objects.filter(pk=one.area).exists()):
        raise RefusedError("role_area")


@transaction.atomic
def disable_user(user: User, *, acting_user: User | None, at: datetime) -> None:
    """Close an account: its sessions end, its keys no longer work, what it did stays."""
    _demand(acting_user)
    if acting_user is not None and acting_user.pk == user.pk:
        raise RefusedError("own")
    row = _locked(user)
    if row.assignments.filter(role=Role.OPERATOR).exists():
        _keep_an_operator(row)
    row.is_active = False
    row.save(update_fields=["is_active"])
    end_all(row)
    _note(row, "account.disable", acting_user, at, before={"active": True}, after={"active": False})


@transaction.atomic
def enable_user(user: User, *, acting_user: User | None, at: datetime) -> None:
    """Open a closed account again, with the password it had."""
    _demand(acting_user)
    row = _locked(user)
    row.is_active = True
    row.save(update_fields=["is_active"])
    _note(row, "account.enable", acting_user, at, before={"active": False}, after={"active": True})


@transaction.atomic
def reset_password(user: User, *, acting_user: User | None, at: datetime) -> str:
    """Issue a password that must be changed at the next login; every session of the account ends, and every key: who
    had the old password may have made some."""
    _demand(acting_user)
    row, password = _locked(user), issued_password()
    row.set_password(password)
    row.must_change = True
    row.save(update_fields=["password", "must_change"])
    end_all(row)
    keys = ApiToken.objects.filter(user=row, revoked_at=None).update(revoked_at=at)
    _note(row, "account.reset_password", acting_user, at, after={"keys_revoked": keys} if keys else None)
    return password


@transaction.atomic
def change_password(*, acting_user: User, old: str, new: str, at: datetime) -> User:
    """A user's own new password; every session of the account ends. Raises RefusedError with `details`."""
    row = _locked(acting_user)
    if not row.check_password(old):
        raise RefusedError("old_password")
    if old == new:
        raise RefusedError("password", [ValidationError("", code="password_same")])
    _check_password(new, row)
    row.set_password(new)
    row.must_change = False
    row.save(update_fields=["password", "must_change"])
    end_all(row)
    _note(row, "account.change_password", acting_user, at)
    return row


def _check_password(password: str, user: User) -> None:
    if len(password) > PASSWORD_CHARS:
        raise RefusedError("password", [ValidationError("", code="password_too_long")])
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RefusedError("password", error.error_list) from error


def issued_password() -> str:
    """A random password: 16 of 55 letters, more than 90 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ISSUED_CHARS))


def _demand(acting_user: User | None) -> None:
    """Operators keep accounts; nobody (None) is the command line of the machine itself."""
    if acting_user is not None:
        access.demand_role(acting_user, "keep", "accounts", Role.OPERATOR)


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _keep_an_operator(user: User) -> None:
    # Two operators who close each other's account at once wait here for one another.
    list(Assignment.objects.select_for_update().filter(role=Role.OPERATOR).order_by("pk"))
    if not _operators().exclude(pk=user.pk).exists():
        raise RefusedError("last_operator")


def _operators() -> QuerySet[User]:
    return User.objects.filter(is_active=True, assignments__role=Role.OPERATOR)


def _roles(user: User) -> list[dict[str, Any]]:
    return [dict(row) for row in Assignment.objects.filter(user=user).values("role", "agency_id", "area_id")]


def _note(
    user: User, action: str, acting_user: User | None, at: datetime, before: Any = None, after: Any = None
) -> None:
    who = acting_user.username if acting_user else SYSTEM
    record(who=who, action=action, thing=f"account:{user.pk}", at=at, before=before, after=after)
