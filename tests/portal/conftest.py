"""A browser without a screen: Django's client, on the stored ledger of a small plan."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.people.models import Assignment, Role, User
from luoshi.plans.models import SourceDocument
from tests.cityhall import CityHall, city_hall
from tests.plans.conftest import document as document

CSRF = "c" * 32


@pytest.fixture
def anyone() -> Client:
    """A client that speaks to the site as a browser on this computer does, with CSRF checks on; nobody is logged in."""
    return Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1:8000"})


@pytest.fixture
def wang(db: None) -> User:
    """Wang Fang of the planning bureau."""
    user = User.objects.create(username="wangfang", display_name="王芳", password="!")
    Assignment.objects.create(user=user, role=Role.PLANNER)
    return user


@pytest.fixture
def client(anyone: Client, wang: User) -> Client:
    """A client in which the planning bureau is logged in, and has been for a while: its session is in the list."""
    anyone.force_login(wang, backend="django.contrib.auth.backends.ModelBackend")
    anyone.get("/account/")
    return anyone


@pytest.fixture
def reviewer(client: Client, document: SourceDocument) -> Client:
    """The planning bureau before a stored ledger."""
    return client


@pytest.fixture
def hall(db: None) -> CityHall:
    """The city hall with its people."""
    return city_hall()


def enter(client: Client, user: User) -> Client:
    """Log a user in."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/account/")
    return client


def send(client: Client, path: str, data: dict[str, object], **headers: str) -> object:
    """POST a form as the page would: with the token of its cookie."""
    client.cookies["luoshi_csrf"] = CSRF
    return client.post(path, {**data, "csrfmiddlewaretoken": CSRF}, headers=headers)
