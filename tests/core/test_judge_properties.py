"""The algebra of judgements: order, units, one by one as all at once, nothing from nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.core.judge import Goal, Light, Status, judge, judge_one, targets, verdict

FIRST = 2021 * 12
MONTHS = 66
TERMINAL = {Status.DONE, Status.NOT_DONE, Status.UNKNOWN}
PLAIN = ["level", "cumulative", "growth", "change", "multiple", "ceiling", "hold", "range", "zero", "milestone"]

numbers = st.integers(min_value=1, max_value=400).map(lambda n: n / 4)
maybe = st.none() | numbers
goals = st.builds(
    Goal,
    kind=st.sampled_from([*PLAIN, "pending"]),
    value=maybe,
    upper=maybe,
    base=maybe,
    base_year=st.none() | st.integers(2018, 2022),
    year=st.none() | st.integers(2023, 2026),
    good=st.sampled_from([1, -1, 0]),
    measure=st.sampled_from(["level", "flow", "to_date", "since_start", "rate"]),
    step=st.sampled_from([1, 3, 6, 12]),
    since=st.integers(2019, 2022),
    relative=st.booleans(),
    path=st.dictionaries(st.integers(2021, 2025), numbers, max_size=4),
    binding=st.booleans(),
    lag=st.integers(0, 12),
    about=st.booleans(),
    divisible=st.booleans(),
)


@st.composite
def rows(draw: st.DrawFn) -> list[float | None]:
    """A run of figures at one step, with some of them missing."""
    step = draw(st.sampled_from([1, 3, 6, 12]))
    values = draw(st.lists(numbers, min_size=1, max_size=8))
    gaps = draw(st.sets(st.integers(0, MONTHS // step), max_size=3))
    places = range(step - 1, draw(st.integers(0, MONTHS)), step)
    found = {place: values[turn % len(values)] for turn, place in enumerate(places) if turn not in gaps}
    return [found.get(place) for place in range(MONTHS)]


days = st.dates(date(2020, 6, 1), date(2027, 6, 30))


def grid(values: list[list[float | None]]) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def months(row: list[float | None]) -> dict[int, float]:
    return {FIRST + place: value for place, value in enumerate(row) if value is not None}


@given(st.lists(st.tuples(goals, rows()), min_size=1, max_size=8), days)
@settings(deadline=None, max_examples=150)
def test_all_at_once_as_one_by_one(pairs: list[tuple[Goal, list[float | None]]], on: date) -> None:
    judged = judge(targets([goal for goal, _ in pairs]), grid([row for _, row in pairs]), FIRST, on)
    for place, (goal, row) in enumerate(pairs):
        assert verdict(judged, place) == judge_one(goal, months(row), on)


@given(goals, days)
@settings(deadline=None)
def test_nothing_comes_of_nothing(goal: Goal, on: date) -> None:
    found = judge_one(goal, {}, on)
    assert (found.progress, found.expected, found.rho, found.light) == (None, None, None, Light.NONE)
    assert found.status in (Status.UNKNOWN, Status.NOT_DUE, Status.NOT_ISSUED)


@given(goals, rows(), days)
@settings(deadline=None, max_examples=200)
def test_red_and_yellow_have_figures(goal: Goal, row: list[float | None], on: date) -> None:
    found = judge_one(goal, months(row), on)
    if found.light is not Light.NONE:
        assert found.progress is not None
        assert found.current is not None
        assert found.month is not None
        assert found.month < on.year * 12 + on.month


@given(goals.filter(lambda goal: goal.year is not None and goal.kind != "pending"), rows())
@settings(deadline=None, max_examples=150)
def test_at_the_end_there_are_three_answers(goal: Goal, row: list[float | None]) -> None:
    found = judge_one(goal, months(row), date((goal.year or 0) + 2, 6, 30))
    assert found.status in TERMINAL
    assert (found.status is Status.UNKNOWN) == (found.reason != "none")


@given(goals, rows(), days, st.sampled_from([0.001, 0.1, 4.0, 10_000.0]))
@settings(deadline=None, max_examples=200)
def test_units_change_nothing(goal: Goal, row: list[float | None], on: date, factor: float) -> None:
    """Target, base and figures in another unit together. Percentages and counts of times stay what they are."""
    percent = goal.kind == "growth" or goal.kind == "multiple" or (goal.kind == "change" and goal.relative)

    def scaled(value: float | None) -> float | None:
        return None if value is None else value * factor

    ratios_only = goal.measure == "rate" or (goal.measure == "since_start" and percent)
    if (goal.kind == "milestone" and goal.value is None) or ratios_only:
        return
    other = replace(goal, base=scaled(goal.base))
    if not percent:
        other = replace(
            other, value=scaled(goal.value), upper=scaled(goal.upper),
            path={year: value * factor for year, value in goal.path.items()},
        )  # fmt: skip
    elif goal.kind == "multiple":
        other = replace(other, path={year: value * factor for year, value in goal.path.items()})
    one = judge_one(goal, months(row), on)
    two = judge_one(other, {month: value * factor for month, value in months(row).items()}, on)
    assert one.status is two.status
    assert (one.progress is None) == (two.progress is None)
    if one.progress is not None:
        assert two.progress == pytest.approx(one.progress, rel=1e-7, abs=1e-9)


@given(
    st.sampled_from(["level", "cumulative", "growth", "multiple"]),
    numbers, numbers, numbers, st.floats(0.01, 50), st.sampled_from([1, -1]),
)  # fmt: skip
@settings(deadline=None, max_examples=200)
def test_better_is_never_less(kind: str, base: float, aim: float, x: float, more: float, way: int) -> None:
    """A figure further on the good way never has a smaller P."""
    if kind == "level" and base == aim:
        return
    if kind == "multiple":
        aim = 1 + aim
    good = (1 if aim > base else -1) if kind == "level" else 1
    goal = Goal(kind=kind, value=aim, base=base, base_year=2020, year=2025, good=good)
    on = date(2024, 2, 1)
    figures = {2021 * 12 + 11: 1.0, 2022 * 12 + 11: 1.0}
    one = judge_one(goal, {**figures, 2023 * 12 + 11: x}, on).progress
    two = judge_one(goal, {**figures, 2023 * 12 + 11: x + good * more}, on).progress
    if one is not None and two is not None:
        assert two >= one


@given(numbers, numbers, st.floats(0.01, 50))
@settings(deadline=None)
def test_bare_levels_are_monotone(aim: float, x: float, more: float) -> None:
    for good in (1, -1):
        goal = Goal(kind="level", value=aim, year=2025, good=good)
        one = judge_one(goal, {2023 * 12 + 11: x}, date(2024, 2, 1)).progress
        two = judge_one(goal, {2023 * 12 + 11: x + more}, date(2024, 2, 1)).progress
        assert one is not None
        assert two is not None
        assert (two - one) * good > 0
