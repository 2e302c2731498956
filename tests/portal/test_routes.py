"""Every route x every role x nobody: who may open an address does, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from luoshi.people.models import User
from luoshi.plans import reading
from luoshi.plans.models import Commitment, Plan, ReadingJob, SourceDocument
from tests.cityhall import NOW, CityHall
from tests.plans.test_reading import Never
from tests.portal.conftest import enter, send
from tests.portal.routes import ROUTES, Route

REFUSED = (401, 403, 404, 405)


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Every address of the site by its name; one without a name stands under its pattern."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"


def rows(document: SourceDocument) -> dict[str, str | int]:
    """What the arguments of addresses stand for; a room adds its rows here."""
    ReadingJob.objects.get_or_create(batch="b" * 32, defaults={"name": "x.txt", "created_at": NOW})
    return {
        "document": document.pk,
        "plan": Plan.objects.get().pk,
        "commitment": Commitment.objects.order_by("pk")[0].pk,
        "batch": "b" * 32,
        "account": bare().pk,
    }


def address(route: Route, made: dict[str, str | int]) -> str:
    return reverse(route.name, kwargs={key: made.get(str(value), value) for key, value in route.args.items()})


def test_the_table_holds_every_route() -> None:
    found = list(names(get_resolver().url_patterns))
    listed = [route.name for route in ROUTES]
    assert set(found) - set(listed) == set(), "give these addresses their rows in tests/portal/routes.py"
    assert set(listed) - set(found) == set(), "these addresses are gone; take them out of tests/portal/routes.py"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_route_opens_to_its_roles_and_to_nobody_else(
    anyone: Client,
    hall: CityHall,
    document: SourceDocument,
    route: Route,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(reading, "_executor", Never())
    made = rows(document)
    path = address(route, made)
    for method, allowed in (("get", route.get), ("post", route.post)):
        for role, user in [*hall.users.items(), ("no role", bare()), ("anonymous", None)]:
            with transaction.atomic():
                status, place = ask(anyone, user, method, path, route.data)
                transaction.set_rollback(True)
            case = f"{method} {path} as {role}: {status} {place}"
            if role == "anonymous":
                if route.anonymous:
                    assert status not in REFUSED or not allowed, case
                else:
                    assert status == 401 or place.startswith("/login/") or status == 405, case
            elif role == "no role":
                assert status in REFUSED or "public" in allowed, case
            else:
                assert (status not in REFUSED) == (role in allowed), case
                assert role not in allowed or status < 500, case


def ask(client: Client, user: User | None, method: str, path: str, data: dict[str, str]) -> tuple[int, str]:
    client.cookies.clear()
    if user is not None:
        enter(client, user)
    response = client.get(path) if method == "get" else send(client, path, dict(data))
    if response.streaming:  # type: ignore[attr-defined]
        b"".join(response)  # type: ignore[call-overload]
    return response.status_code, response.get("Location", "")  # type: ignore[attr-defined]


def bare() -> User:
    """An account to which no role was given."""
    return User.objects.get_or_create(username="newcomer", defaults={"password": "!"})[0]
