"""Forecasts: the quantiles against the printed table, the regression against the textbook, the rules where they break."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.core.forecast import RULES, TRENDS, WHYS, Points, look_ahead
from luoshi.core.judge import Goal, targets
from luoshi.core.judge.judging import row_of, see
from luoshi.core.judge.trend import look
from luoshi.core.periods import Period
from luoshi.core.student import distribution, quantile

INF = math.inf


@pytest.mark.parametrize(
    ("freedom", "at_90", "at_95", "at_975", "at_995"),
    [  # the table that every textbook prints
        (1, 3.078, 6.314, 12.706, 63.657),
        (2, 1.886, 2.920, 4.303, 9.925),
        (3, 1.638, 2.353, 3.182, 5.841),
        (4, 1.533, 2.132, 2.776, 4.604),
        (5, 1.476, 2.015, 2.571, 4.032),
        (6, 1.440, 1.943, 2.447, 3.707),
        (10, 1.372, 1.812, 2.228, 3.169),
        (30, 1.310, 1.697, 2.042, 2.750),
        (120, 1.289, 1.658, 1.980, 2.617),
    ],
)
def test_the_table_of_t(freedom: int, at_90: float, at_95: float, at_975: float, at_995: float) -> None:
    found = [quantile(share, freedom) for share in (0.90, 0.95, 0.975, 0.995)]
    assert found == pytest.approx([at_90, at_95, at_975, at_995], abs=6e-4)


@given(st.floats(0.5, 0.999), st.integers(1, 60))
def test_quantile_and_distribution_are_inverse(share: float, freedom: int) -> None:
    assert distribution(quantile(share, freedom), freedom) == pytest.approx(share, abs=1e-10)


@pytest.mark.parametrize(("share", "freedom"), [(0.4, 3), (1.0, 3), (0.9, 0)])
def test_no_such_quantile(share: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        quantile(share, freedom)


def points(values: list[float | None], at: float = 5.0, low: float = -INF, high: float = INF) -> Points:
    row = np.array([values], dtype=np.float64)
    return Points(np.arange(len(values), dtype=np.float64), row, np.array([at]), np.array([low]), np.array([high]))


def test_regression_is_the_weighted_one() -> None:
    """Against the normal equations written out."""
    x, y = np.array([0.0, 1.0, 2.0, 4.0]), np.array([1.0, 2.5, 2.0, 5.0])
    weight = 0.8 ** (4 - x)
    design = np.stack([np.ones(4), x], axis=1)
    inverse = np.linalg.inv(design.T @ (weight[:, None] * design))
    beta = inverse @ design.T @ (weight * y)
    at = np.array([1.0, 6.0])
    variance = (weight * (y - design @ beta) ** 2).sum() / 2
    half = quantile(0.9, 2) * math.sqrt(variance * (1 + at @ inverse @ at))
    outlook = RULES["regression"].function(points([1.0, 2.5, 2.0, None, 5.0], at=6.0, low=4.0))
    assert outlook.value[0] == pytest.approx(at @ beta)
    assert outlook.lower[0] == pytest.approx(at @ beta - half)
    assert outlook.upper[0] == pytest.approx(at @ beta + half)


@pytest.mark.parametrize(
    ("values", "low", "high", "trend", "why"),
    [
        ([90, 91, 92, 93], 95, INF, "will_reach", "none"),
        ([90, 91, 92, 93], 96, INF, "will_miss", "none"),
        ([90, 93, 91, 93], 94, INF, "at_risk", "none"),
        ([10, 9, 8, 7], -INF, 5, "will_reach", "none"),
        ([10, 9, 8, 7], -INF, 4, "will_miss", "none"),
        ([10, 10, 10, 10], 9, 11, "will_reach", "none"),
        ([10, 11, 12, 13], 9, 11, "will_miss", "none"),
        ([90, None, None, 93], 95, INF, "unknown", "few"),
        ([90, 91], 95, INF, "unknown", "few"),
        ([None, None, None], 95, INF, "unknown", "few"),
        ([90, 91, 92], math.nan, math.nan, "unknown", "no_goal"),
    ],
)
def test_trends_of_the_regression(values: list[Any], low: float, high: float, trend: str, why: str) -> None:
    outlook = RULES["regression"].function(points(values, low=low, high=high))
    assert (TRENDS[outlook.trend[0]], WHYS[outlook.why[0]]) == (trend, why)


@pytest.mark.parametrize(
    ("values", "low", "high", "trend", "ratio", "why"),
    [
        ([100, 110, 121], 100 * 1.1**5, INF, "will_reach", 1.0, "none"),
        ([100, 107, 114.49], 100 * 1.1**5, INF, "at_risk", 0.7, "none"),
        ([100, 105, 110.25], 100 * 1.1**5, INF, "will_miss", 0.5, "none"),
        ([100, 95, 90.25], 100 * 1.1**5, INF, "will_miss", -0.5, "none"),
        ([100, 90, 81], -INF, 100 * 0.9**5, "will_reach", 1.0, "none"),
        ([100, 101, 102.01], -INF, 100 * 0.9**5, "will_miss", -0.1, "none"),
        ([0, 1, 2], 5, INF, "unknown", None, "zero_start"),
        ([-1, 1, 2], 5, INF, "unknown", None, "sign"),
        ([1, 2, 3], -5, INF, "unknown", None, "sign"),
        ([5, 6, 7], 5, INF, "unknown", None, "no_change"),
        ([5, None, None], 8, INF, "unknown", None, "few"),
        ([100, None, 121], 161, INF, "unknown", None, "few"),
        # reached already: Open SDG calls it so, whichever way it moves
        ([97, 97, 97], 95, INF, "will_reach", 0.0, "none"),
        ([100, 101, 102.01], -INF, 100 * 1.02**5, "will_reach", -0.5, "none"),
        ([1, 1.1, 1.21], 1 + 1e-13, INF, "unknown", None, "no_change"),
        ([5, 6, 7], 8, 9, "unknown", None, "range"),
        ([5, 6, 7], math.nan, math.nan, "unknown", None, "no_goal"),
    ],
)
def test_the_ratio_of_growth_rates(
    values: list[Any], low: float, high: float, trend: str, ratio: float | None, why: str
) -> None:
    outlook = RULES["open_sdg"].function(points(values, low=low, high=high))
    assert (TRENDS[outlook.trend[0]], WHYS[outlook.why[0]]) == (trend, why)
    assert outlook.ratio[0] == pytest.approx(math.nan if ratio is None else ratio, nan_ok=True)


def test_each_row_by_its_rule() -> None:
    two = Points(
        np.arange(3.0), np.array([[100.0, 110.0, 121.0]] * 2), np.full(2, 5.0), np.full(2, 160.0), np.full(2, INF)
    )
    mixed = look_ahead(two, np.array([0, 1]), ["regression", "open_sdg"])
    assert np.isnan(mixed.ratio).tolist() == [True, False]
    assert mixed.value[0] == pytest.approx(RULES["regression"].function(two).value[0])


@pytest.mark.parametrize(
    ("goal", "figures", "value", "trend"),
    [
        ({"kind": "level", "value": 95, "base": 90}, {"2021": 91, "2022": 92, "2023": 93}, 95, "will_reach"),
        ({"kind": "level", "value": 5, "base": 10, "good": -1}, {"2021": 9, "2022": 8}, 5, "will_reach"),
        ({"kind": "level", "value": 100}, {"2021": 9, "2022": 8}, None, "unknown"),
        ({"kind": "level", "value": 100}, {"2021": 10, "2022": 20, "2023": 30}, 50, "will_miss"),
        ({"kind": "cumulative", "value": 50, "measure": "flow"}, {"2021": 10, "2022": 10}, 50, "will_reach"),
        ({"kind": "cumulative", "value": 60, "measure": "to_date"}, {"2021": 10, "2022": 10, "2023": 10}, 50, "will_miss"),
        ({"kind": "cumulative", "value": 50, "measure": "flow"}, {"2021": 10, "2023": 10}, None, "unknown"),
        ({"kind": "cumulative", "value": 50, "measure": "flow"}, {"2022": 10, "2023": 10}, None, "unknown"),
        ({"kind": "cumulative", "value": 50, "measure": "since_start"}, {"2021": 10, "2022": 20}, 50, "will_reach"),
        ({"kind": "growth", "value": 10, "measure": "rate"}, {"2021": 10, "2022": 10}, 10, "will_reach"),
        ({"kind": "growth", "value": 10, "base": 100}, {"2021": 105, "2022": 110.25}, 5, "will_miss"),
        ({"kind": "change", "value": 10, "base": 100, "good": -1}, {"2021": 98, "2022": 96}, 90, "will_reach"),
        ({"kind": "change", "value": 10, "good": -1, "measure": "since_start"}, {"2021": 1, "2022": 2}, 5, "will_miss"),
        ({"kind": "multiple", "value": 2, "base": 50}, {"2021": 60, "2022": 70}, 100, "will_reach"),
        ({"kind": "ceiling", "value": 10, "good": -1}, {"2021": 7, "2022": 8, "2023": 9}, 11, "will_miss"),
        ({"kind": "range", "value": 10, "upper": 12}, {"2021": 11, "2022": 11, "2023": 11}, 11, "will_reach"),
        ({"kind": "milestone", "value": 1}, {"2021": 0.1, "2022": 0.2, "2023": 0.3}, None, "unknown"),
        ({"kind": "pending"}, {"2021": 1, "2022": 2, "2023": 3}, 5, "unknown"),
    ],
)  # fmt: skip
def test_every_kind_looks_ahead(
    goal: dict[str, Any], figures: dict[str, float], value: float | None, trend: str
) -> None:
    goals = targets([Goal(**{"base_year": 2020, "year": 2025, **goal})])
    values, first = row_of({Period.parse(period).last: value for period, value in figures.items()})
    outlook = look(goals, see(goals, values, first, date(2024, 2, 1)), np.zeros(1, dtype=np.int64), ["regression"])
    if goal["kind"] != "pending":
        assert outlook.value[0] == pytest.approx(math.nan if value is None else value, nan_ok=True)
    assert TRENDS[outlook.trend[0]] == trend
