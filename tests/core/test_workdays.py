"""Working days by the official calendar: known 调休 days, arithmetic that holds, years that are said to be unknown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.core.presets import CLOCKS
from luoshi.core.workdays import CalendarUnknownError, add_workdays, due_after, is_workday, workdays_between

DAYS = st.dates(date(2021, 1, 1), date(2024, 12, 31))
FEW = st.integers(1, 40)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2023, 1, 20), True),  # Friday before the Spring Festival
        (date(2023, 1, 21), False),  # New Year's Eve, a Saturday
        (date(2023, 1, 27), False),  # Friday, last day of the festival
        (date(2023, 1, 28), True),  # Saturday worked
        (date(2023, 1, 29), True),  # Sunday worked
        (date(2023, 4, 23), True),  # Sunday worked for May Day
        (date(2023, 5, 3), False),
        (date(2023, 5, 6), True),
        (date(2023, 6, 22), False),  # Dragon Boat
        (date(2023, 6, 25), True),
        (date(2023, 9, 29), False),  # Mid-Autumn, with the National Day holidays
        (date(2023, 10, 7), True),
        (date(2024, 2, 4), True),  # Sunday worked
        (date(2024, 2, 9), True),  # New Year's Eve of 2024: not in the notice
        (date(2024, 2, 10), False),
        (date(2024, 2, 16), False),
        (date(2024, 2, 17), False),
        (date(2024, 2, 18), True),  # Sunday worked
        (date(2024, 3, 9), False),  # a Saturday like any other
        (date(2024, 3, 11), True),
        (date(2020, 1, 31), False),  # the festival that was made longer
        (date(2025, 1, 26), True),
    ],
)
def test_known_days(day: date, worked: bool) -> None:
    assert is_workday(day) is worked


@pytest.mark.parametrize(
    ("day", "number", "then"),
    [
        (date(2023, 1, 20), 1, date(2023, 1, 28)),
        (date(2023, 1, 20), 2, date(2023, 1, 29)),
        (date(2023, 1, 28), -1, date(2023, 1, 20)),
        (date(2024, 2, 8), 3, date(2024, 2, 19)),
        (date(2024, 3, 8), 7, date(2024, 3, 19)),
        (date(2024, 3, 9), 0, date(2024, 3, 9)),
    ],
)
def test_workdays_are_counted_over_holidays(day: date, number: int, then: date) -> None:
    assert add_workdays(day, number) == then
    if is_workday(day):
        assert workdays_between(day, then) == number


@pytest.mark.parametrize(
    ("day", "clock", "due"),
    [
        (date(2024, 2, 1), "study", date(2024, 2, 2)),
        (date(2024, 2, 1), "feedback", date(2024, 2, 5)),  # over the worked Sunday 4 February
        (date(2024, 2, 1), "ordinary", date(2024, 2, 9)),
        (date(2024, 1, 31), "major", date(2024, 2, 29)),
        (date(2024, 1, 10), "major", date(2024, 2, 18)),  # 10 February is free
        (date(2023, 12, 29), "major", date(2024, 1, 29)),
    ],
)
def test_clocks_run_in_working_days(day: date, clock: str, due: date) -> None:
    assert due_after(day, CLOCKS[clock]) == due


@pytest.mark.parametrize("day", [date(2003, 6, 2), date(2090, 6, 1), date(1999, 12, 31)])
def test_a_year_without_a_calendar_is_said(day: date) -> None:
    with pytest.raises(CalendarUnknownError) as caught:
        is_workday(day)
    assert caught.value.year == day.year
    assert str(day.year) in caught.value.text.zh


def test_a_deadline_across_the_end_of_the_known_calendar_is_not_guessed() -> None:
    last = max(year for year in range(2024, 2090) if _known(year))
    with pytest.raises(CalendarUnknownError) as caught:
        add_workdays(date(last, 12, 31), 1)
    assert caught.value.year == last + 1
    with pytest.raises(CalendarUnknownError):
        due_after(date(last, 12, 15), CLOCKS["major"])


def _known(year: int) -> bool:
    try:
        is_workday(date(year, 6, 1))
    except CalendarUnknownError:
        return False
    return True


@settings(deadline=None)
@given(DAYS, FEW)
def test_the_nth_workday_is_n_workdays_away(day: date, number: int) -> None:
    then = add_workdays(day, number)
    assert is_workday(then)
    assert workdays_between(day, then) == number
    assert workdays_between(then, day) == -number


@settings(deadline=None)
@given(DAYS, FEW, FEW)
def test_steps_add_up(day: date, first: int, second: int) -> None:
    assert add_workdays(add_workdays(day, first), second) == add_workdays(day, first + second)


@settings(deadline=None)
@given(DAYS, FEW)
def test_there_and_back(day: date, number: int) -> None:
    if is_workday(day):
        assert add_workdays(add_workdays(day, number), -number) == day


@settings(deadline=None)
@given(DAYS, DAYS, DAYS)
def test_spans_add_up(a: date, b: date, c: date) -> None:
    assert workdays_between(a, b) + workdays_between(b, c) == workdays_between(a, c)


@settings(deadline=None)
@given(DAYS, st.sampled_from(sorted(CLOCKS)))
def test_a_deadline_is_a_later_workday(day: date, clock: str) -> None:
    due = due_after(day, CLOCKS[clock])
    assert is_workday(due)
    assert day < due < day + timedelta(days=45)
