"""Working days by the official calendar: the yearly notice of the State Council on public holidays.

    >>> from datetime import date
    >>> is_workday(date(2023, 1, 28)), is_workday(date(2024, 2, 9))   # a Saturday worked (调休); New Year's Eve of 2024
    (True, True)
    >>> add_workdays(date(2024, 2, 9), 1)                             # over the Spring Festival, 10 to 17 February
    datetime.date(2024, 2, 18)
    >>> workdays_between(date(2024, 2, 9), date(2024, 2, 19))
    2

The notice for a year comes out late in the year before. A year that has none yet is not guessed from its weekdays:
CalendarUnknownError names it, and whoever shows a deadline says so.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from luoshi.core.presets import Clock
from luoshi.core.text import Text

DAY = timedelta(days=1)


class CalendarUnknownError(Exception):
    """The holidays of `year` have not been announced (or lie before the first notice that is known)."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the holidays of {year} are not known")
        self.year = year

    @property
    def text(self) -> Text:
        """What users read instead of a day."""
        return unknown(self.year)


def unknown(year: int) -> Text:
    """What is said where a day of `year` would have to be guessed."""
    return Text(f"{year} 年放假安排尚未公布", f"the holidays of {year} are not announced yet")


@lru_cache(maxsize=4096)
def is_workday(day: date) -> bool:
    """Whether offices work on `day`. Raises CalendarUnknownError."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise CalendarUnknownError(day.year) from None


def add_workdays(day: date, number: int) -> date:
    """The working day that is the `number`-th after `day` (before it where negative); `day` itself for 0.

    The day on which a clock starts does not count, as in GB and civil law. Raises CalendarUnknownError.
    """
    step = DAY if number >= 0 else -DAY
    left = abs(number)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workdays_between(first: date, last: date) -> int:
    """How many working days lie after `first` up to and including `last`; negative where `last` is earlier.

    Raises CalendarUnknownError.
    """
    if last < first:
        return -workdays_between(last, first)
    return sum(is_workday(first + DAY * place) for place in range(1, (last - first).days + 1))


def due_after(day: date, clock: Clock) -> date:
    """The day by which a clock that starts on `day` runs out. Raises CalendarUnknownError.

    Days are working days. A month ends on the same day of the month, or the last one it has, and on the next working
    day where that one is free.

    >>> from luoshi.core.presets import CLOCKS
    >>> due_after(date(2024, 1, 31), CLOCKS["major"]), due_after(date(2024, 2, 8), CLOCKS["feedback"])
    (datetime.date(2024, 2, 29), datetime.date(2024, 2, 19))
    """
    if clock.unit == "day":
        return add_workdays(day, clock.amount)
    months = day.year * 12 + day.month - 1 + clock.amount
    year, month = months // 12, months % 12 + 1
    due = date(year, month, min(day.day, monthrange(year, month)[1]))
    return due if is_workday(due) else add_workdays(due, 1)
