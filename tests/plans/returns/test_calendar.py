"""The calendar of returns and its reminders: what is owed by whom and when, once however often it is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from luoshi.journal.models import Entry as JournalEntry
from luoshi.people.models import Agency, Area
from luoshi.plans.models import Indicator, Notice, Plan, Return, ReturnItem
from luoshi.plans.returns import tick_jobs
from luoshi.plans.returns.calendar import open_returns
from luoshi.plans.returns.reminders import remind
from tests.cityhall import CityHall, give, indicator, target
from tests.plans.returns.conftest import bring, fill


def on(day: str) -> datetime:
    """Eight in the morning in Asia/Shanghai of a day."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)


def owed() -> set[tuple[str, str, str, str]]:
    """(agency, area, period, due) of every return."""
    rows = Return.objects.values_list("agency__name", "area__name", "period", "due")
    return {(agency, area, period, due.isoformat()) for agency, area, period, due in rows}


@pytest.mark.parametrize(
    ("frequency", "day", "periods"),
    [
        ("year", "2021-12-31", []),
        ("year", "2022-01-01", ["2021"]),
        ("year", "2030-06-01", ["2021", "2022", "2023", "2024", "2025"]),
        ("half", "2022-01-01", ["2021-H1", "2021-H2"]),
        ("quarter", "2021-10-05", ["2021-Q1", "2021-Q2", "2021-Q3"]),
        ("month", "2021-03-01", ["2021-01", "2021-02"]),
    ],
)
def test_periods_from_the_plans_first_year_to_its_last(
    hall: CityHall, plan: Plan, frequency: str, day: str, periods: list[str]
) -> None:
    indicator(plan, hall.bureau, frequency=frequency)
    open_returns(on(day))
    assert list(Return.objects.order_by("last").values_list("period", flat=True)) == periods


def test_the_day_is_that_of_the_city(hall: CityHall, plan: Plan) -> None:
    indicator(plan, hall.bureau)
    open_returns(datetime(2021, 12, 31, 15, 59, tzinfo=UTC))
    assert not Return.objects.exists()
    open_returns(datetime(2021, 12, 31, 16, 0, tzinfo=UTC))  # midnight in Asia/Shanghai
    assert Return.objects.count() == 1


def test_due_by_the_longest_of_its_lines_and_one_return_for_all(hall: CityHall, plan: Plan) -> None:
    indicator(plan, hall.bureau, "甲", due_days=10)
    indicator(plan, hall.bureau, "乙", due_days=20)
    indicator(plan, hall.other_bureau, "丙", frequency="half")
    indicator(plan, None, "无人负责")
    open_returns(on("2022-01-02"))
    assert owed() == {
        (hall.bureau.name, hall.city.name, "2021", "2022-01-20"),
        (hall.other_bureau.name, hall.city.name, "2021-H1", "2021-07-15"),
        (hall.other_bureau.name, hall.city.name, "2021-H2", "2022-01-15"),
    }
    assert ReturnItem.objects.filter(owed__agency=hall.bureau).count() == 2


def test_counties_owe_what_has_a_target_there_or_makes_the_whole(hall: CityHall, plan: Plan) -> None:
    target(indicator(plan, hall.bureau, "只有一县"), hall.county)
    indicator(plan, hall.bureau, "都要相加", spread="sum")
    open_returns(on("2022-01-02"))
    counties = {agency.area.name: agency.name for agency in Agency.objects.filter(area__level=3).select_related("area")}
    assert {(agency, area) for agency, area, _, _ in owed()} == {
        (hall.bureau.name, hall.city.name), *((name, area) for area, name in counties.items()),
    }  # fmt: skip
    lines = ReturnItem.objects.filter(owed__area=hall.county).values_list("indicator__name", flat=True)
    assert set(lines) == {"只有一县", "都要相加"}
    assert ReturnItem.objects.filter(owed__area=hall.other_county).get().indicator.name == "都要相加"


def test_a_county_without_government_is_asked_by_nobody(hall: CityHall, plan: Plan) -> None:
    code = "990199"
    Area.objects.create(code=code, name="新区", level=3, parent=hall.city, path=f"{hall.city.path}{code}/")
    indicator(plan, hall.bureau, spread="mean")
    open_returns(on("2022-01-02"))
    assert not Return.objects.filter(area=code).exists()


def test_what_is_official_already_is_not_asked_again(hall: CityHall, plan: Plan) -> None:
    one = indicator(plan, hall.bureau)
    give(one, hall.city, {"2021": 92.0})
    open_returns(on("2023-01-02"))
    assert list(Return.objects.values_list("period", flat=True)) == ["2022"]


def test_twice_is_once_and_a_new_line_joins_the_draft(hall: CityHall, plan: Plan) -> None:
    indicator(plan, hall.bureau, "甲")
    assert open_returns(on("2023-01-02")) == 2
    lines = JournalEntry.objects.count()
    assert (open_returns(on("2023-01-02")), JournalEntry.objects.count()) == (0, lines)
    first = Return.objects.get(period="2021")
    bring(fill(first, 1.0, hall.department), "filed", hall)
    indicator(plan, hall.bureau, "乙")
    open_returns(on("2023-01-03"))
    assert [one.items.count() for one in Return.objects.order_by("period")] == [1, 2], "what is filed stays as it is"
    assert JournalEntry.objects.filter(action="return.extend").count() == 1


def test_a_plan_without_years_owes_nothing(hall: CityHall, plan: Plan) -> None:
    indicator(plan, hall.bureau)
    Plan.objects.update(until_year=None)
    assert open_returns(on("2023-01-02")) == 0


def test_each_stage_is_told_once(hall: CityHall, plan: Plan) -> None:
    indicator(plan, hall.bureau)
    plan.until_year = 2021
    plan.save()
    open_returns(on("2022-01-01"))
    told = []
    day = date(2022, 1, 1)
    while day < date(2022, 2, 1):
        told += [(day.isoformat(), count) for count in [remind(on(day.isoformat()))] if count]
        assert remind(on(day.isoformat())) == 0
        day += timedelta(days=1)
    assert told == [("2022-01-08", 1), ("2022-01-14", 1), ("2022-01-16", 1)]
    kinds = list(Notice.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["return_week", "return_day", "return_overdue"]
    assert Notice.objects.filter(agency=hall.bureau, text_zh__contains="2022-01-15").count() == 3


def test_who_has_filed_is_not_reminded(hall: CityHall, plan: Plan, green: Indicator) -> None:
    plan.until_year = 2023
    plan.save()
    for job in tick_jobs:
        job(on("2023-01-01"))
    open_returns(on("2024-01-01"))
    one = Return.objects.get(period="2023")
    bring(fill(one, 93.5, hall.department), "filed", hall)
    assert remind(on("2024-03-01")) == 0
