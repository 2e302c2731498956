"""Who may see and change the rows of the stored ledger.

What a city published, and what was read in it, is for everyone who works there; deciding on it is the planning
bureau's. An account of the public, or without a role, sees none of it.
"""

from __future__ import annotations

from django.db.models import Q

from luoshi.people.access import EVERYTHING, NOTHING, STAFF, VIEW, Reach, register
from luoshi.people.models import Role
from luoshi.plans.models import Commitment, Decision, Finding, Plan, ReadingJob, SourceDocument

DECIDE, UPLOAD, DELETE = "decide", "upload", "delete"


def ledger_rule(reach: Reach, verb: str) -> Q:
    """Seen by all staff, changed by who plans."""
    if reach.has(Role.PLANNER):
        return EVERYTHING
    return EVERYTHING if verb == VIEW and reach.has(*STAFF) else NOTHING


def jobs_rule(reach: Reach, verb: str) -> Q:  # noqa: ARG001 - every verb alike
    """Uploads on their way are the business of who may upload."""
    return EVERYTHING if reach.has(Role.PLANNER) else NOTHING


for table in (SourceDocument, Plan, Commitment, Finding, Decision):
    register(table, ledger_rule)
register(ReadingJob, jobs_rule)
