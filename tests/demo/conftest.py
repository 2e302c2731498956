"""The demo city, loaded once for all tests that read it, and rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from luoshi import cities
from luoshi.demo import actions as demo
from luoshi.people.actions import load_places
from luoshi.plans import actions as ledger_actions

NOW = datetime(2026, 1, 20, 8, 0, tzinfo=UTC)


def ship() -> None:
    """What `luoshi serve` stores before the demo."""
    ledger_actions.load_shipped(at=NOW)
    load_places(cities.load("chaoyang").gazetteer, at=NOW)


@pytest.fixture(scope="package")
def demo_city(django_db_setup: None, django_db_blocker: Any) -> Iterator[demo.Loaded]:
    """The demo city; a test changes nothing of it, or rolls back."""
    with django_db_blocker.unblock(), transaction.atomic():
        ship()
        yield demo.load(at=NOW)
        transaction.set_rollback(True)
