"""A password that was reset takes everything with it that the old one may have given away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from luoshi.journal.models import Entry
from luoshi.people.actions import create_token, reset_password
from luoshi.people.tokens import check
from tests.cityhall import NOW, city_hall


@pytest.mark.django_db
def test_a_reset_password_revokes_every_key_of_the_account_and_no_other() -> None:
    hall = city_hall()
    later = NOW + timedelta(days=30)
    keys = {
        name: create_token(name="x", scopes=["read"], expires_at=later, acting_user=hall.users[name], at=NOW)[1]
        for name in ("department", "planner")
    }
    assert all(check(key, at=NOW) for key in keys.values())
    reset_password(hall.department, acting_user=hall.operator, at=NOW)
    assert check(keys["department"], at=NOW) is None
    assert check(keys["planner"], at=NOW) is not None
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.action, entry.after) == ("account.reset_password", {"keys_revoked": 1})
