"""The API: who is let in, what errors look like, and that its description is the one in the tree."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from luoshi.api.auth import Key
from luoshi.people.actions import create_token, revoke_token
from luoshi.people.models import User
from tests.cityhall import CityHall
from tests.portal.conftest import CSRF, enter
from tools.openapi import PATH, description


def key_of(user: User, *scopes: str) -> str:
    now = timezone.now()
    return create_token(
        name="x", scopes=scopes, expires_at=now + timedelta(days=1), acting_user=user, at=now
    )[1]  # fmt: skip


def test_the_description_in_the_tree_is_that_of_the_api() -> None:
    assert PATH.read_text(encoding="utf-8") == description(), "run: python -m tools.openapi"


def test_who_am_i_by_key_and_by_session(anyone: Client, hall: CityHall) -> None:
    answer = anyone.get("/api/me", headers={"authorization": f"Bearer {key_of(hall.county_filer, 'read', 'file')}"})
    assert answer.json() == {
        "username": "county_filer",
        "display_name": "county_filer",
        "roles": [
            {
                "role": "county",
                "agency": {"id": str(hall.county_government.pk), "name": hall.county_government.name},
                "area": {"id": hall.county.code, "name": hall.county.name},
            }
        ],
        "scopes": ["read", "file"],
    }
    enter(anyone, hall.auditor)
    answer = anyone.get("/api/me")
    assert (answer.json()["username"], answer.json()["scopes"]) == ("auditor", None)
    assert "luoshi_session" not in anyone.get("/api/me").cookies


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer lsh_nothing", "Bearer \u00e4", "Basic eDp5", "lsh_x"])
def test_without_a_good_key_it_says_so(anyone: Client, hall: CityHall, header: str) -> None:
    answer = anyone.get("/api/me", headers={"authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


def test_a_bad_key_is_not_made_good_by_a_session(anyone: Client, hall: CityHall) -> None:
    enter(anyone, hall.planner)
    assert anyone.get("/api/me", headers={"authorization": "Bearer lsh_x"}).status_code == 401


def test_a_revoked_key_and_one_without_the_scope_are_refused(anyone: Client, hall: CityHall) -> None:
    key = key_of(hall.department, "file")
    assert anyone.get("/api/me", headers={"authorization": f"Bearer {key}"}).status_code == 403
    good = key_of(hall.department, "read")
    revoke_token(hall.department.tokens.first(), acting_user=hall.department, at=timezone.now())
    assert anyone.get("/api/me", headers={"authorization": f"Bearer {good}"}).status_code == 401


def test_who_must_change_the_password_does_so_first(anyone: Client, hall: CityHall) -> None:
    hall.planner.must_change = True
    hall.planner.save()
    enter(anyone, hall.planner)
    assert anyone.get("/api/me").status_code == 401


def test_the_description_is_served_to_who_is_logged_in(anyone: Client, hall: CityHall) -> None:
    assert anyone.get("/api/openapi.json").status_code == 302
    enter(anyone, hall.leader)
    assert anyone.get("/api/openapi.json").json()["info"]["title"] == "落实 Luoshi"


@pytest.mark.parametrize("path", ["/api/nowhere", "/api/docs"])
def test_what_is_not_there_is_a_problem_too(anyone: Client, db: None, path: str) -> None:
    answer = anyone.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_scope_that_does_not_exist_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="everything"):
        Key("everything")


@pytest.fixture
def probe(settings: Any) -> None:
    """An API of its own beside the site's."""
    settings.ROOT_URLCONF = "tests.api.probe"


def test_a_session_needs_the_csrf_token_and_a_key_does_not(anyone: Client, hall: CityHall, probe: None) -> None:
    by_key = {"authorization": f"Bearer {key_of(hall.planner, 'file')}"}
    assert anyone.post("/api/probe/change/2", headers=by_key).json() == {"number": 2}
    refused = anyone.post("/api/probe/change/1", headers=by_key)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")
    invalid = anyone.post("/api/probe/change/x", headers=by_key)
    assert (invalid.status_code, invalid.json()["errors"][0]["at"]) == (422, ["path", "number"])
    enter(anyone, hall.planner)
    assert anyone.post("/api/probe/change/2").status_code == 403
    anyone.cookies["luoshi_csrf"] = CSRF
    assert anyone.post("/api/probe/change/2", headers={"x-csrftoken": CSRF}).status_code == 200
