"""A city hall with a plan of two indicators, and returns at every state."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from luoshi.people.models import Agency, User
from luoshi.plans.models import Indicator, Plan, Return, ReturnItem, SourceDocument
from luoshi.plans.returns import actions
from luoshi.plans.returns.filling import Entry, put
from tests.cityhall import NOW, CityHall, city_hall, give, indicator
from tests.plans.conftest import document as document


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path) -> None:
    """A data folder of its own: files are really written."""
    settings.DATA = tmp_path


@pytest.fixture
def hall(db: None) -> CityHall:
    return city_hall()


@pytest.fixture
def plan(document: SourceDocument) -> Plan:
    plan = document.plans.get()
    plan.from_year, plan.until_year = 2021, 2025
    plan.save()
    return plan


@pytest.fixture
def green(hall: CityHall, plan: Plan) -> Indicator:
    """Yearly, in percent, official for 2021 and 2022."""
    one = indicator(plan, hall.bureau, low=0.0, high=100.0)
    give(one, hall.city, {"2021": 92.0, "2022": 93.0})
    return one


def owed_return(plan: Plan, agency: Agency, *indicators: Indicator, period: str = "2023", area: Any = None) -> Return:
    """A draft of these lines."""
    owed = Return.objects.create(
        plan=plan, agency=agency, area=area or agency.area, period=period, last=2023 * 12 + 11, due=date(2024, 1, 15)
    )
    ReturnItem.objects.bulk_create(ReturnItem(owed=owed, indicator=one) for one in indicators)
    return owed


@pytest.fixture
def owed(hall: CityHall, plan: Plan, green: Indicator) -> Return:
    """The bureau's draft for 2023, filled in with 94."""
    owed = owed_return(plan, hall.bureau, green)
    return fill(owed, 94.0, hall.department)


def fill(owed: Return, value: float | None, user: User, **fields: Any) -> Return:
    """Every line gets `value`."""
    entries = [Entry(item.pk, filled=True, value=value, **fields) for item in owed.items.all()]
    put(owed.pk, entries, version=owed.version, acting_user=user, at=NOW)
    owed.refresh_from_db()
    return owed


def bring(owed: Return, state: str, hall: CityHall, filer: User | None = None, reviewer: User | None = None) -> Return:
    """Move a filled draft on to `state`, by the right people."""
    filer, reviewer = filer or hall.department, reviewer or hall.reviewer
    way: list[tuple[str, Any, User, dict[str, str]]] = [
        ("filed", actions.file, filer, {}),
        ("checked", actions.check, reviewer, {}),
        ("approved", actions.approve, hall.planner, {}),
        ("locked", actions.lock, hall.planner, {}),
    ]
    if state == "returned":
        bring(owed, "filed", hall, filer, reviewer)
        actions.send_back(owed.pk, version=owed.version, comment="改", acting_user=reviewer, at=NOW)
        owed.refresh_from_db()
        return owed
    for reached, action, user, more in way:
        if state == "draft":
            break
        action(owed.pk, version=owed.version, acting_user=user, at=NOW, **more)
        owed.refresh_from_db()
        if reached == state:
            break
    return owed
