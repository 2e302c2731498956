"""Two who amend the same target at once: one is kept, the other is told. With connections of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from luoshi.plans import actions as ledger
from luoshi.plans.models import Amendment
from luoshi.plans.targets.actions import amend
from luoshi.plans.targets.refusals import RefusedTargetError
from tests.cityhall import NOW, city_hall, indicator, target
from tests.plans.ledgers import small

THREADS = 4


@pytest.fixture
def database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """SQLite's tests run in memory, where no one waits for a lock; so its database is copied into a file, as in use."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    file = sqlite3.connect(tmp_path / "luoshi.sqlite3")
    memory.backup(file)
    file.close()
    connection.settings_dict["NAME"], connection.connection = str(tmp_path / "luoshi.sqlite3"), None
    yield
    connection.close()
    connection.settings_dict["NAME"], connection.connection = name, memory


def test_one_of_many_is_kept(database: None) -> None:
    hall = city_hall()
    text, findings, lines = small()
    plan = ledger.import_ledger(text, findings, lines=lines, at=NOW).plans.get()
    goal = target(indicator(plan, hall.bureau), hall.city)
    gate = Barrier(THREADS)

    def one(number: int) -> str:
        gate.wait()
        try:
            amend(
                target_id=goal.pk, changes={"value": 90.5 + number}, seen=None, effective_from=date(2023, 1, 1), document="文",
                reason="因", acting_user=hall.planner, at=datetime(2024, 3, 1, tzinfo=UTC),
            )  # fmt: skip
        except RefusedTargetError as error:
            return error.code
        else:
            return "kept"
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        found = sorted(pool.map(one, range(THREADS)))
    assert found == ["kept", *["stale"] * (THREADS - 1)]
    assert Amendment.objects.count() == 1
