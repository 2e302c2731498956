"""Two at once, in threads with connections of their own, on the database that is configured."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from luoshi.journal.models import Entry as JournalEntry
from luoshi.people.models import User
from luoshi.plans import actions as ledger
from luoshi.plans.acting import today
from luoshi.plans.models import Figure, Notice, Return
from luoshi.plans.returns import actions
from luoshi.plans.returns.calendar import open_returns
from luoshi.plans.returns.filling import Entry, put
from luoshi.plans.returns.refusals import RefusedReturnError
from luoshi.plans.returns.reminders import remind, stage_of
from tests.cityhall import NOW, CityHall, city_hall, indicator
from tests.plans.ledgers import small
from tests.plans.returns.conftest import bring, fill, owed_return

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """The database as it is in use. SQLite's tests run in memory, where threads share one cache and no one waits for a
    lock; so it is copied into a file, where IMMEDIATE transactions queue."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(tmp_path / "real.sqlite3") as file:
        memory.backup(file)
    file.close()
    connection.settings_dict["NAME"], connection.connection = str(tmp_path / "real.sqlite3"), None
    yield
    connection.close()
    connection.settings_dict["NAME"], connection.connection = name, memory


@pytest.fixture
def hall(database: None) -> CityHall:
    return city_hall()


@pytest.fixture
def filled(hall: CityHall) -> list[Return]:
    """Two drafts of the bureau with the same lines in other order of filing."""
    text, findings, lines = small()
    plan = ledger.import_ledger(text, findings, lines=lines, at=NOW).plans.get()
    plan.from_year, plan.until_year = 2021, 2025
    plan.save()
    ones = [indicator(plan, hall.bureau, f"指标{number}") for number in range(6)]
    returns = [owed_return(plan, hall.bureau, *ones, period=period) for period in ("2022", "2023")]
    return [fill(owed, 5.0, hall.department) for owed in returns]


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each gives, or the code of its refusal."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=10)
            return call()
        except RefusedReturnError as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, call) for call in calls]]


def user(one: User) -> User:
    return User.objects.get(pk=one.pk)


def test_a_double_click_files_once(hall: CityHall, filled: list[Return]) -> None:
    owed, filer = filled[0], user(hall.department)
    got = at_once(*[lambda: actions.file(owed.pk, version=owed.version, acting_user=filer, at=NOW).state] * 3)
    assert sorted(got) == ["filed", "stale", "stale"]
    assert (Figure.objects.count(), owed.steps.count()) == (6, 1)


def test_of_two_reviewers_one_is_told(hall: CityHall, filled: list[Return]) -> None:
    owed = bring(filled[0], "filed", hall)
    reviewer, planner = user(hall.reviewer), user(hall.planner)
    got = at_once(
        lambda: actions.check(owed.pk, version=owed.version, acting_user=reviewer, at=NOW).state,
        lambda: actions.send_back(owed.pk, version=owed.version, comment="改", acting_user=planner, at=NOW).state,
    )
    assert "stale" in got
    owed.refresh_from_db()
    assert owed.state in got
    assert owed.steps.count() == 2


def test_two_returns_of_the_same_lines_are_filed_at_once(hall: CityHall, filled: list[Return]) -> None:
    """Neither waits for the other for ever: rows are locked in one order, the journal's head last."""
    filer = user(hall.department)
    calls = [
        lambda owed=owed: actions.file(owed.pk, version=owed.version, acting_user=filer, at=NOW).state
        for owed in filled
    ]
    assert at_once(*calls) == ["filed", "filed"]
    numbers = list(JournalEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_two_who_type_at_once(hall: CityHall, filled: list[Return]) -> None:
    owed, filer = filled[0], user(hall.department)
    item = owed.items.first()
    got = at_once(
        *[
            lambda value=value: (
                put(
                    owed.pk, [Entry(item.pk, filled=True, value=value)], version=owed.version, acting_user=filer, at=NOW
                ).version
            )
            for value in (6.0, 7.0)
        ]
    )
    assert sorted(map(str, got)) == [str(owed.version + 1), "stale"]


def test_two_ticks_at_once_open_and_remind_once(hall: CityHall, filled: list[Return]) -> None:
    before = Return.objects.count()
    assert sum(at_once(lambda: open_returns(NOW), lambda: open_returns(NOW))) == Return.objects.count() - before == 1
    at_once(lambda: remind(NOW), lambda: remind(NOW))
    staged = [owed for owed in Return.objects.all() if stage_of(owed.due, today(NOW))]
    assert staged
    assert Notice.objects.count() == len(staged)
    assert JournalEntry.objects.filter(action="return.open").count() == 1
