"""The stored ledger of a small plan."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from luoshi.people.models import Assignment, Role, User
from luoshi.plans import actions
from luoshi.plans.models import SourceDocument
from tests.plans.ledgers import small

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def document(db: None) -> SourceDocument:
    """The small plan, stored with its text."""
    ledger, findings, lines = small()
    return actions.import_ledger(ledger, findings, lines=lines, at=NOW)


def planner(display_name: str = "王芳") -> User:
    """An account of the planning bureau that signs with `display_name`."""
    user, _ = User.objects.get_or_create(username=display_name, defaults={"display_name": display_name})
    Assignment.objects.get_or_create(user=user, role=Role.PLANNER)
    return user
