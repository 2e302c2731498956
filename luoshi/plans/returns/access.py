"""Who may see and move returns and what hangs on them.

    access.rows(user, Return.objects.all(), "approve")

Verbs of Return: `view`, `file` (fill in, file), `check`, `approve` (also: send back what is checked, excuse, reopen),
`lock`. Unapproved figures, returns, notes and evidence are seen by the owner's side, the planning bureau and auditors;
leaders see what is approved; other departments and the public see neither.
"""

from __future__ import annotations

from django.db.models import F, Q

from luoshi.people.access import EVERYTHING, NOTHING, VIEW, Reach, register
from luoshi.people.actions.places import GOVERNMENT
from luoshi.people.models import Area, Role
from luoshi.plans.models import Figure, Notice, Return, ReturnItem, ReturnState, ReturnStep

APPROVED = (ReturnState.APPROVED, ReturnState.LOCKED)
CITY_LEVEL = 2
ALL_SEEING = (Role.PLANNER, Role.AUDITOR)
STAFF = (*ALL_SEEING, Role.DEPARTMENT, Role.COUNTY, Role.REVIEWER, Role.LEADER, Role.OPERATOR)


def return_rule(reach: Reach, verb: str, prefix: str = "") -> Q:
    """The rule of returns; `prefix` is the way from another table to its return, `owed__`."""
    if verb == "file":
        return _filer(reach, prefix)
    if verb == "check":
        return _reviewer(reach, prefix)
    if verb in ("approve", "lock"):
        return _approver(reach, prefix)
    if verb != VIEW:
        return NOTHING
    if reach.has(*ALL_SEEING):
        return EVERYTHING
    wanted = _filer(reach, prefix) | _reviewer(reach, prefix)
    if reach.has(Role.LEADER):
        wanted |= Q(**{f"{prefix}state__in": APPROVED})
    return wanted


def part_rule(reach: Reach, verb: str) -> Q:
    """The rule of what is part of a return: its lines and steps."""
    return return_rule(reach, verb, "owed__")


def figure_rule(reach: Reach, verb: str) -> Q:
    """Official figures are for all staff, those of public indicators for the public; the others for the owner's side."""
    if verb != VIEW:
        return NOTHING
    if reach.has(*ALL_SEEING):
        return EVERYTHING
    official = Q(approved_at__isnull=False)
    if not reach.has(*STAFF):
        return official & Q(indicator__public=True) if reach.has(Role.PUBLIC) else NOTHING
    own = Q(area=F("indicator__owner__area"))
    wanted = official | (own & reach.below_agency("indicator__owner", Role.DEPARTMENT))
    wanted |= reach.below_area("area", Role.COUNTY)
    for post in reach.of(Role.REVIEWER):
        if post.agency_path and post.area_path:
            under = Area.objects.filter(
                agencies__path__startswith=post.agency_path, agencies__name__endswith=GOVERNMENT
            )
            filed_below = (own & Q(indicator__owner__path__startswith=post.agency_path)) | Q(
                area__in=under.values("pk")
            )
            wanted |= Q(area__path__startswith=post.area_path) & filed_below
    return wanted


def notice_rule(reach: Reach, verb: str) -> Q:
    """A notice is for the one it names, or for those who act for the agency it names (`read` marks it as read)."""
    if verb == VIEW and reach.has(Role.AUDITOR):
        return EVERYTHING
    if verb not in (VIEW, "read") or reach.user_id is None:
        return NOTHING
    mine = Q(user=reach.user_id) | reach.below_agency("agency", Role.DEPARTMENT)
    return mine | reach.below_area("agency__area", Role.COUNTY)


def _filer(reach: Reach, prefix: str) -> Q:
    return reach.below_agency(f"{prefix}agency", Role.DEPARTMENT) | reach.below_area(f"{prefix}area", Role.COUNTY)


def _reviewer(reach: Reach, prefix: str) -> Q:
    """At or above the agency and the area, both by the same post."""
    wanted = NOTHING
    for post in reach.of(Role.REVIEWER):
        if post.agency_path and post.area_path:
            wanted |= Q(**{f"{prefix}agency__path__startswith": post.agency_path}) & Q(
                **{f"{prefix}area__path__startswith": post.area_path}
            )
    return wanted


def _approver(reach: Reach, prefix: str) -> Q:
    """The planning bureau of the area above; a city's own approves the city's."""
    wanted = NOTHING
    for post in reach.of(Role.PLANNER):
        if post.area_path:
            above = ~Q(**{f"{prefix}area": post.area}) | Q(**{f"{prefix}area__level__lte": CITY_LEVEL})
            wanted |= Q(**{f"{prefix}area__path__startswith": post.area_path}) & above
    return wanted


register(Return, return_rule)
register(ReturnItem, part_rule)
register(ReturnStep, part_rule)
register(Figure, figure_rule)
register(Notice, notice_rule)
