"""A city hall and a plan whose projects and tasks are followed."""

from __future__ import annotations

import pytest

from luoshi.plans.models import Plan, SourceDocument
from tests.cityhall import CityHall, city_hall


@pytest.fixture
def hall(db: None) -> CityHall:
    return city_hall()


@pytest.fixture
def plan(document: SourceDocument) -> Plan:
    return document.plans.get()
