"""Fixtures that every room shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

TRANSACTIONAL = {"transactional_db", "live_server"}
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real plans and hand-checked answers beside the project: an error in CI if missing, a skip elsewhere."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the folder `shared` must lie beside the project in CI")
        pytest.skip("needs the real plans and gold answers in ../shared, which are not part of the product")
    return SHARED


@pytest.fixture(autouse=True)
def _flushable(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits is cleaned up by emptying every table, which the sealed journal refuses: it is sealed while
    the test runs and unsealed before the cleaning."""
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction")) or bool(TRANSACTIONAL & set(request.fixturenames))
    if not commits:
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    from luoshi.journal.seal import seal, unseal

    seal(connection)
    yield
    unseal(connection)
