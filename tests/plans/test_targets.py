"""Amendments, issue, shares, owners, settings: who may, what is refused, what is kept; parts against the whole."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from luoshi.core.judge.vocabulary import STATUSES
from luoshi.core.periods import Period
from luoshi.journal.models import Entry
from luoshi.people.access import ForbiddenError, rows
from luoshi.plans.models import Amendment, Indicator, Plan, SourceDocument, Target
from luoshi.plans.status.read import status
from luoshi.plans.targets import actions, parts
from luoshi.plans.targets.effective import effective
from luoshi.plans.targets.refusals import REFUSALS, RefusedTargetError
from tests.cityhall import CityHall, city_hall, give, indicator, target

AT = datetime(2024, 3, 1, tzinfo=UTC)
ON = date(2024, 3, 1)
PAPER = {
    "effective_from": date(2023, 1, 1),
    "document": "青政发〔2023〕5号",
    "reason": "省下达数调整",
    "seen": None,
    "at": AT,
}
ALL_BUT_PLANNER = [
    "department", "other_department", "county_filer", "reviewer", "county_reviewer", "leader", "operator", "auditor", "public",
]  # fmt: skip


@pytest.fixture
def hall(db: None) -> CityHall:
    return city_hall()


@pytest.fixture
def plan(document: SourceDocument) -> Plan:
    return document.plans.get()


@pytest.fixture
def goal(hall: CityHall, plan: Plan) -> Target:
    return target(indicator(plan, hall.bureau), hall.city)


def test_an_amendment_counts_from_its_day(hall: CityHall, goal: Target) -> None:
    made = actions.amend(target_id=goal.pk, changes={"value": 93, "year": 2025}, acting_user=hall.planner, **PAPER)
    assert made.changes == {"value": [95.0, 93.0]}, "only what differs is kept"
    goal.refresh_from_db()
    assert goal.value == 95.0, "the target stays as it was set"
    assert effective(goal, date(2022, 12, 31))["value"] == 95.0
    assert effective(goal, date(2023, 1, 1))["value"] == 93.0
    entry = Entry.objects.get(thing=f"target:{goal.pk}")
    assert (entry.action, entry.who, entry.before, entry.why) == (
        "target.amend", "planner", {"value": 95.0}, "青政发〔2023〕5号: 省下达数调整",
    )  # fmt: skip


def test_amendments_are_laid_in_the_order_of_their_days(hall: CityHall, goal: Target) -> None:
    later = actions.amend(
        target_id=goal.pk,
        changes={"value": 90},
        acting_user=hall.planner,
        **{**PAPER, "effective_from": date(2024, 1, 1)},
    )
    actions.amend(
        target_id=goal.pk,
        changes={"value": 93, "path": {"2023": 91.5}},
        acting_user=hall.planner,
        **{**PAPER, "seen": later.pk},
    )
    assert [effective(goal, date(year, 6, 1))["value"] for year in (2022, 2023, 2024)] == [95.0, 93.0, 90.0]
    assert effective(goal, date(2024, 6, 1))["path"] == {"2023": 91.5}
    future = {**PAPER, "effective_from": date(2025, 1, 1), "seen": Amendment.objects.latest("pk").pk}
    actions.amend(target_id=goal.pk, changes={"binding": True}, acting_user=hall.planner, **future)
    assert not effective(goal, ON)["binding"]
    assert effective(goal, date(2025, 1, 1))["binding"]


@pytest.mark.parametrize(
    ("changes", "paper", "code"),
    [
        ({"value": 93.0}, {"document": " "}, "document"),
        ({"value": 93.0}, {"reason": ""}, "reason"),
        ({"value": 93.0}, {"seen": 999}, "stale"),
        ({"value": 95.0}, {}, "no_change"),
        ({}, {}, "no_change"),
        ({"since": "2020-01-01"}, {}, "field"),
        ({"indicator": 1}, {}, "field"),
        ({"value": "viel"}, {}, "value"),
        ({"value": float("nan")}, {}, "value"),
        ({"value": float("inf")}, {}, "value"),
        ({"year": 1200}, {}, "value"),
        ({"year": "bald"}, {}, "value"),
        ({"kind": "hope"}, {}, "value"),
        ({"path": {"2023": "x"}}, {}, "value"),
        ({"path": {"23": 1.0}}, {}, "value"),
    ],
)
def test_what_is_refused(
    hall: CityHall, goal: Target, changes: dict[str, Any], paper: dict[str, Any], code: str
) -> None:
    with pytest.raises(RefusedTargetError) as refused:
        actions.amend(target_id=goal.pk, changes=changes, acting_user=hall.planner, **{**PAPER, **paper})
    assert refused.value.code == code
    assert refused.value.text.zh
    assert not Amendment.objects.exists()
    assert not Entry.objects.filter(thing=f"target:{goal.pk}").exists()


def test_the_second_of_two_is_told(hall: CityHall, goal: Target) -> None:
    actions.amend(target_id=goal.pk, changes={"value": 93}, acting_user=hall.planner, **PAPER)
    with pytest.raises(RefusedTargetError, match="stale"):
        actions.amend(target_id=goal.pk, changes={"value": 94}, acting_user=hall.planner, **PAPER)


@pytest.mark.parametrize("who", ALL_BUT_PLANNER)
def test_only_the_planning_bureau_changes_what_is_followed(hall: CityHall, goal: Target, plan: Plan, who: str) -> None:
    user = hall.users[who]
    with pytest.raises(ForbiddenError):
        actions.amend(target_id=goal.pk, changes={"value": 93}, acting_user=user, **PAPER)
    with pytest.raises(ForbiddenError):
        actions.issue(target_id=goal.pk, value=1.0, year=2025, acting_user=user, **PAPER)
    with pytest.raises(ForbiddenError):
        actions.split(target_id=goal.pk, shares=[actions.Share(1.0, hall.county)], parts="sum", acting_user=user, at=AT)
    with pytest.raises(ForbiddenError):
        actions.assign(indicator_id=goal.indicator_id, owner=None, co_owners=[], acting_user=user, at=AT)
    with pytest.raises(ForbiddenError):
        actions.judge_plan_by(plan_id=plan.pk, thresholds={"behind": 0.5}, rule="", preset="", acting_user=user, at=AT)
    with pytest.raises(ForbiddenError):
        actions.judge_indicator_by(
            indicator_id=goal.indicator_id, thresholds={"behind": 0.5}, rule="", acting_user=user, at=AT
        )
    assert not Entry.objects.filter(who=who).exists()


def test_who_sees_what_is_followed(hall: CityHall, plan: Plan, goal: Target) -> None:
    target(indicator(plan, hall.bureau, "内部", public=False), hall.city)
    seen = {name: rows(user, Target.objects.all()).count() for name, user in hall.users.items()}
    assert seen == {**dict.fromkeys(hall.users, 2), "public": 1}
    assert not rows(None, Target.objects.all()).exists()
    assert not rows(hall.planner, Target.objects.all(), "eat").exists()


def test_a_pending_target_is_issued(hall: CityHall, plan: Plan) -> None:
    one = indicator(plan, hall.bureau, "降幅")
    goal = target(one, hall.city, value=None, year=None, kind="pending", base_value=90.0)
    give(one, hall.city, {"2022": 92.0, "2023": 93.0})
    assert STATUSES[status(ON).status[0]] == "not_issued"
    with pytest.raises(RefusedTargetError, match="unissued"):
        actions.issue(target_id=goal.pk, value=None, year=2025, acting_user=hall.planner, **PAPER)
    made = actions.issue(target_id=goal.pk, value=95.0, year=2025, acting_user=hall.planner, **PAPER)
    assert made.changes == {"kind": ["pending", "level"], "value": [None, 95.0], "year": [None, 2025]}
    assert STATUSES[status(ON).status[0]] == "on_track"
    assert STATUSES[status(date(2022, 12, 31)).status[0]] == "not_issued", "before the document it was not there"
    with pytest.raises(RefusedTargetError, match="pending_only"):
        actions.issue(target_id=goal.pk, value=96.0, year=2025, acting_user=hall.planner, **{**PAPER, "seen": made.pk})


def test_shares_of_areas_and_agencies(hall: CityHall, plan: Plan) -> None:
    one = indicator(plan, hall.bureau, "绿道", unit="公里", measure="flow", spread="sum")
    goal = target(one, hall.city, value=100.0, base_value=None, kind="cumulative")
    share = actions.Share
    counties = actions.split(
        target_id=goal.pk, shares=[share(60.0, hall.county), share(30.0, hall.other_county)], parts="sum",
        acting_user=hall.planner, at=AT,
    )  # fmt: skip
    assert [(one.area_id, one.value, one.kind, one.parent_id) for one in counties] == [
        (hall.county.pk, 60.0, "cumulative", goal.pk), (hall.other_county.pk, 30.0, "cumulative", goal.pk),
    ]  # fmt: skip
    goal.refresh_from_db()
    found = parts.shares_of(goal, ON)
    assert found is not None
    assert not found.agrees
    assert found.arithmetic.en == "60 + 30 = 90; the whole 100; difference -10"
    with pytest.raises(RefusedTargetError, match="exists"):
        actions.split(target_id=goal.pk, shares=[share(1.0, hall.county)], parts="sum", acting_user=hall.planner, at=AT)
    with pytest.raises(RefusedTargetError, match="exists"):
        actions.split(target_id=goal.pk, shares=[share(1.0, hall.city)], parts="sum", acting_user=hall.planner, at=AT)
    with pytest.raises(RefusedTargetError, match="shares"):
        actions.split(target_id=goal.pk, shares=[], parts="sum", acting_user=hall.planner, at=AT)
    (part,) = actions.split(
        target_id=goal.pk, shares=[share(10.0, agency=hall.other_bureau)], parts="sum", acting_user=hall.planner, at=AT
    )
    assert part.indicator.parent == one
    assert part.indicator.owner == hall.other_bureau
    found = parts.shares_of(goal, ON)
    assert found is not None
    assert found.agrees
    give(part.indicator, hall.city, {"2021": 2.0, "2022": 2.0, "2023": 2.0})
    board = status(ON, indicator=part.indicator.pk)
    assert board.judged.progress[0] == pytest.approx(0.6)
    assert board.keys("owner") == [hall.other_bureau.pk]


def test_owner_and_helpers(hall: CityHall, goal: Target) -> None:
    actions.assign(
        indicator_id=goal.indicator_id, owner=hall.other_bureau, co_owners=[hall.bureau, hall.other_bureau],
        acting_user=hall.planner, at=AT,
    )  # fmt: skip
    one = Indicator.objects.get(pk=goal.indicator_id)
    assert (one.owner, list(one.co_owners.all())) == (hall.other_bureau, [hall.bureau])
    assert Entry.objects.get(action="indicator.assign").after == {
        "owner": hall.other_bureau.pk,
        "co_owners": [hall.bureau.pk],
    }
    with pytest.raises(RefusedTargetError, match="no_change"):
        actions.assign(
            indicator_id=one.pk, owner=hall.other_bureau, co_owners=[hall.bureau], acting_user=hall.planner, at=AT
        )


def test_an_old_count_names_the_owner_of_then(hall: CityHall, plan: Plan, goal: Target) -> None:
    then, later = AT + timedelta(days=1), AT + timedelta(days=2)
    before = status(ON, known_at=then).counts("owner")
    kind: dict[str, Any] = {"indicator_id": goal.indicator_id, "co_owners": [], "acting_user": hall.planner}
    actions.assign(owner=hall.other_bureau, at=later, **kind)
    actions.assign(owner=None, at=later + timedelta(days=1), **kind)
    assert status(ON, known_at=then).counts("owner") == before
    assert list(status(ON, known_at=later).counts("owner")) == [hall.other_bureau.pk]
    assert list(status(ON).counts("owner")) == [None]


def test_settings_and_the_old_evaluation(hall: CityHall, plan: Plan, goal: Target) -> None:
    """A change of thresholds does not reach back: the journal remembers by what was judged."""
    give(goal.indicator, hall.city, {"2022": 90.5, "2023": 91.0})
    then = datetime(2024, 2, 15, tzinfo=UTC)
    plan.rules = {"lasting": {"red": 10}}
    plan.save()
    kind = {"acting_user": hall.planner, "at": AT}
    actions.judge_plan_by(plan_id=plan.pk, thresholds={"behind": 0.3}, rule="open_sdg", preset="xinhuang", **kind)
    plan.refresh_from_db()
    assert plan.rules == {
        "lasting": {"red": 10}, "thresholds": {"behind": 0.3}, "rule": "open_sdg", "preset": "xinhuang"
    }, "what others keep there stays"  # fmt: skip
    assert STATUSES[status(ON).status[0]] == "behind"
    actions.judge_indicator_by(
        indicator_id=goal.indicator_id, thresholds={"behind": 0.1, "on_track": 0.2}, rule="regression", **kind
    )
    assert STATUSES[status(ON).status[0]] == "on_track"
    actions.judge_indicator_by(
        indicator_id=goal.indicator_id, thresholds={"behind": 0.15, "on_track": 0.2}, rule="", **kind
    )
    old = status(ON, known_at=then)
    assert STATUSES[old.status[0]] == "far_behind"
    assert np.isnan(old.outlook.ratio[0])
    actions.judge_plan_by(plan_id=plan.pk, thresholds=None, rule="", preset="", **kind)
    plan.refresh_from_db()
    assert plan.rules == {"lasting": {"red": 10}}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"thresholds": {"behind": 2.0}, "rule": "", "preset": ""}, "thresholds"),
        ({"thresholds": {"behind": "x"}, "rule": "", "preset": ""}, "thresholds"),
        ({"thresholds": None, "rule": "magic", "preset": ""}, "rule"),
        ({"thresholds": None, "rule": "", "preset": "magic"}, "preset"),
        ({"thresholds": None, "rule": "", "preset": ""}, "no_change"),
    ],
)
def test_settings_that_are_refused(hall: CityHall, plan: Plan, values: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusedTargetError, match=code):
        actions.judge_plan_by(plan_id=plan.pk, acting_user=hall.planner, at=AT, **values)


def test_a_plan_leaves_room_for_what_its_indicators_set(hall: CityHall, plan: Plan, goal: Target) -> None:
    """Each is in order alone; together they would not rise, and no status of the plan could be read."""
    kind: dict[str, Any] = {"rule": "", "acting_user": hall.planner, "at": AT}
    actions.judge_indicator_by(indicator_id=goal.indicator_id, thresholds={"ahead": 1.05}, **kind)
    with pytest.raises(RefusedTargetError, match="thresholds_within") as refused:
        actions.judge_plan_by(plan_id=plan.pk, thresholds={"binding": 1.08}, preset="", **kind)
    assert goal.indicator.name in refused.value.text.zh
    status(ON)


@pytest.mark.parametrize(("unit", "agrees"), [("人", True), ("万人", False), ("公里", None)])
def test_shares_in_another_unit(hall: CityHall, plan: Plan, unit: str, agrees: bool | None) -> None:
    whole = target(indicator(plan, hall.bureau, unit="万人"), hall.city, 2.0, parts="sum")
    for area, value in ((hall.county, 12_000.0), (hall.other_county, 8_000.0)):
        target(whole.indicator, area, value, parent=whole, unit=unit)
    found = parts.shares_of(whole, ON)
    assert (found and found.agrees) is agrees


@pytest.mark.parametrize(
    ("given", "whole", "spread", "agrees"),
    [
        ([12.3, 7.6], 19.9, "sum", True),
        ([12.3, 7.6], 19.8, "sum", True),  # 12.25 + 7.55 could be it
        ([12.3, 7.6], 19.7, "sum", False),
        ([12.0, 7.0], 20.0, "sum", False),  # whole numbers are counted, not rounded
        ([90.0, 94.0], 92.0, "mean", True),
        ([90.0, 95.0], 92.0, "mean", False),
        ([90.0, 94.0], 92.0, "none", None),
        ([90.0, None], 92.0, "sum", None),
        ([], 92.0, "sum", None),
        ([1.0], None, "sum", None),
        ([0.1] * 10, 1.0, "sum", True),
    ],
)
def test_parts_against_the_whole(given: list[Any], whole: Any, spread: str, agrees: bool | None) -> None:
    found = parts.check([(str(place), value) for place, value in enumerate(given)], whole, spread)
    assert (None if found is None else found.agrees) == agrees


def test_years_and_figures_against_the_whole(hall: CityHall, plan: Plan) -> None:
    counted = {"kind": "cumulative", "value": 100.0, "year": 2022, "path": {"2021": 60.0, "2022": 30.0}}
    found = parts.years_of(counted)
    assert found is not None
    assert not found.agrees
    assert parts.years_of({**counted, "path": {"2021": 60.0}}) is None
    one = indicator(plan, hall.bureau, "绿道", unit="公里", measure="flow", spread="sum")
    for area in (hall.city, hall.county, hall.other_county):
        target(one, area, kind="cumulative")
    month = Period.parse("2023").last
    give(one, hall.city, {"2023": 20.0})
    give(one, hall.county, {"2023": 12.0})
    assert parts.figures_of(one, month) == [], "a county is missing"
    give(one, hall.other_county, {"2023": 7.0})
    (found,) = parts.figures_of(one, month)
    assert not found.agrees
    assert found.made == 19.0


def test_every_refusal_is_in_two_languages() -> None:
    assert all(text.zh and text.en for text in REFUSALS.values())
