"""Whose turn it is: the supervised items that wait for the side of a user.

mine(request.user).count()

With its owner lie items that are assigned, signed or handled. The planning bureau has its turn with what is registered,
reported or reviewed, and where an extension is asked for.
"""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans.models import Item, ItemStep
from luoshi.plans.supervision.deadlines import ASK_ENDS
from luoshi.plans.supervision.moves import REGISTERED, REPORTED, REVIEWED, WITH_OWNER

WITH_PLANNER = (REGISTERED, REPORTED, REVIEWED)


def mine(user: User) -> QuerySet[Item]:
    """The items that wait for the side of `user`: the first to fall due first, those without a day last."""
    latest = ItemStep.objects.filter(item=OuterRef("pk"), kind__in=(*ASK_ENDS, "ask")).order_by("-pk")
    supervised = access.rows(user, Item.objects.alias(latest=Subquery(latest.values("kind")[:1])), "supervise")
    asked = Q(state__in=WITH_OWNER, latest="ask")
    answered = access.rows(user, Item.objects.filter(state__in=WITH_OWNER), "answer")
    bureau = supervised.filter(Q(state__in=WITH_PLANNER) | asked)
    wanted = Q(pk__in=answered.order_by().values("pk")) | Q(pk__in=bureau.order_by().values("pk"))
    return Item.objects.filter(wanted).select_related("owner").order_by(F("due").asc(nulls_last=True), "pk")
