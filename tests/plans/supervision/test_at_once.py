"""Two at once, and killed in the middle: in threads and processes with connections of their own, on the database that
is configured."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from luoshi.journal.models import Entry
from luoshi.people.models import User
from luoshi.plans import actions as ledger
from luoshi.plans.actions import RefusedError
from luoshi.plans.models import Item, ItemStep, Notice, Plan, ProjectReport, Spell
from luoshi.plans.supervision.actions import overdue
from luoshi.plans.supervision.actions.items import move_item, register_item
from luoshi.plans.tick import tick
from luoshi.plans.works.actions.reports import approve_report, file_report
from tests.cityhall import NOW, CityHall, city_hall, project, reported
from tests.plans.ledgers import small

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 4


@pytest.fixture
def database(transactional_db: None, tmp_path: Path) -> Iterator[Path]:
    """The database as it is in use. SQLite's tests run in memory, where threads share one cache and no one waits for a
    lock; so it is copied into a file, where IMMEDIATE transactions queue."""
    if connection.vendor != "sqlite":
        yield tmp_path
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    file = sqlite3.connect(tmp_path / "luoshi.sqlite3")
    memory.backup(file)
    file.close()
    connection.settings_dict["NAME"], connection.connection = str(tmp_path / "luoshi.sqlite3"), None
    yield tmp_path
    connection.close()
    connection.settings_dict["NAME"], connection.connection = name, memory


@pytest.fixture
def hall(database: Path) -> CityHall:
    return city_hall()


@pytest.fixture
def plan(hall: CityHall) -> Plan:
    text, findings, lines = small()
    return ledger.import_ledger(text, findings, lines=lines, at=NOW).plans.get()


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each gives, or the code of its refusal."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=10)
            return call()
        except RefusedError as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, call) for call in calls]]


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def assigned(hall: CityHall, number: int, at: datetime = NOW) -> list[Item]:
    made = []
    for place in range(number):
        one = register_item(title=f"事项{place}", owner=hall.bureau, clock="ordinary", acting_user=None, at=at)
        made.append(move_item(one.pk, name="assign", version=one.version, acting_user=None, at=at))
    return made


def journal_is_whole() -> bool:
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    return numbers == list(range(1, len(numbers) + 1))


def test_numbers_have_neither_gaps_nor_doubles(hall: CityHall) -> None:
    def register(place: int) -> str:
        if place == 1:  # undone after its number was taken
            try:
                return register_item(
                    title="越权", owner=hall.bureau, clock="ordinary", acting_user=fresh(hall.department), at=NOW
                ).number
            except Exception as error:
                return type(error).__name__
        return register_item(title=f"{place}", owner=hall.bureau, clock="ordinary", acting_user=None, at=NOW).number

    for _ in range(3):
        at_once(*[lambda place=place: register(place) for place in range(6)])
    numbers = sorted(int(text[7:-1]) for text in Item.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 16))
    assert journal_is_whole()


def test_of_two_who_review_at_once_one_is_told(hall: CityHall) -> None:
    one = assigned(hall, 1)[0]
    for name in ("sign", "handle", "report"):
        one = move_item(one.pk, name=name, version=one.version, comment="办", acting_user=None, at=NOW)
    planner, call = fresh(hall.planner), {"version": one.version, "comment": "审", "at": NOW}
    got = at_once(
        lambda: move_item(one.pk, name="review", acting_user=planner, **call).state,
        lambda: move_item(one.pk, name="return", acting_user=planner, **call).state,
    )
    assert "stale" in got
    one.refresh_from_db()
    assert one.state in got
    assert one.steps.count() == 6


def test_two_who_approve_a_report_at_once(hall: CityHall, plan: Plan) -> None:
    one = project(plan, hall.bureau, hall.city)
    filer = fresh(hall.department)
    call: dict[str, Any] = {"period": "2024-01", "stage": "build", "physical": 0.5, "investment": None}
    got = at_once(*[lambda: file_report(one.pk, version=1, acting_user=filer, at=NOW, **call).revision] * THREADS)
    assert sorted(map(str, got)) == ["1"] + ["stale"] * (THREADS - 1)
    report = ProjectReport.objects.get()
    users = [fresh(hall.planner), fresh(hall.reviewer)]
    got = at_once(*[lambda user=user: approve_report(report.pk, acting_user=user, at=NOW).revision for user in users])
    assert sorted(map(str, got)) == ["1", "approved"]
    assert Entry.objects.filter(action="project.approve").count() == 1


def test_ticks_at_once_do_nothing_twice(hall: CityHall, plan: Plan) -> None:
    for place in range(8):
        reported(project(plan, hall.bureau, hall.city, f"项目{place}"), "2024-01", 0.0)
    items = assigned(hall, 5)
    at_once(*[lambda: tick(NOW)] * THREADS)
    assert Spell.objects.count() == Entry.objects.filter(action="spell.open").count() == 8
    later = NOW + timedelta(days=31)
    got = at_once(*[lambda: tick(later)] * THREADS)
    assert not [one.error for results in got for one in results if one.error]
    assert Item.objects.filter(cause__startswith="spell:").count() == 8
    assert {len(set(rows)) for rows in [Item.objects.values_list("number", flat=True)]} == {13}
    assert ItemStep.objects.filter(kind="overdue").count() == len(items)
    assert Notice.objects.filter(kind="item_overdue").count() == len(items)
    assert sum(one.done for results in got for one in results if one.name in ("items", "deadlines")) == 13
    assert journal_is_whole()


KILLED = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from luoshi.plans.supervision.actions import overdue
from luoshi.plans.tick import tick
real, seen = overdue._missed, []
def killed(*args):
    done = real(*args)
    seen.append(done)
    if len(seen) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return done
overdue._missed = killed
tick(datetime.fromisoformat(sys.argv[1]))
"""


@pytest.mark.skipif(os.name != "posix", reason="a process is killed with SIGKILL")
def test_a_killed_tick_is_completed_by_the_next(hall: CityHall, plan: Plan, database: Path) -> None:
    assigned(hall, 6)
    reported(project(plan, hall.bureau, hall.city), "2024-01", 0.0)
    later = datetime(2024, 2, 20, 4, tzinfo=NOW.tzinfo)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "luoshi.site.settings", "LUOSHI_DATA": str(database)}
    if connection.vendor == "postgresql":
        name = connection.settings_dict
        environment["DATABASE_URL"] = (
            f"postgres://{name['USER']}:{name['PASSWORD']}@{name['HOST']}:{name['PORT']}/{name['NAME']}"
        )
    call = [sys.executable, "-c", KILLED, later.isoformat()]
    done = subprocess.run(call, env=environment, capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert ItemStep.objects.filter(kind="overdue").count() == 2  # the third was in a transaction that never ended
    assert Entry.objects.filter(action="item.overdue").count() == 2
    assert not [one.error for one in tick(later) if one.error]
    assert ItemStep.objects.filter(kind="overdue").count() == Entry.objects.filter(action="item.overdue").count() == 6
    assert Spell.objects.count() == 1
    assert journal_is_whole()
    assert overdue.watch(later) == (0, [])
    assert date(2024, 2, 2) in ItemStep.objects.filter(kind="overdue").values_list("due_before", flat=True)
