"""Data of the version before comes through: the stored ledger of the first release, brought to the present tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from luoshi.plans.models import Commitment, Decision, Plan

RELEASED = [("plans", "0001_initial")]
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def fill(apps: Any) -> None:
    """A document, a plan, a row, a decision, with the tables as they were released."""
    document = apps.get_model("plans", "SourceDocument").objects.create(
        name="青岚.txt", format="txt", sha256="a" * 64, digest="b" * 64, line_count=9, text="一\n二", created_at=NOW
    )
    plan = apps.get_model("plans", "Plan").objects.create(
        document=document, number=1, title="水务规划", first=1, last=9, outline=[{"title": "x"}]
    )
    row = apps.get_model("plans", "Commitment").objects.create(
        plan=plan, row_id="1-q-2-1", ordinal=0, kind="quantity", payload={"value": 95}, section=0, line=2,
        name="覆盖率", value=95.0, confidence=0.9, verdict="accepted",
    )  # fmt: skip
    apps.get_model("plans", "Decision").objects.create(commitment=row, verdict="accepted", by="王芳", at=NOW)


@pytest.mark.django_db(transaction=True)
def test_the_ledger_of_the_first_release_is_kept() -> None:
    executor = MigrationExecutor(connection)
    head = executor.loader.graph.leaf_nodes()
    executor.migrate(RELEASED)
    try:
        fill(executor.loader.project_state(RELEASED).apps)
    finally:
        MigrationExecutor(connection).migrate(head)
    plan = Plan.objects.get()
    assert (plan.title, plan.rules) == ("水务规划", {})
    row = Commitment.objects.get(plan=plan)
    assert (row.payload, row.verdict) == ({"value": 95}, "accepted")
    assert Decision.objects.get(commitment=row).by == "王芳"
