"""Who may see and change projects and undertakings.

    access.rows(user, Project.objects.all(), "file")

Verbs: `view` of all; Project `edit` (planning bureau of the area), `file` (owner's side), `approve` (planning bureau or a
reviewer above owner and area); Undertaking `edit`, `record` (owner's side, co-owners too), `evidence` (notes).
What a plan says is published, so all staff see projects and undertakings; a report is seen by all staff once it is
approved, before that by the owner's side, those who approve, and auditors.
"""

from __future__ import annotations

from django.db.models import Q

from luoshi.people.access import EVERYTHING, NOTHING, VIEW, Reach, register
from luoshi.people.models import Role
from luoshi.plans.models import Milestone, Project, ProjectReport, Undertaking

ALL_SEEING = (Role.PLANNER, Role.AUDITOR)
STAFF = (*ALL_SEEING, Role.DEPARTMENT, Role.COUNTY, Role.REVIEWER, Role.LEADER, Role.OPERATOR)


def project_rule(reach: Reach, verb: str, prefix: str = "") -> Q:
    """The rule of projects; `prefix` is the way from another table to its project."""
    match verb:
        case "view":
            return EVERYTHING if reach.has(*STAFF) else NOTHING
        case "edit":
            return reach.below_area(f"{prefix}area", Role.PLANNER)
        case "file":
            return owners_side(reach, prefix)
        case "approve":
            return reach.below_area(f"{prefix}area", Role.PLANNER) | reviewers(reach, prefix)
    return NOTHING


def report_rule(reach: Reach, verb: str) -> Q:
    """The rule of monthly reports."""
    if verb != VIEW:
        return project_rule(reach, verb, "project__") if verb == "approve" else NOTHING
    if reach.has(*ALL_SEEING):
        return EVERYTHING
    if not reach.has(*STAFF):
        return NOTHING
    return Q(approved_at__isnull=False) | owners_side(reach, "project__") | reviewers(reach, "project__")


def undertaking_rule(reach: Reach, verb: str, prefix: str = "") -> Q:
    """The rule of undertakings; `prefix` is the way from a milestone to its own."""
    match verb:
        case "view":
            return EVERYTHING if reach.has(*STAFF) else NOTHING
        case "edit":
            return reach.below_area(f"{prefix}area", Role.PLANNER)
        case "record":
            return owners_side(reach, prefix) | _co_owners(reach, prefix)
        case "evidence":
            if reach.has(*ALL_SEEING):
                return EVERYTHING
            return owners_side(reach, prefix) | _co_owners(reach, prefix) | reviewers(reach, prefix)
    return NOTHING


def milestone_rule(reach: Reach, verb: str) -> Q:
    """The rule of milestones: that of their undertaking."""
    return undertaking_rule(reach, verb, "undertaking__")


def owners_side(reach: Reach, prefix: str) -> Q:
    """Departments at or above the owner; counties for what lies in their area."""
    return reach.below_agency(f"{prefix}owner", Role.DEPARTMENT) | reach.below_area(f"{prefix}area", Role.COUNTY)


def reviewers(reach: Reach, prefix: str) -> Q:
    """Reviewers at or above both owner and area, by the same post."""
    wanted = NOTHING
    for post in reach.of(Role.REVIEWER):
        if post.agency_path and post.area_path:
            wanted |= Q(**{f"{prefix}owner__path__startswith": post.agency_path}) & Q(
                **{f"{prefix}area__path__startswith": post.area_path}
            )
    return wanted


def _co_owners(reach: Reach, prefix: str) -> Q:
    """By a subquery: a join would give an undertaking once for each co-owner."""
    shared = reach.below_agency("co_owners", Role.DEPARTMENT)
    if shared == NOTHING:
        return NOTHING
    return Q(**{f"{prefix}pk__in": Undertaking.objects.filter(shared).order_by().values("pk")})


register(Project, project_rule)
register(ProjectReport, report_rule)
register(Undertaking, undertaking_rule)
register(Milestone, milestone_rule)
