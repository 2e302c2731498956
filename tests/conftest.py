"""Fixtures that every room shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.test import TransactionTestCase

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real plans and hand-checked answers beside the project: an error in CI if missing, a skip elsewhere."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the folder `shared` must lie beside the project in CI")
        pytest.skip("needs the real plans and gold answers in ../shared, which are not part of the product")
    return SHARED


@pytest.fixture(autouse=True, scope="session")
def journal_flushed() -> Iterator[None]:
    """Tests with transactions of their own empty the tables at their end; the journal's seal comes off for that."""
    from django.db import connection

    from luoshi.journal.seal import seal, unseal

    flush = TransactionTestCase._fixture_teardown

    def unsealed(case: TransactionTestCase) -> None:
        unseal(connection)
        flush(case)
        seal(connection)

    with patch.object(TransactionTestCase, "_fixture_teardown", unsealed):
        yield
