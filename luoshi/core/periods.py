"""Reporting periods: a month, quarter, half year or year, written as people and files write them.

>>> quarter = Period.parse("2023-Q2")
>>> quarter.start, quarter.end, quarter.next().text, quarter.label.zh
(datetime.date(2023, 4, 1), datetime.date(2023, 6, 30), '2023-Q3', '2023年第2季度')
>>> [month.text for month in quarter.parts(Frequency.MONTH)]
['2023-04', '2023-05', '2023-06']

A period's place on the time axis is `last`, the number of its last month counted from January of year 0, so that a
month, a quarter and a year that end together stand at the same place.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering

from luoshi.core.text import Text

YEARS = (1949, 2100)
"""The first and last year that a period may lie in; what is outside is a slip of the pen."""


class Frequency(StrEnum):
    """How often a figure is due."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Months in one period."""
        return _MONTHS[self]

    @property
    def label(self) -> Text:
        """The name that users read."""
        return _LABELS[self]


_MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF: 6, Frequency.YEAR: 12}
_LABELS = {
    Frequency.MONTH: Text("月报", "monthly"),
    Frequency.QUARTER: Text("季报", "quarterly"),
    Frequency.HALF: Text("半年报", "half-yearly"),
    Frequency.YEAR: Text("年报", "yearly"),
}
_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One period; `number` counts within the year from 1 (a year's is 1)."""

    year: int
    frequency: Frequency
    number: int = 1

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2023`, `2023-H1`, `2023-Q2` or `2023-05`. Raises ValueError."""
        match = _WRITTEN.fullmatch(text)
        if match is None or not YEARS[0] <= int(match[1]) <= YEARS[1]:
            raise ValueError(f"{text!r} is no period; write 2023, 2023-H1, 2023-Q2 or 2023-05")
        year = int(match[1])
        if match[2]:
            return cls(year, Frequency.QUARTER, int(match[2]))
        if match[3]:
            return cls(year, Frequency.HALF, int(match[3]))
        return cls(year, Frequency.MONTH, int(match[4])) if match[4] else cls(year, Frequency.YEAR)

    @classmethod
    def of(cls, day: date, frequency: Frequency) -> Period:
        """The period that holds `day`."""
        return cls(day.year, frequency, (day.month - 1) // frequency.months + 1)

    @property
    def text(self) -> str:
        """As files and addresses write it."""
        if self.frequency is Frequency.YEAR:
            return f"{self.year:04}"
        if self.frequency is Frequency.MONTH:
            return f"{self.year:04}-{self.number:02}"
        return f"{self.year:04}-{'Q' if self.frequency is Frequency.QUARTER else 'H'}{self.number}"

    @property
    def label(self) -> Text:
        """As people read it."""
        if self.frequency is Frequency.YEAR:
            return Text(f"{self.year}年", f"{self.year}")
        if self.frequency is Frequency.MONTH:
            return Text(f"{self.year}年{self.number}月", f"{self.year}-{self.number:02}")
        if self.frequency is Frequency.QUARTER:
            return Text(f"{self.year}年第{self.number}季度", f"Q{self.number} {self.year}")
        return Text(f"{self.year}年{'上下'[self.number - 1]}半年", f"H{self.number} {self.year}")

    @property
    def last(self) -> int:
        """The number of its last month: year * 12 + month - 1."""
        return self.year * 12 + self.number * self.frequency.months - 1

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * self.frequency.months + 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        month = self.number * self.frequency.months
        return date(self.year, month, monthrange(self.year, month)[1])

    def shifted(self, by: int) -> Period:
        """The period `by` places later (earlier where negative)."""
        per_year = 12 // self.frequency.months
        place = self.year * per_year + self.number - 1 + by
        return Period(place // per_year, self.frequency, place % per_year + 1)

    def next(self) -> Period:
        """The one after it."""
        return self.shifted(1)

    def previous(self) -> Period:
        """The one before it."""
        return self.shifted(-1)

    def parts(self, frequency: Frequency) -> list[Period]:
        """The shorter periods that it is made of. Raises ValueError where `frequency` is longer than its own."""
        if frequency.months > self.frequency.months:
            raise ValueError(f"a {self.frequency} is not made of parts called {frequency}")
        first = Period.of(self.start, frequency)
        return [first.shifted(place) for place in range(self.frequency.months // frequency.months)]

    def __lt__(self, other: Period) -> bool:
        """By end; of two that end together the shorter first."""
        return (self.last, self.frequency.months) < (other.last, other.frequency.months)

    def __str__(self) -> str:
        return self.text


def month_number(day: date) -> int:
    """The number of the month that holds `day`, on the axis of `Period.last`."""
    return day.year * 12 + day.month - 1
