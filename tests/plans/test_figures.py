"""Figures: revisions never overwrite, only approved ones count, the series repeats them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from luoshi.core.periods import Period
from luoshi.journal.models import Entry
from luoshi.plans.figures.actions import approve, record
from luoshi.plans.figures.series import unpack
from luoshi.plans.models import Figure, Maker, Plan, Series, SourceDocument
from luoshi.plans.status.read import status
from tests.cityhall import NOW, CityHall, city_hall, give, indicator, target


@pytest.fixture
def hall(db: None) -> CityHall:
    return city_hall()


@pytest.fixture
def plan(document: SourceDocument) -> Plan:
    return document.plans.get()


def test_a_revision_counts_once_it_is_approved(hall: CityHall, plan: Plan) -> None:
    one = indicator(plan, hall.bureau)
    give(one, hall.city, {"2022": 92.0})
    again = record(
        indicator=one, area=hall.city, period=Period.parse("2022"), value=91.0, maker=Maker.FILED,
        acting_user=hall.department, at=NOW,
    )  # fmt: skip
    assert again.revision == 2
    assert unpack(Series.objects.get().values).tolist() == [92.0]
    approve([again], acting_user=hall.planner, at=NOW)
    assert unpack(Series.objects.get().values).tolist() == [91.0]
    assert Figure.objects.filter(value=92.0).count() == 1
    assert list(Entry.objects.values_list("action", flat=True))[-2:] == ["figure.record", "figure.approve"]


def test_revisions_approved_out_of_order(hall: CityHall, plan: Plan) -> None:
    """The highest approved revision is official, whoever made it and whenever the lower one is approved."""
    one = indicator(plan, hall.bureau)
    kind: dict[str, Any] = {"indicator": one, "area": hall.city, "period": Period.parse("2022"), "at": NOW}
    filed = record(value=91.0, maker=Maker.FILED, acting_user=hall.department, **kind)
    computed = record(value=92.0, maker=Maker.COMPUTED, acting_user=None, **kind)
    approve([computed], acting_user=hall.planner, at=NOW)
    later = NOW + timedelta(days=3)
    approve([filed], acting_user=hall.planner, at=later)
    assert unpack(Series.objects.get().values).tolist() == [92.0]
    target(one, hall.city)
    for known_at in (NOW, later, None):
        assert status(date(2023, 3, 1), known_at=known_at).judged.current.tolist() == [92.0]
    emptied = record(value=None, maker=Maker.FILED, acting_user=hall.department, **kind)
    approve([emptied], acting_user=hall.planner, at=later)
    assert not Series.objects.exists()


def test_a_figure_without_value_empties_its_place(hall: CityHall, plan: Plan) -> None:
    one = indicator(plan, hall.bureau)
    give(one, hall.city, {"2022": 92.0})
    give(one, hall.city, {"2022": None})
    assert not Series.objects.exists()
