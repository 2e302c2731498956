"""Returns (报送): what is owed, its way from draft to locked, the checks on entry, the workbook.

for job in tick_jobs:
    job(now)                # `luoshi tick`: opens what is owed, reminds of what is due
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from luoshi.plans.returns.calendar import open_returns
from luoshi.plans.returns.reminders import remind

tick_jobs: list[Callable[[datetime], int]] = [open_returns, remind]
"""What time brings, in this order; each is idempotent and returns how much it did."""
