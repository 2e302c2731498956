"""The axis of months on arrays: which month has ended, when a period is due.

>>> import numpy as np
>>> last_ended(date(2024, 2, 28)) == 2024 * 12 + 0, last_ended(date(2024, 2, 29)) == 2024 * 12 + 1
(True, True)
>>> latest_due(np.array([12]), np.array([15]), date(2024, 1, 16)) == 2023 * 12 + 11
array([ True])
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from luoshi.core.periods import month_number

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

EPOCH_MONTH = 1970 * 12
EPOCH_DAY = date(1970, 1, 1).toordinal()


def last_ended(on: date) -> int:
    """The last month that has ended by the evening of `on`."""
    return month_number(on + timedelta(days=1)) - 1


def end_day(months: Ints) -> Ints:
    """The ordinal of the last day of each month."""
    following = (months - EPOCH_MONTH + 1).astype("datetime64[M]").astype("datetime64[D]")
    return following.astype(np.int64) - 1 + EPOCH_DAY


def first_due(step: Ints, start: Ints) -> Ints:
    """The month in which the first period ends that begins after the month `start`."""
    after: Ints = ((start + step) // step + 1) * step - 1
    return np.where((start + 1) % step == 0, start + step, after)


def latest_due(step: Ints, due_days: Ints, on: date) -> Ints:
    """The last month of the latest period whose due day has passed: `due_days` after its end are over."""
    latest: Ints = (last_ended(on) + 1) // step * step - 1
    today = on.toordinal()
    while (early := end_day(latest) + due_days >= today).any():
        latest = np.where(early, latest - step, latest)
    return latest
