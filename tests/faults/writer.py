"""What the processes of these tests do: keep writing, and count what is there."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from django.db import transaction

from luoshi.core.periods import Period
from luoshi.journal.models import Entry
from luoshi.journal.verify import verify
from luoshi.people.models import Area
from luoshi.plans.figures.actions import approve, record
from luoshi.plans.figures.series import official, unpack
from luoshi.plans.models import Figure, Indicator, Maker, Plan, Series

NOW = datetime(2024, 2, 1, 8, 0, tzinfo=UTC)


def ready() -> tuple[Indicator, Area]:
    """An indicator to write figures of, and an area."""
    area, _ = Area.objects.get_or_create(code="990100", defaults={"name": "青岚市", "level": 2, "path": "990100/"})
    plan = Plan.objects.order_by("pk").first()
    one, _ = Indicator.objects.get_or_create(
        plan=plan, key="test", defaults={"name": "测试", "frequency": "month", "measure": "level"}
    )
    return one, area


def write_one(number: int) -> Figure:
    """Record and approve a figure; both are kept or neither."""
    one, area = ready()
    period = Period.parse("2021-01").shifted(number % 60)
    with transaction.atomic():
        figure = record(
            indicator=one, area=area, period=period, value=number + 0.5, maker=Maker.FILED, acting_user=None, at=NOW
        )
        approve([figure], acting_user=None, at=NOW)
    return figure


def fill(count: int) -> None:
    """Write some figures."""
    for number in range(count):
        write_one(number)


def write() -> None:
    """Write figures for ever; what was committed is told on standard output, its key a line."""
    for number in itertools.count():
        print(write_one(number).pk, flush=True)


def agree() -> int:
    """Assert that figures, journal and series tell the same; returns how many figures there are."""
    assert list(verify()) == []
    figures = list(Figure.objects.order_by("last", "revision"))
    recorded = set(Entry.objects.filter(action="figure.record").values_list("thing", flat=True))
    approved = set(Entry.objects.filter(action="figure.approve").values_list("thing", flat=True))
    assert {f"figure:{figure.pk}" for figure in figures} == recorded
    assert {f"figure:{figure.pk}" for figure in figures if figure.approved_at} == approved
    told = official((row.last, row.revision, row.value, row.maker) for row in figures if row.approved_at)
    for series in Series.objects.all():
        values = unpack(series.values)
        assert [(month, values[month - series.first]) for month, _, _ in told] == [(m, v) for m, v, _ in told]
    return len(figures)
