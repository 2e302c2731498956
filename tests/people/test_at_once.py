"""Two at once, as processes and threads really are: one administrator at first, and never none; no session in a backup."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from luoshi.people.actions import RefusedError, RoleAt, create_user, disable_user, first_operator
from luoshi.people.models import Assignment, LoginSession, User
from luoshi.site import backup
from tests.cityhall import NOW

TOGETHER = 4


def test_the_first_administrator_is_one_however_many_ask_at_once(tmp_path: Path) -> None:
    environment = {**os.environ, "LUOSHI_DATA": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "luoshi", "user"]
    subprocess.run([*command, "list"], env=environment, check=True, capture_output=True)
    started = [
        subprocess.Popen([*command, "first", "--name", f"operator{n}"], env=environment, stdout=-3, stderr=-3)
        for n in range(TOGETHER)
    ]
    assert sorted(one.wait(timeout=120) for one in started) == [0] + [2] * (TOGETHER - 1)


@pytest.mark.django_db(transaction=True)
def test_the_first_administrator_is_one_on_postgresql() -> None:
    postgresql_only()
    done = together([lambda n=n: first_operator(username=f"operator{n}", at=NOW) for n in range(TOGETHER)])
    assert sorted(done) == ["done"] + ["operator_exists"] * (TOGETHER - 1)
    assert Assignment.objects.filter(role="operator").count() == User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_operators_cannot_close_each_other() -> None:
    postgresql_only()
    one, _ = first_operator(username="one", at=NOW)
    two, _ = create_user(username="two", roles=[RoleAt("operator")], acting_user=one, at=NOW)
    done = together(
        [lambda: disable_user(two, acting_user=one, at=NOW), lambda: disable_user(one, acting_user=two, at=NOW)]
    )
    assert sorted(done) == ["done", "last_operator"]
    assert User.objects.filter(is_active=True).count() == 1


def postgresql_only() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; its tests share one database in memory, which threads cannot")


def together(calls: list[object]) -> list[str]:
    """Call all of them at once, each on a thread with its own connection; how each ended."""
    gate, ended = threading.Barrier(len(calls)), []

    def run(call: object) -> None:
        gate.wait()
        try:
            call()  # type: ignore[operator]
            ended.append("done")
        except RefusedError as error:
            ended.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ended


def test_sessions_are_no_records() -> None:
    kept = {model._meta.db_table for model in backup._records(apps)}
    assert LoginSession._meta.db_table not in kept
    assert "django_session" not in kept
    assert {User._meta.db_table, "people_apitoken"} <= kept
