"""Random verification, written: a draw from a published seed, and what was found on site.

one = make_draw(seed="2024-03-15 福彩 3D 472", size=20, period="2023", acting_user=planner, at=now)
put_result(one.verifications.first().pk, result="confirmed", found=None, note="查阅台账", acting_user=planner, at=now)
"""

from __future__ import annotations

import math
from datetime import datetime

from django.db import transaction

from luoshi.core import sampling
from luoshi.journal.actions import record
from luoshi.people import access
from luoshi.people.models import Role, User
from luoshi.plans import acting
from luoshi.plans.models import Draw, Verification
from luoshi.plans.supervision.draws import population
from luoshi.plans.supervision.refusals import RefusedItemError

MAX_SIZE = 10_000
SEED_CHARS = 80


@transaction.atomic
def make_draw(
    *,
    seed: str,
    size: int,
    period: str,
    plan: int | None = None,
    by_owner: bool = False,
    acting_user: User | None,
    at: datetime,
) -> Draw:
    """Draw figures to be checked. Raises RefusedItemError, ForbiddenError."""
    if acting_user is not None:  # before anything is said of the figures
        access.demand_role(acting_user, "draw", "figures", Role.PLANNER)
    seed = seed.strip()
    if not seed or len(seed) > SEED_CHARS:
        raise RefusedItemError("seed")
    if not 1 <= size <= MAX_SIZE:
        raise RefusedItemError("size")
    people = population(period=period, plan=plan, by=at)
    if not people.keys:
        raise RefusedItemError("empty")
    drawn = sampling.draw(people.keys, seed=seed, size=size, strata=people.owners if by_owner else None)
    rule = {"period": period, "plan": plan, "by_owner": by_owner, "figures": len(people.keys), "rule": sampling.RULE}
    draw = Draw.objects.create(
        seed=seed, size=size, population=rule, digest=sampling.digest(people.keys), by=acting_user, at=at
    )
    Verification.objects.bulk_create(
        Verification(draw=draw, figure_id=key, place=place) for place, key in enumerate(drawn, start=1)
    )
    record(
        who=acting.name(acting_user), action="draw.make", thing=f"draw:{draw.pk}", at=at,
        after={"seed": seed, "size": size, "digest": draw.digest, "drawn": drawn, **rule},
    )  # fmt: skip
    return draw


@transaction.atomic
def put_result(
    verification_id: int, *, result: str, found: float | None, note: str, acting_user: User | None, at: datetime
) -> Verification:
    """Keep what was found for one figure, once. Raises RefusedItemError, ForbiddenError."""
    row = Verification.objects.select_for_update(of=("self",)).select_related("figure").get(pk=verification_id)
    acting.demand(acting_user, "verify", row)
    if row.result:
        raise RefusedItemError("checked")
    if result not in Verification.Result.values:
        raise RefusedItemError("result")
    if result == Verification.Result.DIFFERS and (found is None or not math.isfinite(found)):
        raise RefusedItemError("found")
    if result == Verification.Result.DIFFERS and found == row.figure.value:
        raise RefusedItemError("same")
    if not note.strip():
        raise RefusedItemError("note")
    if result != Verification.Result.DIFFERS:
        found = None
    row.result, row.found, row.note, row.by, row.at = result, found, note.strip(), acting_user, at
    row.save()
    record(
        who=acting.name(acting_user), action="draw.result", thing=f"draw:{row.draw_id}", at=at, why=row.note,
        after={"figure": row.figure_id, "filed": row.figure.value, "result": result, "found": found},
    )  # fmt: skip
    return row
