"""What time brings: spells, items that open by themselves, jobs that fail alone, a clock that was set back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from luoshi.core.presets import LEVELS
from luoshi.journal.models import Entry
from luoshi.plans import tick as clock
from luoshi.plans.models import Item, Notice, Plan, Project, Spell, TickJob
from luoshi.plans.supervision.actions.items import move_item, register_item
from luoshi.plans.supervision.actions.spells import Source, follow, lasting, open_items
from luoshi.plans.tick import Job, TickRefusedError, tick
from tests.cityhall import NOW, CityHall, project, reported


def days(number: int) -> datetime:
    return NOW + timedelta(days=number)


def saying(warnings: dict[str, str]) -> list[Source]:
    return [Source(("project", "undertaking"), lambda on: warnings)]


@pytest.fixture
def late(hall: CityHall, plan: Plan) -> Project:
    one = project(plan, hall.bureau, hall.city)
    reported(one, "2024-01", 0.0)
    return one


def test_a_spell_opens_changes_and_ends(hall: CityHall, late: Project) -> None:
    thing = f"project:{late.pk}"
    assert follow(NOW, saying({thing: "yellow"})) == 1
    assert follow(days(1), saying({thing: "yellow"})) == 0
    assert follow(days(10), saying({thing: "red"})) == 1
    one = Spell.objects.get()
    assert (one.level, one.since, one.level_since) == ("red", NOW.date(), days(10).date())
    assert follow(days(12), saying({thing: "yellow"})) == 1
    assert follow(days(20), saying({})) == 1
    assert Spell.objects.get().until == days(20).date()
    follow(days(30), saying({thing: "red"}))
    assert Spell.objects.count() == 2
    actions = list(Entry.objects.filter(thing=thing).values_list("action", flat=True))
    assert actions == ["spell.open", "spell.level", "spell.level", "spell.end", "spell.open"]


@pytest.mark.parametrize(
    ("level", "since", "level_since", "rules", "lasts"),
    [
        ("red", 30, 30, {}, True),
        ("red", 29, 29, {}, False),
        ("red", 60, 1, {}, False),  # red only since yesterday
        ("red", 90, 1, {}, True),  # yellow or worse for ninety days
        ("yellow", 89, 89, {}, False),
        ("yellow", 90, 90, {}, True),
        ("red", 10, 10, {"red": 10}, True),
        ("yellow", 500, 500, {"yellow": 1000}, False),
        ("watch", 500, 500, {}, False),
    ],
)
def test_how_long_is_lasting(level: str, since: int, level_since: int, rules: dict[str, int], lasts: bool) -> None:
    today = date(2024, 6, 1)
    one = Spell(level=level, since=today - timedelta(since), level_since=today - timedelta(level_since))
    assert lasting(one, today, rules) is lasts
    assert level in LEVELS


def test_a_lasting_warning_opens_one_item_for_its_owner(hall: CityHall, late: Project) -> None:
    thing = f"project:{late.pk}"
    follow(NOW, saying({thing: "red"}))
    assert open_items(days(29)) == 0
    assert open_items(days(30)) == 1
    assert open_items(days(31)) == 0
    one = Item.objects.get()
    assert (one.owner, one.state, one.thing, one.cause) == (
        hall.bureau, "assigned", thing, f"spell:{Spell.objects.get().pk}",
    )  # fmt: skip
    assert one.title == "云溪水库工程: 红色预警已持续 30 天"
    assert one.due == date(2024, 4, 2)
    assert Notice.objects.get().agency == hall.bureau
    for name in ("sign", "handle", "report", "review", "close", "archive"):
        one = move_item(one.pk, name=name, version=one.version, comment="办", acting_user=None, at=days(40))
    assert open_items(days(60)) == 0  # one for each spell


def test_without_an_owner_the_planning_bureau_must_name_it(hall: CityHall, plan: Plan) -> None:
    one = project(plan, None, hall.city)
    follow(NOW, saying({f"project:{one.pk}": "red"}))
    open_items(days(30))
    assert Item.objects.get().state == "registered"


def test_what_is_in_hand_is_not_opened_twice(hall: CityHall, late: Project) -> None:
    thing = f"project:{late.pk}"
    register_item(title="已在督办", thing=thing, owner=hall.bureau, clock="major", acting_user=hall.planner, at=NOW)
    follow(NOW, saying({thing: "red"}))
    assert open_items(days(30)) == 0


def test_a_thing_that_is_gone_opens_nothing(hall: CityHall, plan: Plan) -> None:
    follow(NOW, saying({"project:99999": "red", "undertaking:99999": "red"}))
    assert open_items(days(40)) == 0


def test_the_whole_tick(hall: CityHall, late: Project) -> None:
    first = tick(NOW)
    found = {one.name: (one.done, one.error) for one in first}
    assert (found["spells"], found["items"], found["deadlines"]) == ((1, ""), (0, ""), (0, ""))
    reported(late, "2024-02", 0.0)
    later = {one.name: one.done for one in tick(days(31))}
    assert later["items"] == 1
    again = {one.name: one.done for one in tick(days(31))}
    assert set(again.values()) == {0}
    assert set(TickJob.objects.exclude(at=None).values_list("at", flat=True)) == {days(31)}


def test_a_source_that_fails_ends_no_spell(hall: CityHall, late: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(on: date) -> dict[str, str]:
        raise RuntimeError("no status today")

    follow(NOW, [Source(("target",), lambda on: {"target:1": "red"}), *saying({f"project:{late.pk}": "red"})])
    monkeypatch.setattr(clock, "WARNING_SOURCES", (Source(("target",), broken), *saying({})))
    result = {one.name: one for one in tick(days(1))}
    assert "no status today" in result["spells"].error
    assert result["items"].error == ""
    assert dict(Spell.objects.values_list("thing", "until")) == {
        "target:1": None, f"project:{late.pk}": days(1).date(),
    }  # fmt: skip


def test_a_job_that_fails_fails_alone(db: None) -> None:
    def bad(at: datetime) -> int:
        TickJob.objects.create(name="half")
        raise ValueError("broken")

    found = tick(NOW, jobs=[Job("one", lambda at: 1), Job("bad", bad), Job("two", lambda at: 2)])
    assert [(one.done, one.error) for one in found] == [(1, ""), (0, "ValueError: broken"), (2, "")]
    kept = {row.name: (row.at, row.error) for row in TickJob.objects.exclude(name="half")}
    assert kept == {"one": (NOW, ""), "bad": (None, "ValueError: broken"), "two": (NOW, "")}
    assert tick(NOW, jobs=[Job("bad", lambda at: 3)])[0].done == 3
    assert TickJob.objects.get(pk="bad").error == ""


@pytest.mark.parametrize(
    ("hours", "refused"), [(0, False), (-2, False), (-8, False), (-9, True), (-48, True), (24, False)]
)
def test_a_clock_that_was_set_back(db: None, hours: int, refused: bool) -> None:
    """The same day again is harmless; an earlier one (in the city: 16:00 there is 8:00 UTC) does nothing at all."""
    ran: list[datetime] = []
    jobs = [Job("one", lambda at: ran.append(at) or 1)]
    morning = datetime(2024, 2, 1, 0, 30, tzinfo=UTC)  # half past eight in the city
    tick(morning, jobs=jobs)
    at = morning + timedelta(hours=hours)
    if not refused:
        tick(at, jobs=jobs)
        assert len(ran) == 2
        assert TickJob.objects.get().at == max(at, morning)
        return
    with pytest.raises(TickRefusedError) as caught:
        tick(at, jobs=jobs)
    assert "2024-02-01" in caught.value.text.zh
    assert len(ran) == 1
    tick(at, jobs=jobs, set_back=True)
    assert (len(ran), TickJob.objects.get().at) == (2, at)


def test_a_spell_does_not_end_before_it_began(hall: CityHall, late: Project) -> None:
    follow(NOW, saying({f"project:{late.pk}": "red"}))
    follow(days(-5), saying({}))  # after --set-back
    assert Spell.objects.get().until == NOW.date()


def test_following_takes_few_queries(hall: CityHall, plan: Plan, django_assert_max_num_queries: Any) -> None:
    things = {f"project:{project(plan, hall.bureau, hall.city, f'项目{n}').pk}": "red" for n in range(60)}
    with django_assert_max_num_queries(16):
        assert follow(NOW, saying(things)) == 60
    with django_assert_max_num_queries(8):
        assert open_items(days(1)) == 0
