"""What was typed into a form: each field read as what it should be, and what is wrong with those that are not.

>>> typed = Typed({"investment": "1,200.5", "physical": "45%", "start": "2023-02-30"})
>>> typed.number("investment"), typed.percent("physical"), typed.day("start"), typed.errors["start"].en
(1200.5, 0.45, None, 'Write a day such as 2024-03-15.')
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from datetime import date

from luoshi.core.text import Text

LONG_CHARS, SHORT_CHARS, NUMBER_CHARS = 2000, 300, 24
FIRST_YEAR, LAST_YEAR = 1949, 2100
MAX_VALUE = 1e15

NO_NUMBER = Text("请填数字, 例如 12.5。", "Write a number such as 12.5.")
NO_DAY = Text("请填日期, 例如 2024-03-15。", "Write a day such as 2024-03-15.")
NO_WHOLE = Text("请填整数。", "Write a whole number.")


class Typed:
    """The fields of one form; `errors` by field name."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self._data = data
        self.errors: dict[str, Text] = {}

    def text(self, name: str, chars: int = LONG_CHARS) -> str:
        """A text without what no database takes, cut to its length."""
        return self._data.get(name, "").replace("\x00", "").strip()[:chars]

    def number(self, name: str) -> float | None:
        """A number; thousands separators and full-width signs are taken."""
        text = self._narrow(name)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or abs(value) > MAX_VALUE:
            self.errors[name] = NO_NUMBER
            return None
        return value

    def percent(self, name: str) -> float | None:
        """Percent as a share: 45 or 45% is 0.45."""
        value = self.number(name)
        return None if value is None else round(value / 100, 9)

    def day(self, name: str) -> date | None:
        """A day as ISO 8601."""
        text = self._narrow(name).replace("/", "-")
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = date.min
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.errors[name] = NO_DAY
            return None
        return day

    def whole(self, name: str) -> int | None:
        """A whole number from 0."""
        text = self._narrow(name)
        if text and not (text.isascii() and text.isdigit() and len(text) <= 12):
            self.errors[name] = NO_WHOLE
            return None
        return int(text) if text else None

    def _narrow(self, name: str) -> str:
        text = unicodedata.normalize("NFKC", self.text(name, NUMBER_CHARS))
        return text.replace(",", "").removesuffix("%").strip()
