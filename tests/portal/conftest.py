"""A browser without a screen: Django's client, on the stored ledger of a small plan."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.plans.models import SourceDocument
from tests.plans.conftest import document as document


@pytest.fixture
def client() -> Client:
    """A client that speaks to the site as a browser on this computer does, with CSRF checks on."""
    return Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1:8000"})


@pytest.fixture
def reviewer(client: Client, document: SourceDocument) -> Client:
    """A client whose reviewer has given a name."""
    send(client, "/reviewer/", {"name": "王芳"})
    return client


def send(client: Client, path: str, data: dict[str, object], **headers: str) -> object:
    """POST a form as the page would: with the token of the session."""
    client.get("/reviewer/")
    token = client.cookies["luoshi_csrf"].value
    return client.post(path, {**data, "csrfmiddlewaretoken": token}, headers=headers)
