"""Who may see and change what is followed.

    access.rows(user, Target.objects.all(), "amend")

What a plan says is published: all staff see indicators, targets, amendments and official values, the public those of
public indicators. Only the planning bureau changes them: `amend` and `split` a target, `assign` an owner, `judge`
(thresholds, rule, preset) of an indicator or a plan.
"""

from __future__ import annotations

from django.db.models import Q

from luoshi.people.access import EVERYTHING, NOTHING, VIEW, Reach, Rule, register
from luoshi.people.models import Role
from luoshi.plans.models import Amendment, Indicator, Series, Target

STAFF = (Role.PLANNER, Role.AUDITOR, Role.DEPARTMENT, Role.COUNTY, Role.REVIEWER, Role.LEADER, Role.OPERATOR)
PLANNERS_VERBS = ("amend", "split", "assign", "judge")


def rule_by(prefix: str) -> Rule:
    """The rule of a table whose indicator is at `prefix`."""

    def rule(reach: Reach, verb: str) -> Q:
        if verb in PLANNERS_VERBS:
            return EVERYTHING if reach.has(Role.PLANNER) else NOTHING
        if verb != VIEW:
            return NOTHING
        if reach.has(*STAFF):
            return EVERYTHING
        return Q(**{f"{prefix}public": True}) if reach.has(Role.PUBLIC) else NOTHING

    return rule


register(Indicator, rule_by(""))
register(Target, rule_by("indicator__"))
register(Amendment, rule_by("target__indicator__"))
register(Series, rule_by("indicator__"))
