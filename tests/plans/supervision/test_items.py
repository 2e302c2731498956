"""The supervision ledger: every state x move x role, what each move needs, deadlines, extensions, numbers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from luoshi.journal.models import Entry
from luoshi.people.access import ForbiddenError
from luoshi.plans.models import Item, ItemState, ItemStep, Notice, Plan
from luoshi.plans.supervision import deadlines
from luoshi.plans.supervision.actions.items import move_item, register_item
from luoshi.plans.supervision.actions.overdue import watch
from luoshi.plans.supervision.moves import LEDGER, STATE_TEXTS
from luoshi.plans.supervision.refusals import RefusedItemError
from luoshi.plans.supervision.turns import mine
from tests.cityhall import NOW, CityHall, project

ROLES = (
    "planner", "department", "other_department", "county_filer", "reviewer", "county_reviewer", "leader", "operator",
    "auditor", "public",
)  # fmt: skip
MOVES = sorted({move.name for move in LEDGER.moves})
MAY = {"planner": "planner", "department": "owner"}
"""The side that a role is on, for an item of the bureau."""


def refused(code: str) -> Any:
    return pytest.raises(RefusedItemError, check=lambda error: error.code == code)


def item(hall: CityHall, state: str = "registered", at: datetime = NOW, **values: Any) -> Item:
    """An item of the bureau in `state`, as the moves would have left it."""
    one = register_item(
        title="云溪水库进度滞后", owner=hall.bureau, clock="ordinary", acting_user=None, at=at, **values
    )
    for name in ("assign", "sign", "handle", "report", "review", "close", "archive"):
        if one.state == state:
            return one
        one = move_item(one.pk, name=name, version=one.version, comment="说明", acting_user=None, at=at)
    assert one.state == state
    return one


def moved(one: Item, name: str, user: Any, at: datetime = NOW, **values: Any) -> Item:
    standard = {"version": one.version, "comment": "说明", "day": date(2024, 3, 29)}
    return move_item(one.pk, name=name, acting_user=user, at=at, **{**standard, **values})


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", ItemState.values)
def test_every_state_and_move_for_every_role(hall: CityHall, state: str, role: str) -> None:
    """What the table allows is done by its side and by nobody else; what it does not allow changes nothing."""
    one, user = item(hall, state), hall.users[role]
    for name in MOVES:
        move = LEDGER.find(name, state)
        side = move.side if move else next(other.side for other in LEDGER.moves if other.name == name)
        before = (one.steps.count(), Entry.objects.count())
        if MAY.get(role) != side:
            with pytest.raises(ForbiddenError):
                moved(one, name, user)
        elif move is None:
            with refused("move"):
                moved(one, name, user)
        elif name in ("grant", "refuse"):
            with refused("not_asked"):
                moved(one, name, user)
        else:
            after = moved(one, name, user)
            assert after.state == move.after(state)
            assert (one.steps.count(), Entry.objects.count()) == (before[0] + 1, before[1] + 1)
            Item.objects.filter(pk=one.pk).delete()
            one = item(hall, state)
            continue
        assert (one.steps.count(), Entry.objects.count()) == before


@pytest.mark.parametrize("move", [move for move in LEDGER.moves if move.needs], ids=lambda move: move.name)
def test_what_a_move_needs(hall: CityHall, move: Any) -> None:
    one = item(hall, move.sources[0])
    if "owner" in move.needs:
        Item.objects.filter(pk=one.pk).update(owner=None)
        with refused("owner"):
            moved(one, move.name, None)
        assert moved(one, move.name, None, owner=hall.other_bureau).owner == hall.other_bureau
        return
    if move.name != "refuse":
        with refused("comment"):
            moved(one, move.name, None, comment="  ")
    if "date" in move.needs:
        with refused("date"):
            moved(one, move.name, None, day=None)


def test_the_eight_steps_with_their_clocks(hall: CityHall) -> None:
    """Assigned on Thursday 1 February 2024: seven working days end on the 9th, over a Sunday that is worked."""
    one = item(hall)
    assert (one.number, one.due) == ("督〔2024〕1号", None)
    one = moved(one, "assign", hall.planner)
    assert one.due == date(2024, 2, 9)
    assert deadlines.shown(one, one.steps.all()) == (date(2024, 2, 2), None)  # sign within a day
    one = moved(one, "sign", hall.department)
    assert deadlines.shown(one, one.steps.all()) == (date(2024, 2, 5), None)  # begin within three
    one = moved(one, "handle", hall.department)
    assert deadlines.shown(one, one.steps.all()) == (date(2024, 2, 9), None)
    one = moved(one, "report", hall.department)
    one = moved(one, "return", hall.planner)
    assert (one.state, one.due) == ("handling", date(2024, 2, 9))
    for name, user in (("report", hall.department), ("review", hall.planner), ("close", hall.planner)):
        one = moved(one, name, user)
    assert one.closed_at == NOW
    one = moved(one, "archive", hall.planner)
    assert deadlines.shown(one, one.steps.all()) == (None, None)
    assert [step.kind for step in one.steps.all()] == [
        "register", "assign", "sign", "handle", "report", "return", "report", "review", "close", "archive",
    ]  # fmt: skip


def test_what_is_sent_back_late_has_three_days_more(hall: CityHall) -> None:
    one = item(hall, "reported")
    late = datetime(2024, 3, 1, 8, tzinfo=NOW.tzinfo)
    assert moved(one, "return", hall.planner, at=late).due == date(2024, 3, 6)


def test_an_extension_is_asked_for_granted_or_refused(hall: CityHall) -> None:
    one = item(hall, "handling")
    with refused("date_earlier"):
        moved(one, "ask", hall.department, day=date(2024, 2, 9))
    with refused("date_free"):
        moved(one, "ask", hall.department, day=date(2024, 2, 12))
    one = moved(one, "ask", hall.department, day=date(2024, 2, 20))
    assert one.due == date(2024, 2, 9)
    with refused("asked"):
        moved(one, "ask", hall.department, day=date(2024, 2, 21))
    with refused("comment"):
        moved(one, "refuse", hall.planner, comment="")
    one = moved(one, "refuse", hall.planner)
    assert one.due == date(2024, 2, 9)
    one = moved(one, "ask", hall.department, day=date(2024, 2, 21))
    one = moved(one, "grant", hall.planner)
    assert one.due == date(2024, 2, 21)
    granted = one.steps.get(kind="grant")
    assert (granted.due_before, granted.due_after) == (date(2024, 2, 9), date(2024, 2, 21))
    with refused("not_asked"):
        moved(one, "grant", hall.planner)


def test_the_owner_is_told_once(hall: CityHall) -> None:
    one = item(hall, "signed")
    moved(one, "chase", hall.planner, comment="请尽快开展")
    kinds = list(Notice.objects.order_by("pk").values_list("kind", "agency__name"))
    assert kinds == [("item_assign", hall.bureau.name), ("item_chase", hall.bureau.name)]
    assert "请尽快开展" in Notice.objects.get(kind="item_chase").text_zh


def test_numbers_run_by_year_without_gaps(hall: CityHall) -> None:
    numbers = [item(hall, at=NOW + timedelta(days=200 * place)).number for place in range(4)]
    assert numbers == ["督〔2024〕1号", "督〔2024〕2号", "督〔2025〕1号", "督〔2025〕2号"]
    with pytest.raises(ForbiddenError):
        register_item(title="越权", clock="ordinary", owner=hall.bureau, acting_user=hall.department, at=NOW)
    assert item(hall).number == "督〔2024〕3号"


@pytest.mark.parametrize(
    ("values", "code"), [({"title": " "}, "title"), ({"clock": "soon"}, "clock"), ({"thing": "project:9999"}, "thing")]
)
def test_items_that_are_refused(hall: CityHall, values: dict[str, Any], code: str) -> None:
    with refused(code):
        register_item(**{"title": "事项", "clock": "ordinary", "acting_user": None, "at": NOW, **values})


def test_an_item_can_be_about_a_project(hall: CityHall, plan: Plan) -> None:
    one = project(plan, hall.bureau, hall.city)
    assert item(hall, thing=f"project:{one.pk}", plan=plan).thing == f"project:{one.pk}"


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_an_item(hall: CityHall, role: str) -> None:
    from luoshi.people import access

    one = item(hall, "assigned")
    one.co_owners.add(hall.other_bureau)
    seen = role in ("planner", "leader", "auditor", "department", "other_department", "reviewer")
    assert access.may(hall.users[role], "view", one) is seen
    assert access.rows(hall.users[role], ItemStep.objects.all()).count() == (one.steps.count() if seen else 0)


def watched(day: date) -> tuple[int, list[Any]]:
    return watch(datetime(day.year, day.month, day.day, 4, tzinfo=NOW.tzinfo))


def test_a_missed_deadline_is_recorded_once(hall: CityHall) -> None:
    one = item(hall, "handling")
    assert watched(date(2024, 2, 9)) == (0, [])  # the day itself
    assert watched(date(2024, 2, 10)) == (1, [])
    assert watched(date(2024, 2, 10)) == (0, [])
    assert watched(date(2024, 3, 10)) == (0, [])
    missed = one.steps.get(kind="overdue")
    assert (missed.before, missed.after, missed.due_before, missed.by) == (
        "handling",
        "handling",
        date(2024, 2, 9),
        None,
    )
    one = moved(one, "ask", hall.department, at=NOW + timedelta(days=20), day=date(2024, 3, 15))
    one = moved(one, "grant", hall.planner, at=NOW + timedelta(days=20))
    assert watched(date(2024, 3, 18)) == (1, [])  # the new deadline, missed too
    assert sorted(Notice.objects.filter(kind="item_overdue").values_list("key", flat=True)) == [
        f"item:{one.pk}:overdue:handling:2024-02-09", f"item:{one.pk}:overdue:handling:2024-03-15",
    ]  # fmt: skip


def test_an_owner_is_reminded_a_working_day_before(hall: CityHall) -> None:
    item(hall, "handling")
    for day, told in ((date(2024, 2, 7), 0), (date(2024, 2, 8), 1), (date(2024, 2, 9), 1)):
        watched(day)
        assert Notice.objects.filter(kind="item_due").count() == told


def test_what_waits_for_the_planning_bureau_has_a_clock_too(hall: CityHall) -> None:
    one = item(hall, "reported")
    assert watched(date(2024, 2, 5)) == (0, [])
    assert watched(date(2024, 2, 6)) == (1, [])
    assert one.steps.get(kind="overdue").before == "reported"
    assert not Notice.objects.filter(kind="item_overdue").exists()


def test_a_year_without_a_calendar_is_said_and_mended_later(hall: CityHall, monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.core import workdays

    real = workdays.chinese_calendar.is_workday

    def until_2024(day: date) -> bool:
        if day.year > 2024:
            raise NotImplementedError
        return bool(real(day))

    monkeypatch.setattr(workdays.chinese_calendar, "is_workday", until_2024)
    workdays.is_workday.cache_clear()
    december = datetime(2024, 12, 30, 4, tzinfo=NOW.tzinfo)
    one = item(hall, "handling", at=december)
    assert one.due is None
    due, said = deadlines.shown(one, one.steps.all())
    assert due is None
    assert said is not None
    assert said.zh == "2025 年放假安排尚未公布"
    count, notes = watch(december)
    assert count == 0
    assert notes[0].zh == f"{one.number}: 2025 年放假安排尚未公布, 时限无法确定"
    monkeypatch.undo()
    workdays.is_workday.cache_clear()
    assert watch(december) == (1, [])
    one.refresh_from_db()
    assert one.due == date(2025, 1, 9)
    assert one.steps.get(kind="due").due_after == one.due


def test_the_table_in_the_documentation_is_the_one_in_use() -> None:
    text = (Path(__file__).resolve().parents[3] / "docs" / "supervision.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for move in LEDGER.moves:
        states = ", ".join(STATE_TEXTS[state].zh for state in move.sources)
        name = "grant, refuse" if move.name in ("grant", "refuse") else move.name
        target = STATE_TEXTS[move.target].zh if move.target else ""
        found = [row for row in rows if f"{name} | {states} | {target} |".replace("  ", " ") in row]
        assert len(found) == 1, move.name
        assert ("planning bureau" in found[0]) == (move.side == "planner")
        assert not ("comment" in move.needs and "comment" not in found[0])


@pytest.mark.parametrize(
    ("state", "asked", "turn"),
    [
        ("registered", False, {"planner"}),
        ("assigned", False, {"department"}),
        ("handling", False, {"department"}),
        ("handling", True, {"department", "planner"}),
        ("reported", False, {"planner"}),
        ("archived", False, set()),
    ],
)
def test_whose_turn_it_is(hall: CityHall, state: str, asked: bool, turn: set[str]) -> None:
    one = item(hall, state)
    if asked:
        one = moved(one, "ask", hall.department)
    assert {role for role in ROLES if mine(hall.users[role]).exists()} == turn
    if asked:
        moved(one, "refuse", hall.planner)
        assert not mine(hall.planner).exists()
