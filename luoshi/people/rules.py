"""Who may see the rows of the rooms below the engines: the journal."""

from __future__ import annotations

from django.db.models import Q

from luoshi.journal.models import Entry
from luoshi.people.access import EVERYTHING, NOTHING, VIEW, Reach, register
from luoshi.people.models import Role


def journal_rule(reach: Reach, verb: str) -> Q:
    """Read by those who audit and those who plan; changed by nobody."""
    return EVERYTHING if verb == VIEW and reach.has(Role.AUDITOR, Role.PLANNER) else NOTHING


register(Entry, journal_rule)
