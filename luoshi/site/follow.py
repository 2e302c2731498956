"""`luoshi follow`: plans of the database become followed.

follow(None, (7,))   ->   [(7, title, Followed(...))]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from luoshi.core.text import Text
from luoshi.site.serve import prepare

if TYPE_CHECKING:
    from luoshi.plans.follow.actions import Followed

REFUSALS = {
    "no_places": Text(
        "还没有区划名录, 无法确定目标落在哪里。", "No areas are stored yet, so no target can be given a place."
    ),
    "other_city": Text(
        "这份规划的标题没有提到本系统的任何区划, 可能属于其他城市, 未转入跟踪。",
        "The title of the plan names no area of this installation: it may be another city's. Nothing is followed.",
    ),
}


class NotFollowedError(Exception):
    """Nothing was followed; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def follow(document: int | None, numbers: Sequence[int]) -> list[tuple[int, str, Followed]]:
    """Follow the plans with these numbers (none: all) of a document, or of what ships.

    Raises NotFollowedError, and ServeError where the data folder or database cannot be used.
    """
    prepare()
    from django.utils import timezone

    from luoshi.plans.actions import RefusedError
    from luoshi.plans.follow import actions
    from luoshi.plans.models import Plan

    plans = Plan.objects.defer("outline").select_related("document").order_by("document", "number")
    plans = plans.filter(document=document) if document else plans.filter(document__shipped=True)
    if numbers:
        plans = plans.filter(number__in=numbers)
    wanted = list(plans)
    if not wanted:
        raise NotFollowedError(Text("没有这样的规划。", "There is no such plan."))
    try:
        return [(plan.number, plan.title, actions.follow(plan, acting_user=None, at=timezone.now())) for plan in wanted]
    except RefusedError as error:
        raise NotFollowedError(REFUSALS[error.code]) from error
