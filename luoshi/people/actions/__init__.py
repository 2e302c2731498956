"""The only writes to people: areas, agencies, accounts, roles, sessions, keys of programs.

load_places(city.gazetteer, at=now)
create_user(username="wangfang", acting_user=operator, at=now)
"""

from __future__ import annotations

from luoshi.people.actions.accounts import (
    RefusedError,
    RoleAt,
    change_password,
    create_user,
    disable_user,
    enable_user,
    first_operator,
    reset_password,
    set_roles,
)
from luoshi.people.actions.places import load_places
from luoshi.people.actions.sessions import clear_sessions, end_others, end_session, keep, note_lockout
from luoshi.people.actions.tokens import create_token, revoke_token

__all__ = [
    "RefusedError",
    "RoleAt",
    "change_password",
    "clear_sessions",
    "create_token",
    "create_user",
    "disable_user",
    "enable_user",
    "end_others",
    "end_session",
    "first_operator",
    "keep",
    "load_places",
    "note_lockout",
    "reset_password",
    "revoke_token",
    "set_roles",
]
