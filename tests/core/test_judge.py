"""Every kind of target in every situation that changes its class, as rows of a table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from luoshi.core.judge import Goal, Light, Reason, Status, Thresholds, judge_one
from luoshi.core.periods import Period

FEB_24 = date(2024, 2, 1)
END = date(2026, 3, 1)

UP = {"kind": "level", "value": 95.0, "base": 90.0, "base_year": 2020, "year": 2025}
DOWN = {**UP, "value": 8.0, "base": 10.0, "good": -1}
BARE = {"kind": "level", "value": 100.0, "year": 2025}
SUM = {"kind": "cumulative", "value": 100.0, "year": 2025, "measure": "flow"}
RATES = {"kind": "growth", "value": 10.0, "year": 2025, "base_year": 2020, "measure": "rate"}
GROWN = {"kind": "growth", "value": 10.0, "year": 2025, "base_year": 2020, "base": 100.0}
FALL = {"kind": "change", "value": 10.0, "year": 2025, "base_year": 2020, "base": 50.0, "good": -1}
POINTS = {"kind": "change", "value": 5.0, "year": 2025, "base_year": 2020, "base": 50.0, "relative": False}
TWICE = {"kind": "multiple", "value": 2.0, "year": 2025, "base_year": 2020, "base": 50.0}
CAP = {"kind": "ceiling", "value": 10.0, "year": 2025, "base_year": 2020, "good": -1}
HOLD = {"kind": "hold", "value": 90.0, "year": 2025, "base_year": 2020}
SPAN = {"kind": "range", "value": 10.0, "upper": 12.0, "year": 2025, "base_year": 2020}
ZERO = {"kind": "zero", "value": 0.0, "year": 2025, "base_year": 2020, "good": -1}
MILE = {"kind": "milestone", "year": 2025}
QUARTERS = {f"{year}-Q{number}": 5.0 for year in (2021, 2022, 2023) for number in (1, 2, 3, 4)}

CASES: list[tuple[str, dict[str, Any], dict[str, float], date, str, float | None, float | None]] = [
    # name, goal, figures, day, class, P, E
    ("ahead", UP, {"2023": 93.5}, FEB_24, "ahead", 0.7, 0.6),
    ("on track", UP, {"2023": 93.0}, FEB_24, "on_track", 0.6, 0.6),
    ("binding wants all of it", {**UP, "binding": True}, {"2023": 92.9}, FEB_24, "behind", 0.58, 0.6),
    ("behind", UP, {"2023": 92.0}, FEB_24, "behind", 0.4, 0.6),
    ("far behind", UP, {"2023": 91.0}, FEB_24, "far_behind", 0.2, 0.6),
    ("the wrong way", UP, {"2023": 89.9}, FEB_24, "far_behind", -0.02, 0.6),
    ("early", UP, {"2023": 95.0}, FEB_24, "early", 1.0, 0.6),
    ("decrease", DOWN, {"2023": 8.8}, FEB_24, "on_track", 0.6, 0.6),
    ("decrease, the wrong way", DOWN, {"2023": 10.1}, FEB_24, "far_behind", -0.05, 0.6),
    ("done at T", UP, {"2025": 95.0}, END, "done", 1.0, 1.0),
    ("not done at T", UP, {"2025": 94.9}, END, "not_done", 0.98, 1.0),
    ("what came after T does not count", UP, {"2025": 94.0, "2026": 99.0}, date(2027, 3, 1), "not_done", 0.8, 1.0),
    ("T without its figure", UP, {"2024": 96.0}, END, "unknown", 1.2, 0.8),
    ("figures after the day do not count", UP, {"2022": 92.0, "2023": 99.0}, date(2023, 12, 30), "on_track", 0.4, 0.4),
    ("the last day of a period counts it", UP, {"2022": 92.0, "2023": 93.0}, date(2023, 12, 31), "on_track", 0.6, 0.6),
    ("stale", UP, {"2022": 92.0}, date(2024, 7, 31), "unknown", 0.4, 0.4),
    ("just not stale", UP, {"2022": 92.0}, date(2024, 6, 29), "on_track", 0.4, 0.4),
    ("stale by month", {**UP, "step": 1, "lag": 3}, {"2023-06": 94.0}, date(2023, 10, 31), "unknown", 0.8, 0.5),
    ("not stale by month", {**UP, "step": 1, "lag": 3}, {"2023-06": 94.0}, date(2023, 10, 30), "ahead", 0.8, 0.5),
    ("no figure, first not due", UP, {}, date(2022, 1, 10), "not_due", None, None),
    ("no figure, first overdue", UP, {}, date(2022, 1, 20), "unknown", None, None),
    ("only the base year", UP, {"2020": 90.0}, date(2021, 6, 1), "not_due", None, None),
    ("before it is followed", {**UP, "base_year": None, "since": 2023}, {}, date(2022, 5, 1), "not_due", None, None),
    ("path", {**UP, "path": {2023: 92.0}}, {"2023": 92.0}, FEB_24, "on_track", 0.4, 0.4),
    ("path within a year", {**UP, "step": 6, "path": {2022: 92.0, 2023: 94.0}}, {"2023-H1": 93.0}, date(2023, 8, 1), "on_track", 0.6, 0.6),
    ("path that wants nothing yet", {**UP, "path": {2021: 90.0}}, {"2021": 90.0}, date(2022, 2, 1), "on_track", 0.0, 0.0),
    ("path that wants nothing yet, worse", {**UP, "path": {2021: 90.0}}, {"2021": 89.0}, date(2022, 2, 1), "far_behind", -0.2, 0.0),
    ("path that allows to fall first", {**UP, "path": {2021: 88.0}}, {"2021": 89.0}, date(2022, 2, 1), "on_track", -0.2, -0.4),
    ("no year", {**UP, "year": None}, {"2023": 93.0}, FEB_24, "unknown", 0.6, None),
    ("no year, reached", {**UP, "year": None}, {"2023": 96.0}, FEB_24, "early", 1.2, None),
    ("no value", {**UP, "value": None}, {"2023": 93.0}, FEB_24, "unknown", None, None),
    ("units that do not convert", {**UP, "units_agree": False}, {"2023": 93.0}, FEB_24, "unknown", None, None),
    ("base is the target: kept", {**UP, "base": 95.0}, {"2021": 95.0, "2022": 96.0, "2023": 95.5}, FEB_24, "on_track", 1.0, 1.0),
    ("base is the target: lost", {**UP, "base": 95.0}, {"2021": 95.0, "2022": 94.0, "2023": 94.0}, FEB_24, "far_behind", 1 / 3, 1.0),
    ("base is better than the target: kept", {**UP, "base": 97.0}, {"2022": 96.0, "2023": 98.0}, FEB_24, "on_track", 1.0, 1.0),
    ("base is better than the target: it may fall, not below", {**UP, "base": 97.0}, {"2023": 95.5}, FEB_24, "on_track", 1.0, 1.0),
    ("base is better than the target: lost", {**UP, "base": 97.0}, {"2023": 94.0}, FEB_24, "far_behind", 0.0, 1.0),
    ("base is better than the target: done at T", {**UP, "base": 97.0}, {"2025": 99.0}, END, "done", 1.0, 1.0),
    ("base is better than the target: not done at T", {**UP, "base": 97.0}, {"2025": 94.0}, END, "not_done", 0.0, 1.0),
    ("base is lower than what is to fall: kept", {**DOWN, "base": 7.0}, {"2023": 6.0}, FEB_24, "on_track", 1.0, 1.0),
    ("neither way is better: the sign tells", {**UP, "value": 80.0, "good": 0}, {"2023": 84.0}, FEB_24, "on_track", 0.6, 0.6),
    ("base is the target but for rounding", {**UP, "value": 0.3, "base": 0.1 + 0.2}, {"2023": 0.3}, FEB_24, "on_track", 1.0, 1.0),
    ("counted since the start: from nothing", {**BARE, "measure": "since_start"}, {"2023": 60.0}, FEB_24, "on_track", 0.6, 0.6),
    ("a range of what is counted since the start", {**SPAN, "measure": "since_start"}, {"2021": 2.0}, date(2022, 2, 1), "on_track", 0.2, 0.2),
    ("a range of what is counted since the start, done early", {**SPAN, "measure": "since_start"}, {"2023": 10.0}, FEB_24, "early", 1.0, 0.6),
    ("a level of flows is the whole year's", {**UP, "measure": "flow", "step": 6},
     {"2022-H1": 46.0, "2022-H2": 46.0, "2023-H1": 47.0}, date(2023, 8, 1), "on_track", 0.4, 0.4),
    ("a level of flows with a gap", {**UP, "measure": "flow", "step": 6},
     {"2022-H1": 46.0, "2023-H1": 47.0}, date(2023, 8, 1), "unknown", None, None),
    ("a level of sums to date", {**UP, "measure": "to_date", "step": 1},
     {"2022-11": 80.0, "2022-12": 92.0, "2023-05": 40.0}, date(2023, 6, 30), "on_track", 0.4, 0.4),
    ("bare", BARE, {"2023": 60.0}, FEB_24, "unknown", 0.6, None),
    ("bare, reached", BARE, {"2023": 100.0}, FEB_24, "early", 1.0, None),
    ("bare, down, reached", {**BARE, "good": -1}, {"2023": 50.0}, FEB_24, "early", 2.0, None),
    ("bare, down, at nothing", {**BARE, "good": -1}, {"2023": 0.0}, FEB_24, "early", 1.0, None),
    ("bare with path", {**BARE, "path": {2023: 80.0}}, {"2023": 60.0}, FEB_24, "behind", 0.6, 0.8),
    ("bare before its path", {**BARE, "path": {2024: 80.0}}, {"2023": 60.0}, FEB_24, "unknown", 0.6, None),
    ("bare at T", BARE, {"2025": 99.0}, END, "not_done", 0.99, None),
    ("bare below nothing", {**BARE, "value": -5.0}, {"2023": -7.0}, FEB_24, "unknown", None, None),
    ("about, at T", {**BARE, "about": True}, {"2025": 95.0}, END, "done", 0.95, None),
    ("about, not near at T", {**BARE, "about": True}, {"2025": 94.0}, END, "not_done", 0.94, None),
    ("about from a base, at T", {**UP, "value": 100.0, "base": 80.0, "about": True}, {"2025": 96.0}, END, "done", 0.8, 1.0),
    ("about from a near base is more than half of the way", {**UP, "about": True}, {"2025": 92.0}, END, "not_done", 0.4, 1.0),
    ("about from a near base, at T", {**UP, "about": True}, {"2025": 92.6}, END, "done", 0.52, 1.0),
    ("about does not make it early", {**UP, "about": True}, {"2023": 94.9}, FEB_24, "ahead", 0.98, 0.6),
    ("a sum of about so much, at T", {**SUM, "measure": "since_start", "about": True}, {"2025": 96.0}, END, "done", 0.96, 1.0),
    ("growth of about so much, at T", {**RATES, "value": 8.0, "about": True}, {str(year): 7.7 for year in range(2021, 2026)}, END, "done", 0.96386, 1.0),
    ("flows", {**SUM, "step": 3}, QUARTERS, FEB_24, "on_track", 0.6, 0.6),
    ("flows with a gap go as far as the gap", {**SUM, "step": 3}, {**QUARTERS, "2023-Q3": float("nan")}, FEB_24, "on_track", 0.5, 0.5),
    ("flows that begin late", {**SUM, "step": 3}, {"2022-Q1": 50.0, "2022-Q2": 50.0}, date(2022, 8, 1), "unknown", None, None),
    ("flows long lost", {**SUM, "step": 3}, {**QUARTERS, "2022-Q1": float("nan")}, FEB_24, "unknown", 0.2, 0.2),
    ("sums to date", {**SUM, "measure": "to_date", "step": 1},
     {"2021-12": 20.0, "2022-12": 20.0, "2023-05": 4.0, "2023-06": 10.0}, date(2023, 7, 31), "on_track", 0.5, 0.5),
    ("sums to date, a December lost", {**SUM, "measure": "to_date", "step": 1},
     {"2021-11": 18.0, "2022-12": 20.0}, date(2023, 1, 31), "unknown", 0.18, 11 / 60),
    ("sums since the start", {**SUM, "measure": "since_start"}, {"2022": 30.0, "2023": 60.0}, FEB_24, "on_track", 0.6, 0.6),
    ("a rate answers no sum", {**SUM, "measure": "rate"}, {"2023": 60.0}, FEB_24, "unknown", None, None),
    ("yearly shares", {**SUM, "path": {2021: 0.0, 2022: 0.0, 2023: 30.0}}, {"2021": 10.0, "2022": 10.0, "2023": 10.0}, FEB_24, "on_track", 0.3, 0.3),
    ("shares within a year", {**SUM, "step": 6, "path": {2021: 40.0}}, {"2021-H1": 20.0}, date(2021, 8, 1), "on_track", 0.2, 0.2),
    ("shares with a year missing", {**SUM, "path": {2021: 5.0, 2023: 30.0}},
     {"2021": 20.0, "2022": 20.0, "2023": 20.0}, FEB_24, "on_track", 0.6, 0.6),
    ("the sum is done early", SUM, {"2021": 60.0, "2022": 60.0}, date(2023, 2, 1), "early", 1.2, 0.4),
    ("growth by rates", RATES, {"2021": 10.0, "2022": 10.0, "2023": 10.0}, FEB_24, "on_track", 0.6, 0.6),
    ("growth by rates, a year missing", RATES, {"2021": 10.0, "2023": 10.0}, FEB_24, "unknown", 0.2, 0.2),
    ("growth by quarterly rates", {**RATES, "step": 3},
     {"2021-Q1": 8.0, "2021-Q2": 12.0, "2021-Q3": 10.0, "2021-Q4": 10.0, "2022-Q1": 1.0}, date(2022, 5, 1), "on_track", 0.2, 0.2),
    ("growth by levels", GROWN, {"2023": 133.1}, FEB_24, "on_track", 0.6, 0.6),
    ("growth by levels, base from figures", {**GROWN, "base": None}, {"2020": 100.0, "2023": 133.1}, FEB_24, "on_track", 0.6, 0.6),
    ("growth without base", {**GROWN, "base": None}, {"2023": 133.1}, FEB_24, "unknown", None, None),
    ("shrinks", GROWN, {"2023": 99.0}, FEB_24, "far_behind", -0.02109, 0.6),
    ("growth of what should fall", {**GROWN, "good": -1}, {"2023": 72.9}, FEB_24, "on_track", 0.6, 0.6),
    ("growth done", RATES, {str(year): 10.0 for year in range(2021, 2026)}, END, "done", 1.0, 1.0),
    ("growth below nothing", GROWN, {"2023": -5.0}, FEB_24, "unknown", None, None),
    ("no growth wanted, none lost", {**GROWN, "value": 0.0}, {"2023": 100.0}, FEB_24, "early", 1.0, 0.6),
    ("fall in percent", FALL, {"2023": 47.0}, FEB_24, "on_track", 0.6, 0.6),
    ("fall as said", {**FALL, "measure": "since_start", "base": None}, {"2023": 6.0}, FEB_24, "on_track", 0.6, 0.6),
    ("fall by rates", {**FALL, "measure": "rate", "base": None},
     {"2021": -2.0, "2022": -2.0, "2023": -2.102873802}, FEB_24, "on_track", 0.59796, 0.6),
    ("rises instead", FALL, {"2023": 51.0}, FEB_24, "far_behind", -0.2, 0.6),
    ("change without base", {**FALL, "base": None}, {"2023": 47.0}, FEB_24, "unknown", None, None),
    ("change of nothing", {**FALL, "base": 0.0}, {"2023": 47.0}, FEB_24, "unknown", None, None),
    ("points", POINTS, {"2023": 53.0}, FEB_24, "on_track", 0.6, 0.6),
    ("points along a path", {**POINTS, "path": {2023: 1.0}}, {"2023": 51.0}, FEB_24, "on_track", 0.2, 0.2),
    ("twice", TWICE, {"2023": 80.0}, FEB_24, "on_track", 0.6, 0.6),
    ("twice without base", {**TWICE, "base": None}, {"2023": 80.0}, FEB_24, "unknown", None, None),
    ("ceiling holds", CAP, {"2022": 10.0, "2023": 9.0}, FEB_24, "on_track", 1.0, 1.0),
    ("ceiling broken now", CAP, {"2021": 9.0, "2022": 9.0, "2023": 10.5}, FEB_24, "behind", 2 / 3, 1.0),
    ("ceiling broken always", CAP, {"2022": 11.0, "2023": 10.5}, FEB_24, "far_behind", 0.0, 1.0),
    ("ceiling broken now after many good years", {**CAP, "base_year": 2010},
     {**{str(y): 9.0 for y in range(2011, 2023)}, "2023": 11.0}, FEB_24, "behind", 12 / 13, 1.0),
    ("ceiling broken within the year", {**CAP, "measure": "to_date", "step": 1},
     {"2022-12": 9.0, "2023-06": 10.5}, date(2023, 7, 31), "far_behind", 0.5, 1.0),
    ("ceiling not yet broken within the year", {**CAP, "measure": "to_date", "step": 1},
     {"2022-12": 9.0, "2023-06": 6.0}, date(2023, 7, 31), "on_track", 1.0, 1.0),
    ("ceiling of each year", {**CAP, "path": {2022: 12.0}}, {"2022": 11.5, "2023": 9.0}, FEB_24, "on_track", 1.0, 1.0),
    ("ceiling of each year, one between two given", {**CAP, "value": 3.0, "path": {2021: 5.0, 2023: 4.0}},
     {"2021": 4.9, "2022": 4.5, "2023": 3.9}, FEB_24, "on_track", 1.0, 1.0),
    ("ceiling at T", CAP, {"2022": 11.0, "2025": 9.9}, END, "done", 0.5, 1.0),
    ("ceiling broken at T", CAP, {"2022": 9.0, "2025": 10.1}, END, "not_done", 0.5, 1.0),
    ("ceiling below its base is come down to", {**CAP, "base": 15.0}, {"2023": 12.0}, FEB_24, "on_track", 0.6, 0.6),
    ("ceiling that parts come to but for rounding", {**CAP, "value": 1e9}, {"2023": 1e9 + 2e-7}, FEB_24, "on_track", 1.0, 1.0),
    ("hold", HOLD, {"2022": 90.0, "2023": 91.0}, FEB_24, "on_track", 1.0, 1.0),
    ("hold lost once", HOLD, {"2021": 95.0, "2022": 89.0, "2023": 91.0}, FEB_24, "behind", 2 / 3, 1.0),
    ("hold about", {**HOLD, "about": True}, {"2023": 94.0}, FEB_24, "on_track", 1.0, 1.0),
    ("hold about, left", {**HOLD, "about": True}, {"2023": 95.0}, FEB_24, "far_behind", 0.0, 1.0),
    ("hold at T, lost once", HOLD, {"2022": 89.0, "2025": 91.0}, END, "not_done", 0.5, 1.0),
    ("inside", SPAN, {"2023": 12.0}, FEB_24, "on_track", 1.0, 1.0),
    ("beside", SPAN, {"2023": 12.5}, FEB_24, "behind", 0.75, 1.0),
    ("far beside", SPAN, {"2023": 99.0}, FEB_24, "far_behind", 0.0, 1.0),
    ("about", {**SPAN, "upper": None, "about": True}, {"2023": 10.4}, FEB_24, "on_track", 1.0, 1.0),
    ("range to come to", {**SPAN, "base": 5.0}, {"2023": 8.0}, FEB_24, "on_track", 0.6, 0.6),
    ("range to come down to", {**SPAN, "base": 22.0}, {"2023": 16.0}, FEB_24, "on_track", 0.6, 0.6),
    ("range to come to, gone through", {**SPAN, "base": 5.0}, {"2023": 13.5}, FEB_24, "far_behind", 0.25, 0.6),
    ("range to come down to, gone through at T", {**SPAN, "base": 22.0}, {"2025": 9.0}, END, "not_done", 0.5, 1.0),
    ("range at T", SPAN, {"2025": 11.0}, END, "done", 1.0, 1.0),
    ("zero", ZERO, {"2023": 0.0}, FEB_24, "on_track", 1.0, 1.0),
    ("not zero", ZERO, {"2022": 0.0, "2023": 1.0}, FEB_24, "far_behind", 0.0, 1.0),
    ("zero broken within the year", {**ZERO, "measure": "flow", "step": 1}, {"2023-01": 1.0}, date(2023, 2, 20), "far_behind", 0.0, 1.0),
    ("to be cleared", {**ZERO, "base": 50.0}, {"2023": 20.0}, FEB_24, "on_track", 0.6, 0.6),
    ("milestone, nothing wanted", MILE, {"2023": 0.5}, FEB_24, "not_due", 0.5, None),
    ("milestone, half wanted", {**MILE, "path": {2023: 0.5}}, {"2023": 0.25}, FEB_24, "far_behind", 0.25, 0.5),
    ("milestone, all or nothing", {**MILE, "divisible": False, "path": {2023: 0.5}}, {"2023": 0.9}, FEB_24, "far_behind", 0.0, 0.5),
    ("milestone, early", MILE, {"2023": 1.0}, FEB_24, "early", 1.0, None),
    ("milestone, not closed", MILE, {"2025": 0.9}, END, "not_done", 0.9, None),
    ("pending", {"kind": "pending"}, {"2023": 3.0}, FEB_24, "not_issued", None, None),
    ("own thresholds", {**UP, "thresholds": Thresholds(behind=0.3)}, {"2023": 91.0}, FEB_24, "behind", 0.2, 0.6),
]  # fmt: skip


def series(figures: dict[str, float]) -> dict[int, float]:
    """Figures by period as a series by month."""
    return {Period.parse(period).last: value for period, value in figures.items()}


@pytest.mark.parametrize(("goal", "figures", "on", "status", "progress", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])  # fmt: skip
def test_cases(
    goal: dict[str, Any],
    figures: dict[str, float],
    on: date,
    status: str,
    progress: float | None,
    expected: float | None,
) -> None:
    verdict = judge_one(Goal(**goal), series(figures), on)
    assert (verdict.status.value, verdict.progress, verdict.expected) == (
        status,
        None if progress is None else pytest.approx(progress, abs=1e-5),
        None if expected is None else pytest.approx(expected, abs=1e-5),
    )


@pytest.mark.parametrize(
    ("goal", "figures", "reason"),
    [
        (UP, {}, Reason.NO_FIGURE),
        (UP, {"2021": 91.0}, Reason.STALE),
        (BARE, {"2023": 60.0}, Reason.NO_YARDSTICK),
        ({**UP, "value": None}, {"2023": 60.0}, Reason.NO_VALUE),
        ({**UP, "units_agree": False}, {"2023": 60.0}, Reason.UNIT),
        ({**SUM, "measure": "rate"}, {"2023": 60.0}, Reason.MEASURE),
        ({**TWICE, "base": None}, {"2023": 60.0}, Reason.NO_BASE),
        ({**UP, "year": 2023}, {"2022": 92.0}, Reason.AWAITED),
    ],
)
def test_why_not(goal: dict[str, Any], figures: dict[str, float], reason: Reason) -> None:
    verdict = judge_one(Goal(**goal), series(figures), FEB_24)
    assert (verdict.status, verdict.reason, verdict.light) == (Status.UNKNOWN, reason, Light.NONE)


def test_headroom() -> None:
    assert judge_one(Goal(**CAP), series({"2023": 9.0}), FEB_24).headroom == pytest.approx(0.1)
    assert judge_one(Goal(**CAP), series({"2023": 12.0}), FEB_24).headroom == pytest.approx(-0.2)


def test_only_what_is_judged_has_a_colour() -> None:
    silent = {Status.UNKNOWN, Status.NOT_DUE, Status.NOT_ISSUED, Status.NOT_REPORTED}
    assert {status for status in Status if status.light is Light.NONE} == silent


@pytest.mark.parametrize("layer", [{"behind": 1.2}, {"ahead": 0.5}, {"behind": 0}, {"green": 1}, {"behind": "x"}])
def test_thresholds_that_do_not_rise_are_refused(layer: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"threshold|could not"):
        Thresholds.read(layer)


def test_a_year_is_whole_only_when_it_is_over() -> None:
    """Figures that come more often than was declared do not make a year of its first half."""
    goal = Goal(kind="growth", value=10.0, base_year=2022, year=2026, measure="rate", step=6)
    monthly = {f"2023-{month:02}": 10.0 for month in range(1, 7)}
    assert judge_one(goal, series(monthly), date(2023, 6, 30)).progress is None
