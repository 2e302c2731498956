"""What a spell or an item is about: name, owner, plan and area of `target:7`, `project:3`, `undertaking:9`.

describe(["project:3"])["project:3"].name
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Model

from luoshi.plans.models import Project, Target, Undertaking


class Thing(NamedTuple):
    """One followed thing."""

    name: str
    owner: int | None
    plan: int
    area: str


MANY = 500
"""More than these are read whole: a query takes only so many values."""
TABLES: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "project": (Project, ("name", "owner", "owner", "plan", "area")),
    "undertaking": (Undertaking, ("name", "owner", "owner", "plan", "area")),
    "target": (Target, ("indicator__name", "agency", "indicator__owner", "indicator__plan", "area")),
}
"""Kind -> its table, and where name, owner (the nearer first), plan and area stand."""


def describe(things: Iterable[str]) -> dict[str, Thing]:
    """Those of `things` that exist; a query for each kind that occurs."""
    keys: dict[str, set[int]] = {}
    for thing in things:
        kind, _, key = thing.partition(":")
        if key.isascii() and key.isdigit() and len(key) <= 18:
            keys.setdefault(kind, set()).add(int(key))
    found: dict[str, Thing] = {}
    for kind, (model, fields) in TABLES.items():
        if wanted := keys.get(kind):
            rows = model.objects.order_by()  # type: ignore[attr-defined]
            if len(wanted) <= MANY:
                rows = rows.filter(pk__in=wanted)
            for key, name, agency, owner, plan, area in rows.values_list("pk", *fields):
                if key in wanted:
                    found[f"{kind}:{key}"] = Thing(name, agency or owner, plan, area)
    return found
