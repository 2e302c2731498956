"""The only writes to figures. A figure is never changed but once: when it is approved.

figure = record(indicator=one, area=city, period=Period.parse("2023-Q2"), value=95.1, maker=Maker.FILED,
                acting_user=user, at=now)
approve([figure], acting_user=planner, at=now)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max

from luoshi.core.periods import Period
from luoshi.journal.actions import SYSTEM, Line, in_turn, record_all
from luoshi.journal.actions import record as journal
from luoshi.people import access
from luoshi.people.models import Area, Role, User
from luoshi.plans.figures import series
from luoshi.plans.models import Figure, Indicator, Maker

BATCH_ROWS = 2000


class FigureRow(NamedTuple):
    """A figure to be loaded: indicator id, area code, period, value (None: there is none, the note says why).

    `at`: when it became known, where that was before the load; what was known on a day is told by it.
    """

    indicator: int
    area: str
    period: Period
    value: float | None
    note: str = ""
    at: datetime | None = None


@transaction.atomic
def record(
    *,
    indicator: Indicator,
    area: Area,
    period: Period,
    value: float | None,
    maker: str,
    acting_user: User | None,
    at: datetime,
    note: str = "",
    inputs: Any = None,
    cause: str = "",
) -> Figure:
    """Keep a number as the next revision, not yet approved. Two who record at once get two revisions.

    Whose row it is, the return knows that is filed; here only filers get in at all.
    """
    _demand(acting_user, "record", Role.DEPARTMENT, Role.COUNTY)
    in_turn()  # one at a time, so that revisions do not collide
    same = Figure.objects.filter(indicator=indicator, area=area, period=period.text)
    revision = (same.aggregate(last=Max("revision"))["last"] or 0) + 1
    figure = Figure.objects.create(
        indicator=indicator, area=area, period=period.text, last=period.last, revision=revision, value=value,
        maker=maker, note=note, inputs=inputs, by=acting_user, at=at,
    )  # fmt: skip
    journal(
        who=_name(acting_user), action="figure.record", thing=f"figure:{figure.pk}", at=at, cause=cause,
        after={"indicator": indicator.pk, "area": area.pk, "period": period.text, "revision": revision,
               "value": value, "maker": maker, "note": note},
    )  # fmt: skip
    return figure


@transaction.atomic
def approve(figures: Iterable[Figure], *, acting_user: User | None, at: datetime, cause: str = "") -> None:
    """Make figures official. One that is approved already stays as it is."""
    _demand(acting_user, "approve", Role.PLANNER)
    in_turn()
    keys = [figure.pk for figure in figures]
    fresh = list(Figure.objects.select_for_update().filter(pk__in=keys, approved_at=None).order_by("pk"))
    Figure.objects.filter(pk__in=[figure.pk for figure in fresh]).update(approved_at=at, approved_by=acting_user)
    record_all(
        (Line("figure.approve", f"figure:{figure.pk}", after={"value": figure.value}, cause=cause) for figure in fresh),
        who=_name(acting_user),
        at=at,
    )
    series.renew((figure.indicator_id, figure.area_id) for figure in fresh)


@transaction.atomic
def load(rows: Sequence[FigureRow], *, maker: Maker, acting_user: User | None, at: datetime, cause: str = "") -> int:
    """Load many official figures at once (import, simulation), each as the next revision; returns how many.

    The journal gets one entry for the batch, with the digest of its rows.
    """
    _demand(acting_user, "load", Role.PLANNER)
    in_turn()
    revisions: dict[tuple[int, str, str], int] = {}
    known = Figure.objects.filter(indicator__in={row.indicator for row in rows}).order_by()
    for indicator, area, period, revision in known.values_list("indicator", "area", "period", "revision").iterator():
        key = (indicator, area, period)
        revisions[key] = max(revisions.get(key, 0), revision)
    made, digest = [], hashlib.sha256()
    for row in rows:
        key = (row.indicator, row.area, row.period.text)
        revisions[key] = revisions.get(key, 0) + 1
        digest.update(repr((*key, row.value)).encode())
        values = {"revision": revisions[key], "value": row.value, "maker": maker, "note": row.note}
        known_at = row.at or at
        made.append(
            Figure(
                indicator_id=row.indicator, area_id=row.area, period=key[2], last=row.period.last, by=acting_user,
                at=known_at, approved_at=known_at, approved_by=acting_user, **values,
            )
        )  # fmt: skip
    Figure.objects.bulk_create(made, batch_size=BATCH_ROWS)
    journal(
        who=_name(acting_user), action="figure.load", thing=f"batch:{digest.hexdigest()[:16]}", at=at, cause=cause,
        after={"figures": len(made), "maker": maker, "sha256": digest.hexdigest()},
    )  # fmt: skip
    series.renew({(row.indicator, row.area) for row in rows})
    return len(made)


def _demand(user: User | None, verb: str, *roles: Role) -> None:
    """The door, before anything is written; None is time itself."""
    if user is not None:
        access.demand_role(user, verb, "figures", *roles)


def _name(user: User | None) -> str:
    return user.username if user else SYSTEM
