"""Who may see and move supervised items, spells and random verifications.

    access.rows(user, Item.objects.all(), "answer")

Verbs of Item: `view`, `supervise` (planning bureau: register, assign, review, chase ...), `answer` (owner's side: sign,
handle, report ...). Items are for the planning bureau, leaders, auditors and those they are addressed to.
Verbs of Draw and Verification: `view`, `draw`, `verify` (planning bureau).
"""

from __future__ import annotations

from django.db.models import Q

from luoshi.people.access import EVERYTHING, NOTHING, VIEW, Reach, register
from luoshi.people.models import Role
from luoshi.plans.models import Draw, Item, ItemStep, Spell, TickJob, Verification

ALL_SEEING = (Role.PLANNER, Role.LEADER, Role.AUDITOR)
STAFF = (*ALL_SEEING, Role.DEPARTMENT, Role.COUNTY, Role.REVIEWER, Role.OPERATOR)


def item_rule(reach: Reach, verb: str, prefix: str = "") -> Q:
    """The rule of items; `prefix` is the way from a step to its item."""
    if verb == "supervise":
        below = reach.below_area(f"{prefix}owner__area", Role.PLANNER)
        return below | Q(**{f"{prefix}owner": None}) if reach.has(Role.PLANNER) else NOTHING
    owners = reach.below_agency(f"{prefix}owner", Role.DEPARTMENT)
    owners |= reach.below_area(f"{prefix}owner__area", Role.COUNTY)
    if verb == "answer":
        return owners
    if verb != VIEW:
        return NOTHING
    if reach.has(*ALL_SEEING):
        return EVERYTHING
    return owners | _co_owners(reach, prefix) | reach.below_agency(f"{prefix}owner", Role.REVIEWER)


def step_rule(reach: Reach, verb: str) -> Q:
    """The rule of steps: who sees the item sees what happened to it."""
    return item_rule(reach, verb, "item__") if verb == VIEW else NOTHING


def staff_rule(reach: Reach, verb: str) -> Q:
    """What all staff may see and nobody changes: spells of warnings are computed from what is approved."""
    return EVERYTHING if verb == VIEW and reach.has(*STAFF) else NOTHING


def draw_rule(reach: Reach, verb: str) -> Q:
    """A draw is announced to all staff; the planning bureau makes it."""
    if verb == "draw":
        return EVERYTHING if reach.has(Role.PLANNER) else NOTHING
    return staff_rule(reach, verb)


def verification_rule(reach: Reach, verb: str) -> Q:
    """Results are for the planning bureau, leaders, auditors, and the side of the figure's owner."""
    if verb == "verify":
        return EVERYTHING if reach.has(Role.PLANNER) else NOTHING
    if verb != VIEW:
        return NOTHING
    if reach.has(*ALL_SEEING):
        return EVERYTHING
    owner = "figure__indicator__owner"
    return reach.below_agency(owner, Role.DEPARTMENT, Role.REVIEWER) | reach.below_area("figure__area", Role.COUNTY)


def tick_rule(reach: Reach, verb: str) -> Q:
    """When the jobs of time last ran is for those who run the house."""
    return EVERYTHING if verb == VIEW and reach.has(Role.PLANNER, Role.OPERATOR, Role.AUDITOR) else NOTHING


def _co_owners(reach: Reach, prefix: str) -> Q:
    """By a subquery: a join would give an item once for each co-owner."""
    shared = reach.below_agency("co_owners", Role.DEPARTMENT, Role.REVIEWER)
    shared |= reach.below_area("co_owners__area", Role.COUNTY)
    if shared == NOTHING:
        return NOTHING
    return Q(**{f"{prefix}pk__in": Item.objects.filter(shared).order_by().values("pk")})


register(Item, item_rule)
register(ItemStep, step_rule)
register(Spell, staff_rule)
register(Draw, draw_rule)
register(Verification, verification_rule)
register(TickJob, tick_rule)
