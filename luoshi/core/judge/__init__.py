"""Judging targets by their figures: completion, expectation, class and trend (METHOD: how a target is judged).

>>> from datetime import date
>>> goal = Goal(kind="ceiling", value=10.0, good=-1, year=2025)
>>> judge_one(goal, {2023 * 12 + 11: 9.5}, date(2024, 2, 1)).headroom
0.05
"""

from __future__ import annotations

from luoshi.core.judge.arrays import NEVER, Goal, Judged, Targets, targets
from luoshi.core.judge.axis import last_ended, latest_due
from luoshi.core.judge.judging import Verdict, judge, judge_one, judge_seen, mark_unreported, see, verdict
from luoshi.core.judge.vocabulary import (
    KIND_CODE,
    LIGHTS,
    MEASURE_CODE,
    REASONS,
    STATUS_CODE,
    STATUSES,
    TRENDS,
    Light,
    Reason,
    Status,
    Thresholds,
    Trend,
)

__all__ = [
    "KIND_CODE",
    "LIGHTS",
    "MEASURE_CODE",
    "NEVER",
    "REASONS",
    "STATUSES",
    "STATUS_CODE",
    "TRENDS",
    "Goal",
    "Judged",
    "Light",
    "Reason",
    "Status",
    "Targets",
    "Thresholds",
    "Trend",
    "Verdict",
    "judge",
    "judge_one",
    "judge_seen",
    "last_ended",
    "latest_due",
    "mark_unreported",
    "see",
    "targets",
    "verdict",
]
