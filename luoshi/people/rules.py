"""Who may see the rows of the rooms below the engines: the journal, and people's own tables."""

from __future__ import annotations

from django.db.models import Q

from luoshi.journal.models import Entry
from luoshi.people.access import EVERYTHING, NOTHING, STAFF, VIEW, Reach, register
from luoshi.people.models import Agency, ApiToken, Area, Assignment, LoginSession, Role, User


def journal_rule(reach: Reach, verb: str) -> Q:
    """Read by those who audit and those who plan; changed by nobody."""
    return EVERYTHING if verb == VIEW and reach.has(Role.AUDITOR, Role.PLANNER) else NOTHING


def own_rule(reach: Reach, verb: str) -> Q:  # noqa: ARG001 - every verb alike
    """What hangs on an account is that account's alone."""
    return Q(user_id=reach.user_id) if reach.user_id is not None else NOTHING


def accounts_rule(reach: Reach, verb: str) -> Q:
    """Accounts and roles: seen by who keeps or audits them, kept by the operator."""
    keepers = (Role.OPERATOR, Role.AUDITOR) if verb == VIEW else (Role.OPERATOR,)
    return EVERYTHING if reach.has(*keepers) else NOTHING


def roles_rule(reach: Reach, verb: str) -> Q:
    """Whoever may see an account sees its roles; everyone sees their own."""
    own = Q(user_id=reach.user_id) if verb == VIEW and reach.user_id is not None else NOTHING
    wanted = accounts_rule(reach, verb)
    return wanted if wanted == EVERYTHING else own


def places_rule(reach: Reach, verb: str) -> Q:
    """Areas and agencies are public facts, for all staff; they come from the city's lists and are changed there."""
    return EVERYTHING if verb == VIEW and reach.has(*STAFF) else NOTHING


register(Entry, journal_rule)
register(LoginSession, own_rule)
register(ApiToken, own_rule)
register(User, accounts_rule)
register(Assignment, roles_rule)
register(Area, places_rule)
register(Agency, places_rule)
