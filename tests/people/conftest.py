"""Accounts with passwords, and a browser without a screen."""

from __future__ import annotations

import pytest

from luoshi.people.models import User
from tests.cityhall import CityHall, city_hall
from tests.portal.conftest import anyone as anyone
from tests.portal.conftest import wang as wang

PASSWORD = "青岚-2026-watering-can"


@pytest.fixture
def quick(settings: pytest.FixtureRequest) -> None:
    """Passwords hashed in no time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture
def hall(quick: None, db: None) -> CityHall:
    """The city hall; everyone has the same password."""
    hall = city_hall()
    for user in hall.users.values():
        user.set_password(PASSWORD)
    User.objects.bulk_update(hall.users.values(), ["password"])
    return hall
