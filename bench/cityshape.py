"""A database of its own with targets and figures of a given shape, for the benches of status.

with a_database(): shape = make(plans=15, indicators=600, areas=8)
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import numpy as np

NOW = datetime(2026, 1, 10, 8, tzinfo=UTC)
FIRST = "2021-01"
MONTHS = 60
MEASURES = ("level", "flow", "to_date", "since_start", "rate")
KINDS = ("level", "cumulative", "growth", "change", "ceiling", "hold", "range", "multiple", "level", "cumulative")
BATCH_ROWS = 500


class Shape(NamedTuple):
    """What was made."""

    plans: list[int]
    indicators: list[int]
    areas: list[str]


@contextmanager
def a_database() -> Iterator[str]:
    """Settings and tables in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "LUOSHI_DATA": folder,
            "LUOSHI_SECRET_KEY": "bench",
            "DJANGO_SETTINGS_MODULE": "luoshi.site.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield folder


def make(*, plans: int, indicators: int, areas: int) -> Shape:
    """Plans, areas, owners, indicators of every measure."""
    from luoshi.people.models import Agency, Area
    from luoshi.plans.models import Indicator, Plan, SourceDocument

    places = Area.objects.bulk_create(
        [
            Area(code=f"{110000 + place}", name=f"area {place}", level=3, path=f"{110000 + place}/")
            for place in range(areas)
        ],
        batch_size=BATCH_ROWS,
    )
    owners = [
        Agency.objects.create(name=f"agency {place}", area=places[0], path=f"{place}/") for place in range(20)
    ]  # fmt: skip
    document = SourceDocument.objects.create(name="bench", format="txt", sha256="0" * 64, line_count=1, created_at=NOW)
    made = [
        Plan.objects.create(document=document, number=number, title=f"plan {number}", first=1, last=2, until_year=2025)
        for number in range(plans)
    ]
    Indicator.objects.bulk_create(
        [
            Indicator(
                plan=made[place * plans // indicators], key=str(place), name=f"indicator {place}", unit="%", frequency="month",
                owner=owners[place % len(owners)], measure=MEASURES[place % len(MEASURES)],
            )
            for place in range(indicators)
        ],
        batch_size=BATCH_ROWS,
    )  # fmt: skip
    keys = list(Indicator.objects.order_by("pk").values_list("pk", flat=True))
    return Shape([plan.pk for plan in made], keys, [place.pk for place in places])


def set_targets(shape: Shape) -> None:
    """A target for each indicator and area, of every kind, every fourth with yearly targets."""
    from django.db import connection

    from luoshi.plans.models import Target

    for place, key in enumerate(shape.indicators):
        values: dict[str, Any] = {
            "kind": KINDS[place % len(KINDS)], "op": ">=", "value": 100.0, "upper": 110.0, "unit": "%", "year": 2025,
            "base_value": 50.0 if place % 3 else None, "base_year": 2020, "since": date(2021, 1, 1), "created_at": NOW,
            "path": {"2023": 70.0} if place % 4 == 0 else {}, "binding": place % 5 == 0,
        }  # fmt: skip
        Target.objects.create(indicator_id=key, area_id=shape.areas[0], **values)
    names = [field.column for field in Target._meta.fields if field.column not in ("id", "area_id")]
    columns, copied = ", ".join(names), ", ".join(f"t.{name}" for name in names)
    with connection.cursor() as cursor:  # the same in every other area
        cursor.execute(
            f"INSERT INTO plans_target (area_id, {columns}) SELECT a.code, {copied} FROM plans_target t "
            "CROSS JOIN people_area a WHERE a.code <> t.area_id ORDER BY t.indicator_id, a.code"
        )


def give_figures(shape: Shape, indicators: list[int], seed: int = 1) -> int:
    """Sixty months of official figures for these indicators in every area, by the way for whole grids."""
    from luoshi.core.periods import Period
    from luoshi.plans.figures.grid_actions import load_grid
    from luoshi.plans.models import Maker

    values = np.random.default_rng(seed).random((len(indicators), len(shape.areas), MONTHS)) * 3
    return load_grid(
        indicators=indicators, areas=shape.areas, first=Period.parse(FIRST), values=values, maker=Maker.SIMULATED,
        acting_user=None, at=NOW,
    )  # fmt: skip
