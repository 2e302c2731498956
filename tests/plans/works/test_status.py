"""How projects and undertakings stand: a table of cases, arithmetic in numbers, and silence that is never red."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.core.periods import month_number
from luoshi.plans.models import Plan, Project
from luoshi.plans.works import status
from luoshi.plans.works.course import Step, planned, progress
from tests.cityhall import CityHall, milestone, project, reported, undertaking

ON = date(2024, 2, 1)
SCHEDULE = {"2023-06": {"physical": 0.3, "investment": 300.0}, "2023-12": {"physical": 0.6, "investment": 600.0}}


def standing(one: Project, on: date = ON) -> status.Standing:
    return status.projects(on)[one.pk]


@pytest.mark.parametrize(
    ("fields", "report", "state", "level"),
    [
        ({}, ("2023-12", 0.55, None), "judged", "none"),  # even: 12 of 24 months = 50 %
        ({}, ("2023-12", 0.40, None), "judged", "yellow"),
        ({}, ("2023-12", 0.20, None), "judged", "yellow"),  # exactly 30 points
        ({}, ("2023-12", 0.19, None), "judged", "red"),
        ({"schedule": SCHEDULE}, ("2023-12", 0.29, None), "judged", "red"),
        ({"schedule": SCHEDULE}, ("2023-12", 0.55, None), "judged", "none"),
        ({"preset": "sanya_2022"}, ("2023-12", 0.1, 600.0), "judged", "none"),
        ({"preset": "sanya_2022"}, ("2023-12", 0.9, 590.0), "judged", "yellow"),
        ({"preset": "sanya_2022"}, ("2023-12", 0.9, 299.0), "judged", "red"),
        ({"preset": "xinhuang"}, ("2023-12", None, 470.0), "judged", "watch"),
        ({"preset": "xinhuang"}, ("2023-12", None, 350.0), "judged", "yellow"),
        ({"stage": "shelved"}, ("2023-12", 0.0, 0.0), "shelved", "none"),
        ({"stage": "finish"}, ("2023-12", 1.0, 1200.0), "finished", "none"),
        ({}, None, "not_reported", "none"),  # begun by schedule, nobody reported: a state of its own
        ({}, ("2023-06", 0.0, 0.0), "not_reported", "none"),  # eight months old: says nothing about now
        ({}, ("2023-11", 0.0, 0.0), "judged", "red"),  # three months old: still does
        ({"start": date(2024, 6, 1), "stage": "reserve"}, None, "not_due", "none"),
        ({"start": None, "finish": None}, None, "no_schedule", "none"),
        ({"start": None, "finish": None}, ("2023-12", 0.0, 0.0), "no_schedule", "none"),
        ({}, ("2023-12", None, None), "no_data", "none"),
        ({"start": date(2023, 12, 15), "stage": "approval"}, ("2024-01", 0.0, None), "judged", "yellow"),  # start missed
        ({"start": date(2023, 10, 15), "finish": None, "stage": "approval"}, ("2024-01", 0.0, None), "judged", "red"),
    ],
)  # fmt: skip
def test_where_a_project_stands(
    hall: CityHall, plan: Plan, fields: dict[str, Any], report: tuple[str, float | None, float | None] | None,
    state: str, level: str,
) -> None:  # fmt: skip
    on = date(2024, 2, 20)
    one = project(plan, hall.bureau, hall.city, **fields)
    if report:
        reported(one, *report, stage=one.stage)
    found = standing(one, on)
    assert (found.state, found.level) == (state, level), found.arithmetic.en
    assert found.arithmetic.zh
    assert found.label.zh


def test_the_preset_of_the_plan_counts_unless_the_project_has_its_own(hall: CityHall, plan: Plan) -> None:
    plan.rules = {"preset": "sanya_2022"}
    plan.save()
    one, other = project(plan, hall.bureau, hall.city), project(plan, hall.bureau, hall.city, preset="yinchuan_2025")
    for each in (one, other):
        reported(each, "2023-12", 0.5, 100.0)
    found = status.projects(ON)
    assert (found[one.pk].level, found[other.pk].level) == ("red", "none")
    assert "(600 - 100) / 600 = 83.33 %" in found[one.pk].arithmetic.zh


def test_only_the_last_approved_revision_counts(hall: CityHall, plan: Plan) -> None:
    one = project(plan, hall.bureau, hall.city)
    reported(one, "2023-11", 0.45)
    reported(one, "2023-12", 0.1)
    reported(one, "2023-12", 0.5, revision=2)
    reported(one, "2023-12", 0.0, revision=3, approved_at=None)
    reported(one, "2024-01", 0.0, approved_at=None)
    found = standing(one)
    assert (found.done, found.period, found.level) == (0.5, "2023-12", "none")


def test_an_earlier_day_sees_earlier_reports(hall: CityHall, plan: Plan) -> None:
    one = project(plan, hall.bureau, hall.city)
    reported(one, "2023-06", 0.2)
    reported(one, "2023-12", 0.5)
    assert standing(one, date(2023, 7, 5)).done == 0.2


@pytest.mark.parametrize(
    ("divisible", "steps", "deadline", "state", "level", "done", "expected"),
    [
        (True, [("2023-06-30", "2023-06-01"), ("2024-12-31", None)], None, "judged", "none", 0.5, 0.5),
        (True, [("2023-06-30", "2023-06-01"), ("2023-12-31", None)], None, "judged", "red", 0.5, 1.0),
        (True, [("2023-06-30", "2023-07-30"), ("2023-12-31", "2024-01-15")], None, "finished", "none", 1.0, 1.0),
        (False, [("2023-06-30", "2023-06-01"), ("2024-12-31", None)], None, "judged", "none", 0.0, 0.0),
        (False, [("2023-06-30", "2023-06-01"), ("2023-12-31", None)], None, "judged", "red", 0.0, 1.0),
        (True, [("2023-06-30", None)], None, "not_reported", "watch", 0.0, 1.0),
        (True, [("2024-06-30", None)], None, "not_due", "none", 0.0, 0.0),
        (True, [(None, None)], None, "no_schedule", "none", 0.0, 0.0),
        (True, [(None, "2023-05-01"), (None, None)], "2024-01-31", "judged", "red", 0.5, 1.0),
        (True, [], "2024-01-31", "not_reported", "watch", None, None),
        (True, [], "2024-06-30", "not_due", "none", None, None),
        (True, [], None, "no_schedule", "none", None, None),
        (True, [("2023-06-30", "2024-03-01")], None, "judged", "red", 0.0, 1.0),  # done later than the day asked for
    ],
)
def test_where_an_undertaking_stands(
    hall: CityHall, plan: Plan, divisible: bool, steps: list[tuple[str | None, str | None]], deadline: str | None,
    state: str, level: str, done: float | None, expected: float | None,
) -> None:  # fmt: skip
    day = date.fromisoformat
    one = undertaking(plan, hall.bureau, hall.city, divisible=divisible, deadline=day(deadline) if deadline else None)
    for due, done_on in steps:
        milestone(one, day(due) if due else None, day(done_on) if done_on else None)
    found = status.undertakings(ON)[one.pk]
    assert (found.state, found.level, found.done, found.planned) == (state, level, done, expected)


def test_a_step_that_is_said_to_be_undone_is_judged(hall: CityHall, plan: Plan) -> None:
    one = undertaking(plan, hall.bureau, hall.city)
    milestone(one, date(2023, 6, 30), recorded_at="2023-07-01T00:00:00+08:00", note="招标未成")
    found = status.undertakings(ON)[one.pk]
    assert (found.state, found.level) == ("judged", "red")
    assert found.arithmetic.zh == "已办结 0 / 1, 应办结 1 / 1; 落后序时 100 - 0 = 100 个百分点 -> 红色"


def test_weights_count(hall: CityHall, plan: Plan) -> None:
    one = undertaking(plan, hall.bureau, hall.city)
    milestone(one, date(2023, 6, 30), date(2023, 6, 1), weight=3)
    milestone(one, date(2023, 12, 31), weight=1)
    found = status.undertakings(ON)[one.pk]
    assert (found.done, found.planned, found.level) == (0.75, 1.0, "yellow")


def test_warnings_are_red_and_yellow_only(hall: CityHall, plan: Plan) -> None:
    late, fine, _quiet = (project(plan, hall.bureau, hall.city, name) for name in "甲乙丙")
    reported(late, "2023-12", 0.0)
    reported(fine, "2023-12", 0.5)
    silent = undertaking(plan, hall.bureau, hall.city)
    milestone(silent, date(2023, 6, 30))
    assert status.warnings(ON) == {f"project:{late.pk}": "red"}


def test_all_at_once_takes_few_queries(hall: CityHall, plan: Plan, django_assert_num_queries: Any) -> None:
    for place in range(20):
        one = project(plan, hall.bureau, hall.city, f"项目{place}")
        reported(one, "2023-12", 0.3)
        milestone(undertaking(plan, hall.bureau, hall.city, f"任务{place}"), ON)
    with django_assert_num_queries(3):
        assert len(status.projects(ON)) == 20
    with django_assert_num_queries(3):
        assert len(status.undertakings(ON)) == 20


MONTHS = st.integers(month_number(date(2022, 1, 1)), month_number(date(2025, 12, 1)))


@settings(deadline=None)  # a busy machine is no fault
@given(MONTHS, MONTHS)
def test_what_is_planned_never_falls(one: int, other: int) -> None:
    early, late = sorted((one, other))
    for schedule in (SCHEDULE, {}):
        values = [planned(schedule, "physical", m, date(2023, 1, 1), date(2024, 12, 31)) for m in (early, late)]
        assert values[0] is not None
        assert values[1] is not None
        assert 0 <= values[0] <= values[1] <= 1


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.tuples(st.floats(0.1, 10), st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_shares_lie_between_nothing_and_all(rows: list[tuple[float, bool, bool]]) -> None:
    steps = [Step(weight, ON if due else None, ON if done else None, done) for weight, due, done in rows]
    found = progress(steps, ON)
    for divisible in (True, False):
        done, due = found.shares(divisible=divisible)
        assert 0 <= done <= 1 + 1e-9
        assert 0 <= due <= 1 + 1e-9
    assert (found.shares(divisible=False)[0] == 1) == all(done for _, _, done in rows)
